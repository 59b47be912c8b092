"""The last resort: a story whose words and shapes plainly tell of a move though no frame was filled.

The verb may be one that the lexicon does not know, or the sentence one that no frame fits ("Nouveau directeur pour Acme"). The
gate's score is enough to say that somebody moves; this finds the likeliest mover in the title, or else in the lead, and reads
direction and organisation off the place of the words.
"""

from collections.abc import Iterator, Sequence

from bot.classifier.clause import Clause
from bot.classifier.drafts import OUT, Draft
from bot.classifier.facts import Fact, Org
from bot.classifier.phrases import Phrase
from bot.classifier.reading import Kind
from bot.classifier.scope import is_mover, org_of

_CLAUSES = 4
_OBJECT = frozenset(("hire", "fire", "lose", "exit", "arrival"))
_KINDS: dict[str, Kind] = {"found": "found", "heir": "promote"}
_FLAGGED: tuple[Kind, ...] = ("promote", "return", "board")


def loose_draft(clauses: Sequence[Clause]) -> Draft | None:
    """The likeliest move of a story that no frame told of, or nothing where nobody is in sight.

    Args:
        clauses: the sentences of title and lead, in story order.
    """
    clauses = clauses[:_CLAUSES]
    named = ((clause, phrase) for clause in clauses for phrase in _movers(clause) if phrase.persons)
    posts = ((clause, phrase) for clause in clauses for phrase in _movers(clause) if not phrase.persons)
    found = next((pair for pair in named if pair[0].index == 0), None) or next(posts, None) or next(named, None)
    if found is None:
        return None
    fact = _fact(*found)
    return Draft(fact.persons, fact.group, [fact], fact.origin, fact.goal, fact.role, fact.kind)


def _movers(clause: Clause) -> Iterator[Phrase]:
    """Who may move, the likeliest first: what stands where the verb has its subject or object, then the rest."""
    able = [p for p in clause.phrases if is_mover(p) and clause.preposition(p) != "b" and not p.speaker]
    at = _trigger(clause)
    if at is None:
        return iter(sorted(able, key=lambda p: not p.new))
    seeks_right = clause.chunks[at].triggers[0].frame in _OBJECT
    return iter(sorted(able, key=lambda p: ((p.first > at) != seeks_right, abs(p.first - at))))


def _trigger(clause: Clause) -> int | None:
    return next((k for k, c in enumerate(clause.chunks) if c.triggers and c.triggers[0].frame != "none"), None)


def _fact(clause: Clause, mover: Phrase) -> Fact:
    at = _trigger(clause)
    trigger = clause.chunks[at].triggers[0] if at is not None else None
    frame = trigger.frame if trigger else "become"
    own = org_of(mover.org)
    others = [org for p in clause.phrases if p is not mover and (org := org_of(p.org)) and (own is None or org.name != own.name)]
    other = others[0] if others else None
    kind = next((k for k in _FLAGGED if trigger and k in trigger.flags), _KINDS.get(frame, "leave" if frame in OUT else "join"))
    origin, goal = _ends(kind, own, other, mover)
    word = clause.chunks[at].text if at is not None else mover.role or mover.words
    return Fact(mover.persons, None if mover.persons else mover.words, origin, goal, mover.role, kind, frame,
                trigger.flags if trigger else frozenset(), word, clause.index, clause.text, 0, mover=mover.words)  # fmt: skip


def _ends(kind: Kind, own: Org | None, other: Org | None, mover: Phrase) -> tuple[Org | None, Org | None]:
    """Origin and goal: who has a firm beside the name leaves it, unless the post is new; what else is named is the goal."""
    if kind == "leave":
        return own or other, None
    if kind == "promote" or mover.new or other is None:
        return None, own or other
    return own, other
