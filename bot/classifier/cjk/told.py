"""Who tells of a move, and what somebody alleges about it: kept apart from the move itself."""

import re
from collections.abc import Sequence

from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.reading import Claim, MoveRead

_LIMIT = 400


def announcer(sentence: str, moves: Sequence[MoveRead], lexicon: Lexicon) -> str | None:
    """Find who announced a move or is cited for it.

    Args:
        sentence: where the move stands, as written.
        moves: the moves of that sentence; no mover announces for us.
        lexicon: words of its language.

    Returns:
        The name as written, with the place where it was told if that is said, or None.
    """
    match = lexicon.patterns["announcer"].search(sentence[:_LIMIT])
    if match is None:
        return None
    found = match.groupdict()
    who = found.get("cited") or found.get("paper") or found.get("who")
    if not who or any(name in who for move in moves for name in (*move.persons, move.group or "\0")):
        return None
    where = found.get("where")
    return f"{who.strip()}, on {where.strip()}" if where else who.strip()


def claims(sentence: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Find what somebody alleges about why a person left.

    Args:
        sentence: a sentence of the story, as written.
        lexicon: words of its language.

    Returns:
        The allegations with their sources, in order.
    """
    found = lexicon.patterns["claim"].finditer(sentence[:_LIMIT])
    return tuple(Claim(_tidy(match["text"]), _tidy(match["source"])) for match in found)


def _tidy(text: str) -> str:
    return re.sub(r"^[，,、：:\s]+|[，,、\s]+$", "", text)
