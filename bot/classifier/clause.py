"""One sentence, labelled and phrased, and the ways to look left and right in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.classifier.catalogue import load_catalogue
from bot.classifier.hints import settle
from bot.classifier.labels import Chunk, Labeller
from bot.classifier.mentions import sift
from bot.classifier.names import NameSense
from bot.classifier.nouns import is_noun
from bot.classifier.phrases import Phrase, phrases
from bot.classifier.recast import recast, uninflect
from bot.classifier.tokens import Token, tokenize
from bot.classifier.words import Words, load_names, load_words

Known = dict[int, tuple[int, str, str]]
Mentioned = tuple[int, int, str, str]
Finder = Callable[[str, str], list[Mentioned]]
_PREPOSITIONS = "fghbpk"
_LEADING = frozenset(("der", "die", "zum", "zur", "beim", "vom"))
_KICKER = 6
_SHORT_KICKER = 2
_WITH_ARTICLE = frozenset(("zum", "zur", "beim", "vom", "im", "am"))


@dataclass
class Clause:
    """A labelled sentence."""

    text: str
    index: int
    words: Words
    tokens: list[Token]
    chunks: list[Chunk]
    antecedent: str | None = None

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """First and last character of each chunk."""
        return [(self.tokens[c.first].start, self.tokens[c.last - 1].end) for c in self.chunks]

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The noun phrases, from left to right."""
        found = [self._referring(p) for p in phrases(self.text, self.chunks, self.spans)]
        return [replace(p, org=None) if self._of_a_work(p) else p for p in found]

    def _referring(self, phrase: Phrase) -> Phrase:
        """Whom "he" or "she" stands for."""
        if not phrase.speaker or phrase.words.lower() not in self.words.pronouns or self.antecedent is None:
            return phrase
        return replace(phrase, persons=(self.antecedent,), speaker=False, pronoun=True)

    def _of_a_work(self, phrase: Phrase) -> bool:
        """Whether what a post is "of" is a product, not an employer: "the creator of"."""
        return phrase.org is not None and bool(phrase.role) and str(phrase.role).lower().split()[0] in self.words.makers

    @cached_property
    def low(self) -> str:
        """The sentence in lower case between blanks, for phrase look-ups."""
        return f" {' '.join(t.low for t in self.tokens)} "

    def label(self, at: int) -> str:
        """Label of a chunk, or nothing outside the sentence."""
        return self.chunks[at].label if 0 <= at < len(self.chunks) else ""

    def preposition(self, phrase: Phrase) -> str:
        """Label of the preposition right before a phrase, or nothing."""
        at = phrase.first - 1
        while self.label(at) in ("d", "v"):
            at -= 1
        return self.label(at) if self.label(at) and self.label(at) in _PREPOSITIONS else ""

    def before(self, at: int) -> Iterator[Phrase]:
        """Phrases that end at or before a chunk, nearest first."""
        return (p for p in reversed(self.phrases) if p.last <= at)

    def after(self, at: int, stop: int) -> list[Phrase]:
        """Phrases between two chunks."""
        return [p for p in self.phrases if p.first >= at and p.last <= stop]


def read_clause(text: str, index: int, words: Words, find: Finder) -> Clause:
    """Label one sentence.

    Args:
        text: the sentence.
        index: its place in the story.
        words: the language.
        find: gives known organisations in a text as (start, end, key, name).
    """
    found = find(text, words.lang)
    tokens = uninflect(tokenize(text, words.role_suffixes), found, words)
    sense = NameSense(tokens, words, load_names())
    chunks = Labeller(text, tokens, words, sense, _known(text, tokens, words, found)).run()
    settled = sift(settle(chunks, words), words, shouting=sense.shouting, title=not index)
    return Clause(text, index, words, tokens, recast(settled, words))


def known_people(clauses: Sequence[Clause]) -> list[Clause]:
    """Take a word for the person whose family name it is elsewhere in the story: "Heftberger" after "Agnes Heftberger"."""
    full = {c.text.split()[-1] for clause in clauses for c in clause.chunks if c.label == "P" and " " in c.text}
    return [_with_people(clause, full) for clause in clauses]


