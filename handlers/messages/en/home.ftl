# App Home.

home-week = This week
home-week-rule = Came less went in 7 days: press-reported moves, n = { $n }, each person counted once.
home-quiet = Nothing in the last 30 days.
home-watches = Watched in your channels
home-begin = Begin here
home-none = Nothing is watched in your channels yet. Press “Watch a company”, or type `/moves watch openai` in a channel.
home-packs = Or take a ready pack:
home-no-feeds = none yet
home-help = In any channel: `/moves openai` asks, `/moves watch openai` watches, `/moves help` tells the rest.
home-privacy = Stored are moves that the press reported, with their sources, and what you choose here. A person who asks for it is taken out with `/moves forget NAME`.
home-search = Search
home-import = Paste names
home-attention = Needs attention
home-feed-fails = • Feed *{ $title }* failed { $n } times in a row: `/moves feeds`
home-broken = • { $n ->
    [one] A watch waits
   *[other] { $n } watches wait
} because nothing can be posted there: { $watches }
home-paused = • { $n ->
    [one] A watch is paused
   *[other] { $n } watches are paused
}: { $watches }
home-words = • { $n ->
    [one] A name of your lists is
   *[other] { $n } names of your lists are
} unknown and looked for as words: { $names }
home-preferences = Preferences
home-lang = *Language* of what only you see
home-lang-auto = As in Slack
language-name = { $lang ->
    [fr] Français
   *[en] English
}
home-quiet-hours = *Quiet hours* of your direct messages ({ $tz })
quiet-hours = { $quiet ->
    [yes] { $begin }:00 to { $end }:00
   *[no] None
}
home-channels = A channel's quiet hours, time zone, language and digests: `/moves settings` in that channel.
home-admin = For admins
home-who = *Who may change watches*
home-who-value = { $who ->
    [owners] Owners and admins
   *[members] Members of the channel
}
home-team-lang = *Language of channels* that have none of their own
home-log = Changes
home-saved = Saved.
home-log-title = Changes

ask-title = Search moves
ask-label = What you would type after /moves
ask-hint = A company, a person, “meta -> openai”, “mistral out since:90d”
ask-submit = Search
