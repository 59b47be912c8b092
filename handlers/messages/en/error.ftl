# What a person typed cannot be done: what happened, and what to type next.

error-with-usage = { $problem } Type `{ $usage }`.
error-reference = Reference { $reference }
error-too-long = That is too long: a command may have { $limit } characters.
error-unknown-key = I do not know “{ $token }”.{ $nearest ->
    [none] {""}
   *[other] { " " }Did you mean `{ $nearest }:`?
} If it belongs to a name, put the name in quotes.
error-key-not-here = “{ $key }:” means nothing here.
error-no-not = “{ $token }”: a minus cannot stand before `{ $key }:`.
error-unknown-word = I do not know “{ $token }” here.{ $nearest ->
    [none] {""}
   *[other] { " " }Did you mean `{ $nearest }`?
}
error-no-verb = There is no command “{ $token }”.{ $nearest ->
    [none] {""}
   *[other] { " " }Did you mean `{ $nearest }`?
} Type `/moves help` for all commands.
error-not-built = This command is not available yet. Type `/moves help` for those that are.
error-value = “{ $value }” is no value of `{ $key }:`.{ $nearest ->
    [none] {""}
   *[other] { " " }Did you mean `{ $nearest }`?
} It can be { $choices }.
error-empty-value = Something is missing in “{ $token }”: write a value right after the colon.
error-conf = “{ $value }” is no confidence. Write a number from 0 to 1, such as `conf:0.8`, or `conf:high`.
error-period = I cannot read the period “{ $value }”. Write `since:30d`, `since:2026-01-01` or `since:2026-01-01..2026-06-30`.
error-period-order = The period “{ $value }” ends before it begins, or begins in the future. Write `since:30d` or `since:2026-01-01..2026-06-30`.
error-never-both = Nothing can be `{ $key }:` { $values } at once. Join them with a comma: `{ $key }:a,b` means a or b.
error-channel = “{ $value }” is no channel that I can see. Pick it from the list that Slack offers after `to:#`, or write `to:me`.
error-ping = “{ $value }” is nobody I can notify. Pick a person or a group from the list that Slack offers after `ping:@`.
error-every = I cannot read the rhythm “{ $value }”. Write `every:now`, `hourly`, `daily@9` or `weekly@mon-9`.
error-number-range = `{ $key }:` needs a number from 1 to { $highest }, not “{ $value }”.
error-number = “{ $value }” is no number of a watch or a move. `/moves watches` shows the numbers.
error-missing = Something is missing: { $slot }.
error-list-name = “{ $value }” is no list. A list's name begins with @, as in `@portfolio`.
error-no-list = There is no list @{ $name }.{ $nearest ->
    [none] {""}
   *[other] { " " }Did you mean `{ $nearest }`?
} Make it with `/moves list @{ $name } add openai, mistral`.
error-arrow = One arrow says from where to where: `thinking machines -> openai`.
error-unknown-name = I know no company, person or post called “{ $name }”.
error-no-name = “{ $value }” holds no name. Type a company, as in `/moves openai`.
error-no-sector = There is no sector “{ $value }”. It can be { $choices }.
error-direction = `in` and `out` need a company: `/moves openai out`.
error-no-watch = There is no watch { $number }. `/moves watches all` shows all of them.
error-not-watched = { $name } is not watched in this channel. `/moves watches` shows what is.
error-not-owner = Only { $who ->
    [owners] the owner of this watch and admins
   *[group] members of { $group }, the owner of this watch and admins
} may change it. Ask { $owner }, or an admin with `/moves settings`.
error-not-admin = Only an admin of the workspace may do this.
error-setting = There is no setting “{ $value }”. Type `/moves settings` for those there are.
error-home = Type this in the channel where it should count.
error-entity = Choose a company, a person or words.
error-no-post = Choose a channel that you are in, or your direct messages.
error-form = Slack did not open the form. Please try again.
error-place = Choose a channel, or your direct messages.

suggestions = Did you mean one of these?
button-search-text = Search the words
button-watch-text = Watch the words
button-command = Run { $command }
