# Mute, feedback, forget; channels that cannot be posted to.

muted = { $until ->
    [never] { $subject ->
        [company] Nothing about { $label } will be told in this channel any more.
        [person] Nothing about { $label } will be told in this channel any more.
        [source] Nothing that only { $label } tells will be told in this channel any more.
       *[watch] Watch { $label } is silent from now on.
    }
   *[until] { $subject ->
        [company] Nothing about { $label } will be told in this channel until { $until }.
        [person] Nothing about { $label } will be told in this channel until { $until }.
        [source] Nothing that only { $label } tells will be told in this channel until { $until }.
       *[watch] Watch { $label } is silent until { $until }.
    }
}
unmuted = { $label } is heard again in this channel.
unmute-none = { $n ->
    [0] “{ $label }” is not muted in this channel, and nothing else is.{ $muted }
   *[other] “{ $label }” is not muted in this channel. Muted are: { $muted }.
}
mute-what = Name one company, one person, `source:HOST`, or the number of a watch: `/moves mute openai 1w`.
mute-no-watch = This channel has no watch { $number }. Type `/moves watches` to see their numbers.
button-unmute = Unmute
track-nobody = Nobody is named in this move, so there is nobody to track.
menu-no-watch = That watch is no longer in this channel. Type `/moves watches` to see those there are.

feedback-thanks = Thank you. Your note about move { $number } is kept. If something is wrong with it, press Wrong on its alert: that corrects it everywhere.
feedback-no-move = There is no move { $number }. Why? on an alert shows its number.
corrections-none = Nothing was judged yet, so there is nothing to export. Press Right or Wrong on an alert.
corrections-sent = { $n ->
    [one] A file with { $n } labelled story was sent to you.
   *[other] A file with { $n } labelled stories was sent to you.
}
forget-ask = { $n ->
    [0] Forget *{ $name }*? No stored move names this person; future reports will leave them out. This cannot be undone.
    [one] Forget *{ $name }*? { $n } stored move names this person. They are taken out of it, posted alerts are edited, and future reports leave them out. This cannot be undone.
   *[other] Forget *{ $name }*? { $n } stored moves name this person. They are taken out of them, posted alerts are edited, and future reports leave them out. This cannot be undone.
}
button-forget = Forget this person
forgotten = { $n ->
    [one] Done: taken out of { $n } move. Posted alerts being edited: { $alerts }. Future reports leave this person out.
   *[other] Done: taken out of { $n } moves. Posted alerts being edited: { $alerts }. Future reports leave this person out.
}
forget-kept = Nothing was changed.

button-retry = I invited you again
button-move = Move to another channel
button-delete-watches = Delete the watches
broken-confirm-title = Delete the watches?
broken-confirm = The watches are removed, and what waits for them is not told.
broken-confirm-yes = Delete
broken-works = { $n ->
    [0] { $channel } works again.
    [one] { $channel } works again. { $n } alert that waited is being posted.
   *[other] { $channel } works again. { $n } alerts that waited are being posted as one digest.
}
broken-still = I still cannot post in { $channel } (Slack says { $error }). Type `/invite` and my name there, then press the button again.
broken-moved = { $n ->
    [one] { $n } watch tells { $channel } from now on.
   *[other] { $n } watches tell { $channel } from now on.
}
broken-deleted = { $n ->
    [0] These watches were deleted before.
    [one] { $n } watch was deleted.
   *[other] { $n } watches were deleted.
}
broken-move-title = Move the watches
broken-move-label = Channel that will be told
broken-move-hint = I must be a member of it: type /invite there first.
broken-move-send = Move
broken-move-absent = I am not in that channel. Type /invite there, then send again.
