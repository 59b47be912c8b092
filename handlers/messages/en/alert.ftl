# A move in words, and the alert about it.
# $org, $who, $role, $words and the like are outside strings, already made safe; $vowel says whether a name begins with a vowel.

others = { $n ->
    [one] { $n } other
   *[other] { $n } others
}
not-named = { $words } (not named)
not-named-quoted = “{ $words }” (not named)
not-named-short = { $words }, not named
somebody = Somebody not named

phrase-from = { $vowel ->
   *[no] { " " }from { $org }
}
phrase-after = { $vowel ->
   *[no] { " " }after leaving { $org }
}
phrase-beside = { $vowel ->
   *[no] { " " }({ $org })
}
phrase-of = { $vowel ->
   *[no] of { $org }
}
phrase-post = { " " }({ $role })

says-join = { $n ->
    [one] { $who } joins { $org }{ $source }{ $role }
   *[other] { $who } join { $org }{ $source }{ $role }
}
says-join-bare = { $n ->
    [one] { $who } starts a new job{ $source }{ $role }
   *[other] { $who } start new jobs{ $source }{ $role }
}
says-return = { $n ->
    [one] { $who } returns to { $org }{ $source }{ $role }
   *[other] { $who } return to { $org }{ $source }{ $role }
}
says-return-bare = { $n ->
    [one] { $who } returns to a former employer{ $source }{ $role }
   *[other] { $who } return to a former employer{ $source }{ $role }
}
says-leave = { $n ->
    [one] { $who } leaves { $org }{ $role }
   *[other] { $who } leave { $org }{ $role }
}
says-leave-bare = { $n ->
    [one] { $who } leaves a post{ $role }
   *[other] { $who } leave their posts{ $role }
}
says-found = { $n ->
    [one] { $who } founds { $org }{ $source }{ $role }
   *[other] { $who } found { $org }{ $source }{ $role }
}
says-found-bare = { $n ->
    [one] { $who } founds a company{ $source }{ $role }
   *[other] { $who } found a company{ $source }{ $role }
}
says-promote = { $n ->
    [one] { $who } becomes { $role } at { $org }{ $source }
   *[other] { $who } become { $role } at { $org }{ $source }
}
says-promote-bare = { $n ->
    [one] { $who } becomes { $role }{ $source }
   *[other] { $who } become { $role }{ $source }
}
says-new-post = { $n ->
    [one] { $who } takes a new post at { $org }{ $source }
   *[other] { $who } take new posts at { $org }{ $source }
}
says-new-post-bare = { $n ->
    [one] { $who } takes a new post{ $source }
   *[other] { $who } take new posts{ $source }
}
says-board = { $n ->
    [one] { $who } joins the board { $of_org }{ $source }{ $role }
   *[other] { $who } join the board { $of_org }{ $source }{ $role }
}
says-board-left = { $n ->
    [one] { $who } leaves the board { $of_org }{ $role }
   *[other] { $who } leave the board { $of_org }{ $role }
}
says-board-bare = { $n ->
    [one] { $who } joins a board of directors{ $role }
   *[other] { $who } join a board of directors{ $role }
}
says-other = { $n ->
    [one] { $who } moves to { $org }{ $source }{ $role }
   *[other] { $who } move to { $org }{ $source }{ $role }
}
says-other-bare = { $n ->
    [one] { $who } changes jobs{ $source }{ $role }
   *[other] { $who } change jobs{ $source }{ $role }
}

said = { $status ->
    [reported] Reported: { $sentence }
    [denied] Denied: { $sentence }
    [reversed] No longer so: { $sentence }
   *[confirmed] { $sentence }
}
titled = { $status ->
    [reported] Reported: { $title }
    [confirmed] CONFIRMED: { $title }
    [denied] DENIED: { $title }
    [reversed] REVERSED: { $title }
   *[plain] { $title }
}

