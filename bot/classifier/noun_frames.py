"""Frames that a noun opens: "the departure of", "the appointment of"."""

from bot.classifier.facts import Fact
from bot.classifier.filling import make_fact, role_text
from bot.classifier.phrases import Phrase
from bot.classifier.scope import Scope, is_mover, org_of
from bot.classifier.words import Trigger

_NEAR = 6


def _noun_mover(scope: Scope, trigger: Trigger) -> Phrase | None:
    """Whose departure or appointment: "X's exit", "the exit of X", "X announces his departure"."""
    if "of" in trigger.flags and scope.right and is_mover(scope.right[0]):
        return scope.right[0]
    for phrase in scope.brought_by("f"):
        if is_mover(phrase):
            return phrase
    near = scope.left[0] if scope.left else None
    if near is not None and is_mover(near) and scope.clause.label(near.last) == "s" and near.last + 3 > scope.at:
        return near
    if near is not None and is_mover(near) and near.last == scope.at:
        return near
    if "verb_second" in scope.clause.words.switches and scope.clause.label(scope.at - 1) == "i":
        return next((p for p in scope.clause.phrases if p.first == scope.right_edge + 1 and p.persons), None)
    subject = scope.subject() if _owned(scope) else None
    plural = any(t.low in scope.clause.words.plural_owners for t in scope.clause.tokens)
    return None if subject is not None and plural and len(subject.persons) == 1 else subject


def _owned(scope: Scope) -> bool:
    """Whether "his", "her", "their" stands before the noun."""
    owner = next((k for k in range(scope.at - 1, max(0, scope.at - 3) - 1, -1) if scope.clause.label(k) == "o"), None)
    return owner is not None and scope.clause.chunks[owner - 1].text.lower() not in scope.clause.words.not_own


def departure(scope: Scope, trigger: Trigger) -> Fact | None:
    """A noun tells of going: "the departure of Jane Roe from Acme"."""
    mover = _noun_mover(scope, trigger)
    if mover is None:
        return None
    near = [p for p in scope.brought_by("ghf") if p.org and not p.persons and p.first - scope.at <= _NEAR]
    origin = org_of(near[0].org) if near else org_of(mover.org) or scope.employer()
    goal = next((org_of(p.org) for p in scope.brought_by("i") if p.org and _in_one_breath(scope, p)), None)
    board = any(p.board for p in scope.right)
    return make_fact(scope, trigger, mover, "join" if goal else "board" if board else "leave", origin=origin, goal=goal,
                 role=role_text(scope) or mover.role)  # fmt: skip


def _in_one_breath(scope: Scope, phrase: Phrase) -> bool:
    """Whether no comma parts a phrase from the noun: "the departure of Roe, a chance for Acme" does not say where Roe goes."""
    commas = [k for k in range(scope.at, phrase.first) if scope.clause.label(k) == "c"]
    return len(commas) != 1


def arrival(scope: Scope, trigger: Trigger) -> Fact | None:
    """A noun tells of coming: "the appointment of Jane Roe as chairman of Acme"."""
    mover = _noun_mover(scope, trigger)
    if mover is None:
        return None
    phrase = next((p for p in scope.right if p is not mover and (p.role or p.board) and not p.persons), None)
    goal = (org_of(phrase.org) if phrase else None) or scope.org_by("hiAT") or scope.employer()
    if goal and mover.org and goal.name == mover.org.text:
        goal = scope.org_by("hiAT") or goal
    origin = org_of(mover.org) if mover.org and (goal is None or mover.org.text != goal.name) else None
    role = phrase.role if phrase else None
    return make_fact(scope, trigger, mover, "board" if phrase and phrase.board else "join", origin=scope.org_by("g") or origin,
                 goal=goal, role=role)  # fmt: skip
