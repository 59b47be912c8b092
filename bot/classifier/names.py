"""Tell names from words, and people from organisations."""

import re

from bot.classifier.catalogue import load_catalogue
from bot.classifier.nouns import is_noun
from bot.classifier.tokens import Token
from bot.classifier.tries import longest
from bot.classifier.words import Names, Words, load_names

_INITIAL = re.compile(r"[A-ZÀ-Þ]$")
MIXED = re.compile(r"[a-zà-þ][A-Z]|\d|[A-Z]{2,}.*[a-z]|^[a-z]+[A-Z]")
_COMPOUND = re.compile(r"-[a-zà-þ]{3,}$")
_MAC = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|O')[A-Z]")
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NO_NOUN = 0.4
_SHOUTING_SHARE = 0.7
_SHORT_CAPS = 5


class NameSense:
    """What one sentence and its language say about capital letters, with the shared name lists."""

    def __init__(self, tokens: list[Token], words: Words, names: Names) -> None:
        """Look at the capitals of a sentence: where nearly every word has one, they tell nothing."""
        letters = [t.text for t in tokens if t.text[0].isalpha() and len(t.text) > 3]  # noqa: PLR2004 - short words are capitals in any headline
        upper = sum(1 for text in letters if text[0].isupper())
        self.all_caps = len(letters) > 2 and all(text.isupper() for text in letters)  # noqa: PLR2004 - two words alone say nothing of the style
        self.shouting = "noun_capitals" in words.switches or (len(letters) > 1 and upper / len(letters) > _SHOUTING_SHARE)
        self.names = names

    def weigh(self, span: list[Token], words: Words) -> tuple[bool, float]:
        """Say whether a span of name words is an organisation beyond doubt, else how much it looks like a person."""
        lows = [t.low for t in span]
        if "&" in lows or any(low in words.org_heads for low in lows) or (len(lows) > 1 and lows[-1] in words.org_suffixes):
            return True, -3.0
        if lows[0] not in self.names.first and lows[-1] not in words.common and lows[-1].endswith(words.firm_endings):
            return True, -3.0
        score = 0.0
        first, last = span[0], span[-1]
        odd = [t for t in span if MIXED.search(t.text) and not _MAC.match(t.text) and not self.all_caps]
        acronym = len(span) == 1 and first.text.isupper() and len(first.text) <= _SHORT_CAPS and not self.all_caps
        score -= 3.0 * bool(odd) + 3.0 * acronym
        given = lows[0] in self.names.first or lows[0].split("-")[0] in self.names.first
        score += (2.0 if len(span) > 1 else 1.2) * given + 0.7 * (
            not self.names.last.isdisjoint((lows[-1], *lows[-1].split("-")))
        )
        score += 1.0 * any(_INITIAL.match(t.text) for t in span)
        score += 1.0 if 2 <= len([x for x in lows if x not in self.names.particles and x != "."]) <= 4 else -0.6  # noqa: PLR2004 - names have two to four words
        if len(span) > 1 and last.text.isupper() and len(last.text) > 1 and not self.all_caps and lows[-1] not in SUFFIXES:
            score -= 0.5 if given else 1.5
        score -= 0.8 * sum(low in words.common or low in words.foreign for low in lows if low not in self.names.first)
        telling = not words.switches.isdisjoint(("inverts", "noun_capitals"))
        score += _NO_NOUN * (telling and len(span) == 1 and not is_noun(lows[0], words))
        score += 1.5 * (len(span) == 1 and lows[0] in self.names.leaders)
        if len(span) == 1 and "noun_capitals" in words.switches and is_noun(lows[0], words):
            score -= 1.0  # "Chip" is a given name, too
        if (lows[0] in words.not_names and not self._named_like_place(lows, words)) or lows[-1] in words.not_names:
            score -= 3.0
        return False, score

    def _named_like_place(self, lows: list[str], words: Words) -> bool:
        """Whether a given name is also a place: "Paris Hendrix"."""
        second = lows[1] if len(lows) > 1 else ""
        plain = second in words.common and second not in self.names.last
        return bool(second) and not plain and lows[0] in self.names.first and lows[0] in self.names.places and len(lows) == 2  # noqa: PLR2004 - given name and family name


