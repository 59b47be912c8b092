"""Who announced a move or is cited for it, and what is alleged about it: told apart from the move itself."""

import re
from collections.abc import Sequence
from functools import cache

from bot.classifier.clause import Clause
from bot.classifier.drafts import Draft
from bot.classifier.facts import fold
from bot.classifier.reading import Claim
from bot.classifier.status import says_any
from bot.classifier.words import Words, load_words

_NAME = r"((?:the |The )?[A-ZÀ-Þ][\w&.'-]*(?:\s+(?:[A-ZÀ-Þ&][\w&.'-]*|de|du|of)){0,4})"
_MAX_CLAIM = 400
_MAX_CLAIMS = 4


@cache
def _citations(lang: str) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for template in load_words(lang).cite:
        before, _, after = template.partition("{}")
        head = "(?i:" + re.escape(before) + ")" if before else r"(?:^|[,;] )"
        tail = "(?i:" + re.escape(after) + r")\b" if after else ""
        patterns.append(re.compile(head + _NAME + tail))
    return tuple(patterns)


def cited(sentence: str, lang: str) -> str | None:
    """The outlet or person that a sentence gives as its source, or None."""
    for pattern in _citations(lang):
        match = pattern.search(sentence)
        if match:
            return match.group(1).strip(" .,'")
    return None


def announcer(draft: Draft, clauses: Sequence[Clause], words: Words) -> str | None:
    """Who announced a move, with where ("Fidji Simo, on X"); else who is cited for it.

    Args:
        draft: the move.
        clauses: the sentences read, in story order.
        words: the language.
    """
    lines = {fact.sentence for fact in draft.facts}
    near = [c for c in clauses if c.index in lines] + [c for c in clauses if c.index - 1 in lines and c.index not in lines]
    for clause in near:
        name = _speaker(draft, clause, words)
        if name:
            channel = next((shown for phrase, shown in words.channels.items() if f" {phrase} " in clause.low), None)
            return f"{name}, {channel}" if channel else name
    return next((source for clause in near if clause.index in lines and (source := cited(clause.text, words.lang))), None)


def _speaker(draft: Draft, clause: Clause, words: Words) -> str | None:
    """The person before a verb of announcing who does not move."""
    said = next((k for k, chunk in enumerate(clause.chunks) if chunk.text.lower() in words.announce), None)
    if said is None:
        return None
    movers = {fold(p).split()[-1] for p in draft.persons}
    before = [p for p in clause.phrases if p.first < said and p.persons]
    after = [p for p in clause.phrases if p.first == said - 1 and p.persons]
    for phrase in [*reversed(before), *after]:
        if len(phrase.persons) == 1 and fold(phrase.persons[0]).split()[-1] not in movers:
            return phrase.persons[0]
    return None


def claims(draft: Draft, clauses: Sequence[Clause], words: Words) -> tuple[Claim, ...]:
    """What somebody alleges about why the movers left, each with its source where one is named."""
    movers = {fold(p).split()[-1] for p in draft.persons}
    told = [c for c in clauses if any(f" {name} " in c.low for name in movers)]
    alleged = [c for c in told if says_any(c.low, words.allege) and _unsure(c, words)]
    return tuple(Claim(c.text[:_MAX_CLAIM], cited(c.text, words.lang)) for c in alleged[:_MAX_CLAIMS])


def _unsure(clause: Clause, words: Words) -> bool:
    ending = bool(words.hedge_endings) and any(word.endswith(words.hedge_endings) for word in clause.low.split())
    return ending or says_any(clause.low, words.hedges) is not None or cited(clause.text, words.lang) is not None
