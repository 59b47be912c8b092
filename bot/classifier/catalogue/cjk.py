"""Finds spellings in Chinese and Japanese, which put no spaces between words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.classifier.catalogue.context import is_meant_cjk
from bot.classifier.catalogue.patterns import Hit, Pattern
from bot.classifier.catalogue.script import has_cjk

MIDDLE_DOT = "\u30fb"


class CjkIndex:
    """Patterns by their first two characters, longest first."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_text: defaultdict[str, list[Pattern]] = defaultdict(list)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for pattern in patterns:
            spelled = pattern.tokens[0]
            by_text[spelled].append(pattern)
            lengths[spelled[:2]].add(len(spelled))
        self._by_text = {text: sorted(group, key=_own_language_first) for text, group in by_text.items()}
        self._lengths = {opening: sorted(sizes, reverse=True) for opening, sizes in lengths.items()}
        self._first = frozenset(opening[0] for opening in lengths)

    def find(self, folded: str, lang: str) -> Iterator[Hit]:
        """Spellings that hold in a text after `align`, in order, none inside another."""
        first, known = self._first, self._lengths
        free = 0
        for start in [i for i, char in enumerate(folded) if char in first and folded[i : i + 2] in known]:
            if start >= free and (hit := self._longest(folded, start, lang)):
                free = hit.end
                yield hit

    def _longest(self, folded: str, start: int, lang: str) -> Hit | None:
        room = len(folded) - start
        for size in self._lengths[folded[start : start + 2]]:
            if size > room:
                continue
            end = start + size
            for pattern in self._by_text.get(folded[start:end], ()):
                if hit := _match(pattern, folded, start, end, lang):
                    return hit
        return None


def _own_language_first(pattern: Pattern) -> bool:
    return pattern.lang is None


def _match(pattern: Pattern, folded: str, start: int, end: int, lang: str) -> Hit | None:
    if pattern.lang not in {None, lang} or _inside_a_run(folded, start, end):
        return None
    meant = is_meant_cjk(pattern.organisation, folded, start, end, lang) if pattern.word else True
    return None if meant is False else Hit(start, end, pattern, bool(meant))


def _inside_a_run(folded: str, start: int, end: int) -> bool:
    """Whether the span begins or ends within a run of katakana or of Latin letters, and so is part of a longer word."""
    return _continues(folded[start - 1 : start], folded[start]) or _continues(folded[end - 1], folded[end : end + 1])


def _continues(left: str, right: str) -> bool:
    if not left or not right:
        return False
    return (_is_katakana(left) and _is_katakana(right)) or (_is_letter(left) and _is_letter(right))


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30ff" and char != MIDDLE_DOT


def _is_letter(char: str) -> bool:
    return char.isalnum() and not has_cjk(char)
