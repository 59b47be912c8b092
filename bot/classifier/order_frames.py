"""Frames for languages whose verb comes second: what stands before it may be the post as well as the person."""

from dataclasses import replace

from bot.classifier.clause import Clause
from bot.classifier.facts import Fact, Org
from bot.classifier.filling import make_fact
from bot.classifier.phrases import Phrase
from bot.classifier.scope import Scope, is_mover, org_of
from bot.classifier.words import Trigger

_NEAR = 6


def post_first(scope: Scope, trigger: Trigger) -> Fact | None:
    """The post stands before the verb: "Neue Chefin von Acme wird Jane Roe", "Die Leitung übernimmt Jane Roe"."""
    closing = not scope.clause.after(scope.at + 1, scope.right_edge)
    person = next((p for p in (scope.left if closing else scope.right) if p.persons and scope.preposition(p) == ""), None)
    if person is None:
        return None
    ahead = [p for p in scope.left if p.last <= person.first]
    posts = [p for p in ahead if p.role and not p.persons and not scope.preposition(p)]
    if not posts or any(p.persons and not scope.preposition(p) for p in ahead):
        return None
    post = posts[-1]
    goal = org_of(post.org) or _beside(scope, post) or scope.org_by("hf")
    former = org_of(person.org) if person.org and (goal is None or person.org.text != goal.name) else None
    return make_fact(scope, trigger, person, "join", origin=scope.org_by("g") or former, goal=goal, role=post.role)


def _beside(scope: Scope, post: Phrase) -> Org | None:
    """The organisation that a preposition brings right behind a post: "der neue Chef bei der Bahn"."""
    near = [p for p in scope.left if p.org and not p.persons and p.first >= post.last and scope.preposition(p) in tuple("hfi")]
    return org_of(near[-1].org) if near else None


def replaced(clause: Clause) -> set[str]:
    """Who is replaced in a sentence: "sustituye a Doe, nombrado en enero consejero" is no news of Doe."""
    led = [
        k
        for k, c in enumerate(clause.chunks)
        if c.label == "A" and any(t.frame == "succeed" for t in clause.chunks[k - 1].triggers)
    ]
    direct = [k for k, c in enumerate(clause.chunks) if any(t.frame == "succeed" for t in c.triggers)]
    ends = {k + 1 for k in (*led, *direct)}
    return {person for p in clause.phrases if p.first in ends for person in p.persons}


def succession(scope: Scope) -> tuple[Phrase | None, Phrase | None]:
    """Who comes and who went: "Roe succeeds Doe", "Auf Doe folgt Roe"."""
    mover = scope.subject()
    behind = next(iter(scope.right), None)
    pronoun = "bare" in scope.flags and "firm_first" not in scope.clause.words.switches
    if pronoun and behind is not None and behind.persons and behind.first == scope.at + 1:
        return behind, None  # "le sucede Jane Roe"
    old = next((p for p in scope.right if p.persons and p is not mover), None)
    if old is None and mover is not None and mover in scope.right:
        old = next((p for p in scope.left if p.persons), None)
    return mover, old


def come(scope: Scope, trigger: Trigger) -> Fact | None:
    """Where somebody comes from, told by itself: "Roe kommt von Acme"."""
    if "ahead" in trigger.flags:
        return _came_before(scope, trigger)
    mover = scope.subject()
    origin = scope.org_by("fg") or next((org_of(p.org) for p in scope.objects() if p.org and not p.persons), None)
    origin = origin or scope.org_by("h") or next((org_of(p.org) for p in scope.right if p.role and p.org and not p.persons), None)
    kicker = scope.kicker()
    if origin and kicker and mover is not None and mover.new and mover.role and not mover.persons:
        return make_fact(scope, trigger, mover, "join", origin=origin, goal=kicker, role=mover.role)
    if origin is None or (mover is not None and not mover.persons):
        return None
    if mover is None and scope.clause.index:
        mover = Phrase(scope.at, scope.at, words=scope.clause.chunks[scope.at].text)  # "Sie kommt von Acme": who, the story knows
    if mover is None:
        return None
    fact = make_fact(scope, trigger, mover, "join", origin=origin, goal=scope.org_by("i"))
    return replace(fact, past=fact.past and "lends" not in trigger.flags)


