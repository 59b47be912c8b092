"""Tell names from words, and people from organisations."""

import re
from collections.abc import Mapping

from bot.classifier.catalogue import load_catalogue
from bot.classifier.nouns import is_noun
from bot.classifier.tokens import Token
from bot.classifier.tries import longest
from bot.classifier.words import Names, Words, load_names

_INITIAL = re.compile(r"[A-ZÀ-Þ]$")
_MIXED = re.compile(r"[a-zà-þ][A-Z]|\d|[A-Z]{2,}.*[a-z]|^[a-z]+[A-Z]")
_COMPOUND = re.compile(r"-[a-zà-þ]{3,}$")
_MAC = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|O')[A-Z]")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MAX_NAME = 6
_NO_NOUN = 0.4
_SHOUTING_SHARE = 0.7
_SHORT_CAPS = 5


class NameSense:
    """What one sentence and its language say about capital letters, with the shared name lists."""

    def __init__(self, tokens: list[Token], words: Words, names: Names) -> None:
        """Look at the capitals of a sentence: where nearly every word has one, they tell nothing."""
        letters = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 3]  # noqa: PLR2004
        upper = sum(1 for text in letters if text[0].isupper())
        self.all_caps = len(letters) > 2 and all(text.isupper() for text in letters)  # noqa: PLR2004
        self.shouting = "noun_capitals" in words.switches or (len(letters) > 1 and upper / len(letters) > _SHOUTING_SHARE)
        self.names = names

    def weigh(self, span: list[Token], words: Words) -> tuple[bool, float]:
        """Say whether a span of name words is an organisation beyond doubt, else how much it looks like a person."""
        lows = [t.low for t in span]
        if any(low in words.org_heads for low in lows) or (len(lows) > 1 and lows[-1] in words.org_suffixes):
            return True, -3.0
        if lows[0] not in self.names.first and lows[-1] not in words.common and lows[-1].endswith(words.firm_endings):
            return True, -3.0
        score = 0.0
        first, last = span[0], span[-1]
        odd = [t for t in span if _MIXED.search(t.text) and not _MAC.match(t.text) and not self.all_caps]
        acronym = len(span) == 1 and first.text.isupper() and len(first.text) <= _SHORT_CAPS and not self.all_caps
        score -= 3.0 * bool(odd) + 3.0 * acronym
        given = lows[0] in self.names.first or lows[0].split("-")[0] in self.names.first
        score += (2.0 if len(span) > 1 else 1.2) * given + 0.7 * (
            not self.names.last.isdisjoint((lows[-1], *lows[-1].split("-")))
        )
        score += 1.0 * any(_INITIAL.match(t.text) for t in span)
        score += 1.0 if 2 <= len([x for x in lows if x not in self.names.particles and x != "."]) <= 4 else -0.6  # noqa: PLR2004
        if len(span) > 1 and last.text.isupper() and len(last.text) > 1 and not self.all_caps and lows[-1] not in _SUFFIXES:
            score -= 0.5 if given else 1.5
        score -= 0.8 * sum(low in words.common or low in words.foreign for low in lows if low not in self.names.first)
        telling = not words.switches.isdisjoint(("inverts", "noun_capitals"))
        score += _NO_NOUN * (telling and len(span) == 1 and not is_noun(lows[0], words))
        score += 1.5 * (len(span) == 1 and lows[0] in self.names.leaders)
        if lows[0] in words.not_names or lows[-1] in words.not_names:
            score -= 3.0
        return False, score


