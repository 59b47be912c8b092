"""Tell where a name ends: over initials, particles, hyphens and family names that are words."""

from collections.abc import Mapping

from bot.classifier.names import MIXED, SUFFIXES, NameSense, of_a_town
from bot.classifier.nouns import is_noun
from bot.classifier.tokens import Token
from bot.classifier.tries import longest
from bot.classifier.words import Words

_MAX_NAME = 6


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
    while end - at > 1 and tokens[end - 1].low in sense.names.particles and not tokens[end - 1].text[0].isupper():
        end -= 1
    return end


class _Grower:
    """Grows one name token by token."""

    def __init__(self, tokens: list[Token], at: int, words: Words, sense: NameSense) -> None:
        self.tokens, self.at, self.words, self.sense = tokens, at, words, sense
        self.head_org = tokens[at].low in words.org_heads

    def step(self, end: int) -> int:
        """How many tokens from ``end`` on belong to the name."""
        token, before = self.tokens[end], self.tokens[end - 1]
        if token.text == "." and (len(before.text) == 1 or before.low in SUFFIXES or before.low in self.words.patrons):
            return 1
        if token.low == "'s" or token.text in '("“':
            return self._patron(end) if token.low == "'s" else self._nickname(end)
        if token.low in SUFFIXES or (token.low in self.words.org_suffixes and token.text[0].isupper()):
            return 1
        if token.text == "&" and end + 1 < len(self.tokens) and self._partner(end):
            return 2
        if self._carries_on(end):
            return 1
        return self._over_particle(end) or self._institution(end)

    def _partner(self, end: int) -> bool:
        """Whether "&" ties two names of a firm together: "Foley & Hart"; not two people."""
        first, second = self.tokens[self.at], self.tokens[end + 1]
        if second.low in self.words.org_suffixes:
            return True
        people = {first.low, second.low} & (self.sense.names.leaders | self.sense.names.first)
        return end == self.at + 1 and second.text[0].isupper() and not people and second.low not in self.words.labels

    def _patron(self, end: int) -> int:
        """Whether a saint's or a king's name belongs to an institution's: "St. Mary's Hospital"."""
        following = self.tokens[end + 1] if end + 1 < len(self.tokens) else None
        patron = self.tokens[self.at].low in self.words.patrons
        if following is None or not patron or not following.text[0].isupper():
            return 0
        return 2 if following.low in self.words.org_heads else 0

    def _institution(self, end: int) -> int:
        """Institut du monde arabe, Cour des comptes: common words belong to the name of an institution."""
        labels, tokens = self.words.labels, self.tokens
        if not self.head_org or "of_is_from" not in self.words.switches or labels.get(tokens[end].low) != "f":
            return 0
        stop = end + 1
        while stop < len(tokens) and labels.get(tokens[stop].low) in ("d", "f"):
            stop += 1
        first = stop
        while stop < len(tokens) and stop - first < 2 and self._plain(stop):  # noqa: PLR2004 - two words at most
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
        town = end == self.at + 1 and of_a_town(self.tokens, self.at, self.words, self.sense)
        return town or (self.head_org and (token.low in self.sense.names.places or joined))

    def _family(self, end: int) -> bool:
        """Whether a noun right behind a given name is the family name: "Oliver Blume"."""
        given = all(t.low.split("-")[0] in self.sense.names.first for t in self.tokens[self.at : end])
        if end > self.at + 2 or not given or "noun_capitals" not in self.words.switches:
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
            after_of = self.words.labels.get(self.tokens[end - 1].low) == "f"
            led = "firm_first" in self.words.switches and end - self.at > 1 and not after_of
            return (not self.head_org or led) and (end - self.at > 1 or not given)
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
        return self.tokens[self.at].low.split("-")[0] in self.sense.names.first and end - self.at <= 3  # noqa: PLR2004 - names have up to three words here

    def _carries_on(self, end: int) -> bool:
        token = self.tokens[end]
        if self.head_org and token.text[0].isupper() and self.words.labels.get(self.tokens[end - 1].low) == "f":
            return True  # "University of Leeds"
        if not token.text[0].isupper():
            return bool(MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004 - two letters are an abbreviation
        if token.low in self.words.not_names and not self.head_org:
            return self._named_like_place(end)
        if not self.sense.shouting:
            return token.low not in self.words.labels or len(token.text) == 1
        plain = is_noun(token.low, self.words) or token.low in self.words.labels or self._verb(end)
        if not plain or self._of_institution(end) or self._family(end):
            return True
        names = self.sense.names
        return end == self.at + 1 and self.tokens[self.at].low in names.first and token.low in names.last

    def _verb(self, end: int) -> bool:
        """Whether a verb of moving, or one with its particle, begins here: "Livengate Retires"."""
        found, last = longest(self.words.triggers, self.tokens, end)
        return isinstance(found, list) and self.tokens[end].low not in self.sense.names.last and last > end