def _came_before(scope: Scope, trigger: Trigger) -> Fact | None:
    """Where somebody was before: "Before joining Acme, Roe was an engineer at Initech"."""
    behind = [p for p in scope.clause.phrases if p.first > scope.at]
    person = next((k for k, p in enumerate(behind) if p.persons), None)
    if person is None or person > 1:
        return None
    origin = next((org_of(p.org) for p in behind[person + 1 :] if p.org and not p.persons), None)
    if origin is None:
        return None
    return replace(make_fact(scope, trigger, behind[person], "join", origin=origin), past=False)


def shift(scope: Scope, trigger: Trigger) -> Fact | None:
    """From one to another in one breath: "Roe pasa de Acme a Initech"."""
    mover = scope.subject()
    goal = scope.org_by("AiT")
    origin = next((org_of(p.org) for p in scope.objects() if p.org and not p.persons), None)
    if mover is None or goal is None or origin is None:
        return None
    return make_fact(scope, trigger, mover, "join", origin=origin, goal=goal)


def head(scope: Scope, trigger: Trigger) -> Fact | None:
    """Who is at the head of what: "Roe leitet künftig Acme"."""
    mover = scope.subject()
    goal = next((org_of(p.org) for p in scope.objects() if p.org and not p.persons and p.role is None), None)
    if mover is None or not mover.persons or goal is None:
        return None
    return make_fact(scope, trigger, mover, "join", goal=goal)


def takes_post(scope: Scope, mover: Phrase) -> bool:
    """Whether "übernimmt" tells of a post, or of nothing further ("Roe geht, Doe übernimmt"), not of a firm that is bought."""
    others = [p for p in scope.right if p is not mover]
    bought = [p for p in others if p.org and p.role is None and not p.persons and not scope.preposition(p)]
    told = any(p.role or p.board for p in others)
    following = scope.clause.label(scope.at + 1)
    return told or (not bought and bool(mover.persons) and following in ("", "u", "c", "a", "f"))


def to_firm(scope: Scope) -> bool:
    """Whether somebody goes to a firm that is told by a noun: "zum Luftfahrtkonzern wechseln"."""
    endings = scope.clause.words.firm_nouns
    if not endings or not scope.clause.index:
        return False
    span = scope.clause.chunks[scope.left_edge : scope.right_edge]
    led = [k for k, c in enumerate(span) if c.label == "i"]
    firms = [k for k, c in enumerate(span) if c.label in "CWw" and c.text.lower().endswith(endings)]
    return any(0 < firm - preposition < _NEAR for firm in firms for preposition in led)


def change(scope: Scope, trigger: Trigger) -> Fact | None:
    """A change at the top that names nobody: "Chefwechsel bei Acme"."""
    title = not scope.clause.index
    org = scope.org_by("hfi") or (scope.employer() if title else None)
    if org is None:
        return None
    word = scope.clause.chunks[scope.at].text
    return make_fact(scope, trigger, Phrase(scope.at, scope.at + 1, role=word, words=word), "leave", origin=org)


def untold(clause: Clause) -> list[Fact]:
    """A new post that a headline without a verb tells: "Neue Chefs bei Acme", "Acme mit neuer Chefin"."""
    if clause.index:
        return []
    found: list[Fact] = []
    for phrase in clause.phrases:
        if not (phrase.new and phrase.role and not phrase.seat and not phrase.persons and not phrase.former):
            continue
        org = org_of(phrase.org) or _owner(clause, phrase)
        holder = next((p for p in clause.before(phrase.first) if p.persons and p.last == phrase.first), None)
        if holder is not None:
            scope = Scope(clause, phrase.first)
            trigger = Trigger("become", frozenset(("soft", "title")))
            found.append(make_fact(scope, trigger, holder, "join", goal=org or scope.employer(), role=phrase.role))
            continue
        if org is not None:
            scope = Scope(clause, phrase.first)
            found.append(
                make_fact(scope, Trigger("become", frozenset(("soft", "title"))), phrase, "join", goal=org, role=phrase.role)
            )
    return found


def _owner(clause: Clause, phrase: Phrase) -> Org | None:
    """The organisation behind a new post, or before it with nothing but "mit" between."""
    behind = next((p for p in clause.phrases if p.first >= phrase.last and p.org and not p.persons), None)
    line = "".join(clause.label(k) for k in range(phrase.last, behind.first)) if behind is not None else "u"
    if behind is not None and len(line) <= _NEAR and line[:1] in tuple("hfi") and not set(line) & set("uct"):
        return org_of(behind.org)
    before = next((p for p in clause.before(phrase.first) if p.org and not is_mover(p)), None)
    return (
        org_of(before.org)
        if before is not None and phrase.first - before.last == 1 and clause.label(before.last) == "p"
        else None
    )
