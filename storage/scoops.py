"""Which outlets tell moves first: what each brought, how far ahead of the others it was, and how often it was right."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, distinct, func, not_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.models import Correction, CorrectionRow, MoveRow, ReportRow
from storage.search import Search, answering
from storage.seen import is_withdrawn

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Scoops:
    """One outlet over a period.

    Attributes:
        outlet: its name.
        moves: moves it told.
        alone: those that nobody else told.
        first: of those that others told too, how many it told first.
        shared: moves that it and at least one other outlet told.
        lead: by how much it was ahead of the next one, the median over those it told first; None without any.
        right, judged: of the moves it told first or alone, how many the workspace called right, and judged at all.
        a_month: moves a month.
    """

    outlet: str
    moves: int
    alone: int
    first: int
    shared: int
    lead: timedelta | None
    right: int
    judged: int
    a_month: float


@dataclass(frozen=True, slots=True)
class Board:
    """All outlets, those with the most firsts on top; `compared` of the `moves` were told by more than one."""

    outlets: tuple[Scoops, ...]
    moves: int
    compared: int
    since: datetime


@dataclass(frozen=True, slots=True)
class _Told:
    outlet: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Reports:
    """Who told what: the order of outlets for moves that several told or somebody judged, else only how many each told."""

    orders: dict[int, list[_Told]]
    alone: Mapping[str, int]


async def board(session: AsyncSession, team_id: str, filters: Filters, directory: Directory, now: datetime) -> Board:
    """Compare the outlets of the moves that a workspace may see; the filters say since when."""
    assert filters.since, "a board has a beginning"
    judged = await _judged(session, team_id)
    void = {move_id for move_id, correction in judged.items() if is_withdrawn(correction)}
    wanted = await answering(session, Search(team_id, Query("all"), filters), directory)
    period = and_(col(MoveRow.id).in_(void), col(MoveRow.said_at) >= filters.since)  # taken back, yet told by somebody
    outlets = _outlets(or_(wanted, period))
    compared = or_(outlets.c.number > 1, outlets.c.move_id.in_(judged))
    told = _Reports(await _orders(session, select(outlets.c.move_id).where(compared)), await _alone(session, outlets, compared))
    verdicts = {move_id: each.verdict for move_id, each in judged.items()}
    months = max((now - filters.since) / _MONTH, 1 / 30)
    return await asyncio.to_thread(_board_of, told, void, verdicts, months, filters.since)


def _board_of(told: _Reports, void: Collection[int], verdicts: Mapping[int, str], months: float, since: datetime) -> Board:
    moves = {move_id: order for move_id, order in told.orders.items() if move_id not in void}
    mine: dict[str, list[list[_Told]]] = {each.outlet: [] for order in told.orders.values() for each in order}
    mine |= {outlet: [] for outlet in told.alone if outlet not in mine}
    judged: dict[str, list[str]] = defaultdict(list)
    for order in moves.values():
        for each in order:
            mine[each.outlet].append(order)
    for move_id, verdict in verdicts.items():
        if move_id in told.orders:
            judged[told.orders[move_id][0].outlet].append(verdict)
    outlets = [_scoops(name, orders, told.alone.get(name, 0), judged[name], months) for name, orders in mine.items()]
    outlets.sort(key=lambda each: (-each.first - each.alone, -each.moves, each.outlet))
    compared = sum(len(order) > 1 for order in moves.values())
    return Board(tuple(outlets), len(moves) + sum(told.alone.values()), compared, since)


def _outlets(wanted: ColumnElement[bool]) -> Any:
    """By how many outlets each move was told, and one of them."""
    outlet = col(ReportRow.outlet)
    columns = (col(ReportRow.move_id), func.count(distinct(outlet)).label("number"), func.min(outlet).label("outlet"))
    told = select(*columns).join(MoveRow, col(MoveRow.id) == col(ReportRow.move_id)).where(wanted)
    return told.group_by(col(ReportRow.move_id)).subquery()


async def _alone(session: AsyncSession, outlets: Any, compared: ColumnElement[bool]) -> dict[str, int]:
    """How many moves each outlet alone told: that is most of them, so they are counted where they are."""
    alone = select(outlets.c.outlet, func.count()).where(not_(compared)).group_by(outlets.c.outlet)
    return dict((await session.exec(alone)).all())


async def _orders(session: AsyncSession, move_ids: Any) -> dict[int, list[_Told]]:
    """Who told each of these moves, and when, the first one first."""
    columns: list[Any] = [ReportRow.move_id, ReportRow.outlet, ReportRow.published_at, ReportRow.seen_at]
    rows = await session.exec(select(*columns).where(col(ReportRow.move_id).in_(move_ids)))
    told: dict[int, dict[str, datetime]] = defaultdict(dict)
    for move_id, outlet, published, seen in rows:
        at = min(published or seen, seen)  # a date that lies ahead is a mistake
        told[move_id][outlet] = min(at, told[move_id].get(outlet, at))
    return {move_id: sorted((_Told(*pair) for pair in each.items()), key=lambda one: one.at) for move_id, each in told.items()}


async def _judged(session: AsyncSession, team_id: str) -> dict[int, Correction]:
    """The newest word of a workspace on each move it judged."""
    rows = await session.exec(select(CorrectionRow).where(CorrectionRow.team_id == team_id).order_by(col(CorrectionRow.id)))
    return {row.move_id: Correction.of(row) for row in rows if row.verdict in {"right", "wrong"}}


def _scoops(outlet: str, mine: Sequence[list[_Told]], alone: int, verdicts: list[str], months: float) -> Scoops:
    leads = [order[1].at - order[0].at for order in mine if len(order) > 1 and order[0].outlet == outlet]
    return Scoops(
        outlet=outlet,
        moves=len(mine) + alone,
        alone=sum(len(order) == 1 for order in mine) + alone,
        first=len(leads),
        shared=sum(len(order) > 1 for order in mine),
        lead=_median(leads),
        right=verdicts.count("right"),
        judged=len(verdicts),
        a_month=(len(mine) + alone) / months,
    )


def _median(lengths: Iterable[timedelta]) -> timedelta | None:
    seconds = [length.total_seconds() for length in lengths]
    return timedelta(seconds=median(seconds)) if seconds else None
