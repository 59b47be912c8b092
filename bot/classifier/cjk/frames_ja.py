"""From items to events by particles: what stands before に, を, から or が says who goes where (Japanese)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.classifier.cjk.event import Event, Place
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.phrases import Item, is_trigger
from bot.classifier.cjk.tokens import Text

_TO = frozenset({"に", "へ", "には", "への", "で", "との"})
_FROM = frozenset({"から", "を", "より", "からの"})
_OBJECT = frozenset({"を", "らを"})
_SUBJECT = frozenset({"が", "は", "も", "", "の", "ら", "らが", "らも", "と"})
_PULLS = frozenset({"appoint", "fire"})
HONORIFIC = 3
"""How many characters may stand between a name and its particle."""
_ENTERS = frozenset({"join", "return"})


@dataclass(slots=True)
class _Argument:
    """An item with the particle that follows it ("" where none does)."""

    item: Item
    case: str
    end: int
    cut: bool = False


@dataclass(slots=True)
class _State:
    text: Text
    mass: frozenset[str]
    name: re.Pattern[str]
    not_org: frozenset[str]
    topic: Place | None = None
    movers: list[Item] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def events_of(text: Text, items: Sequence[Item], lexicon: Lexicon) -> list[Event]:
    """Read all events of one statement.

    Args:
        text: the statement.
        items: what it speaks of, in order.
        lexicon: words of its language.

    Returns:
        Events in order of their words; those without any mover are left out.
    """
    state = _State(text, lexicon.words["mass"], lexicon.patterns["foreign_name"], lexicon.words["not_org"])
    arguments = _apposed(_arguments(text, items))
    _topic(state, arguments)
    pending: list[_Argument] = []
    for index, argument in enumerate(arguments):
        if not is_trigger(argument.item) or argument.item.kind == "successor":
            pending.append(argument)
            continue
        _event(state, argument, pending, arguments[index + 1 :])
        pending = []
    _appositions(state, arguments)
    _predicates(state, arguments)
    _complete(state)
    return sorted(state.events, key=lambda event: event.start)


def _arguments(text: Text, items: Sequence[Item]) -> list[_Argument]:
    """Hang each particle on the item before it; drop plain cuts but remember them."""
    found: list[_Argument] = []
    for item in items:
        word = text.raw[item.start : item.end]
        if item.kind in {"particle", "plural"}:
            if found and not found[-1].cut and item.start - found[-1].end <= HONORIFIC:
                found[-1].case, found[-1].end = found[-1].case + word, item.end
        elif item.kind in {"cut", "connective"}:
            if found:
                found[-1].cut = True
        else:
            found.append(_Argument(item, "", item.end))
    return found


def _apposed(arguments: Sequence[_Argument]) -> list[_Argument]:
    """In "日銀の元理事、早川氏が" the post before the comma is the person's own."""
    kept: list[_Argument] = []
    for argument in arguments:
        last = kept[-1] if kept else None
        person = argument.item
        if last and person.persons and not person.org and _is_label(last):
            kept.pop()
            label = last.item
            argument.item = replace(person, org=label.org, org_key=label.org_key, ex=label.ex, role=person.role or label.role)
        kept.append(argument)
    return kept


def _is_label(argument: _Argument) -> bool:
    item = argument.item
    return (
        item.kind == "mover"
        and not item.persons
        and bool(item.org)
        and not argument.case
        and (item.ex or argument.cut or item.many)
    )


def _topic(state: _State, arguments: Sequence[_Argument]) -> None:
    """The organisation that a headline begins with, or ends with behind a space, is what it is about."""
    for argument in arguments:
        item = argument.item
        if item.org and not item.ex and argument.case not in _FROM | _TO:
            state.topic = (item.org, item.org_key)
            return
    for argument in arguments[:1]:
        word = state.text.raw[argument.item.start : argument.item.end].strip("【】「」 ")
        if argument.item.kind == "unknown" and argument.cut and not argument.case and 1 < len(word) <= 14:  # noqa: PLR2004 a name's length
            state.topic = (argument.item.tail or word, None)


def _place(item: Item | None) -> Place | None:
    return (item.org, item.org_key) if item and item.org else None


