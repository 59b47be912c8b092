# Figures: trends, flows, returns, outlets. Names come already made safe.

rule = Press-reported moves, n = { $n }{ $period }; each person counted once{ $headcount ->
    [yes] , promotions, board seats and what was denied left out
   *[no] {""}
}.
trend-one = *{ $query }*: { $came } joined, { $left } left, net { $net }{ $period }.
trend-plain = *{ $query }*: { $n ->
    [one] { $n } person moved
   *[other] { $n } people moved
}{ $period }.
trend-title = { $query }, by { $step ->
    [month] month
   *[week] week
}
trend-joined = Joined
trend-left = Left
trend-net = Net
trend-moved = Moved
trend-step = { $step ->
    [month] Month
   *[week] Week from
}
trend-more = { $n ->
    [one] One earlier step is in `as:csv`.
   *[other] { $n } earlier steps are in `as:csv`.
}
too-many-lines = A trend compares up to { $most } names at once, not { $n }. Leave some out.

flow-title = Net flow
flow-title-about = { $query }: net flow by partner
flow-said = { $gained ->
    [none] {""}
   *[other] Gained most: { $gained }.
} { $lost ->
    [none] {""}
   *[other] Lost most: { $lost }.
}
flow-about = *{ $query }*, by where people came from or went to.
flow-said-about = { $gained ->
    [none] {""}
   *[other] Won most from { $gained }.
} { $lost ->
    [none] {""}
   *[other] Lost most to { $lost }.
}
column-came = Came from
column-went = Went to
flow-none = *{ $query }*: nobody is known to have come or gone{ $period }.
corridor-title = From whom to whom
corridor-said = Widest: { $from } → { $to }, { $n ->
    [one] { $n } person
   *[other] { $n } people
}.
unit-people = people
unit-net = people gained or lost
column-company = Company
column-net = Net
column-people = People

returns-said = *{ $query }*: { $n ->
    [0] nobody is known to have gone back
    [one] { $n } person went back
   *[other] { $n } people went back
}{ $came ->
    [0] {""}
   *[other] , of { $came } who came ({ $percent } %)
}{ $period }.
returns-rule = A return is one that an outlet calls so, or somebody whose leaving was told before. n = { $n }, each person and company counted once.
column-back = Back at
column-via = From
column-left = Had left
returns-everybody = All companies

departed = { $left } of { $known } known { $role ->
    [founders] founders
   *[leaders] leaders
} of { $company } { $left ->
    [one] has left
   *[other] have left
}: { $names }. Names from the catalogue, departures from the stored moves.

scoops-title = Who tells moves first
scoops-said = { $n ->
    [one] { $n } move
   *[other] { $n } moves
} since { $day }; { $compared } told by more than one outlet.
scoops-rule = First: told before all others, of the moves that others told too. Ahead: the median of how long before the next outlet. Right: of the moves it told first that this workspace judged.
scoops-none = No move was told since { $day }. Try a longer period: `/moves sources since:1y`.
scoops-more = { $n ->
    [one] { $n } more outlet is in `as:csv`.
   *[other] { $n } more outlets are in `as:csv`.
}
column-outlet = Outlet
column-moves = Moves
column-month = A month
column-alone = Alone
column-first = First
column-lead = Ahead
column-right = Right
of-number = { $part } of { $whole }
length-minutes = { $n } min
length-hours = { $n } h
length-days = { $n } d

button-month = By month
button-week = By week
button-corridors = From whom to whom
button-net = Net flow
button-csv = Send as CSV
button-table = As a table
button-chart = As a chart
button-trend = Over time

file-sent = Sent to your direct messages: { $name }, { $n ->
    [one] { $n } line
   *[other] { $n } lines
}.
file-cut = It holds the newest { $n } of { $total }: a shorter period, such as `since:90d`, has them all.
file-refused = Slack did not take the file ({ $reason }). The app needs the permissions files:write and im:write: ask an admin to install it again, and type the command once more.
picture-sent = The picture is in your direct messages.
