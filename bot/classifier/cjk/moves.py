"""From events to moves: what one mover does in several words is one move ("leaves" and "joins", "leaves" and "founds")."""

from collections.abc import Sequence
from dataclasses import replace

from bot.classifier.cjk.event import Event, Place
from bot.classifier.cjk.lexicon import Lexicon
from bot.classifier.reading import Kind, MoveRead, Status

# The word that says most about a move decides its kind.
_RANK = ("return", "found", "join", "enter", "poach", "appoint", "promote", "take", "exit", "fire", "leave")
_SAME_WORK = frozenset({"promote", "take", "appoint"})


def moves_of(events: Sequence[Event], lexicon: Lexicon, evidence: str) -> list[MoveRead]:
    """Join a statement's events into moves.

    Args:
        events: what happens in it.
        lexicon: words of its language.
        evidence: the sentence they rest on.

    Returns:
        One move for each mover; movers who do the same share one.
    """
    movers: dict[tuple[str, ...], list[Event]] = {}
    for event in _held(events):
        movers.setdefault(event.persons or (event.group or "",), []).append(event)
    return _shared([_move(same, lexicon, evidence) for same in movers.values()])


def full_names(events: Sequence[Event], seen: Sequence[str]) -> None:
    """Put the fullest form of an organisation that is in no list wherever a part of it stands ("データ" for "NTTデータG")."""
    for event in events:
        event.from_org = _fullest(event.from_org, seen)
        event.to_org = _fullest(event.to_org, seen)


def _fullest(place: Place | None, seen: Sequence[str]) -> Place | None:
    if place is None or place[1] is not None:
        return place
    return next(((name, None) for name in seen if place[0] in name and name != place[0]), place)


def _held(events: Sequence[Event]) -> list[Event]:
    """What is denied counts only where nothing is said to happen ("quits as chief, but does not leave")."""
    done = {name for event in events if event.status != "denied" for name in event.persons}
    return [event for event in events if event.status != "denied" or not done.intersection(event.persons)]


def _move(events: Sequence[Event], lexicon: Lexicon, evidence: str) -> MoveRead:
    lead = _lead(events)
    kind = _kind(lead, events, lexicon)
    origin = next((e.from_org for e in events if e.from_org and e is not lead), None) or lead.from_org
    target = lead.to_org or next((e.to_org for e in events if e.to_org), None)
    if kind in {"join", "return", "found", "promote"} and origin and target and origin[0] == target[0]:
        origin = None
    if kind == "promote":
        origin, target = None, target or origin
    if lead.trigger in {"leave", "fire", "exit"}:
        target = None
    status: Status = _status(events, lead)
    return MoveRead(
        persons=lead.persons,
        group=lead.group,
        from_org=origin[0] if origin else None,
        from_key=origin[1] if origin else None,
        to_org=target[0] if target else None,
        to_key=target[1] if target else None,
        role=lead.role or next((e.role for e in events if e.role), None),
        kind=kind,
        status=status,
        evidence=evidence,
    )


def _lead(events: Sequence[Event]) -> Event:
    """The event that says most; whoever joins a named house and founds a nameless one joins."""
    lead = min(events, key=lambda event: _RANK.index(event.trigger))
    joined = next((event for event in events if event.trigger == "join" and event.to_org), None)
    return joined if joined and lead.trigger == "found" and not lead.to_org else lead


def _kind(lead: Event, events: Sequence[Event], lexicon: Lexicon) -> Kind:
    if lead.role and lexicon.patterns["board"].match(lead.role) and lead.trigger not in {"return", "found"}:
        return "board"
    if lead.trigger in {"leave", "fire", "exit"}:
        return "leave"
    if lead.trigger in {"return", "found"}:
        return "return" if lead.trigger == "return" else "found"
    moved = any(
        event.trigger in {"leave", "join"} and event.from_org and lead.to_org and event.from_org != lead.to_org
        for event in events
    )
    if lead.trigger in _SAME_WORK and lead.inside and not moved:
        return "promote"
    return "join"


def _status(events: Sequence[Event], lead: Event) -> Status:
    if lead.status != "confirmed":
        return "denied" if lead.status == "denied" else "reported"
    return "reported" if any(event.status == "reported" for event in events) else "confirmed"


def _shared(moves: Sequence[MoveRead]) -> list[MoveRead]:
    """Let people who make the same move share one entry."""
    kept: list[MoveRead] = []
    for move in moves:
        twin = next((i for i, other in enumerate(kept) if _same(move, other)), None)
        if twin is None:
            kept.append(move)
        else:
            other = kept[twin]
            kept[twin] = _with_persons(other, (*other.persons, *move.persons))
    return kept


def _same(a: MoveRead, b: MoveRead) -> bool:
    return bool(a.persons and b.persons) and (a.from_org, a.to_org, a.role, a.kind, a.status) == (
        b.from_org,
        b.to_org,
        b.role,
        b.kind,
        b.status,
    )


def _with_persons(move: MoveRead, persons: tuple[str, ...]) -> MoveRead:
    return replace(move, persons=tuple(dict.fromkeys(persons)))
