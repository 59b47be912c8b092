"""Frames that a verb opens: who is its subject, what its object, and what its prepositions bring."""

from bot.classifier.exit_frames import inverted
from bot.classifier.facts import Fact, Org
from bot.classifier.filling import ended, lead_text, make_fact, role_on_right, role_text
from bot.classifier.order_frames import post_first, succession, takes_post, to_firm
from bot.classifier.phrases import Phrase
from bot.classifier.scope import Scope, is_mover, org_of
from bot.classifier.words import Trigger


def join(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody comes: "joins Acme from Widgetly as chief scientist"."""
    mover = scope.subject()
    if mover is None:
        return None
    goal = next((org_of(p.org) for p in scope.objects("hifAT") if p.org and not p.persons), None)
    whence = scope.org_by("f") if "verb_second" in scope.clause.words.switches else None
    goal = (scope.org_by("hiT") or goal) if whence else goal
    goal = goal or _back_home(scope, trigger, mover) or scope.told_by()
    board = any(p.board for p in scope.right)
    if (goal is None and not board and "bare" not in trigger.flags and not to_firm(scope)) or (
        "onboard" in trigger.flags and not board
    ):
        return None
    goal = goal or (scope.kicker() if board else None)
    if goal is None and {"return", "bare"} <= trigger.flags:
        goal = org_of(mover.org)
    origin = org_of(mover.org) if mover.org and (goal is None or mover.org.text != goal.name) else None
    whence = whence if whence and goal and whence.name != goal.name else None
    origin = scope.org_by("g") or whence or origin or _before_colon(scope, mover, goal) or _stint(scope, mover, goal)
    if origin is None and goal and not mover.persons and "verb_second" in scope.clause.words.switches:
        origin = next((org_of(p.org) for p in scope.clause.before(scope.left_edge) if p.org and p.org.key), None)
    return make_fact(scope, trigger, mover, "board" if board else "join", origin=origin, goal=goal, role=role_text(scope))


def _before_colon(scope: Scope, mover: Phrase, goal: Org | None) -> Org | None:
    """The firm before the colon, left for another: "Acme: Jane Roe wechselt zu Initech"."""
    kicker = scope.kicker()
    if kicker is None or mover.role:
        return kicker
    known = kicker.key and goal and goal.key and kicker.key != goal.key
    return kicker if known and scope.clause.words.lang != "en" else None


def _stint(scope: Scope, mover: Phrase, goal: Org | None) -> Org | None:
    """Where somebody was before, told ahead of the subject: "After ten years at Acme, Jane Roe joins Widgetly"."""
    ahead = (p for p in scope.left if p.org and not p.persons and p.last < mover.first and scope.preposition(p) == "h")
    return next((org_of(p.org) for p in ahead if goal and p.org and p.org.text != goal.name), None)


def _back_home(scope: Scope, trigger: Trigger, mover: Phrase) -> Org | None:
    """The employer that is only hinted at: "Acme's co-founder returns to the company"."""
    rest = f" {' '.join(t.low for t in scope.clause.tokens[scope.clause.chunks[scope.at].last :])} "
    hinted = "return" in trigger.flags and any(f" {words} " in rest for words in scope.clause.words.anaphors)
    return org_of(mover.org) if hinted else None


def hire(scope: Scope, trigger: Trigger) -> Fact | None:
    """An organisation takes somebody on or names them to a post; in the passive, somebody is named."""
    target = None if scope.passive or "passive" in trigger.flags or ended(scope) else _hired(scope)
    if target is None and "active" not in trigger.flags:
        return _named(scope, trigger)
    if target is None:
        return None
    goal = (
        (org_of(target.org) if _titled(target) else None)
        or _other(scope.employer(), target)
        or _formal_person(scope, trigger, target)
    )
    boards = "firm_first" not in scope.clause.words.switches
    seat = next(
        (
            p.org
            for p in scope.right
            if p is not target and (p.role or (p.board and boards)) and p.org and not p.persons and scope.joined_after(target, p)
        ),
        None,
    )
    goal = goal if goal and "promote" in trigger.flags else org_of(seat) or goal
    role_phrase = next((p for p in scope.right if p is not target and p.role and not p.persons), None)
    role = role_phrase.role if role_phrase else lead_text(scope)
    inner = target.org if target.org and goal and target.org.text != goal.name else None
    origin = scope.org_by("gh" if "off" in trigger.flags else "g") or org_of(inner) or _out_of(scope) or _taken_at(scope, target)
    if "into" in trigger.flags and target.org and not target.persons:
        goal, origin = org_of(target.org), None
    if goal is None and "active" in trigger.flags and target.persons and target.org and not target.new and scope.clause.index:
        origin = origin or org_of(target.org)
    if goal is None:
        goal = org_of(role_phrase.org) if role_phrase else scope.org_by("hifAT")
    if target.new and origin and not target.persons and not target.former and not _comes_from(scope, target):
        origin = None
    insider = bool(target.org and goal and target.org.text == goal.name and not target.former) or _inside(scope, trigger, target)
    board = any(p.board for p in scope.right)
    return make_fact(scope, trigger, target, "board" if board else "join", origin=origin, goal=goal, role=role, insider=insider)


def _other(employer: Org | None, target: Phrase) -> Org | None:
    """The employer, unless it is only the one that the object left: "hat den ehemaligen Chef von Acme eingestellt"."""
    return None if employer and target.former and target.org and target.org.text == employer.name else employer


def _comes_from(scope: Scope, target: Phrase) -> bool:
    """Whether the object says whence it comes: "a new chief from Acme"."""
    return any(scope.clause.label(k) == "g" for k in range(target.first, target.last))


def _inside(scope: Scope, trigger: Trigger, mover: Phrase) -> bool:
    """Whether somebody is told by a post alone, so that it must be of the same firm: "Acme names finance chief Roe CEO"."""
    low = f" {mover.words.lower()} "
    if mover.persons and mover.role and not mover.former and any(f" {own} " in low for own in scope.clause.words.inside_owners):
        return True
    if mover.org is not None or mover.former or mover.new or not mover.role or not mover.persons or "active" in trigger.flags:
        return False
    posts = set(mover.role.lower().split()) & scope.clause.words.inside_posts
    return bool(posts) and (trigger.frame in ("become", "succeed", "heir") or "formal" in trigger.flags)


def _titled(target: Phrase) -> bool:
    """Whether the object carries its new post itself: "nombra a Jane Roe nueva directora de Acme"."""
    return bool(target.new and target.persons and target.role)


def _out_of(scope: Scope) -> Org | None:
    """Whom one is plucked from: "plucks a new CEO out of Acme"."""
    for phrase in scope.brought_by("f"):
        if phrase.org and scope.clause.chunks[max(0, phrase.first - 2)].text.lower() == "out":
            return org_of(phrase.org)
    return None


def _taken_at(scope: Scope, target: Phrase) -> Org | None:
    """Where one is found, told before whom: "ficha en Acme a su nueva directora"."""
    first = scope.right[0] if scope.right else None
    if first is None or first is target or "inverts" not in scope.clause.words.switches or first.persons or first.role:
        return None
    return org_of(first.org) if scope.preposition(first) == "h" and first.first <= scope.at + 2 else None


def _formal_person(scope: Scope, trigger: Trigger, target: Phrase) -> Org | None:
    """A firm that bears a person's name: "John Lewis appoints Jane Roe"."""
    first = scope.clause.phrases[0] if scope.clause.phrases else None
    if "formal" not in trigger.flags or first is None or first is target or first.last != scope.at or first.role:
        return None
    return Org(first.persons[0]) if len(first.persons) == 1 else None


def _hired(scope: Scope) -> Phrase | None:
    """The object of "hires": a named person first, else a post."""
    objects = [p for p in scope.objects("A") if is_mover(p) and not p.pronoun]
    named = next((p for p in objects if p.persons), None)
    if named is not None:
        return named
    first = next((p for p in objects if scope.preposition(p) == "A"), objects[0]) if objects else None
    if first is None:
        return None
    after = next((p for p in scope.clause.phrases if p.first == first.last + 1 and scope.clause.label(first.last) == "u"), None)
    if first.new and after is not None and after.persons and after.role is None:
        return after
    subject = scope.subject()
    if subject is not None and subject.role and not subject.persons and "participle" in scope.flags and not first.new:
        return None
    return None if subject is not None and subject.persons and not first.counted and not first.former else first


def _named(scope: Scope, trigger: Trigger) -> Fact | None:
    """Passive: "Jane Roe (was) named chief executive of Acme"."""
    mover = scope.subject() or (inverted(scope) if scope.passive else None)
    if mover is None:
        return None
    return _new_post(scope, trigger, mover)


def _new_post(scope: Scope, trigger: Trigger, mover: Phrase) -> Fact | None:
    posts = [p for p in scope.right if p is not mover and not p.persons and scope.preposition(p) != "b"]
    phrase = next((p for p in posts if p.board or p.role), None)
    role = (phrase.role or "board") if phrase else lead_text(scope)
    goal = org_of(phrase.org) if phrase and phrase.org else scope.org_by("bhifAT")
    if goal is None and ("direct" in trigger.flags or scope.leads):
        goal = next((org_of(p.org) for p in scope.objects() if p.org and not p.persons), None)
    goal = goal or (scope.kicker() if not trigger.flags.isdisjoint(("headline", "bare")) else None)
    if role is None and goal is None and "bare" not in trigger.flags:
        return None
    outside = next((org_of(p.org) for p in scope.left if p.org and not p.persons and p.role is None), None)
    goal = goal or (outside if scope.at - scope.left_edge < 20 else None)  # noqa: PLR2004 - chunks; farther left it belongs to another clause
    origin, insider = scope.org_by("g"), False
    if mover.org is not None:
        if goal is None and not mover.former:
            goal, insider = org_of(mover.org), "seat" not in trigger.flags
        elif goal is not None and mover.org.text == goal.name:
            insider = not mover.former and "seat" not in trigger.flags
        else:
            origin = origin or org_of(mover.org)
    elif goal is not None and not mover.persons and not mover.new:
        origin = origin or scope.kicker()
    insider = insider or (origin is None and _inside(scope, trigger, mover))
    spent = scope.tenure()
    origin = origin or (spent if spent and goal and spent.name != goal.name else None)
    board = phrase is not None and phrase.board
    return make_fact(scope, trigger, mover, "board" if board else "join", origin=origin, goal=goal, role=role, insider=insider)


def become(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody takes a post: "becomes chief executive of Acme"."""
    swapped = post_first(scope, trigger) if "verb_second" in scope.clause.words.switches else None
    if swapped is not None:
        return swapped
    mover = scope.subject()
    if "takeover" in trigger.flags:
        return (
            _new_post(scope, trigger._replace(flags=trigger.flags | {"bare"}), mover)
            if mover and takes_post(scope, mover)
            else None
        )
    if mover is None or ("copula" in trigger.flags and not mover.persons and not any(p.role for p in scope.right)):
        return None
    return _new_post(scope, trigger, mover)


def succeed(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody takes the place of another, who is no mover."""
    mover, old = succession(scope)
    if mover is None or (old is None and "bare" not in trigger.flags):
        return None
    phrase = next((p for p in scope.right if p is not old and p.role and not p.persons), None)
    role = phrase.role if phrase else (old.role if old else None)
    goal = org_of(phrase.org) if phrase and phrase.org else scope.org_by("hifAT") or (org_of(old.org) if old else None)
    employer = scope.employer() if old is None and goal is None else None
    goal = employer if employer and not (mover.org and mover.org.text == employer.name) else goal
    insider = bool(mover.org and goal and mover.org.text == goal.name and not mover.former)
    origin = org_of(mover.org) if mover.org and (goal is None or mover.org.text != goal.name) else None
    return make_fact(scope, trigger, mover, "join", origin=origin, goal=goal, role=role, insider=insider)


def heir(scope: Scope, trigger: Trigger) -> Fact | None:
    """Who takes over in "Roe hands the reins to Doe"."""
    heir = next((p for p in scope.right if is_mover(p) and scope.preposition(p) in ("", "b", "T", "h", "A", "i")), None)
    old = scope.subject()
    if heir is None or not (heir.persons or heir.former or heir.org):
        return None
    role = next((p for p in [role_on_right(scope)] if p is not heir), None)
    goal = (org_of(role.org) if role else None) or scope.org_by("hf") or (org_of(old.org) if old else None) or scope.employer()
    origin = org_of(heir.org) if heir.org and (goal is None or heir.org.text != goal.name) else None
    post = role.role if role else old.role if old else None
    inside = origin is None and _inside(scope, trigger, heir)
    return make_fact(scope, trigger, heir, "join", origin=origin, goal=goal, role=post, insider=inside)


def found(scope: Scope, trigger: Trigger) -> Fact | None:
    """Somebody launches a firm of their own."""
    mover = scope.subject()
    if mover is None:
        return None
    goal = next((org_of(p.org) for p in scope.objects() if p.org and not p.persons and p.role is None), None)
    window = scope.clause.tokens[scope.clause.chunks[scope.at].last : scope.clause.chunks[scope.at].last + 9]
    if goal is not None and goal.key and not any(t.low in scope.clause.words.startup for t in scope.clause.tokens):
        goal = None
    startup = any(t.low in scope.clause.words.startup for t in window)
    if not startup and "quits" not in trigger.flags and ("startup" in trigger.flags or goal is None):
        return None
    return make_fact(scope, trigger, mover, "found", origin=org_of(mover.org) or scope.tenure(), goal=goal, role=mover.role)
