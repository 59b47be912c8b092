# What delivery itself has to say.

unforeseen = Something went wrong on my side, and I wrote it down as { $reference }. Please try again; if it happens again, give that number to whoever runs this app.

broken-said = I cannot post in { $channel } any more (Slack says { $error }), so the alerts for it wait.
broken-advice = { $error ->
    [not_in_channel] Invite me again by typing /invite @Moves there.
    [channel_not_found] The channel is gone, or private and I was removed: invite me again, or type /moves watch … in another channel.
    [is_archived] The channel is archived: unarchive it, or type /moves watch … in another channel.
    [missing_scope] The app lacks a permission: an admin must install it again.
    [no_installation] The app is not installed any more: an admin must install it again.
   *[other] Ask an admin to let me post there, or type /moves watch … in another channel.
}
broken-more = and { $n } more
broken-kept = Nothing is lost: what happens within seven days is told when I can post again.
backlog-title = { $n ->
    [one] { $n } move while I could not post here
   *[other] { $n } moves while I could not post here
}
