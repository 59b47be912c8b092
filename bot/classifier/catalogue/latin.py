"""Finds spellings in scripts that put spaces between words."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.classifier.catalogue.context import Surroundings, is_meant
from bot.classifier.catalogue.patterns import LATIN_TOKEN, Hit, Pattern

Token = tuple[str, int, int]
LONGEST_GAP = 3
BREAKS = frozenset(',;:!?()[]|"\n\t«»“”…')


class LatinIndex:
    """Patterns by their first word, then by their second ("" where they have none)."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._known: dict[str, dict[str, list[Pattern]]] = {}
        for pattern in sorted(patterns, key=_longest_first):
            second = pattern.tokens[1] if len(pattern.tokens) > 1 else ""
            self._known.setdefault(pattern.tokens[0], {}).setdefault(second, []).append(pattern)

    def find(self, text: str, folded: str, lang: str) -> Iterator[Hit]:
        """Spellings that hold here, in order; those that are sure are not inside another.

        Args:
            text: The text as written.
            folded: The same text after `align`.
            lang: Its language code.

        Yields:
            Each with whether it is sure.
        """
        words = LATIN_TOKEN.findall(folded)
        openings = self._openings(words, lang)
        tokens = _with_offsets(words, folded) if openings else []
        free = 0
        for index, group in openings:
            if index < free:
                continue
            for pattern in group:
                hit = _match(pattern, tokens, index, text, lang)
                if hit:
                    yield hit
                if hit and hit.sure:
                    free = index + len(pattern.tokens)
                    break

    def _openings(self, words: list[str], lang: str) -> list[tuple[int, list[Pattern]]]:
        """The few words that can begin a spelling, with the spellings; most of a text is dismissed here."""
        known = self._known
        indices = [index for index, word in enumerate(words) if word in known or (lang == "de" and word[:-1] in known)]
        following = [*words[1:], ""] if indices else []
        groups = ((index, self._starting_with(words[index], following[index], lang)) for index in indices)
        return [(index, group) for index, group in groups if group]

    def _starting_with(self, first: str, second: str, lang: str) -> list[Pattern]:
        """Longest first; in German with those that the genitive's s hides in the first or the second word."""
        by_second = self._known.get(first, {})
        group = by_second.get(second, []) + by_second.get("", []) if second else by_second.get("", [])
        if lang != "de":
            return group
        if second.endswith("s"):
            group = by_second.get(second[:-1], []) + group
        return group + self._known.get(first[:-1], {}).get("", []) if first.endswith("s") else group


def _with_offsets(words: list[str], folded: str) -> list[Token]:
    """Where each word stands; looking each up after the last is twice as fast as asking the pattern for every match."""
    tokens = []
    end = 0
    for word in words:
        start = folded.index(word, end)
        end = start + len(word)
        tokens.append((word, start, end))
    return tokens


def _longest_first(pattern: Pattern) -> tuple[int, bool, str]:
    return -len(pattern.tokens), pattern.lang is None, pattern.spelling


def _match(pattern: Pattern, tokens: list[Token], index: int, text: str, lang: str) -> Hit | None:
    last = index + len(pattern.tokens)
    cut = _ending(pattern, tokens, index, lang)
    if cut is None or pattern.lang not in {None, lang} or (last - index > 1 and not _adjoin(tokens[index:last], text)):
        return None
    start, end = tokens[index][1], tokens[last - 1][2] - cut
    if pattern.tail and not text.startswith(pattern.tail, end):
        return None
    end += len(pattern.tail)
    if not pattern.looks_right(text[start:end]):
        return None
    meant = is_meant(pattern.organisation, Surroundings(text, tokens, index, last, lang)) if pattern.word else True
    return None if meant is False else Hit(start, end, pattern, bool(meant))


def _ending(pattern: Pattern, tokens: list[Token], index: int, lang: str) -> int | None:
    """How many letters of inflection follow the spelling (the German genitive's one), None where it is another word."""
    wanted = pattern.tokens
    last = index + len(wanted) - 1
    if last >= len(tokens) or any(tokens[index + i][0] != wanted[i] for i in range(1, len(wanted) - 1)):
        return None
    word = tokens[last][0]
    if word == wanted[-1]:
        return 0
    return 1 if lang == "de" and word == wanted[-1] + "s" else None


def _adjoin(here: list[Token], text: str) -> bool:
    """Whether nothing but a space, a hyphen, an ampersand or an initial's dot stands between the words."""
    return all(_is_gap(text[left_end:right_start], len(left)) for (left, _, left_end), (_, right_start, _) in pairwise(here))


def _is_gap(gap: str, letters_before: int) -> bool:
    if gap == " ":
        return True
    ends_sentence = gap.startswith(". ") and letters_before > 1
    return len(gap) <= LONGEST_GAP and not ends_sentence and BREAKS.isdisjoint(gap) and not any(map(str.isalnum, gap))
