"""Frames of going: who leaves or is sent away, from where, and as what."""

from bot.classifier.facts import Fact, Org
from bot.classifier.filling import ended, make_fact, role_on_right, role_text
from bot.classifier.phrases import Phrase
from bot.classifier.reading import Kind
from bot.classifier.scope import Scope, is_mover, org_of
from bot.classifier.words import Trigger


def inverted(scope: Scope) -> Phrase | None:
    """A subject that follows its verb: "Dimite el consejero delegado"."""
    return next((p for p in scope.objects() if is_mover(p)), None)


def _mover(scope: Scope) -> Phrase | None:
    return scope.subject() or inverted(scope)


def leave(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody goes: "leaves Acme", "leaves the board of Acme", "leaves Acme for Widgetly"."""
    mover = scope.subject()
    if mover is None:
        return None
    goal = scope.org_by("i")
    origin = next((org_of(p.org) for p in scope.objects("gfh") if p.org and scope.joined(p)), None)
    board = any(p.board and scope.joined(p) for p in scope.right)
    if origin is None or (origin.key is None and mover.org and mover.org.key and not mover.former):
        origin = org_of(mover.org) or scope.tenure()
    kind: Kind = "join" if goal else "board" if board else "leave"
    return make_fact(scope, trigger, mover, kind, origin=origin, goal=goal, role=_old_role(scope, mover, goal))


def _old_role(scope: Scope, mover: Phrase, goal: Org | None) -> str | None:
    role = role_text(scope)
    return role if role and (goal or mover.role is None) else mover.role or role


def resign(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody gives up a post: "steps down as chief executive of Acme"."""
    mover = _mover(scope)
    if mover is None:
        return None
    origin = _parent(scope, mover) or _side_org(scope, mover)
    phrase = role_on_right(scope)
    board = phrase is not None and phrase.board and not scope.gives_reason and scope.preposition(phrase) not in ("A", "b", "i")
    if phrase is not None and scope.clause.words.lang == "fr" and scope.preposition(phrase) == "h":
        board = False  # "présente sa démission au conseil"
    role = phrase.role if phrase is not None and phrase is not mover and phrase.role else mover.role
    return make_fact(scope, trigger, mover, "board" if board else "leave", origin=origin, role=role)


def _parent(scope: Scope, mover: Phrase) -> Org | None:
    """The known firm before the colon whose brand's head goes: "Sony: Playstation-Chef Jane Roe hört auf"."""
    kicker = scope.kicker()
    return kicker if kicker and kicker.key and mover.org and not mover.org.key else None


def _side_org(scope: Scope, mover: Phrase) -> Org | None:
    """The organisation of a post: named with the role on the right, by a preposition, or with the mover."""
    for phrase in scope.right:
        if phrase.org is not None and not phrase.persons and scope.joined(phrase):
            return org_of(phrase.org)
    return org_of(mover.org) or next((org_of(p.org) for p in scope.left if p.org and not p.persons and p.role is None), None)


def fire(scope: Scope, trigger: Trigger) -> Fact | None:
    """An organisation sends somebody away; in the passive, somebody is ousted."""
    if "led" in trigger.flags and not scope.left:
        return None
    alone = scope.passive or "passive" in trigger.flags or ended(scope)
    target = None if alone else _object(scope)
    if target is None:
        mover = _mover(scope) if "active" not in trigger.flags else None
        if mover is None:
            return None
        origin = scope.org_by("bgfh") or org_of(mover.org) or _side_org(scope, mover)
        return make_fact(scope, trigger, mover, "leave", origin=origin, role=mover.role or role_text(scope))
    origin = scope.org_by("gf") or org_of(target.org) or scope.employer()
    return make_fact(scope, trigger, target, "leave", origin=origin, role=target.role)


def _object(scope: Scope) -> Phrase | None:
    """Whom a verb acts upon; "she" behind a German verb is its subject."""
    return next((p for p in scope.objects("A") if is_mover(p) and not p.pronoun), None)


def lose(scope: Scope, trigger: Trigger) -> Fact | None:
    """An organisation loses somebody: "Acme loses its third co-founder to Widgetly"."""
    target = _object(scope)
    origin = (org_of(target.org) if target else None) or scope.employer()
    if target is None or origin is None:
        return None
    goal = scope.org_by("iT")
    return make_fact(scope, trigger, target, "join" if goal else "leave", origin=origin, goal=goal, role=target.role)
