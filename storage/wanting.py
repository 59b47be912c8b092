"""Which watches a move concerns: asked for every report of every move, so the way from question to rows is kept short.

The statements are built once, and any number of terms or ids goes into one parameter: their text stays the same, so they
are compiled once here and planned once by PostgreSQL.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Text, and_, any_, bindparam, cast, false, func, or_, select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime
from storage.criteria import Criteria, matches, move_terms
from storage.directory import Directory
from storage.lists import lists_of
from storage.models import Move, Mute, MuteRow, Report, SourceRow, Watch, WatchRow, WatchTermRow
from storage.mutes import silences
from storage.watches import PAUSED, list_names


def _table(row: type[SQLModel]) -> Any:
    return row.__table__  # type: ignore[attr-defined]  # SQLModel's types do not know the table of a row class


_WATCHES, _SOURCES, _MUTES = _table(WatchRow), _table(SourceRow), _table(MuteRow)
_WATCH, _TERM, _SOURCE, _MUTE = _WATCHES.c, _table(WatchTermRow).c, _SOURCES.c, _MUTES.c
_JSON = ("query", "filters", "ping")


async def wanting(session: AsyncSession, move: Move, report: Report | None, directory: Directory, now: datetime) -> list[Watch]:
    """The watches, of all workspaces, that ask for a move as a report tells it; where a channel is broken, its alerts wait.

    Left out are workspaces that do not use the report's feed, and channels that have muted the watch, a company, a person or
    the outlet. A watch on a company also hears of the companies it owns.
    """
    candidates = [(row, Criteria.from_text(row.query, row.filters)) for row in await _near(session, move, report, directory)]
    lists = await lists_of(session, {row.team_id for row, asked in candidates if list_names(asked.query)})
    ids = [
        row.id
        for row, asked in candidates
        if matches(asked.query, asked.filters, move, report, directory=directory, lists=lists.get(row.team_id, {}))
    ]
    if not ids:
        return []
    muted = await _muted(session, ids, now)
    found = [_value(row) for row in await _rows(session, _whole, {"ids": ids})]
    return [watch for watch in found if not any(silences(mute, watch, move, report, directory) for mute in muted)]


async def _near(session: AsyncSession, move: Move, report: Report | None, directory: Directory) -> Sequence[Any]:
    """What is needed to judge them of the watches that share a term with the move, in workspaces that use the report's feed."""
    terms = list(move_terms(move, report, directory))
    if report is None or report.feed_id is None:
        return await _rows(session, _sharing, {"terms": terms}) if move.shared else ()
    return await _rows(session, _served, {"terms": terms, "feed": report.feed_id, "shared": move.shared})


async def _muted(session: AsyncSession, ids: Sequence[int], now: datetime) -> list[Mute]:
    """The mutes that hold in the channels of these watches."""
    return [Mute(**row._asdict()) for row in await _rows(session, _mutes, {"ids": ids, "now": now})]


async def _rows(session: AsyncSession, statement: Any, values: dict[str, Any]) -> Sequence[Any]:
    """Run a statement whose lists are one parameter each: an array, or JSON where there are no arrays."""
    dialect = session.get_bind().dialect.name
    if dialect == "sqlite":
        values = {name: json.dumps(value) if isinstance(value, list) else value for name, value in values.items()}
    connection = await session.connection()
    return (await connection.execute(statement(dialect), values)).all()


def _in(column: Any, name: str, dialect: str) -> Any:
    if dialect == "sqlite":
        return column.in_(select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value))
    of: Any = BigInteger if name == "ids" else Text
    return column == any_(bindparam(name, type_=ARRAY(of)))


@cache
def _sharing(dialect: str) -> Any:
    """The watches at work under one of the terms, with their JSON as text."""
    sought = select(_TERM.watch_id).where(_in(_TERM.term, "terms", dialect))
    asked = (cast(_WATCH.query, Text).label("query"), cast(_WATCH.filters, Text).label("filters"))
    return select(_WATCH.id, _WATCH.team_id, *asked).where(_WATCH.id.in_(sought), _WATCH.state != PAUSED)


@cache
def _served(dialect: str) -> Any:
    """Those of them whose workspace uses a feed: a shared one serves all that have not paused it, another its own alone."""
    uses = and_(_SOURCE.team_id == _WATCH.team_id, _SOURCE.feed_id == bindparam("feed"))
    paused = func.coalesce(_SOURCE.paused, ~bindparam("shared", type_=_SOURCE.paused.type))
    return _sharing(dialect).outerjoin_from(_WATCHES, _SOURCES, uses).where(paused == false())


@cache
def _whole(dialect: str) -> Any:
    whole = [cast(column, Text).label(column.key) if column.key in _JSON else column for column in _WATCH]
    return select(*whole).where(_in(_WATCH.id, "ids", dialect)).order_by(_WATCH.id)


@cache
def _mutes(dialect: str) -> Any:
    here = and_(_WATCH.team_id == _MUTE.team_id, _WATCH.channel_id == _MUTE.channel_id, _in(_WATCH.id, "ids", dialect))
    holds = or_(_MUTE.until.is_(None), _MUTE.until > bindparam("now", type_=UtcDateTime))
    return select(*_MUTE).where(holds, select(_WATCH.id).where(here).correlate(_MUTES).exists()).order_by(_MUTE.id)


def _value(row: Any) -> Watch:
    """The value of a row that was read with its JSON as text; equal texts are read once."""
    parsed = {name: _parsed(getattr(row, name)) for name in _JSON}
    return Watch.model_construct(None, **row._asdict() | parsed | {"ping": tuple(parsed["ping"])})


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> Any:
    return json.loads(text)
