"""Figures about moves over time: who comes and goes, from whom to whom, who goes back, which founders have left.

Counted are people, each once. A promotion or a seat on a board changes no headcount and is left out unless it is asked
for, and so is what was denied or undone.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Clause, Filters, Lists, Query
from storage.directory import Directory
from storage.lists import team_lists
from storage.models import MoveRow
from storage.outlines import Outline, heads, outlines
from storage.search import Search, family

Step = Literal["week", "month"]
Key = TypeVar("Key")

_HEADCOUNT = ("join", "leave", "return", "found")
_WEEKS_AT_MOST = 26  # a longer period is told in months


@dataclass(frozen=True, slots=True)
class Line:
    """One subject over time: people who came and who left in each step, and in the whole period (each person once).

    Without sides (`sided` is false) `came` counts everybody who moved.
    """

    query: Query
    came: tuple[int, ...]
    left: tuple[int, ...]
    total_came: int
    total_left: int
    sided: bool = True

    @property
    def net(self) -> tuple[int, ...]:
        """Those who came less those who left, step by step."""
        return tuple(came - left for came, left in zip(self.came, self.left, strict=True))


@dataclass(frozen=True, slots=True)
class Trend:
    """Moves over time: the first day of each step, one line a subject, and how many people in all."""

    step: Step
    starts: tuple[date, ...]
    lines: tuple[Line, ...]
    people: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Net:
    """A company's gains and losses (or, about one company, those against this other one)."""

    key: str
    name: str
    came: int
    left: int

    @property
    def net(self) -> int:
        """Gains less losses."""
        return self.came - self.left


