"""Plain text out of what feeds send, a folded twin of equal length to match words on, and the cuts between statements."""

import html
import re
import unicodedata
from functools import lru_cache
from importlib import resources

TITLE_LIMIT = 600
BODY_LIMIT = 5_000
"""About 2,000 words."""

_TAG = re.compile(r"<[^<>]{0,400}>")
_SPACE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_ASCII = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}
_LOWER = {i: i + 32 for i in range(ord("A"), ord("Z") + 1)} | {0xFF21 + i: 0x61 + i for i in range(26)}
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?」』”]*")


def clean(raw: str, limit: int) -> str:
    """Turn a feed's text into one line of plain text.

    Args:
        raw: text or HTML.
        limit: how many characters of it are read at most.

    Returns:
        The text without tags, entities, control characters and doubled spaces, at most ``limit`` characters.
    """
    text = raw[: limit * 4]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c.isspace() or c in "\u200b\ufeff")
    return _SPACE.sub(" ", text).strip()[:limit]


@lru_cache
def fold_table(lang: str) -> dict[int, int]:
    """Give the table that folds a text to the form words are listed in, one character to one character."""
    table = _ASCII | _LOWER
    if lang == "zh":
        lexicon = resources.files("bot.classifier.lexicon")
        pairs = [
            pair
            for name in ("traditional.txt", "zh/simplified.txt")
            for pair in lexicon.joinpath(name).read_text("utf-8").split()
        ]
        table |= {ord(pair[0]): ord(pair[1]) for pair in pairs}
    return table


def fold(text: str, lang: str) -> str:
    """Fold width, case and (Chinese) traditional characters; offsets stay those of ``text``."""
    return text.translate(fold_table(lang))


def sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text as (start, end) offsets."""
    return [match.span() for match in _SENTENCE.finditer(text) if match.group().strip()]
