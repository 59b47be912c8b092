"""How alike two names are: spellings of a person, names of an organisation, words for people who are not named. Pure."""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from storage.directory import Directory
from storage.keys import fold

EXACT = 1.0  # the same name, in another order or with a middle name
LIKE = 0.9  # a nickname, an initial or another language's form of the given name
CLOSE = 0.8  # spelt a little differently
PART = 0.5  # only the family name is given
OTHER = 0.0

Relation = Literal["agree", "unknown", "differ"]

_CLOSE_GIVEN = 60  # "brett" and "barret" are one given name, "dario" and "daniela" are two
_CLOSE_FAMILY = 5  # letters from which one slip leaves the name recognisable: "murati", "muratti"; not "wang", "wong"
_CLOSE_COMPANY = 90
_ALIKE_WORDS = 80


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(__file__).with_name("spellings.json").read_text(encoding="utf-8"))
    return data


@cache
def _given_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, frozenset[int]] = {}
    for number, names in enumerate(_words()["given"]):
        for name in names:
            groups[name] = groups.get(name, frozenset()) | {number}
    return groups


# --- people


def likeness(a: str, b: str, directory: Directory) -> float:
    """How likely two names are those of one person: ``EXACT``, ``LIKE``, ``CLOSE``, ``PART`` or ``OTHER``."""
    first, second = sorted((directory.person_key(a), directory.person_key(b)))
    return EXACT if first == second else _likeness(first, second)


@lru_cache(maxsize=65536)
def _likeness(a: str, b: str) -> float:
    one, two = _name_words(a), _name_words(b)
    if not one or not two:
        return OTHER
    if _joins(one) & _joins(two):
        return EXACT
    if len(one) == 1 or len(two) == 1:
        return _part(one, two)
    if _within(one, two) or _within(two, one):
        return EXACT
    return max(_by_family(one, two), _by_family(one, (*two[1:], two[0])), _by_family((*one[1:], one[0]), two))


@lru_cache(maxsize=65536)
def _name_words(key: str) -> tuple[str, ...]:
    words = [word for word in key.split() if word not in _words()["titles"]] or key.split()
    inner = [word for word in words[1:-1] if word not in _words()["particles"]]
    return (words[0], *inner, words[-1]) if len(words) > 1 else tuple(words)


def _joins(words: Sequence[str]) -> set[str]:
    """The name written without spaces, family name first and last: "wu yong ming" is "yongming wu"."""
    return {"".join(words), "".join((words[-1], *words[:-1])), "".join((*words[1:], words[0]))}


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name is the other with words left out, initials being words: "jane roe" in "jane q roe smith"."""
    rest = list(long)
    for word in short:
        found = word if word in rest else None
        if found is None:
            return False
        rest.remove(found)
    return len(short) > 1 and (short[0] == long[0])


def _part(one: Sequence[str], two: Sequence[str]) -> float:
    """A single word: the family name of the other, as it is spelt there."""
    short, long = (one[0], two) if len(one) == 1 else (two[0], one)
    return PART if len(long) > 1 and len(short) > 1 and short in (long[-1], long[0]) else OTHER


def _by_family(one: Sequence[str], two: Sequence[str]) -> float:
    family = _family(one[-1], two[-1])
    if family == OTHER:
        return OTHER
    given = _given(one[0], two[0])
    return min(family, given) if family == EXACT or given >= LIKE else OTHER


def _family(a: str, b: str) -> float:
    if a == b:
        return EXACT
    return CLOSE if min(len(a), len(b)) >= _CLOSE_FAMILY and OSA.distance(a, b) == 1 else OTHER


def _given(a: str, b: str) -> float:
    if a == b:
        return EXACT
    if len(a) == 1 or len(b) == 1:
        return LIKE if a[0] == b[0] else OTHER
    groups = _given_groups()
    if groups.get(a, frozenset()) & groups.get(b, frozenset()):
        return LIKE
    close = a.startswith(b) or b.startswith(a) or fuzz.ratio(a, b) >= _CLOSE_GIVEN
    return CLOSE if close else OTHER


# --- organisations


def relation(a: str | None, b: str | None, directory: Directory) -> Relation:
    """Whether two organisations, by their keys, are one or one owns the other; ``unknown`` where a key is missing."""
    if not a or not b:
        return "unknown"
    if a == b or a in directory.lineage(b) or b in directory.lineage(a):
        return "agree"
    if a in directory.companies and b in directory.companies:
        return "differ"
    first, second = sorted((fold(directory.label(a)), fold(directory.label(b))))
    return "agree" if _one_company(first, second) else "differ"


@lru_cache(maxsize=16384)
def _one_company(a: str, b: str) -> bool:
    one, two = _company_words(a), _company_words(b)
    length = min(len(one), len(two))
    return one[:length] == two[:length] or fuzz.ratio(" ".join(one), " ".join(two)) >= _CLOSE_COMPANY


def _company_words(name: str) -> tuple[str, ...]:
    words = tuple(name.split())
    return tuple(word for word in words if word not in _words()["company_words"]) or words


# --- people who are not named


def alike(a: str | None, b: str | None) -> bool:
    """Whether two descriptions (a post, a group) say the same in much the same words."""
    first, second = sorted((fold(a or ""), fold(b or "")))
    return bool(first) and fuzz.token_set_ratio(first, second) >= _ALIKE_WORDS


def count_of(words: str | None) -> int | None:
    """How many people a description speaks of, or None where it does not say."""
    numbers: dict[str, int] = _words()["numbers"]
    for word in fold(words or "").split():
        if word.isdecimal():
            return int(word[:6])
        if found := numbers.get(word) or numbers.get(word[0]):
            return found
    return None
