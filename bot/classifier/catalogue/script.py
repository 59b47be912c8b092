"""Folding that keeps every character in its place, so that a match in the folded text is a span of the original."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

_ACCENTED = re.compile("[\u00c0-\u024f]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def align(text: str) -> str:
    """Lower case, full width to plain, accents off, traditional to simplified: as many characters as came in."""
    return text.lower() if text.isascii() else text.translate(_ALIGNED)


def simplify(text: str) -> str:
    """Traditional Chinese characters that occur in the catalogue, in their simplified form."""
    return text if text.isascii() else text.translate(_simplified())


def has_cjk(text: str) -> bool:
    """Whether a text holds characters of scripts without spaces between words: kana, Chinese characters."""
    return not text.isascii() and _CJK.search(text) is not None


def has_accent(text: str) -> bool:
    """Whether a Latin letter in the text carries a mark that folding would take away."""
    return not text.isascii() and _ACCENTED.search(text) is not None


@cache
def _simplified() -> dict[int, str]:
    pairs = (files("bot.classifier") / "lexicon" / "traditional.txt").read_text("utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


class _Aligned(dict[int, str]):
    """Translation table that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = _simplified().get(code) or chr(code)
        bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
        # kana keep their voicing marks: ガ and カ are different letters, not accents
        folded = unicodedata.normalize("NFKC", char).casefold() if has_cjk(char) else bare
        self[code] = folded[0] if folded and (folded[0].isalnum() or len(folded) == 1) else " "
        return self[code]


_ALIGNED = _Aligned()