alert-text = { $sentence } ({ $outlet }).
field-from = From
field-to = To
field-role = Role
field-announced = Announced by
field-date = Published
field-status = Status
field-confidence = Confidence
not-stated = not stated

status-by = { $status ->
    [confirmed] Confirmed, told by { $n ->
        [one] { $n } outlet
       *[other] { $n } outlets
    }
    [denied] Denied, told by { $n ->
        [one] { $n } outlet
       *[other] { $n } outlets
    }
    [reversed] Reversed, told by { $n ->
        [one] { $n } outlet
       *[other] { $n } outlets
    }
   *[reported] Reported by { $n ->
        [one] { $n } outlet
       *[other] { $n } outlets
    }
}
confidence = { $level ->
    [high] High ({ $score })
    [medium] Medium ({ $score })
   *[low] Low ({ $score })
}
quoted = “{ $words }” ({ $lang })
quoted-plain = “{ $words }”
claim = According to { $source }: “{ $words }” This is a claim, not an established fact.
source-line = { $link } ({ $lang })
more-sources = { $n ->
    [one] and { $n } more outlet
   *[other] and { $n } more outlets
}
first-seen = First seen { $after } after publication
why-watch = Watch { $number } `{ $expression }`
why-watch-by = Watch { $number } `{ $expression }` by { $owner }
for-people = For { $people }

button-read = Read article
button-why = Why?
button-track = Track people
button-track-spoken = Watch the people of this move in this channel
button-company = { $org } moves
button-right = Right
button-wrong = Wrong
button-right-spoken = This alert is right
button-wrong-spoken = Something in this alert is wrong
button-open = Open
menu-mute = Mute { $org } for 7 days
menu-mute-source = Mute { $outlet } for 7 days
menu-edit = Edit watch { $number }

bundle-title = { $n ->
    [one] { $n } move
   *[other] { $n } moves
}
bundle-text = { $n ->
    [one] { $n } move: { $first }
   *[other] { $n } moves, among them: { $first }
}
bundle-more = { $n ->
    [one] { $n } more move is not shown here. Type `/moves` to see it.
   *[other] { $n } more moves are not shown here. Type `/moves` to see them.
}

thread-outlet = { $n ->
    [one] Also reported by { $link }. { $n } outlet tells it now.
   *[other] Also reported by { $link }. { $n } outlets tell it now.
}
thread-status = { $status ->
    [confirmed] *CONFIRMED*: { $sentence }. Source: { $link }.
    [denied] *DENIED*: { $sentence }. Source: { $link }.
    [reversed] *REVERSED*: { $sentence }. Source: { $link }.
   *[reported] *Open again*: { $sentence }. Source: { $link }.
}
thread-people = { $n ->
    [one] { $people } is in it too, according to { $link }.
   *[other] { $people } are in it too, according to { $link }.
}
thread-corrected = Corrected: { $sentence }. Source: { $link }.
thread-corrected-here = Corrected by a member of this workspace: { $sentence }.

withdrawn = { $what ->
    [not_a_move] *Withdrawn.* { $by } says that this story reports no move.
    [old_news] *Old news.* { $by } says that this was known before.
    [duplicate] *Duplicate.* { $by } says that another alert tells this move.
    [forgotten] *Withdrawn* at the request of a person named here.
   *[other] *Withdrawn.* { $by } says that this alert is wrong.
}
withdrawn-text = { $what ->
    [forgotten] This alert was withdrawn at the request of a person named in it.
    [old_news] This alert was withdrawn: it was known before.
    [duplicate] This alert was withdrawn: another alert tells the same move.
   *[not_a_move] This alert was withdrawn: the story reports no move.
}
withdrawn-same = The other alert: { $link }
corrected-note = { $what ->
    [person] Corrected by { $by }: the people were wrong
    [company] Corrected by { $by }: a company was wrong
    [direction] Corrected by { $by }: the direction was wrong
   *[other] Corrected by { $by }
}
button-restore = It was right
thread-taken-back = This line was taken back.
