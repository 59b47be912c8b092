"""Tell names from words, and people from organisations."""

import re
from collections.abc import Mapping

from bot.classifier.tokens import Token
from bot.classifier.words import Names, Words

_INITIAL = re.compile(r"[A-ZÀ-Þ]$")
_MIXED = re.compile(r"[a-zà-þ][A-Z]|\d|[A-Z]{2,}.*[a-z]|^[a-z]+[A-Z]")
_MAC = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|O')[A-Z]")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MAX_NAME = 6
_SHOUTING_SHARE = 0.7
_SHORT_CAPS = 5


class NameSense:
    """What one sentence and its language say about capital letters, with the shared name lists."""

    def __init__(self, tokens: list[Token], words: Words, names: Names) -> None:
        """Look at the capitals of a sentence: where nearly every word has one, they tell nothing."""
        letters = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 3]  # noqa: PLR2004
        upper = sum(1 for text in letters if text[0].isupper())
        self.all_caps = len(letters) > 2 and all(text.isupper() for text in letters)  # noqa: PLR2004
        self.shouting = "noun_capitals" in words.switches or (len(letters) > 2 and upper / len(letters) > _SHOUTING_SHARE)  # noqa: PLR2004
        self.names = names

    def weigh(self, span: list[Token], words: Words) -> tuple[bool, float]:
        """Say whether a span of name words is an organisation beyond doubt, else how much it looks like a person."""
        lows = [t.low for t in span]
        if any(low in words.org_heads for low in lows) or (len(lows) > 1 and lows[-1] in words.org_suffixes):
            return True, -3.0
        score = 0.0
        first, last = span[0], span[-1]
        odd = [t for t in span if _MIXED.search(t.text) and not _MAC.match(t.text) and not self.all_caps]
        acronym = len(span) == 1 and first.text.isupper() and len(first.text) <= _SHORT_CAPS and not self.all_caps
        score -= 3.0 * bool(odd) + 3.0 * acronym
        given = lows[0] in self.names.first or lows[0].split("-")[0] in self.names.first
        score += 2.0 * given + 0.7 * (lows[-1] in self.names.last)
        score += 1.0 * any(_INITIAL.match(t.text) for t in span)
        score += 1.0 if 2 <= len([x for x in lows if x not in self.names.particles and x != "."]) <= 4 else -0.6  # noqa: PLR2004
        if len(span) > 1 and last.text.isupper() and len(last.text) > 1 and not self.all_caps and lows[-1] not in _SUFFIXES:
            score -= 0.5 if given else 1.5
        if lows[0] in words.not_names or lows[-1] in words.not_names:
            score -= 3.0
        return False, score


def nameish(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a token can begin or carry on a name."""
    token = tokens[at]
    first = token.text[0]
    if not first.isalpha():
        return False
    if not first.isupper():
        return bool(_MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004 (xAI, iRobot)
    if token.low in words.not_names:
        return False
    if sense.shouting or at == 0 or tokens[at - 1].text in ":.?!\"“«„|–—'(":
        return _uncommon(tokens, at, words, sense)
    return True


def _uncommon(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    token = tokens[at]
    if token.low not in words.common and token.low not in words.labels:
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low not in sense.names.first or following is None or not following.text[0].isupper():
        return False
    return following.low not in words.common or following.low in sense.names.last


def name_end(tokens: list[Token], at: int, words: Words, sense: NameSense, orgs: Mapping[int, object]) -> int:
    """Where a name that begins at a token ends: over initials, particles, hyphens and family names that are words."""
    grower = _Grower(tokens, at, words, sense)
    end = at + 1
    limit = min(len(tokens), at + _MAX_NAME)
    while end < limit:
        step = grower.step(end)
        if step == 0 or (end in orgs and not grower.head_org):
            break
        end += step
    return end


class _Grower:
    """Grows one name token by token."""

    def __init__(self, tokens: list[Token], at: int, words: Words, sense: NameSense) -> None:
        self.tokens, self.at, self.words, self.sense = tokens, at, words, sense
        self.head_org = tokens[at].low in words.org_heads

    def step(self, end: int) -> int:
        """How many tokens from ``end`` on belong to the name."""
        token, before = self.tokens[end], self.tokens[end - 1]
        if token.text == "." and (len(before.text) == 1 or before.low in _SUFFIXES):
            return 1
        if token.text in '("“':
            return self._nickname(end)
        if token.low in _SUFFIXES or (token.low in self.words.org_suffixes and token.text[0].isupper()):
            return 1
        if self._carries_on(end):
            return 1
        return self._over_particle(end)

    def _nickname(self, end: int) -> int:
        """Yuhuai (Tony) Wu."""
        if end + 2 >= len(self.tokens) or self.tokens[end + 2].text not in ')"”':
            return 0
        return 3 if self.tokens[end + 1].low in self.sense.names.first else 0

    def _over_particle(self, end: int) -> int:
        token = self.tokens[end]
        joint = self.head_org and self.words.labels.get(token.low) in ("f", "p", "d", "a")
        if not (joint or (token.low in self.sense.names.particles and self._personal(end))) or end + 1 >= len(self.tokens):
            return 0
        second = self.tokens[end + 1].low
        following = end + 2 if second in self.sense.names.particles or self.words.labels.get(second) == "d" else end + 1
        if following >= len(self.tokens) or not self._carries_on(following):
            return 0
        return following - end

    def _personal(self, end: int) -> bool:
        """Particles belong to names of people: "Ursula von der Leyen", not "Microsoft de France"."""
        return self.tokens[self.at].low.split("-")[0] in self.sense.names.first and end - self.at <= 3  # noqa: PLR2004

    def _carries_on(self, end: int) -> bool:
        token = self.tokens[end]
        if not token.text[0].isupper():
            return bool(_MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004
        if token.low in self.words.not_names:
            return False
        if not self.sense.shouting:
            return token.low not in self.words.labels or len(token.text) == 1
        if token.low not in self.words.common and token.low not in self.words.labels:
            return True
        names = self.sense.names
        return end == self.at + 1 and self.tokens[self.at].low in names.first and token.low in names.last
