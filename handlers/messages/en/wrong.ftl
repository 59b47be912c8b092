# Right and Wrong: the form that asks what is wrong, and its answers.

wrong-title = What is wrong?
wrong-send = Correct
wrong-question = What is wrong with this alert?
wrong-what = { $what ->
    [not_a_move] It is not a move
    [person] Wrong person
    [company] Wrong company
    [direction] Wrong direction
    [old_news] Old news
   *[duplicate] Duplicate of another alert
}
wrong-effect = { $what ->
    [not_a_move] The alert will be withdrawn in all channels of this workspace.
    [old_news] The alert will be marked as old news in all channels of this workspace.
    [duplicate] The alert will be marked as a duplicate in all channels of this workspace.
   *[other] The alert will be corrected in all channels of this workspace.
}
wrong-people = Who moves?
wrong-people-hint = Full names, with commas between them.
wrong-kind = What happens?
wrong-other = Which alert tells it already?
wrong-other-hint = A link to that message, or its number as shown by Why?
wrong-choose = Choose what is wrong.
wrong-people-missing = Type at least one name, and at most sixty.
wrong-company-missing = Type at least one company.
wrong-other-missing = That is not another alert of this workspace. Copy the link of the message that tells the same move.
wrong-gone = This move is no longer stored.
wrong-thanks = { $n ->
    [0] Thank you, the correction is stored.
    [one] Thank you. { $n } message of this workspace is being edited.
   *[other] Thank you. { $n } messages of this workspace are being edited.
}
right-thanks = Thank you, noted as right. { $precision }
precision = { $n ->
    [0] Nothing was judged yet.
    [one] { $percent } % right of { $n } alert judged here.
   *[other] { $percent } % right of { $n } alerts judged here.
}
button-cancel = Cancel
button-close = Close
