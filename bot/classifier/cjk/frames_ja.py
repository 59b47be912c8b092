"""From items to events by particles: what stands before に, を, から or が says who goes where (Japanese)."""

from collections.abc import Sequence

from bot.classifier.cjk.arguments_ja import (
    FROM,
    TO,
    Argument,
    State,
    arguments_of,
    as_trigger,
    find_topic,
    foreign_name,
    new_event,
    new_state,
    place_of,
)
from bot.classifier.cjk.event import Event
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.cjk.phrases import Item, is_trigger
from bot.classifier.cjk.tokens import Text
from bot.classifier.cjk.verbless_ja import appositions, goals, late_origins, predicates

_OBJECT = frozenset({"を", "らを"})
_SUBJECT = frozenset({"が", "は", "も", "", "の", "ら", "らが", "らも", "と"})
_PULLS = frozenset({"appoint", "fire"})
_ENTERS = frozenset({"join", "return"})


def events_of(text: Text, items: Sequence[Item], lexicon: Lexicon) -> list[Event]:
    """Read all events of one statement.

    Args:
        text: the statement.
        items: what it speaks of, in order.
        lexicon: words of its language.

    Returns:
        Events in order of their words; those without any mover are left out.
    """
    state = new_state(text, lexicon)
    arguments = arguments_of(text, items)
    find_topic(state, arguments)
    pending: list[Argument] = []
    for index, argument in enumerate(arguments):
        if not is_trigger(argument.item) or argument.item.kind == "successor":
            pending.append(argument)
            continue
        _event(state, argument, pending, arguments[index + 1 :])
        pending = []
    goals(state, arguments)
    appositions(state, arguments)
    predicates(state, arguments)
    late_origins(state, arguments)
    _complete(state)
    return sorted(state.events, key=lambda event: event.start)


def _event(state: State, trigger: Argument, pending: Sequence[Argument], after: Sequence[Argument]) -> None:
    kind = trigger.item.kind
    if any(argument.item.kind == "keep" for argument in pending):
        return
    if kind == "fire" and not _has_object(state, trigger, pending):
        return
    movers = [mover for mover in _movers(state, kind, pending) if kind == "fire" or _particular(state, mover)]
    adjacent = pending[-1].item if pending and not pending[-1].case and pending[-1].end == trigger.item.start else None
    if kind == "enter" and not (adjacent and (adjacent.kind == "org" or foreign_name(state, adjacent))):
        return
    for mover in movers:
        if _general(state, kind, mover):
            continue
        event = new_event(state, trigger, mover, [*pending, trigger], after)
        post = _post(pending, mover, adjacent, leaves=kind == "leave")
        event.role = post.role if post else mover.role
        _places(state, event, mover, pending, post=post, adjacent=adjacent)
        state.events.append(event)
    if movers:
        state.movers = movers
    if kind == "leave" and after and after[0].case in {"に", "へ"} and (len(after) == 1 or after[0].cut):
        _next(state, after[0], movers)


def _general(state: State, kind: str, mover: Item) -> bool:
    """Behind the news of somebody named, those without name, number and house are the background: "幹部の離職止まらず"."""
    plain = not (mover.persons or mover.counted or mover.org)
    return plain and any(event.persons and event.trigger == kind for event in state.events)


def _next(state: State, goal: Argument, movers: Sequence[Item]) -> None:
    """In "退任会長に" the post taken, in "退職しLayerXへ" the next employer follows the word for leaving at once."""
    item = goal.item
    place = place_of(item) or foreign_name(state, item)
    if item.persons or not (item.kind == "mover" or place):
        return
    for mover in movers:
        inside = item.kind == "mover" and not item.org
        event = new_event(state, as_trigger(goal, "promote" if inside else "join"), mover, [], [])
        event.role, event.inside = item.role, inside
        left = state.events[-1].from_org if inside else None
        event.to_org = place or left or place_of(mover) or state.topic
        state.events.append(event)


def _has_object(state: State, trigger: Argument, pending: Sequence[Argument]) -> bool:
    """Who is named with が dismisses; he is dismissed only where を, no particle at all or a passive says so."""
    if any(argument.item.kind == "mover" and argument.case in _OBJECT for argument in pending):
        return True
    last = pending[-1] if pending else None
    plain = last is not None and last.item.kind == "mover" and not last.case and not last.cut and _particular(state, last.item)
    subject = any(argument.case in {"が", "は", "も"} and argument.item.kind in {"mover", "org"} for argument in pending)
    if subject and trigger.item.start and state.text.raw.startswith(("懲戒", "諭旨", "更迭"), trigger.item.start):
        return not any(argument.case in _OBJECT for argument in pending)
    told = any(argument.item.kind == "mover" and not argument.case and argument.cut for argument in pending)
    return plain or (told and not subject) or state.text.raw.startswith(("され", "さる"), trigger.item.end)


