"""The shapes of sentences: names, organisations and posts as letters, verbs of moving as frames, ordinary words as they are.

Runs of up to three of these tell "P t:join O" from "P t:join the race" for people and companies that nobody has heard of.
"""

import zlib
from collections.abc import Iterator, Sequence

from bot.classifier.clause import Clause
from bot.classifier.story import TITLE, Text
from bot.classifier.words import Words

BUCKETS = 1 << 16
_CLAUSES = 4
_CHUNKS = 40
_LONGEST = {"T": 3, "S": 2}


def shape_hashes(text: Text, clauses: Sequence[Clause], words: Words) -> list[int]:
    """Buckets of the runs of shapes in the title and the first sentences of the lead; stable between runs."""
    keys: set[str] = set()
    for clause in clauses[:_CLAUSES]:
        part = "T" if text.parts[clause.index][0] == TITLE else "S"
        keys.update(_runs(part, ["^", *_shapes(clause), "$"]))
        keys.update(f"{part}={c.text.lower()}" for c in clause.chunks if c.label == "t")
    return [zlib.crc32(f"{words.lang}{key}".encode("utf-8", "replace")) % BUCKETS for key in keys]


def _runs(part: str, shapes: list[str]) -> Iterator[str]:
    for at in range(len(shapes)):
        for length in range(1, _LONGEST[part] + 1):
            if at + length <= len(shapes):
                yield part + " ".join(shapes[at : at + length])
        if part == "T" and at + 2 < len(shapes):
            yield f"G{shapes[at]} _ {shapes[at + 2]}"


def _shapes(clause: Clause) -> Iterator[str]:
    for chunk in clause.chunks[:_CHUNKS]:
        if chunk.label in "PRBO":
            yield chunk.label + ("k" if chunk.label == "O" and chunk.key else "")
        elif chunk.label == "t":
            yield f"t:{chunk.triggers[0].frame}"
        else:
            low = chunk.text.lower()
            yield low if chunk.label not in "Ww" or low in clause.words.common else "*"
