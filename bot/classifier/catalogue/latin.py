"""Finds spellings in scripts that put spaces between words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from bot.classifier.catalogue.context import Surroundings, is_meant
from bot.classifier.catalogue.patterns import LATIN_TOKEN, Pattern

Token = tuple[str, int, int]
Hit = tuple[int, int, Pattern]
LONGEST_GAP = 3
BREAKS = frozenset(',;:!?()[]|"\n\t«»“”…')


class LatinIndex:
    """Patterns by their first word."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_first: defaultdict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            by_first[pattern.tokens[0]].append(pattern)
        self._by_first = {first: sorted(group, key=_longest_first) for first, group in by_first.items()}

    def find(self, text: str, folded: str, lang: str) -> Iterator[Hit]:
        """Spellings that hold here, in order, none inside another.

        Args:
            text: The text as written.
            folded: The same text after `align`.
            lang: Its language code.

        Yields:
            Start, end and pattern of each.
        """
        openings = self._openings(LATIN_TOKEN.findall(folded), lang)
        tokens = [(match[0], *match.span()) for match in LATIN_TOKEN.finditer(folded)] if openings else []
        free = 0
        for index, group in openings:
            if index < free:
                continue
            for pattern in group:
                if hit := _match(pattern, tokens, index, text, lang):
                    yield hit
                    free = index + len(pattern.tokens)
                    break

    def _openings(self, words: list[str], lang: str) -> list[tuple[int, list[Pattern]]]:
        """The few words that can begin a spelling, with the spellings; most of a text is dismissed here."""
        known = self._by_first
        openings = [(index, known[word]) for index, word in enumerate(words) if word in known]
        if lang == "de":
            genitives = ((index, word[:-1]) for index, word in enumerate(words) if word.endswith("s"))
            openings += [(index, known[word]) for index, word in genitives if word in known]
            openings.sort(key=itemgetter(0))
        return openings


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
    if pattern.word and not is_meant(pattern.organisation, Surroundings(text, tokens, index, last, lang)):
        return None
    return start, end, pattern


def _ending(pattern: Pattern, tokens: list[Token], index: int, lang: str) -> int | None:
    """How many letters of inflection follow the spelling (the German genitive's one), None where it is another word."""
    wanted = pattern.tokens
    last = index + len(wanted) - 1
    if last >= len(tokens) or any(tokens[index + i][0] != wanted[i] for i in range(len(wanted) - 1)):
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
