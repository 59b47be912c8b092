"""One sentence, labelled and phrased, and the ways to look left and right in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bot.classifier.catalogue import load_catalogue
from bot.classifier.labels import Chunk, Labeller
from bot.classifier.names import NameSense
from bot.classifier.nouns import is_noun
from bot.classifier.phrases import Phrase, phrases
from bot.classifier.recast import recast, uninflect
from bot.classifier.tokens import Token, tokenize
from bot.classifier.words import Words, load_names

Known = dict[int, tuple[int, str, str]]
Mentioned = tuple[int, int, str, str]
Finder = Callable[[str, str], list[Mentioned]]
_PREPOSITIONS = "fghbpk"
_MOVER_SUBJECT = frozenset(("leave", "resign", "join", "become", "succeed", "return", "found"))
_MOVER_OBJECT = frozenset(("hire", "fire", "lose", "arrival", "exit", "succeed"))
_KICKER = 6
_SHORT_KICKER = 2
_WITH_ARTICLE = frozenset(("zum", "zur", "beim", "vom", "im", "am"))
_SURE_PERSON = 1.5
_SURE_ORG = -2.0
_CHANGES_FIRM = 1.6
_LIKELY_PERSON = 0.9
_BEHIND_POST = 2.6


@dataclass
class Clause:
    """A labelled sentence."""

    text: str
    index: int
    words: Words
    tokens: list[Token]
    chunks: list[Chunk]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """First and last character of each chunk."""
        return [(self.tokens[c.first].start, self.tokens[c.last - 1].end) for c in self.chunks]

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The noun phrases, from left to right."""
        found = phrases(self.text, self.chunks, self.spans)
        return [replace(p, org=None) if self._of_a_work(p) else p for p in found]

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
    return Clause(text, index, words, tokens, recast(_placed(settle(chunks, "noun_capitals" in words.switches), words), words))


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
        last = first
        while last < len(tokens) and tokens[last].start < end:
            last += 1
        if tokens[last - 1].end > end and not tokens[last - 1].low.endswith(words.firm_tails or ("\0",)):
            continue  # only the first part of a compound: "Apple-Aktie"
        known[first] = (last, key, name)
    if "noun_capitals" in words.switches:
        _add_articled(tokens, known, words)
    _add_kicker(text, tokens, known, words)
    return known


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
        if at in known or tokens[at - 1].low not in ("der", "die") or token.low not in words.common:
            continue
        led = before in words.roles or before.endswith(words.role_suffixes) or words.labels.get(before) in ("h", "f", "i")
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
        if found is not None:
            known[0] = (colon, found.key, found.name)
        elif colon <= _SHORT_KICKER and not _person_like(tokens[:colon]) and not any(_worded(t, words) for t in tokens[:colon]):
            known[0] = (colon, "", "")


def settle(chunks: list[Chunk], nouns: bool = False) -> list[Chunk]:
    """Decide for every unsettled name whether it is a person or an organisation."""
    done = list(chunks)
    for at, chunk in enumerate(chunks):
        if chunk.label == "N":
            done[at] = chunk._replace(label="P" if _is_person(done, at, nouns) else _firm_label(done, at, nouns))
    return done


def _placed(chunks: list[Chunk], words: Words) -> list[Chunk]:
    """Tell places from firms: an unknown single name that a locative brings is where, not for whom ("factrice à Bizonnes")."""
    done = list(chunks)
    for at, (before, chunk) in enumerate(pairwise(chunks), 1):
        unknown = chunk.label == "O" and chunk.key is None and chunk.last - chunk.first == 1 and chunk.person > _SURE_ORG
        if unknown and before.text.lower() in words.locatives:
            done[at] = chunk._replace(label="W")
    return done