def _hired(state: State, argument: Argument) -> bool:
    """Who stands right before a word of hiring without を ("CEOら採用") must be counted or hold a post elsewhere."""
    item = argument.item
    return item.counted or (item.org is not None and (item.org, item.org_key) != state.topic and _particular(state, item))


def _particular(state: State, mover: Item) -> bool:
    tied = mover.ex and bool(mover.org)
    return bool(mover.persons) or mover.counted or tied or not any((mover.role or "").endswith(word) for word in state.mass)


def _movers(state: State, kind: str, pending: Sequence[Argument]) -> list[Item]:
    named = [a for a in pending if a.item.persons]
    wanted = [a for a in named if a.case in _OBJECT] if kind in _PULLS else [a for a in named if a.case in _SUBJECT]
    if kind in _PULLS and not wanted:
        wanted = [a for a in pending if a.item.kind == "mover" and a.case in _OBJECT]
    if kind in _PULLS and not wanted:
        wanted = [a for a in pending[-1:] if a.item.kind == "mover" and a.case in {"", "ら"} and _hired(state, a)]
    if wanted:
        return _coordinated(pending, wanted)
    if named and kind not in _PULLS:
        return [named[-1].item]
    if kind == "appoint":
        return []
    groups = [a for a in pending if a.item.kind == "mover" and a.case in _SUBJECT]
    if groups:
        return [groups[-1].item]
    idle = kind == "fire" or (kind == "take" and not any(a.item.kind == "mover" for a in pending))
    return [] if idle else state.movers[-1:]


def _coordinated(pending: Sequence[Argument], wanted: Sequence[Argument]) -> list[Item]:
    """The last mover, and those listed before it without a particle of their own."""
    kept = [wanted[-1].item]
    index = pending.index(wanted[-1]) - 1
    while index >= 0 and pending[index].item.persons and pending[index].case in {"", "と", "や", "ら"}:
        kept.insert(0, pending[index].item)
        index -= 1
    return kept


def _post(pending: Sequence[Argument], mover: Item, adjacent: Item | None, *, leaves: bool) -> Item | None:
    """The post: a title with に, or one that stands right before the word ("社長就任")."""
    for argument in reversed(pending):
        item = argument.item
        told = argument.case in TO or item is adjacent or (leaves and argument.case == "を")
        if item.kind == "mover" and not item.persons and item is not mover and told:
            return item
    return None


def _places(
    state: State, event: Event, mover: Item, pending: Sequence[Argument], *, post: Item | None, adjacent: Item | None
) -> None:
    own = place_of(mover)
    places = [(place_of(a.item) if a.item.kind == "org" else foreign_name(state, a.item), a.case) for a in pending]
    goals = TO | {"を"} if event.trigger == "take" else TO
    target = next((place for place, case in places if place and case in goals), None)
    sources = FROM if event.trigger in {"leave", "fire"} else FROM - {"を"}
    origin = next((place for place, case in places if place and case in sources), None)
    beside = (place_of(adjacent) if adjacent.kind == "org" else foreign_name(state, adjacent)) if adjacent else None
    if event.trigger in {"leave", "fire"}:
        event.from_org = origin or beside or place_of(post) or own or state.topic
        return
    if event.trigger == "found":
        made = next(
            (a.item for a in reversed(pending) if a.item.kind != "mover" and a.case != "から" and (a.item.tail or a.item.org)),
            None,
        )
        event.to_org = (made.tail, None) if made and made.tail else place_of(made)
        event.from_org = origin if origin and not (made and origin == place_of(made)) else own
        return
    event.to_org = target or beside or place_of(post)
    if event.to_org is None and event.trigger == "return":
        event.to_org = own or state.topic
    if event.to_org is None and not (event.trigger in _ENTERS and own == state.topic):
        event.to_org = state.topic if state.topic or mover.ex else own
    event.from_org = origin if origin and origin != event.to_org else own
    if event.from_org == event.to_org:
        event.from_org = None
    if mover.ex and own is None and state.topic != event.to_org and event.from_org is None:
        event.from_org = state.topic
    titled = mover.role is not None and not (mover.ex or mover.role.endswith(state.outsider))
    stays = titled and event.word not in state.outside and own in (None, event.to_org)
    event.inside = event.trigger == "promote" or stays


def _complete(state: State) -> None:
    """An event without any organisation takes the one the rest of the statement is about."""
    about = next((event.to_org or event.from_org for event in state.events if event.to_org or event.from_org), state.topic)
    for event in state.events:
        if event.trigger in {"leave", "fire"} and event.from_org is None:
            event.from_org = about
        elif event.trigger in {"take", "appoint", "promote"} and event.to_org is None and about != event.from_org:
            event.to_org = about