def _event(state: _State, trigger: _Argument, pending: Sequence[_Argument], after: Sequence[_Argument]) -> None:
    kind = trigger.item.kind
    if any(argument.item.kind == "keep" for argument in pending):
        return
    if kind == "fire" and not _has_object(state, trigger, pending):
        return
    movers = [mover for mover in _movers(state, kind, pending) if kind == "fire" or _particular(state, mover)]
    adjacent = pending[-1].item if pending and not pending[-1].case and pending[-1].end == trigger.item.start else None
    if kind == "enter" and not (adjacent and (adjacent.kind == "org" or _foreign_name(state, adjacent))):
        return
    for mover in movers:
        event = _new(state, trigger, mover, [*pending, trigger], after)
        post = _post(pending, mover, adjacent, leaves=kind == "leave")
        event.role = post.role if post else mover.role
        _places(state, event, mover, pending, post=post, adjacent=adjacent)
        state.events.append(event)
    if movers:
        state.movers = movers
    if kind == "leave" and after and after[0].case in _TO and (len(after) == 1 or after[0].cut or not is_trigger(after[1].item)):
        _next(state, after[0], movers)


def _next(state: _State, goal: _Argument, movers: Sequence[Item]) -> None:
    """In "退任会長に" the post taken, in "退職しLayerXへ" the next employer follows the word for leaving at once."""
    item = goal.item
    place = _place(item) or _foreign_name(state, item)
    if item.persons or not (item.kind == "mover" or place):
        return
    for mover in movers:
        inside = item.kind == "mover" and not item.org
        event = _new(state, _as_trigger(goal, "promote" if inside else "join"), mover, [], [])
        event.role, event.inside = item.role, inside
        event.to_org = place or _place(mover) or state.topic
        state.events.append(event)


def _foreign_name(state: _State, item: Item) -> Place | None:
    """A word in Latin letters or katakana that stands alone where an organisation is expected is its name."""
    word = state.text.raw[item.start : item.end].strip()
    named = item.kind == "unknown" and state.name.fullmatch(word) and not word.startswith(tuple(state.not_org))
    return (word, None) if named else None


def _has_object(state: _State, trigger: _Argument, pending: Sequence[_Argument]) -> bool:
    """Who is named with が dismisses; he is dismissed only where を, no particle at all or a passive says so."""
    if any(argument.item.kind == "mover" and argument.case in _OBJECT for argument in pending):
        return True
    last = pending[-1] if pending else None
    plain = last is not None and last.item.kind == "mover" and not last.case and not last.cut and _particular(state, last.item)
    return plain or state.text.raw.startswith(("され", "さる"), trigger.item.end)


def _particular(state: _State, mover: Item) -> bool:
    tied = mover.ex and bool(mover.org)
    return bool(mover.persons) or mover.counted or tied or not any((mover.role or "").endswith(word) for word in state.mass)


def _movers(state: _State, kind: str, pending: Sequence[_Argument]) -> list[Item]:
    named = [a for a in pending if a.item.persons]
    wanted = [a for a in named if a.case in _OBJECT] if kind in _PULLS else [a for a in named if a.case in _SUBJECT]
    if kind in _PULLS and not wanted:
        wanted = [a for a in pending if a.item.kind == "mover" and a.case in _OBJECT]
    if kind in _PULLS and not wanted:
        wanted = [a for a in pending[-1:] if a.item.counted and not a.case]
    if wanted:
        return _coordinated(pending, wanted)
    if named and kind not in _PULLS:
        return [named[-1].item]
    if kind == "appoint":
        return []
    groups = [a for a in pending if a.item.kind == "mover" and a.case in _SUBJECT]
    if groups:
        return [groups[-1].item]
    return [] if kind == "fire" else state.movers[-1:]


def _coordinated(pending: Sequence[_Argument], wanted: Sequence[_Argument]) -> list[Item]:
    """The last mover, and those listed before it without a particle of their own."""
    kept = [wanted[-1].item]
    index = pending.index(wanted[-1]) - 1
    while index >= 0 and pending[index].item.persons and pending[index].case in {"", "と", "や", "ら"}:
        kept.insert(0, pending[index].item)
        index -= 1
    return kept


def _post(pending: Sequence[_Argument], mover: Item, adjacent: Item | None, *, leaves: bool) -> Item | None:
    """The post: a title with に, or one that stands right before the word ("社長就任")."""
    for argument in reversed(pending):
        item = argument.item
        told = argument.case in _TO or item is adjacent or (leaves and argument.case == "を")
        if item.kind == "mover" and not item.persons and item is not mover and told:
            return item
    return None


