# What the owners of a feed are told about it.

feed-failing = The feed { $feed } ({ $url }) has not been readable for a day. { $reason } I keep trying and will tell you when it works again.
feed-recovered = The feed { $feed } ({ $url }) can be read again.

health-title = Health
health-stories = { $n ->
    [0] No story was read in 7 days.
    [one] { $n } story read in 7 days
   *[other] { $n } stories read in 7 days
}
health-watches = { $n ->
    [0] No watches
    [one] { $n } watch
   *[other] { $n } watches
}{ $broken ->
    [0] {""}
   *[other] , { $broken } waiting for a channel that cannot be posted to
}{ $paused ->
    [0] {""}
   *[other] , { $paused } paused
}
health-unsent = { $n ->
    [0] Nothing waits to be sent.
    [one] { $n } message waits to be sent.
   *[other] { $n } messages wait to be sent.
}

source-no-address = Which source? Type `/moves source add https://…` with the address of a feed or of a page that has one.
source-not-found = No source was added from “{ $address }”: { $reason } Type `/moves source add` with the address of a feed.
source-added = Source { $number } is added: { $feed }. { $entries ->
    [one] It tells { $entries } story now,
   *[other] It tells { $entries } stories now,
} { $n ->
    [0] none of them a move.
    [one] { $n } of them a move.
   *[other] { $n } of them moves.
} What is there already is searchable; what comes next is told.
