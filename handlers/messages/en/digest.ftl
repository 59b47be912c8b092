# Digests, and tables of moves. Names come already made safe.

digest-title = { $every ->
    [hourly] Moves of the last hour, { $moment }
    [daily] Moves of the day, { $day }
   *[weekly] Moves of the week, { $begin } to { $end }
}
digest-counts = *{ $moves ->
    [one] { $moves } move
   *[other] { $moves } moves
}* of { $people ->
    [one] { $people } person
   *[other] { $people } people
}, told by { $outlets ->
    [one] { $outlets } outlet
   *[other] { $outlets } outlets
}.
digest-companies = Came less went: { $companies }.
digest-first = Told most: { $sentence }.
digest-nothing = Nothing new.
digest-more = { $n ->
    [one] { $n } more move is behind “Open all”.
   *[other] { $n } more moves are behind “Open all”.
}
digest-open-all = Open all
digest-open-spoken = Open all moves of this digest
digest-for = For { $watches }
digest-other-watches = { $n ->
    [one] { $n } other watch
   *[other] { $n } other watches
}
digest-verified = Quiet is verified: { $stories ->
    [one] { $stories } story read
   *[other] { $stories } stories read
}, { $healthy } of { $feeds } feeds healthy, newest story { $newest }.
digest-preview = Preview, seen by you alone. It will be posted in { $place }, { $rhythm } ({ $tz }).
digest-other = Another digest is posted here, { $rhythm } ({ $tz }).
watch-rhythm = What it finds is told together, { $rhythm }.
rhythm = { $every ->
    [now] at once
    [hourly] every hour
    [daily] every day at { $hour }:00
   *[weekly] every { $weekday } at { $hour }:00
}
digest-weekday = { $day ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
}
digest-no-watch = No watch of this channel has a rhythm. Type `/moves watch openai every:daily@9` to have a digest.
digest-posted = { $n ->
    [0] There is nothing to tell since the last digest.
    [one] The digest is being posted, with { $n } move.
   *[other] The digest is being posted, with { $n } moves.
}
digest-all-title = All moves of this digest
digest-gone = This digest is no longer known.

column-date = Date
column-who = Who
column-from = From
column-to = To
column-type = Type
column-status = Status
