# Watches: made, listed, changed. Outside strings come already made safe.

watch-made = *Watch { $number }*: { $query } in { $place }.
watch-known = *Watch { $number }* already asks for { $query } in { $place }.
watch-aliases = Also written { $names }.
watch-family = Includes { $names }.
watch-as-text = I know no company called “{ $name }”: this watch looks for these words in names and headlines.
watch-filters = Only: `{ $filters }`
watch-pings = Tells { $people }
watch-recent = Recent moves it would have told:
watch-no-recent = It would have told nothing in the last 90 days.
place-here = this channel
place-channel = { $channel }
place-me = direct messages to { $person }
invite-me = I am not in { $place }, so nothing can be posted there yet. Type `/invite { $bot }` in it.
invite-me-plain = I am not in { $place }, so nothing can be posted there yet. Invite me there (the channel's name, Integrations, Add apps).
backtest = It { $n ->
    [0] would not have alerted once
    [one] would have alerted { $n } time
   *[other] would have alerted { $n } times
} in { $days } days{ $n ->
    [0] {""}
   *[other] , about { $week } a week
}.
backtest-noisy = That is about { $day } a day: a noisy watch. A filter makes it quieter, for instance `type:join,leave` or `conf:high`.
button-undo = Undo
button-edit = Edit
button-again = Watch again

watch-removed = Watch { $number } ({ $query }) is removed from { $place }. What it found stays searchable.
watches-removed = { $n ->
    [one] { $n } watch is removed.
   *[other] { $n } watches are removed.
}
watch-paused = Watch { $number } ({ $query }) is paused.
watch-resumed = Watch { $number } ({ $query }) works again.
watch-changed = Watch { $number } is changed: { $query } in { $place }.
which-watch = Several watches of this channel ask for { $query }. Which one?

watches-title = Watches of this channel
watches-all-title = All watches of this workspace
watches-none = Nothing is watched in this channel. Type `/moves watch openai`, with any company you like.
watches-none-all = Nothing is watched in this workspace. Type `/moves watch openai`, with any company you like.
watch-line = *{ $number }*  `{ $expression }` in { $place }
watch-small = by { $owner } · { $week ->
    [one] { $week } alert
   *[other] { $week } alerts
} in 7 days, { $month } in 30{ $last }
watch-last = { " " }· last { $when }
watch-state = { $state ->
    [paused] Paused
    [broken] Waiting: { $reason }
   *[active] Active
}
broken-reason = { $reason ->
    [not_in_channel] I am not in the channel
    [channel_not_found] I cannot see the channel
    [is_archived] the channel is archived
    [restricted_action] posting is restricted there
    [token_revoked] the app lost its permission
    [account_inactive] the app lost its permission
   *[other] Slack refuses to post there ({ $code })
}
page-of = Page { $page } of { $pages }
button-remove = Remove
button-pause = Pause
button-resume = Resume
watch-menu-spoken = Actions for watch { $number }

under-title = { $title }: { $said }
feeds-title = Feeds
feeds-counts = { $n ->
    [one] { $n } feed
   *[other] { $n } feeds
}, { $healthy } healthy{ $newest }.
feeds-newest = { " " }· last article seen { $when }
feeds-none = No feeds are set up yet. Have the operator run `moves feeds import default`.
feed-line = *{ $id }*  { $title } · { $state ->
    [ok] healthy, last checked { $when }
    [new] not read yet
    [paused] paused
   *[failing] failing since { $when }: { $error }
}

list-made = List { $name }: { $items }.
list-empty = List { $name } is empty now, so it is gone.
list-is = { $name }: { $items }
list-none = There are no lists yet. Type `/moves list @portfolio add openai, mistral`.
lists-title = Lists

settings-title = Settings
settings-edit = Who may change watches: { $who ->
    [members] members of the channel
    [owners] owners of a watch, and admins
   *[group] members of { $group }, owners and admins
}. Change it with `/moves settings edit members`, `owners` or `@group`.
settings-changed = Changed. { $line }
log-title = Changes
log-none = Nothing has been changed yet.
log-line = { $when } · { $who } · { $what }
log-action = { $action ->
    [watch] made watch { $subject }
    [edit] changed watch { $subject }
    [unwatch] removed watch { $subject }
    [pause] paused watch { $subject }
    [resume] resumed watch { $subject }
    [list] changed list { $subject }
    [settings] changed the setting { $subject }
    [correction] judged { $subject }
    [forget] had a person forgotten
    [mute] muted { $subject }
    [unmute] unmuted { $subject }
    [source] changed source { $subject }
   *[other] { $action } { $subject }
}