def _with_people(clause: Clause, full: set[str]) -> Clause:
    if not any(c.text in full and c.label in "CWO" and not c.key for c in clause.chunks):
        return clause
    chunks = [c._replace(label="P") if c.text in full and c.label in "CWO" and not c.key else c for c in clause.chunks]
    return replace(clause, chunks=chunks)


def _known(text: str, tokens: list[Token], words: Words, found: Sequence[Mentioned]) -> Known:
    begins = {t.start: i for i, t in enumerate(tokens)}
    known: Known = {}
    for start, end, key, name in found:
        first = begins.get(start)
        if first is None or (end - start == 1 and first and words.labels.get(tokens[first - 1].low) == "p"):
            continue  # what is said "on X" was only posted there
        if first and f"{tokens[first - 1].low} {name.lower()}" in words.channels:
            continue
        last = first
        while last < len(tokens) and tokens[last].start < end:
            last += 1
        if tokens[last - 1].end > end and (
            not tokens[last - 1].low.endswith(words.firm_tails or ("\0",)) or _names_next(tokens, last)
        ):
            continue  # only the first part of a compound: "Apple-Aktie", "Acme-Tochter Initech"
        known[first] = (last, key, name)
    if "noun_capitals" in words.switches:
        _add_articled(tokens, known, words)
    _add_kicker(text, tokens, known, words)
    return known


def _names_next(tokens: list[Token], at: int) -> bool:
    """Whether a name follows right behind a compound that tells what it is: "Acme-Tochter Initech"."""
    return at < len(tokens) and tokens[at].text[0].isupper() and not is_noun(tokens[at].low, load_words("de"))


def _add_articled(tokens: list[Token], known: Known, words: Words) -> None:
    """Take a noun for the firm of that name where a post or a preposition leads to its article: "Vorstand der Allianz"."""
    for at, (token, post) in enumerate(pairwise(tokens)):
        if (
            token.low in words.firm_prefixes
            and at not in known
            and post.low.endswith(words.role_suffixes)
            and post.start - token.end <= 1
        ):
            firm = load_catalogue().resolve(f"Deutsche {token.text}")
            known[at] = (at + 1, firm.key if firm else "", token.text)
    for at in range(2, len(tokens)):
        token, before = tokens[at], tokens[at - 2].low
        if at in known or tokens[at - 1].low not in _LEADING or token.low not in words.common:
            continue
        led = before in words.roles or before.endswith(words.role_suffixes) or before in words.triggers
        led = led or (tokens[at - 1].low in ("der", "die") and words.labels.get(before) in ("h", "f", "i"))
        found = load_catalogue().resolve(token.text) if led and token.text[0].isupper() else None
        if found is not None:
            known[at] = (at + 1, found.key, token.text)


def _worded(token: Token, words: Words) -> bool:
    """Whether a word of a kicker tells of a topic rather than a company."""
    known = token.low in words.labels or token.low in words.not_names or token.low in words.topics
    if "noun_capitals" in words.switches and is_noun(token.low, words):
        return True
    return known or not token.text[0].isupper() or token.low in words.triggers or token.low in words.roles


def _person_like(tokens: Sequence[Token]) -> bool:
    """Whether a given name opens a kicker of two words: "Yann LeCun : …"."""
    return len(tokens) == _SHORT_KICKER and tokens[0].low.split("-")[0] in load_names().first


def _add_kicker(text: str, tokens: list[Token], known: Known, words: Words) -> None:
    """Take what stands before a headline's colon for the company that it names: "Orange : a new finance chief"."""
    colon = next((k for k, t in enumerate(tokens[:_KICKER]) if t.text == ":"), 0)
    if colon and 0 not in known:
        found = load_catalogue().resolve(text[: tokens[colon - 1].end])
        if found is None and colon == 1 and tokens[0].low in words.firm_prefixes:
            found = load_catalogue().resolve(f"Deutsche {tokens[0].text}")
        if found is not None:
            known[0] = (colon, found.key, found.name)
        elif colon <= _SHORT_KICKER and not _person_like(tokens[:colon]) and not any(_worded(t, words) for t in tokens[:colon]):
            known[0] = (colon, "", "")
