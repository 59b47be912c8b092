"""The words of the grammar in every language, from the data files in `words/`."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from handlers.texts import DEFAULT_LANG
from storage.keys import fold

_FOLDER = Path(__file__).parent / "words"
_CLOSE = 60
_VERY_CLOSE = 80
_LEAST_TYPED = 4


def folded(word: str) -> str:
    """A word of the grammar as it is compared: case and accents do not count, signs do."""
    return fold(word) or word.strip().casefold()


@cache
def _languages() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))}


def _in_order(lang: str) -> list[dict[str, Any]]:
    """The reader's own language first, then English, then the others: the first to claim a word has it."""
    first = dict.fromkeys((lang, DEFAULT_LANG, *_languages()))
    return [_languages()[each] for each in first if each in _languages()]


@cache
def table(lang: str, subject: str, key: str = "") -> dict[str, str]:
    """Folded word → canonical word, for `verbs`, `keys`, `units`, or the values of one key."""
    found: dict[str, str] = {}
    for words in _in_order(lang):
        group = words.get(subject, {})
        for canonical, spellings in (group.get(key, {}) if key else group).items():
            for spelling in spellings:
                found.setdefault(folded(spelling), canonical)
    return found


@cache
def connectors(lang: str, subject: str) -> frozenset[str]:
    """Folded words that join two names: `arrows` or `at`, of the reader's language and English."""
    return frozenset(
        folded(word) for each in dict.fromkeys((lang, DEFAULT_LANG)) for word in _languages().get(each, {}).get(subject, ())
    )


def verb(word: str, lang: str) -> str | None:
    """The verb this word stands for, in whichever language."""
    return table(lang, "verbs").get(folded(word))


def key(word: str, lang: str) -> str | None:
    """The filter or option this word stands for."""
    return table(lang, "keys").get(folded(word))


def value(of: str, word: str, lang: str) -> str | None:
    """The canonical value of a key with a closed set of values."""
    return table(lang, "values", of).get(folded(word))


@cache
def primary(lang: str, subject: str, canonical: str, of: str = "") -> str:
    """The word to show for a canonical one: the first of the reader's language, else of English, else itself."""
    for each in dict.fromkeys((lang, DEFAULT_LANG)):
        group = _languages().get(each, {}).get(subject, {})
        if spellings := (group.get(of, {}) if of else group).get(canonical):
            return str(spellings[0])
    return canonical


def mistyped(word: str, lang: str) -> str:
    """The word for a verb that somebody meant who wrote this one; nothing where it is less likely than a name."""
    known = table(lang, "verbs")
    return nearest(word, known, _VERY_CLOSE) if len(word) >= _LEAST_TYPED and folded(word) not in known else ""


def nearest(word: str, known: Iterable[str], least: int = _CLOSE) -> str:
    """The known word spelt most like this one, or nothing where none is as close as `least` of 100."""
    hit = process.extractOne(folded(word), list(known), scorer=fuzz.ratio, score_cutoff=least)
    return hit[0] if hit else ""