@dataclass(frozen=True, slots=True)
class Corridor:
    """How many people went from one company to another."""

    from_key: str
    from_name: str
    to_key: str
    to_name: str
    people: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Who gains from whom: companies by how much they gained and lost, corridors by how many took them."""

    nets: tuple[Net, ...]
    corridors: tuple[Corridor, ...]
    people: int
    about: Query | None = None


# --- over time


async def trend(
    session: AsyncSession,
    team_id: str,
    queries: Sequence[Query],
    filters: Filters,
    *,
    step: Step,
    zone: ZoneInfo,
    directory: Directory,
) -> Trend:
    """Count who came and left in each week or month of a period, in a time zone; the filters give both its ends."""
    assert filters.since, "a trend has a beginning"
    assert filters.until, "a trend has an end"
    starts = steps(filters.since, filters.until, step, zone)
    lines, everybody = [], []
    for query in queries:
        came, left = await _sides(session, team_id, query, filters, directory)
        everybody += came + left
        lines.append(
            Line(
                query,
                _by_step(came, starts, zone, directory),
                _by_step(left, starts, zone, directory),
                heads(came, directory),
                heads(left, directory),
                query.has_sides,
            )
        )
    people = heads({outline.move_id: outline for outline in everybody}.values(), directory)
    return Trend(step, starts, tuple(lines), people, filters.since, filters.until)


async def first_told(session: AsyncSession) -> datetime | None:
    """When the first move of all was told: no period needs to begin before it."""
    return (await session.exec(select(func.min(MoveRow.said_at)))).one()


def step_for(since: datetime, until: datetime) -> Step:
    """Weeks where they are few enough to be read, else months."""
    return "week" if until - since <= timedelta(weeks=_WEEKS_AT_MOST) else "month"


def steps(since: datetime, until: datetime, step: Step, zone: ZoneInfo) -> tuple[date, ...]:
    """The first days of the weeks (from Monday) or months that a period touches, in a time zone."""
    day, last = _begin(since.astimezone(zone).date(), step), (until - timedelta(microseconds=1)).astimezone(zone).date()
    found = []
    while day <= last:
        found.append(day)
        day = _begin(day + timedelta(days=7 if step == "week" else 32), step)
    return tuple(found)


def _begin(day: date, step: Step) -> date:
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins in a time zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


async def _sides(
    session: AsyncSession, team_id: str, query: Query, filters: Filters, directory: Directory
) -> tuple[list[Outline], list[Outline]]:
    """Moves to and away from what is asked for; where it has no sides, all of them are in the first list."""
    if not query.has_sides:
        return await counted(session, Search(team_id, query, filters), directory), []
    found = []
    for direction in ("in", "out"):
        wanted = filters.direction in {"", direction}
        search = Search(team_id, query, replace(filters, direction=direction))
        found.append(await counted(session, search, directory) if wanted else [])
    return found[0], found[1]


async def counted(session: AsyncSession, search: Search, directory: Directory) -> list[Outline]:
    """The moves that change a headcount, unless the filters themselves say which kinds or states count."""
    asked = {clause.key for clause in search.filters.clauses}
    if "type" not in asked:
        kept = (*search.filters.clauses, Clause("type", _HEADCOUNT))
        search = replace(search, filters=replace(search.filters, clauses=kept))
    found = await outlines(session, search, directory)
    return found if "status" in asked else [outline for outline in found if not outline.is_over]


def _by_step(found: Iterable[Outline], starts: Sequence[date], zone: ZoneInfo, directory: Directory) -> tuple[int, ...]:
    by_step: list[list[Outline]] = [[] for _ in starts]
    bounds = [begin_of(start, zone) for start in starts]
    place = 0
    for outline in found:  # oldest first
        while place + 1 < len(bounds) and outline.said_at >= bounds[place + 1]:
            place += 1
        by_step[place].append(outline)
    return tuple(heads(part, directory) for part in by_step)


# --- from whom to whom


async def flow(session: AsyncSession, team_id: str, query: Query | None, filters: Filters, directory: Directory) -> Flow:
    """Count gains and losses by company, or, about one company, by the other end of its moves; and the corridors.

    About several companies (a list, a sector) only these are told: the others are counted by half of their moves alone.
    """
    subject = query or Query("all")
    found = await counted(session, Search(team_id, subject, filters), directory)
    lists = await team_lists(session, team_id)
    return await asyncio.to_thread(_flow_of, found, subject, members(subject, lists, directory), directory)


def _flow_of(found: Sequence[Outline], subject: Query, ours: set[str], directory: Directory) -> Flow:
    if subject.kind == "company":
        nets = _nets(found, ours, directory)
    else:
        nets = tuple(net for net in _nets(found, None, directory) if not ours or net.key in ours)
    return Flow(nets, _corridors(found, directory), heads(found, directory), None if subject.kind == "all" else subject)


def members(query: Query, lists: Lists, directory: Directory) -> set[str]:
    """The companies that a query is about, with all that they own; none where it is not about companies."""
    if query.kind == "company":
        return family(query.key, directory)
    if query.kind == "sector":
        own = [key for key, company in directory.companies.items() if query.key in company.sectors]
        return set().union(*(family(key, directory) for key in own))
    parts = lists.get(query.key, ()) if query.kind == "list" else query.parts if query.kind == "any" else ()
    return set().union(*(members(part, lists, directory) for part in parts))


def _corridors(found: Iterable[Outline], directory: Directory) -> tuple[Corridor, ...]:
    """Where people went from and to, the widest corridor first."""
    both = [each for each in found if each.from_key and each.to_key and each.from_key != each.to_key]
    taken = _grouped(((each.from_key or "", each.to_key or ""), each) for each in both)
    made = []
    for (origin, to), part in taken.items():
        names = _name(origin, part[-1].from_org, directory), _name(to, part[-1].to_org, directory)
        made.append(Corridor(origin, names[0], to, names[1], heads(part, directory)))
    return tuple(sorted(made, key=lambda each: (-each.people, each.from_name, each.to_name)))


def _nets(found: Iterable[Outline], ours: set[str] | None, directory: Directory) -> tuple[Net, ...]:
    """Gains and losses, those with the largest difference first."""
    came, left = [], []
    for outline in found:
        if outline.from_key == outline.to_key:
            continue
        to, origin = ((outline.to_key, outline.to_org), (outline.from_key, outline.from_org))
        if ours is None:
            came.append((to, outline))
            left.append((origin, outline))
        elif outline.to_key in ours and outline.from_key not in ours:
            came.append((origin, outline))
        elif outline.from_key in ours and outline.to_key not in ours:
            left.append((to, outline))
    names = {key: _name(key, org, directory) for (key, org), _ in (*came, *left) if key}
    gains = _grouped((key, outline) for (key, _), outline in came if key)
    losses = _grouped((key, outline) for (key, _), outline in left if key)
    nets = []
    for key, name in names.items():
        gained, lost = heads(gains.get(key, ()), directory), heads(losses.get(key, ()), directory)
        nets.append(Net(key, name, gained, lost))
    return tuple(sorted(nets, key=lambda each: (-abs(each.net), -each.came - each.left, each.name)))


def _name(key: str, told: str | None, directory: Directory) -> str:
    return directory.label(key) if key in directory.companies else told or key


def _grouped(pairs: Iterable[tuple[Key, Outline]]) -> dict[Key, list[Outline]]:
    found: dict[Key, list[Outline]] = {}
    for key, outline in pairs:
        found.setdefault(key, []).append(outline)
    return found
