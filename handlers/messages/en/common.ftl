# Words that several parts share.

kind = { $kind ->
    [join] Joins
    [leave] Leaves
    [return] Return
    [found] Founds
    [promote] Promotion
    [board] Board
   *[other] Move
}

status = { $status ->
    [confirmed] Confirmed
    [denied] Denied
    [reversed] Reversed
   *[reported] Reported
}

people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
