# Why there is an alert, or none.

why-title = Why?
why-about = Move { $number }: { $sentence }.
why-none = No move was read in “{ $title }”.
why-source = Where it came from
why-told = { $link }: { $title }. Seen { $when }.
why-told-after = { $link }: { $title }. Published { $when }, seen { $after } later.
why-seen = Seen { $when }.
why-feed = Feed: { $feed }
why-baseline = It was there when the feed was first read, so nobody was alerted.
why-sentence = The sentence and words that decided
why-deciding = Words that decided: { $words }
why-names = Names
why-people = Who moves: { $people }
why-group = Not named, described as { $words }
why-announced = Announced or told by { $who }, who does not move
why-companies = Companies
why-from = From: { $org }
why-to = To: { $org }
why-direction = Direction
why-direction-line = { $kind }. Status: { $status }. Role: { $role }.
why-ruled-out = What was ruled out or spoke against it
why-other-people = Named, but not moving: { $names }
why-other-organisations = Named, but neither left nor joined: { $names }
why-claims = An allegation by { $sources } was kept apart: it is no part of the move.
why-nothing = Nothing
why-score = How sure
why-score-line = Confidence { $score } of 1
why-history = What became of it
why-was = It was told before as: { $status }
why-judged-right = { $by } called it right, { $when }
why-judged-wrong = { $by } called it wrong ({ $what }), { $when }
why-watches = Watches of this channel
why-no-watch = This channel has no watch. Type `/moves watch COMPANY` to make one.
why-none-asked = No watch of this channel asks for it.
why-not-alerted = No alert was made here: the watch is newer than the story, or the story was already known.
why-more-watches = { $n ->
    [one] and { $n } more watch
   *[other] and { $n } more watches
}
why-watch-matched = Watch { $number } `{ $expression }` by { $owner } asks for it.
why-watch-paused = Watch { $number } `{ $expression }` asks for it, but it is paused.
why-watch-broken = Watch { $number } `{ $expression }` asks for it, but its channel cannot be posted to.
why-watch-muted = Watch { $number } `{ $expression }` asks for it, but it is muted here.
why-watch-filters = Watch { $number } `{ $expression }` is about it, but its filters leave it out.
why-watch-other = Watch { $number } `{ $expression }` is about something else.
why-all = All notes of the reader
stage-line = { $stage }: { $told }
stage = { $stage ->
    [language] Language
    [people] People named
    [organisations] Organisations named
    [deciding-words] Deciding words
    [move] Move read
    [sentence] Sentence
   *[score] Score
}

why-unknown = Nothing is known under “{ $text }”. Give the link of an alert, a move’s number, or an article’s address. To try an article that was never read, type `/moves test ADDRESS`.
why-several = { $n ->
   *[other] That message tells { $n } moves. Press Open beside one of them, then Why?
}

test-move = It would be read as a move: { $sentence }.
test-moves = { $n ->
    [one] It would be read as { $n } move.
   *[other] It would be read as { $n } moves.
}
test-none = It would not be read as a move.
test-reason = Reason: { $reason }
test-score = Confidence { $score } of 1, language { $lang }
test-fires = { $n ->
    [0] No watch of this workspace would alert.
    [one] { $n } watch of this workspace would alert:
   *[other] { $n } watches of this workspace would alert:
}
test-watch = Watch { $number } `{ $expression }` in { $channel }
test-unreadable = “{ $text }” could not be read: { $reason } Give a headline, or the address of a public article.