def _firm_label(chunks: list[Chunk], at: int, nouns: bool) -> str:
    """Label of a name that is nobody's: where all nouns have capitals, one unknown word is mostly a noun."""
    chunk = chunks[at]
    if not nouns or chunk.last - chunk.first > 1 or chunk.person <= _SURE_ORG:
        return "O"
    after = chunks[at + 1].label if at + 1 < len(chunks) else ""
    before = chunks[at - 1].label if at else ""
    led = before == "d" and at > 1 and chunks[at - 2].label in ("h", "i", "f", "g", "T")
    return "O" if after == "R" or led or before in ("h", "i", "f", "g") else "W"


def _is_person(chunks: list[Chunk], at: int, nouns: bool) -> bool:
    score = chunks[at].person
    hint = _right_hint(chunks, at)
    if score >= _SURE_PERSON and hint > -3.0:  # noqa: PLR2004
        return True
    if score <= _SURE_ORG:
        return False
    return score + hint + _left_hint(chunks, at, nouns) >= _LIKELY_PERSON


def _has_object(chunks: list[Chunk], at: int) -> bool:
    """Whether a verb has a person, or a new post, right behind it, so that what stands before is an employer."""
    line = "".join(c.label for c in chunks[at : at + 4]).lstrip("dqv")
    return line[:1] in ("m", "e") or any(c.label in "NP" and c.person >= _LIKELY_PERSON for c in chunks[at : at + 2])


def _ends_clause(rest: str, trigger: Chunk) -> bool:
    """Whether a participle has nothing to act upon: "Roe ousted; Doe takes over"."""
    return any("participle" in t.flags for t in trigger.triggers) and (not rest or rest[0] in "ujbkph")


def _left_hint(chunks: list[Chunk], at: int, nouns: bool) -> float:
    line = "".join(c.label for c in chunks[max(0, at - 3) : at])
    if line.endswith("R") and chunks[at - 1].text.lower().split()[-1] in ("behind", "of"):
        return 0.0
    if line.endswith(("R", "Rc", "Pa", "Pc", "Pca", "Os")):
        return _BEHIND_POST if nouns and line.endswith("OR") else 1.5
    if line.endswith(("h", "f", "g", "p", "hd", "fd", "gd")) and not line.endswith("tf"):
        return -0.8
    if line.endswith(("tA", "tvA", "tf")):
        return _governed(chunks, at, line)
    if line.endswith(("t", "td", "tv", "tp")):
        trigger = next(c for c in reversed(chunks[:at]) if c.label == "t")
        frames = {t.frame for t in trigger.triggers}
        return 1.2 if frames & _MOVER_OBJECT else -1.5
    return 0.0


def _governed(chunks: list[Chunk], at: int, line: str) -> float:
    """What a verb with the personal "a", or a noun with "of", says of the name behind: "ficha a Roe", "nombramiento de Roe"."""
    frames = {t.frame for c in chunks[max(0, at - 3) : at] for t in c.triggers}
    if line.endswith("f"):
        return 1.2 if frames <= {"arrival", "exit"} else -0.8
    return 1.6 if frames <= {"hire", "fire", "succeed"} else -0.8


def _right_hint(chunks: list[Chunk], at: int) -> float:
    line = "".join(c.label for c in chunks[at + 1 : at + 8])
    if re.match("[xvn]*td?[ON]id?[ON]", line):
        return _CHANGES_FIRM
    line = line[:4]
    if line.startswith("s"):
        return -1.0
    if line.startswith(("cR", "cdR", "cqc", "cmR", "ceR", "cOsR", "cOR")):
        return 1.2
    position = next((k for k, label in enumerate(line) if label not in "xvn"), None)
    if position is not None and line[position] == "t":
        frames = {t.frame for t in chunks[at + 1 + position].triggers}
        if frames <= {"hire", "fire", "lose"} and _has_object(chunks, at + 2 + position):
            return -3.0
        ended = frames <= {"hire", "fire"} and _ends_clause(line[position + 1 :], chunks[at + 1 + position])
        return 1.2 if ended or frames & _MOVER_SUBJECT or position > 0 else -1.0
    return -1.0 if line.startswith("R") else 0.0
