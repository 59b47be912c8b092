# Answers about moves. $name, $query, $outlet are outside strings, already made safe.

label-all = all moves
label-person = { $name }
label-text = “{ $name }”
label-role-at = { $role } at { $place }
label-corridor = { $from } → { $to }
label-anywhere = anywhere
label-sector = { $name } (sector)

since-day = { " " }since { $day }
in-period = { " " }from { $day } to { $end }

counted = *{ $query }*: { $sides }press-reported, n = { $n }{ $period }, each person counted once.
side-joined = { $joined ->
    [0] nobody joined
   *[other] { $joined } joined
}
side-left = { $left ->
    [0] nobody left
   *[other] { $left } left
}
side-moved = { $n ->
    [one] { $n } person moved
   *[other] { $n } people moved
}
came = Who came
went = Who left
none-found = *{ $query }*: 0 moves{ $period }.
none-found-read = *{ $query }*: 0 moves{ $period }; { $stories ->
    [0] no story naming it was read
    [one] { $stories } story naming it was read, on { $newest }
   *[other] { $stories } stories naming it were read, the newest on { $newest }
}.
none-yet = No moves are known yet. They appear here as feeds tell them; `/moves feeds` says how the feeds are.
not-known-words = I know no company called “{ $name }”, so I looked for these words.
filtered-by = Only: `{ $filters }`
more-below = Moves { $first } to { $last } of { $total }.

button-share = Share in channel
button-watch = Watch { $name }
button-next = Next
button-previous = Back
shared-by = Shared by { $who }

summary-title = Watched in this channel
summary-nothing = Nothing is watched in this channel yet. Type `/moves watch openai`, with any company you like, or press the button.
summary-newest = Newest moves, 7 days
summary-quiet = No moves about these in the last 7 days.
button-add-watch = Watch a company
button-all-watches = All watches
