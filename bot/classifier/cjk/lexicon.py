"""The words of a language as data: loaded once from ``bot/classifier/lexicon/<lang>/``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

TRIGGER_TAGS = frozenset(
    {"leave", "exit", "join", "take", "promote", "appoint", "poach", "fire", "return", "found", "successor", "enter"},
)
# Lists that are asked for by name and never cut the text into tokens.
_UNTAGGED = frozenset(
    {
        "not_name",
        "not_given",
        "veto",
        "background",
        "department",
        "org_suffix",
        "org_extension",
        "not_org",
        "org_suffix_weak",
        "venture",
        "label",
        "outside",
        "maker",
        "outsider",
        "elder",
    }
)


class LongestMatch:
    """Finds at a place of a text the longest of many words, in time that depends on the words' lengths alone."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._tags = dict(tags)
        lengths: dict[str, set[int]] = {}
        for word in tags:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def at(self, text: str, position: int) -> tuple[int, str] | None:
        """Give the end and the tag of the longest word that begins at ``position``, or None."""
        for size in self._lengths.get(text[position : position + 1], ()):
            tag = self._tags.get(text[position : position + size])
            if tag is not None and position + size <= len(text):
                return position + size, tag
        return None


@dataclass(frozen=True)
class Lexicon:
    """All words of one language.

    Attributes:
        lang: ISO 639-1 code.
        words: the word lists of ``words.toml`` by tag.
        patterns: its regular expressions by name.
        names: the lists of ``names.toml``.
        orgs: names of organisations, folded.
    """

    lang: str
    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    names: Mapping[str, frozenset[str]]
    orgs: frozenset[str]

    @cached_property
    def matcher(self) -> LongestMatch:
        """Longest match over every tagged word."""
        return LongestMatch({word: tag for tag, listed in self.words.items() if tag not in _UNTAGGED for word in listed})

    @cached_property
    def org_matcher(self) -> LongestMatch:
        """Longest match over the names of organisations."""
        return LongestMatch(dict.fromkeys(self.orgs, "org"))

    @cached_property
    def trigger(self) -> re.Pattern[str]:
        """Matches any word that can tell of a move; a text that it does not match is dismissed unread."""
        words = sorted((w for tag in TRIGGER_TAGS for w in self.words.get(tag, ())), key=len, reverse=True)
        verbless = [pattern.pattern for name, pattern in self.patterns.items() if name.startswith("verbless")]
        return re.compile("|".join([*map(re.escape, words), *verbless]))

    @cached_property
    def _patterns_of(self) -> Mapping[str, re.Pattern[str]]:
        return {
            tag: re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))) for tag, words in self.words.items()
        }

    def first(self, tag: str, folded: str) -> str | None:
        """Give the first listed word of ``tag`` that stands in ``folded``, or None."""
        match = self._patterns_of[tag].search(folded)
        return match.group() if match else None


def _read(lang: str, name: str) -> str:
    return resources.files(f"bot.classifier.lexicon.{lang}").joinpath(name).read_text("utf-8")


def _words(section: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(section["words"]).split())


def _names(section: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Lists of characters are written without spaces, lists of words with them."""
    return {key: frozenset(value.split()) if " " in value.strip() else frozenset(value.strip()) for key, value in section.items()}


@lru_cache
def load_lexicon(lang: str) -> Lexicon:
    """Load the words of ``zh`` or ``ja``; the second call gives the same object."""
    tables = tomllib.loads(_read(lang, "words.toml"))
    shapes: dict[str, str] = tables.pop("pattern")
    words = {tag: _words(section) for tag, section in tables.items()}
    names = {
        (section if key == "words" else key): listed
        for section, table in tomllib.loads(_read(lang, "names.toml")).items()
        for key, listed in _names(table).items()
    }
    spelt = "".join(sorted(names["transliteration"]))
    patterns = {name: re.compile(value.replace("TRANSLIT", spelt)) for name, value in shapes.items()}
    lines = [line for line in _read(lang, "organisations.txt").splitlines() if not line.startswith("#")]
    return Lexicon(lang, words, patterns, names, frozenset(word.lower() for line in lines for word in line.split()))
