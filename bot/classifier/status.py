"""How sure a story is of a move: confirmed, reported or denied."""

from collections.abc import Sequence

from bot.classifier.clause import Clause
from bot.classifier.drafts import Draft
from bot.classifier.reading import Status
from bot.classifier.words import Words


def says_any(low: str, phrases: Sequence[str]) -> str | None:
    """The first of some phrases that stands in a text in lower case between blanks."""
    return next((phrase for phrase in phrases if f" {phrase} " in low), None)


def status_of(draft: Draft, clauses: Sequence[Clause], words: Words) -> Status:
    """Weigh the words around the facts of a move."""
    by_index = {clause.index: clause.low for clause in clauses}
    verdicts = [_verdict(by_index.get(fact.sentence, ""), fact.negated, words) for fact in draft.facts]
    if verdicts[0] == "denied":
        return "denied"
    return verdicts[0]


def _verdict(low: str, negated: bool, words: Words) -> Status:
    if negated or says_any(low, words.denials):
        return "denied"
    if words.hedge_endings and any(word.endswith(words.hedge_endings) for word in low.split()):
        return "reported"
    return "reported" if says_any(low, words.hedges) else "confirmed"
