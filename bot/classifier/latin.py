"""Read stories in English, French, German and Spanish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.classifier.catalogue import load_catalogue
from bot.classifier.clause import Clause, known_people, read_clause
from bot.classifier.drafts import Draft
from bot.classifier.facts import Fact
from bot.classifier.features import describe, word_hashes
from bot.classifier.frames import facts
from bot.classifier.merge import merge
from bot.classifier.past import tells_of_past
from bot.classifier.pronouns import refer
from bot.classifier.score import load_gate, squash
from bot.classifier.shapes import shape_hashes
from bot.classifier.story import CONTENT, SUMMARY, TITLE, Text
from bot.classifier.words import LATIN, Words, load_words

_MAX_CONTENT_CLAUSES = 60


@dataclass(frozen=True, slots=True)
class Parsed:
    """A story after the frames were filled and before the verdict."""

    text: Text
    words: Words
    clauses: tuple[Clause, ...]
    drafts: tuple[Draft, ...]


def find_organisations(text: str, lang: str) -> list[tuple[int, int, str, str]]:
    """Known organisations of a text as (start, end, key, name)."""
    return [(m.start, m.end, m.key, m.name) for m in load_catalogue().find(text, lang)]


@cache
def _openers(lang: str) -> frozenset[str]:
    return frozenset(load_words(lang).triggers)


def may_move(text: Text, lang: str) -> tuple[bool, float]:
    """The cheap first look: whether the words allow a move at all, and what they say in log-odds."""
    gate = load_gate()
    score = gate.word_score(word_hashes(load_words(lang), text.title, text.lead))
    return score >= gate.dismiss, score


def parse(text: Text, lang: str) -> Parsed:
    """Fill the frames of a story.

    Args:
        text: the clean story.
        lang: one of ``LATIN``.
    """
    assert lang in LATIN
    words = load_words(lang)
    clauses = tuple(refer(known_people(_clauses(text, words))))
    told = [(fact, clause) for clause in clauses for fact in facts(clause)]
    moved = {person for fact, _ in told if not fact.past for person in fact.persons}
    fresh = [(fact, clause) for fact, clause in told if not (fact.past and moved.intersection(fact.persons))]
    found = [_aged(fact, clause, text) for fact, clause in fresh]
    present = [fact for fact in found if not fact.past] or found
    return Parsed(text, words, clauses, tuple(merge(present, clauses, words)))


def _clauses(text: Text, words: Words) -> list[Clause]:
    openers = _openers(words.lang)
    read: list[Clause] = []
    bodies = 0
    for index, (part, sentence) in enumerate(text.parts):
        if part == CONTENT:
            if bodies >= _MAX_CONTENT_CLAUSES or openers.isdisjoint(sentence.lower().split()):
                continue
            bodies += 1
        read.append(read_clause(sentence, index, words, find_organisations))
    return read


def _aged(fact: Fact, clause: Clause, text: Text) -> Fact:
    """Mark what a sentence of the lead or the article tells as long past."""
    if text.parts[fact.sentence][0] == TITLE:
        return fact
    return replace(fact, past=tells_of_past(clause, fact.at))


def features_of(parsed: Parsed, word_score: float) -> dict[str, float]:
    """Features of a parsed story for the gate."""
    features = describe(parsed.text, _gate_drafts(parsed), parsed.clauses, parsed.words)
    shape_score = load_gate().shape_score(shapes_of(parsed))
    for name, score in (("words", word_score), ("shapes", shape_score)):
        features[name] = features[f"{name} {parsed.words.lang}"] = squash(score)
    return features


def shapes_of(parsed: Parsed) -> list[int]:
    """Buckets of the shapes of a parsed story's sentences."""
    return shape_hashes(parsed.text, parsed.clauses, parsed.words)


def _gate_drafts(parsed: Parsed) -> Sequence[Draft]:
    """The moves of title and lead: the article's body does not open the gate."""
    kept = []
    for draft in parsed.drafts:
        inside = [f for f in draft.facts if parsed.text.parts[f.sentence][0] <= SUMMARY]
        if inside:
            kept.append(replace(draft, facts=inside))
    return kept
