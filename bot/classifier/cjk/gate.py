"""How likely a story reports a move, from what the frames found and the words around it: a small linear model."""

import math
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from bot.classifier.cjk.event import Event
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.reading import MoveRead
from bot.classifier.stored import numbers

DIMENSIONS = 1 << 14
THRESHOLD = 0.5
_PHRASE_WEIGHT = 0.35
_CUES = ("background", "veto", "keep", "reported", "denied", "product")


def features(title: str, lexicon: Lexicon, statements: Sequence[tuple[Sequence[Event], Sequence[MoveRead]]]) -> dict[str, float]:
    """Say what the model looks at.

    Args:
        title: the folded headline.
        lexicon: words of its language.
        statements: events and moves of each statement that has any.

    Returns:
        Features by name with their values.
    """
    found: dict[str, float] = {}
    for events, moves in statements:
        found.update(dict.fromkeys(_of_events(events), 1.0))
        found.update(dict.fromkeys(_of_moves(moves), 1.0))
    kinds = {move.kind for _, moves in statements for move in moves}
    named = any(move.persons for _, moves in statements for move in moves)
    for cue in _CUES:
        if word := lexicon.first(cue, title):
            found |= {f"{cue}": 1.0, f"{cue}={word}": 1.0, f"{cue}&named={named}": 1.0}
            found |= {f"{cue}&{kind}": 1.0 for kind in kinds}
    if "?" in title or title.endswith(("吗", "か")):
        found["asks"] = 1.0
    for size in (2, 3):
        for start in range(len(title) - size + 1):
            found[f"{lexicon.lang}~{title[start : start + size]}"] = _PHRASE_WEIGHT
    return found


def _of_events(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        yield f"word={event.word}"
        yield f"trigger={event.trigger}"
        yield f"trigger={event.trigger}&named={bool(event.persons)}"
        if event.former:
            yield f"former&{event.trigger}&named={bool(event.persons)}"
        if event.role:
            yield f"role={event.role[-2:]}"


def _of_moves(moves: Sequence[MoveRead]) -> Iterator[str]:
    for move in moves:
        ends = f"{bool(move.from_org):d}{bool(move.to_org):d}"
        yield from (f"kind={move.kind}", f"status={move.status}", f"ends={ends}", f"{move.kind}&ends={ends}")
        yield f"{move.kind}&named={bool(move.persons)}"
        yield f"named={bool(move.persons)}&role={bool(move.role)}"
        yield f"known={bool(move.from_key or move.to_key)}"
        if move.persons and all(len(name) == 2 for name in move.persons):  # noqa: PLR2004 two characters may be a common word
            yield "short name"
        if move.persons and all(name.isascii() and " " not in name for name in move.persons):
            yield "bare name"


def bucket(feature: str) -> int:
    """Give the place of a feature in the weights."""
    return zlib.crc32(feature.encode()) % DIMENSIONS


@lru_cache
def _weights() -> tuple[dict[int, float], float]:
    data = numbers(resources.files("bot.classifier.cjk").joinpath("gate.npz"))
    return dict(zip(map(int, data["index"]), data["weight"], strict=True)), data["bias"][0]


def probability(found: dict[str, float]) -> float:
    """Give the probability in [0, 1] that a story with these features reports a move."""
    weights, bias = _weights()
    total = bias + sum(weights.get(bucket(name), 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