def nameish(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a token can begin or carry on a name."""
    token = tokens[at]
    first = token.text[0]
    if not first.isalpha() or _COMPOUND.search(token.text):
        return False
    if not first.isupper():
        return bool(_MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004 (xAI, iRobot)
    if token.low in words.not_names:
        return token.low in sense.names.places and _named_after(tokens, at, words, sense)
    if at == 0 and not sense.shouting and _opens_name(tokens, words):
        return True
    if sense.shouting or at == 0 or tokens[at - 1].text in ":.?!\"“«„|–—'(":
        return _uncommon(tokens, at, words, sense)
    return True


def _named_after(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a place begins the name of an organisation: "France Inter", "Deutsche Bank"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.text[0].isupper() or following.low in words.not_names or following.low in words.labels:
        return False
    if following.low in words.org_suffixes or following.low in words.org_heads:
        return True
    plain = sense.shouting and following.low in words.common
    return not plain and not any(longest(trie, tokens, at + 1)[0] for trie in (words.triggers, words.roles))


def _opens_name(tokens: list[Token], words: Words) -> bool:
    """Whether an ordinary sentence begins with a name of ordinary words: "Gas Natural appoints …"."""
    if len(tokens) < 2 or not tokens[1].text[0].isupper() or tokens[1].low in words.labels or tokens[0].low in words.labels:  # noqa: PLR2004
        return False
    tries = (words.triggers, words.roles)
    return not any(longest(trie, tokens, at)[0] for trie in tries for at in (0, 1)) and tokens[1].low not in words.not_names


def _uncommon(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    token = tokens[at]
    if (
        not (_plain(tokens, at, words, sense) or token.low in words.labels)
        or _heads_org(tokens, at, words)
        or _firm_word(tokens, at, words)
    ):
        return True
    if _heads_institution(tokens, at, words):
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.low not in sense.names.first or following is None or not following.text[0].isupper():
        return False
    return following.low not in words.common or following.low in sense.names.last


def _plain(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a word is an ordinary noun; one put together from two is a name behind a post or where it is known as one."""
    low = tokens[at].low
    if low in words.common:
        return not _holder(tokens, at, words)
    before = tokens[at - 1].low if at else ""
    post = bool(before) and (before in words.roles or before.endswith(words.role_suffixes))
    return not post and low not in sense.names.last and is_noun(low, words)


def _holder(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether a noun is the family name of who holds the post before it: "Porsche-Chef Blume"."""
    if "noun_capitals" not in words.switches or at < 2 or tokens[at].low in words.org_heads:  # noqa: PLR2004
        return False
    firm, post = tokens[at - 2 : at]
    joined = 0 <= post.start - firm.end <= 1 and firm.text[0].isupper() and post.low.endswith(words.role_suffixes)
    known = any(longest(trie, tokens, at)[0] for trie in (words.triggers, words.roles))
    return joined and not known and tokens[at].low not in words.labels


def _heads_institution(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether an institution's name begins here: "Bank of England"."""
    if tokens[at].low not in words.org_heads or at + (1 if "noun_capitals" in words.switches else 2) >= len(tokens):
        return False
    if "noun_capitals" in words.switches and _proper_part(tokens[at + 1], words):
        return True
    if "inverts" in words.switches and tokens[at + 1].text[0].isupper() and tokens[at + 1].low not in words.labels:
        return True
    return at + 2 < len(tokens) and words.labels.get(tokens[at + 1].low) == "f" and tokens[at + 2].text[0].isupper()


def _proper_part(token: Token, words: Words) -> bool:
    """Whether a word is a name right behind the head of an institution: "Klinikum Kassel"."""
    place = token.low in load_names().places
    return token.text[0].isupper() and token.low not in words.labels and (place or not is_noun(token.low, words))


def _firm_word(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether a word that is also a company ("Snap") owns something or has a post right behind it."""
    if at + 1 >= len(tokens) or len(tokens[at].text) < 3 or tokens[at].low in words.labels:  # noqa: PLR2004
        return False
    owns = tokens[at + 1].low == "'s" or isinstance(longest(words.roles, tokens, at + 1)[0], str)
    return owns and load_catalogue().resolve(tokens[at].text) is not None


def _heads_org(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether an ordinary word begins the name of an organisation: "Founders Fund", "General Catalyst Partners"."""
    if tokens[at].low in words.labels or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.text[0].isupper() and following.low in words.org_suffixes and following.low not in words.common


def name_end(tokens: list[Token], at: int, words: Words, sense: NameSense, orgs: Mapping[int, object]) -> int:
    """Where a name that begins at a token ends: over initials, particles, hyphens and family names that are words."""
    grower = _Grower(tokens, at, words, sense)
    end = at + 1
    limit = min(len(tokens), at + _MAX_NAME)
    while end < limit:
        step = grower.step(end)
        if step == 0 or (end in orgs and not grower.head_org) or grower.begins_another(end):
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
        if token.text == "&" and end + 1 < len(self.tokens) and self.tokens[end + 1].low in self.words.org_suffixes:
            return 2
        if self._carries_on(end):
            return 1
        return self._over_particle(end) or self._institution(end)

    def _institution(self, end: int) -> int:
        """Institut du monde arabe, Cour des comptes: common words belong to the name of an institution."""
        labels, tokens = self.words.labels, self.tokens
        if not self.head_org or "of_is_from" not in self.words.switches or labels.get(tokens[end].low) != "f":
            return 0
        stop = end + 1
        while stop < len(tokens) and labels.get(tokens[stop].low) in ("d", "f"):
            stop += 1
        first = stop
        while stop < len(tokens) and stop - first < 2 and self._plain(stop):  # noqa: PLR2004
            stop += 1
        return stop - end if stop > first else 0

    def _plain(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.text[0].isalpha() or token.low in self.words.labels:
            return False
        return all(not longest(trie, self.tokens, at)[0] for trie in (self.words.triggers, self.words.roles))

    def _named_like_place(self, end: int) -> bool:
        """Whether a place right behind a given name is the family name: "Jordi Sevilla"."""
        names, first = self.sense.names, self.tokens[self.at].low
        abroad = not self.words.switches.isdisjoint(("inverts", "noun_capitals"))
        return abroad and end == self.at + 1 and self.tokens[end].low in names.places and first in names.first - names.places

    def _of_institution(self, end: int) -> bool:
        """Whether a place or an ordinary word belongs to an institution: "Universität Leipzig", "Banco Central"."""
        token, switches = self.tokens[end], self.words.switches
        joined = "inverts" in switches and end == self.at + 1 and token.low not in self.words.labels
        return self.head_org and (token.low in self.sense.names.places or joined)

    def _family(self, end: int) -> bool:
        """Whether a noun right behind a given name is the family name: "Oliver Blume"."""
        if end != self.at + 1 or "noun_capitals" not in self.words.switches:
            return False
        first, token = self.tokens[self.at].low, self.tokens[end]
        post = any(longest(trie, self.tokens, end)[0] for trie in (self.words.triggers, self.words.roles))
        return (
            first in self.sense.names.first and not is_noun(first, self.words) and token.low not in self.words.labels and not post
        )

    def begins_another(self, end: int) -> bool:
        """Whether a post ("Jane Roe General Manager") or a person ("Getty Images Peter Roe") begins here."""
        names, token = self.sense.names, self.tokens[end]
        given = self.tokens[self.at].low.split("-")[0] in names.first
        if isinstance(longest(self.words.roles, self.tokens, end)[0], str):
            return not self.head_org and (end - self.at > 1 or not given)
        following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
        if given or self.head_org or following is None or not following.text[0].isupper():
            return False
        first = self.tokens[self.at]
        odd = (first.text.isupper() and len(first.text) > 1) or first.low in self.words.common or first.low in self.words.foreign
        return token.low.split("-")[0] in names.first and odd and not self.sense.all_caps

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
        following = (
            end + 2 if second in self.sense.names.particles or (joint and self.words.labels.get(second) == "d") else end + 1
        )
        if following >= len(self.tokens) or not self._carries_on(following):
            return 0
        after = self.tokens[following].low
        if not joint and (
            after in self.words.org_heads or (self.words.labels.get(token.low) == "a" and after in self.sense.names.first)
        ):
            return 0
        return following - end

    def _personal(self, end: int) -> bool:
        """Particles belong to names of people: "Ursula von der Leyen", not "Microsoft de France"."""
        return self.tokens[self.at].low.split("-")[0] in self.sense.names.first and end - self.at <= 3  # noqa: PLR2004

    def _carries_on(self, end: int) -> bool:
        token = self.tokens[end]
        if not token.text[0].isupper():
            return bool(_MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004
        if token.low in self.words.not_names and not self.head_org:
            return self._named_like_place(end)
        if not self.sense.shouting:
            return token.low not in self.words.labels or len(token.text) == 1
        plain = is_noun(token.low, self.words) or token.low in self.words.labels
        if not plain or self._of_institution(end) or self._family(end):
            return True
        names = self.sense.names
        return end == self.at + 1 and self.tokens[self.at].low in names.first and token.low in names.last
