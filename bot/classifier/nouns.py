"""Tell ordinary nouns from names where every noun has a capital letter."""

from functools import cache

from bot.classifier.words import Words, load_words

_SHORTEST = 3
_LONG_HEAD = 6
_LINKS = ("s", "es", "n", "en", "e")


def is_noun(low: str, words: Words) -> bool:
    """Whether a word in lower case is an ordinary word of the language, or put together from such words.

    Args:
        low: the word in lower case.
        words: the language; only one whose nouns have capitals puts words together.
    """
    return low in words.common or ("noun_capitals" in words.switches and _compound(low, words.lang))


@cache
def _firm_endings(lang: str) -> tuple[str, ...]:
    return load_words(lang).firm_endings


@cache
def _compound(low: str, lang: str) -> bool:
    """Whether a word splits into ordinary words: "Zivilflugzeug|sparte"; one that ends like a firm ("Umweltbank") does not."""
    words = load_words(lang)
    if "-" in low:
        first, head = low.rsplit("-", 1)
        if first in words.prefixes or first in words.common:
            return first in words.common or not head.endswith(_firm_endings(lang))
        return len(head) > _SHORTEST and not head.endswith(_firm_endings(lang)) and is_noun(head, words)
    if low.endswith(_firm_endings(lang)):
        return False
    return any(_joins(low[:cut], low[cut:], words) for cut in range(_SHORTEST, len(low) - _SHORTEST))


def _joins(first: str, head: str, words: Words) -> bool:
    if head not in words.common and not (head[-1] in "sn" and head[:-1] in words.common):
        return False
    if len(head) >= _LONG_HEAD and len(first) > _SHORTEST:
        return True
    stems = [first, *(first[: -len(link)] for link in _LINKS if first.endswith(link))]
    return any(stem in words.common and (len(stem) > _SHORTEST or len(head) >= _LONG_HEAD) for stem in stems)
