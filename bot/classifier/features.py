"""What the gate weighs: how the frames were filled, what surrounds them, and the words of the story."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.classifier.clause import Clause
from bot.classifier.drafts import Draft
from bot.classifier.facts import Fact
from bot.classifier.status import says_any
from bot.classifier.story import TITLE, Text
from bot.classifier.words import Words, load_names

BUCKETS = 1 << 15
_WORD = re.compile(r"[^\W_]+")
_FAR = 2
_CROWD = 2


def word_hashes(words: Words, title: str, lead: str) -> list[int]:
    """Buckets of the ordinary words and word pairs of a title, and of the ordinary words of its lead; stable between runs.

    Names stay out: what is learned must hold for people and companies that nobody has heard of.
    """
    common, lang = words.common, words.lang
    head = [w if w in common else "*" for w in _WORD.findall(title.lower()[:300])]
    body = _WORD.findall(lead.lower()[:400])
    keys = {f"{lang}t{w}" for w in head} | {f"{lang}t{a}_{b}" for a, b in pairwise(head)}
    keys |= {f"{lang}s{w}" for w in body if w in common}
    return [zlib.crc32(key.encode()) % BUCKETS for key in keys]


def rank(fact: Fact, title_sentences: int) -> float:
    """How telling a fact is, to find the one that a story rests on."""
    value = 2.0 * bool(fact.persons) + bool(fact.origin or fact.goal) + 0.7 * bool(fact.role)
    value += 2.0 * (fact.sentence < title_sentences) - 0.15 * min(fact.distance, 10)
    return value - 1.5 * fact.past - 0.5 * ("soft" in fact.flags)


def describe(text: Text, drafts: Sequence[Draft], clauses: Sequence[Clause], words: Words) -> dict[str, float]:
    """Features of a story, by name.

    Args:
        text: the story's text.
        drafts: the moves read off it.
        clauses: the sentences that were parsed.
        words: the language.
    """
    features: dict[str, float] = {f"lang={words.lang}": 1.0, "bias": 1.0}
    titles = sum(1 for part, _ in text.parts if part == TITLE)
    facts = [fact for draft in drafts for fact in draft.facts]
    features.update(_vetoes(text, words))
    if not facts:
        features["no fact"] = 1.0
        return features
    best = max(facts, key=lambda fact: rank(fact, titles))
    features.update(_of_fact(best, "best", text, titles, clauses))
    features.update(_of_story(drafts, facts, titles))
    return features


def _of_fact(fact: Fact, name: str, text: Text, titles: int, clauses: Sequence[Clause]) -> Iterator[tuple[str, float]]:
    yield f"{name} frame={fact.frame}", 1.0
    for flag in fact.flags:
        yield f"{name} flag={flag}", 1.0
    yield f"{name} kind={fact.kind}", 1.0
    part = TITLE if fact.sentence < titles else text.parts[fact.sentence][0]
    yield f"{name} part={part}", 1.0
    mover = "named" if fact.persons else "group"
    yield f"{name} {mover}", 1.0
    yield f"{name} {mover} {fact.frame}", 1.0
    yield f"{name} person score", min(fact.person_score, 4.0) / 4.0
    yield f"{name} single name", float(bool(fact.persons) and " " not in fact.persons[0])
    for side, org in (("origin", fact.origin), ("goal", fact.goal)):
        yield f"{name} {side}", float(org is not None)
        yield f"{name} {side} known", float(org is not None and org.key is not None)
    yield f"{name} no org", float(fact.origin is None and fact.goal is None)
    yield f"{name} role", float(fact.role is not None)
    yield f"{name} distance", min(fact.distance, 5) / 5.0
    yield f"{name} far", float(fact.distance > _FAR)
    yield from _of_office(fact, name, clauses)
    for flag in ("former", "past", "negated", "insider"):
        yield f"{name} {flag}", float(getattr(fact, flag))
    clause = next((c for c in clauses if c.index == fact.sentence), None)
    if clause is not None:
        yield f"{name} question", float("?" in clause.text)
        yield f"{name} quoted", float(clause.text[:1] in "\"'“«„‘")
        yield f"{name} wished", float(says_any(clause.low, clause.words.wishes) is not None)
        if fact.group:
            yield from _of_group(fact, name, clause)
        yield f"{name} hedged", float(says_any(clause.low, clause.words.hedges) is not None)
    yield f"{name} trigger={fact.trigger.lower()[:24]}", 1.0


def _of_office(fact: Fact, name: str, clauses: Sequence[Clause]) -> Iterator[tuple[str, float]]:
    """Whether the mover, or the post, is one of politics or sport rather than of a firm."""
    words = next((c.words for c in clauses if c.index == fact.sentence), None)
    if words is None:
        return
    told = set(_WORD.findall(f"{fact.mover} {fact.role or ''}".lower()))
    firm = (fact.origin is not None and fact.origin.key) or (fact.goal is not None and fact.goal.key)
    for kind in ("offices", "players"):
        yield f"{name} {kind}", float(not told.isdisjoint(getattr(words, kind)))
    yield f"{name} office without firm", float(not told.isdisjoint(words.offices) and not firm)
    yield f"{name} of a place", float(not told.isdisjoint(load_names().places))


def _of_group(fact: Fact, name: str, clause: Clause) -> Iterator[tuple[str, float]]:
    """How particular an unnamed mover is: "a contractor", "employees", "two co-founders", "Acme's finance chief"."""
    words = (fact.group or "").lower().split()
    indefinite = words[0] in clause.words.indefinite
    counted = any(p.words == fact.group and p.counted for p in clause.phrases)
    plural = bool(fact.role) and str(fact.role).lower().endswith(("s", "x", "team"))
    yield f"{name} group indefinite", float(indefinite)
    yield f"{name} group counted", float(counted)
    yield f"{name} group vague", float(plural and not counted and fact.holder is None)
    yield f"{name} group plural", float(plural)
    digits = re.findall(r"\d+", (fact.group or "").replace(",", ""))
    yield f"{name} group crowd", float(any(len(number) > _CROWD for number in digits))
    yield f"{name} group of firm", float(fact.holder is not None)
    yield f"{name} group of firm {fact.frame}", float(fact.holder is not None)


def _of_story(drafts: Sequence[Draft], facts: Sequence[Fact], titles: int) -> Iterator[tuple[str, float]]:
    inside = [f for f in facts if f.sentence < titles]
    yield "facts in title", min(len(inside), 3) / 3.0
    yield "facts in lead", min(len(facts) - len(inside), 4) / 4.0
    yield "two moves", float(len(drafts) > 1)
    yield "told twice", float(any(len(d.facts) > 1 for d in drafts))
    yield "title and lead agree", float(any({f.sentence < titles for f in d.facts} == {True, False} for d in drafts))
    yield "full move", float(any(d.persons and (d.origin or d.goal) for d in drafts))
    yield "whole move", float(any(d.persons and d.origin and d.goal for d in drafts))
    yield "several people", float(any(len(d.persons) > 1 for d in drafts))
    yield "title named with org", float(any(f.persons and (f.origin or f.goal) for f in inside))
    yield "title named with role", float(any(f.persons and f.role for f in inside))
    yield "title group with org", float(any(not f.persons and (f.origin or f.goal) for f in inside))


def _vetoes(text: Text, words: Words) -> Iterator[tuple[str, float]]:
    head = _WORD.findall(text.title.lower())
    body = _WORD.findall(text.lead.lower()[:500])
    for place, found in (("title", head), ("lead", body)):
        counts = Counter(words.vetoes[w] for w in found if w in words.vetoes)
        for kind, count in counts.items():
            yield f"{place} {kind}", min(count, 3) / 3.0
    yield "title question", float("?" in text.title)
    yield "title quote first", float(text.title[:1] in "\"'“«„‘")
    yield "title short", float(len(head) < 5)  # noqa: PLR2004 - words; a bin, as good as its neighbours
    yield "title long", float(len(head) > 16)  # noqa: PLR2004 - as above
    yield "title digit first", float(text.title[:1].isdigit())
    yield "no lead", float(not body)
