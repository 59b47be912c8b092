"""What all frames share: a fact from its parts, and the post that stands right of a trigger."""

from bot.classifier.facts import Fact, Org
from bot.classifier.phrases import Phrase
from bot.classifier.reading import Kind
from bot.classifier.scope import Scope
from bot.classifier.words import Trigger

_KIND_FLAGS: tuple[Kind, ...] = ("promote", "return", "board", "found")


def make_fact(scope: Scope, trigger: Trigger, mover: Phrase, kind: Kind, *, origin: Org | None = None, goal: Org | None = None,
          role: str | None = None, insider: bool = False) -> Fact:  # fmt: skip
    """Fill in a fact from a scope, its trigger and its mover."""
    flagged = next((k for k in _KIND_FLAGS if k in trigger.flags), kind)
    if flagged == "promote" and origin and not goal:
        goal = origin
    chunk = scope.clause.chunks[scope.at]
    scores = [c.person for c in scope.clause.chunks[mover.first : mover.last] if c.label == "P"]
    low, high = sorted((mover.first, scope.at))
    distance = sum(1 for p in scope.clause.phrases if low < p.first < high)
    return Fact(mover.persons, None if mover.persons else mover.words, origin, goal, role or mover.role, flagged, trigger.frame,
                trigger.flags, chunk.text, scope.clause.index, scope.clause.text, distance, former=mover.former,
                insider=insider or mover.inside, negated=scope.negated, holder=mover.org.text if mover.org else None,
                person_score=max(scores, default=0.0), past=_of_the_past(scope, mover), mover=mover.words,
                counted=mover.counted, at=scope.at, mover_at=mover.first)  # fmt: skip


def _of_the_past(scope: Scope, mover: Phrase) -> bool:
    return scope.background or _told_of_before(scope, mover) or _pluperfect(scope)


def _pluperfect(scope: Scope) -> bool:
    """Whether a verb tells of what had been before: "war 2017 zu Acme gewechselt", "avait fondé"."""
    words = scope.clause.words.pluperfect
    return (
        bool(words)
        and scope.clause.index > 0
        and any(c.label == "x" and c.text.lower() in words for c in scope.clause.chunks[scope.left_edge : scope.at])
    )


def _told_of_before(scope: Scope, mover: Phrase) -> bool:
    """Whether a pronoun with a plain past tells of former days: "She joined the firm from Acme"."""
    before = scope.clause.label(scope.at - 1)
    if not mover.pronoun or (before and before in "xy"):
        return False
    verb = scope.clause.chunks[scope.at].text.lower().split()[0]
    return verb.endswith("ed") or verb in scope.clause.words.past_verbs


def closes(scope: Scope) -> bool:
    """Whether a trigger ends the headline right behind somebody: "Acme editor out"."""
    before = scope.clause.label(scope.at - 1)
    return scope.clause.label(scope.at + 1) in ("", "u") and bool(before) and before in "RPv" and not scope.clause.index


def ended(scope: Scope) -> bool:
    """Whether a comma right behind a participle ends its clause: "Roe fired, four resign"."""
    after_comma = scope.clause.label(scope.at + 1) == "c" and "participle" in scope.flags
    return after_comma and "firm_first" in scope.clause.words.switches


def role_on_right(scope: Scope) -> Phrase | None:
    """The first post or board on the right that names nobody; "people" who told it hold no post."""
    for phrase in scope.right:
        role = phrase.role if phrase.role and phrase.role.lower() not in scope.clause.words.no_posts else None
        if phrase.board or (role is not None and not phrase.persons):
            return phrase
    return None


def role_text(scope: Scope) -> str | None:
    """The post on the right in words."""
    phrase = role_on_right(scope)
    if phrase is not None:
        return phrase.role or "board"
    return lead_text(scope)


def lead_text(scope: Scope) -> str | None:
    """The words after "to lead", up to the edge, as a role."""
    for k in range(scope.at + 1, scope.right_edge):
        if scope.clause.label(k) == "l":
            stop = min(scope.right_edge, k + 8)
            return scope.clause.text[scope.clause.spans[k][0] : scope.clause.spans[stop - 1][1]].strip(" ,.")
    return None
