"""Figures about moves over time: who comes and goes.

Counted are people, each once. A promotion or a seat on a board changes no headcount and is left out unless it is asked
for, and so is what was denied or undone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.models import MoveRow
from storage.outlines import Outline, heads, outlines
from storage.search import Search
from storage.tally import headcount

Step = Literal["week", "month"]
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


async def counted(
    session: AsyncSession, search: Search, directory: Directory, *, only: Collection[int] | None = None
) -> list[Outline]:
    """The moves that change a headcount, unless the filters themselves say which kinds or states count; `only` of some moves."""
    found = await outlines(session, headcount(search), directory, only=only)
    asked = any(clause.key == "status" for clause in search.filters.clauses)
    return found if asked else [outline for outline in found if not outline.is_over]


def _by_step(found: Iterable[Outline], starts: Sequence[date], zone: ZoneInfo, directory: Directory) -> tuple[int, ...]:
    by_step: list[list[Outline]] = [[] for _ in starts]
    bounds = [begin_of(start, zone) for start in starts]
    place = 0
    for outline in found:  # oldest first
        while place + 1 < len(bounds) and outline.said_at >= bounds[place + 1]:
            place += 1
        by_step[place].append(outline)
    return tuple(heads(part, directory) for part in by_step)