def _places(
    state: _State, event: Event, mover: Item, pending: Sequence[_Argument], *, post: Item | None, adjacent: Item | None
) -> None:
    own = _place(mover)
    places = [(_place(a.item) if a.item.kind == "org" else _foreign_name(state, a.item), a.case) for a in pending]
    target = next((place for place, case in places if place and case in _TO), None)
    origin = next((place for place, case in places if place and case in _FROM), None)
    beside = (_place(adjacent) if adjacent.kind == "org" else _foreign_name(state, adjacent)) if adjacent else None
    if event.trigger in {"leave", "fire"}:
        event.from_org = origin or beside or _place(post) or own or state.topic
        return
    if event.trigger == "found":
        made = next((a.item for a in reversed(pending) if a.item.kind != "mover" and (a.item.tail or a.item.org)), None)
        event.to_org = (made.tail, None) if made and made.tail else _place(made)
        event.from_org = origin if origin and not (made and origin == _place(made)) else own
        return
    event.to_org = target or beside or _place(post)
    if event.to_org is None and event.trigger == "return":
        event.to_org = own or state.topic
    if event.to_org is None and not (event.trigger in _ENTERS and own == state.topic):
        event.to_org = state.topic if state.topic or mover.ex else own
    event.from_org = origin if origin and origin != event.to_org else own
    if event.from_org == event.to_org:
        event.from_org = None
    event.inside = event.trigger == "promote" or (bool(mover.role) and not mover.ex and own in (None, event.to_org))


def _new(state: _State, trigger: _Argument, mover: Item, before: Sequence[_Argument], after: Sequence[_Argument]) -> Event:
    text = state.text
    group = None if mover.persons else text.raw[mover.start : mover.end].strip(" 、")
    near = []
    for argument in after:
        if is_trigger(argument.item):
            break
        near.append(argument)
    kinds = {argument.item.kind for argument in [*before, *near]}
    event = Event(
        trigger.item.kind,
        text.raw[trigger.item.start : trigger.item.end],
        tuple(mover.persons),
        group,
        start=trigger.item.start,
        end=trigger.item.end,
        former=mover.ex,
    )
    event.status = "denied" if "denied" in kinds else "reported" if "reported" in kinds else "confirmed"
    return event


def _appositions(state: _State, arguments: Sequence[_Argument]) -> None:
    """Headlines leave the verb out: "後任に鈴木氏", "新社長に佐藤専務", "次期CEOは田中氏", "退任会長に"."""
    spoken = {name for event in state.events if event.trigger != "leave" for name in event.persons}
    for post, person in pairwise(arguments):
        titled = post.item.kind == "successor" or (post.item.kind == "mover" and not post.item.persons)
        if not titled or post.case not in {"に", "には", "は", "へ"} or not person.item.persons:
            continue
        if person.item.persons[0] in spoken or person.case in {"を", "の", "から"}:
            continue
        _taken(state, post, person)


def _taken(state: _State, post: _Argument, person: _Argument) -> None:
    event = _new(state, _as_trigger(post, "take"), person.item, [post], [])
    own = _place(person.item)
    event.role = post.item.role or _role_of_leaver(state)
    event.to_org = _place(post.item) or state.topic or (None if person.item.ex else own)
    event.from_org = own if own != event.to_org else None
    event.inside = bool(person.item.role) and not person.item.ex and own in (None, event.to_org)
    state.events.append(event)


def _predicates(state: _State, arguments: Sequence[_Argument]) -> None:
    """The verb left out behind the post: "吉田氏は会長に", "早川氏が顧問に"."""
    spoken = {name for event in state.events if event.trigger != "leave" for name in event.persons}
    for index, (person, post) in enumerate(pairwise(arguments)):
        ends = index + 2 >= len(arguments) or post.cut
        titled = post.item.kind == "mover" and not post.item.persons and post.case in {"に", "へ"}
        subject = person.case in {"が", "は", "も", "を"} or (not person.case and person.cut)
        if titled and ends and person.item.persons and subject and person.item.persons[0] not in spoken:
            _taken(state, post, person)


def _as_trigger(argument: _Argument, kind: str) -> _Argument:
    """Give an argument that stands for a verb left out."""
    return _Argument(replace(argument.item, kind=kind), argument.case, argument.end)


def _role_of_leaver(state: _State) -> str | None:
    return next((event.role for event in reversed(state.events) if event.trigger == "leave"), None)


def _complete(state: _State) -> None:
    """An event without any organisation takes the one the rest of the statement is about."""
    about = next((event.to_org or event.from_org for event in state.events if event.to_org or event.from_org), state.topic)
    for event in state.events:
        if event.trigger in {"leave", "fire"} and event.from_org is None:
            event.from_org = about
        elif event.trigger in {"take", "appoint", "promote"} and event.to_org is None and about != event.from_org:
            event.to_org = about