def nameish(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a token can begin or carry on a name."""
    token = tokens[at]
    first = token.text[0]
    if not first.isalpha() or (_COMPOUND.search(token.text) and not _syllables(token, words, sense)):
        return False
    if not first.isupper():
        return bool(MIXED.search(token.text)) and len(token.text) > 2  # noqa: PLR2004 (xAI, iRobot)
    if token.low in words.not_names:
        return token.low in sense.names.places and _named_after(tokens, at, words, sense)
    if at == 0 and not sense.shouting and _opens_name(tokens, words):
        return True
    if sense.shouting or at == 0 or tokens[at - 1].text in ":.?!\"“«„|–—'(":
        return _uncommon(tokens, at, words, sense)
    return True


def _syllables(token: Token, words: Words, sense: NameSense) -> bool:
    """Whether a word with a hyphen is a given name of two syllables: "Young-jae", not "Musk-backed"."""
    head, _, tail = token.low.rpartition("-")
    return (head in sense.names.first or head in sense.names.last) and tail not in words.common and token.text[0].isupper()


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
    if len(tokens) < 2 or not tokens[1].text[0].isupper() or tokens[1].low in words.labels or tokens[0].low in words.labels:  # noqa: PLR2004 - a name and what follows it
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
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    patron = token.low in words.patrons and following is not None and following.text == "."
    if patron or _heads_institution(tokens, at, words) or of_a_town(tokens, at, words, sense):
        return True
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
    if "noun_capitals" not in words.switches or at < 2 or tokens[at].low in words.org_heads:  # noqa: PLR2004 - two words must stand before it
        return False
    firm, post = tokens[at - 2 : at]
    joined = 0 <= post.start - firm.end <= 1 and firm.text[0].isupper() and post.low.endswith(words.role_suffixes)
    known = any(longest(trie, tokens, at)[0] for trie in (words.triggers, words.roles))
    return joined and not known and tokens[at].low not in words.labels


def _heads_institution(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether an institution's name begins here: "Bank of England"."""
    if tokens[at].low not in words.org_heads or at + 1 >= len(tokens):
        return False
    if "noun_capitals" in words.switches and _proper_part(tokens[at + 1], words):
        return True
    if "inverts" in words.switches and tokens[at + 1].text[0].isupper() and tokens[at + 1].low not in words.labels:
        return True
    return at + 2 < len(tokens) and words.labels.get(tokens[at + 1].low) == "f" and tokens[at + 2].text[0].isupper()


def of_a_town(tokens: list[Token], at: int, words: Words, sense: NameSense) -> bool:
    """Whether a town's adjective begins the name of an institution: "Hamburger Sparkasse", "Frankfurter Rundschau"."""
    low = tokens[at].low
    if "noun_capitals" not in words.switches or not low.endswith("er") or at + 1 >= len(tokens):
        return False
    town = low[:-2] in sense.names.places or low[:-1] in sense.names.places or low in words.town_adjectives
    following = tokens[at + 1]
    return (
        town and following.text[0].isupper() and (following.low in words.org_heads or following.low.endswith(words.firm_endings))
    )


def _proper_part(token: Token, words: Words) -> bool:
    """Whether a word is a name right behind the head of an institution: "Klinikum Kassel"."""
    place = token.low in load_names().places
    return token.text[0].isupper() and token.low not in words.labels and (place or not is_noun(token.low, words))


def _firm_word(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether a word that is also a company ("Snap") owns something or has a post right behind it."""
    if at + 1 >= len(tokens) or len(tokens[at].text) < 3 or tokens[at].low in words.labels:  # noqa: PLR2004 - shorter ones are initials
        return False
    owns = tokens[at + 1].low == "'s" or isinstance(longest(words.roles, tokens, at + 1)[0], str)
    return owns and load_catalogue().resolve(tokens[at].text) is not None


def _heads_org(tokens: list[Token], at: int, words: Words) -> bool:
    """Whether an ordinary word begins the name of an organisation: "Founders Fund", "General Catalyst Partners"."""
    if tokens[at].low in words.labels or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.text[0].isupper() and following.low in words.org_suffixes and following.low not in words.common
