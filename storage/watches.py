"""Watches: made, found, changed, removed (which of them a move concerns: see `wanting`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import digests
from storage.criteria import Criteria, Filters, Query, terms
from storage.directory import Directory
from storage.lists import team_lists
from storage.models import AlertRow, Watch, WatchNumberRow, WatchRow, WatchTermRow
from storage.upsert import insert_into

ACTIVE, PAUSED, BROKEN = "active", "paused", "broken"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wants to be told, before it is stored: where, by whom, and the canonical text of it."""

    channel_id: str
    owner_id: str
    expression: str
    query: Query
    filters: Filters
    ping: tuple[str, ...] = ()
    every: str = "now"


@dataclass(frozen=True, slots=True)
class Hits:
    """How often a watch found something in the last 7 and 30 days."""

    week: int = 0
    month: int = 0


def criteria(watch: Watch) -> Criteria:
    """What a watch asks for, read back from its columns."""
    return Criteria(Query.from_data(watch.query), Filters.from_data(watch.filters))


# --- making and changing


async def create(session: AsyncSession, team_id: str, draft: Draft, directory: Directory, now: datetime) -> tuple[Watch, bool]:
    """Store a watch, or find the one that already asks for the same in this channel.

    Returns:
        The watch, and whether it is new.
    """
    last = await _last_number(session, team_id)
    for known in await of_channel(session, team_id, draft.channel_id):
        if known.expression == draft.expression:
            same = draft.every == known.every
            return (known if same else await edit(session, known, draft, directory, now)), False
    await session.exec(update(WatchNumberRow).where(col(WatchNumberRow.team_id) == team_id).values(last=last + 1))
    row = WatchRow(team_id=team_id, number=last + 1, created_at=now, changed_at=now, **_columns(draft))
    session.add(row)
    await session.flush()
    await _index(session, Watch.of(row), directory)
    return Watch.of(row), True


async def edit(session: AsyncSession, watch: Watch, draft: Draft, directory: Directory, now: datetime) -> Watch:
    """Give a watch another content; its number, owner and hits stay, and one whose channel was broken is tried again.

    What was held for a digest that will not come any more is told at once.
    """
    if watch.every != "now" and (draft.every == "now" or draft.channel_id != watch.channel_id):
        await digests.tell_rest(session, watch, now)
    columns = _columns(draft) | {"owner_id": watch.owner_id, "changed_at": now}
    if watch.state == BROKEN and draft.channel_id != watch.channel_id:
        columns |= {"state": ACTIVE, "reason": None, "told_at": None}
    await session.exec(update(WatchRow).where(col(WatchRow.id) == watch.id).values(**columns))
    changed = Watch.of(watch.model_copy(update=columns))
    await _index(session, changed, directory)
    return changed


async def set_state(session: AsyncSession, watch: Watch, state: str, now: datetime, reason: str | None = None) -> Watch:
    """Pause a watch, resume it, or mark it broken with Slack's reason."""
    columns = {"state": state, "reason": reason, "changed_at": now, "told_at": None}
    await session.exec(update(WatchRow).where(col(WatchRow.id) == watch.id).values(**columns))
    return Watch.of(watch.model_copy(update=columns))


async def remove(session: AsyncSession, watch: Watch) -> None:
    """Remove a watch; what it found stays."""
    await session.exec(delete(WatchTermRow).where(col(WatchTermRow.watch_id) == watch.id))
    await session.exec(delete(WatchRow).where(col(WatchRow.id) == watch.id))


async def record_hits(session: AsyncSession, watch_ids: Iterable[int], now: datetime) -> None:
    """Count one more alert for each of these watches."""
    wanted = list(watch_ids)
    if wanted:
        hit = {"hits": col(WatchRow.hits) + 1, "hit_at": now}
        await session.exec(update(WatchRow).where(col(WatchRow.id).in_(wanted)).values(**hit))


async def _last_number(session: AsyncSession, team_id: str) -> int:
    """The last number given; until the transaction ends, nobody else in the workspace gets past this line."""
    insert = insert_into(session, WatchNumberRow).values(team_id=team_id, last=0)
    same = {"last": col(WatchNumberRow.last)}  # an update that changes nothing still locks the row
    locked = insert.on_conflict_do_update(index_elements=["team_id"], set_=same).returning(col(WatchNumberRow.last))
    return int((await session.exec(locked)).scalar_one())


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "channel_id": draft.channel_id,
        "owner_id": draft.owner_id,
        "expression": draft.expression,
        "query": draft.query.to_data(),
        "filters": draft.filters.to_data(),
        "ping": draft.ping,
        "every": draft.every,
    }


async def _index(session: AsyncSession, watch: Watch, directory: Directory) -> None:
    found = terms(criteria(watch).query, await team_lists(session, watch.team_id), directory)
    await session.exec(delete(WatchTermRow).where(col(WatchTermRow.watch_id) == watch.id))
    session.add_all(WatchTermRow(watch_id=watch.id or 0, term=term) for term in found)
    await session.flush()


async def reindex_list(session: AsyncSession, team_id: str, name: str, directory: Directory) -> None:
    """Index the watches of a list again after the list has changed."""
    for watch in await of_team(session, team_id):
        if name in list_names(criteria(watch).query):
            await _index(session, watch, directory)


def list_names(query: Query) -> set[str]:
    """The lists that a query or a part of it stands for."""
    own = {query.key} if query.kind == "list" else set()
    return own.union(*map(list_names, query.parts))


# --- finding


async def by_number(session: AsyncSession, team_id: str, number: int) -> Watch | None:
    """The watch of this number in a workspace."""
    found = await _watches(session, col(WatchRow.team_id) == team_id, col(WatchRow.number) == number)
    return found[0] if found else None


async def of_channel(session: AsyncSession, team_id: str, channel_id: str) -> list[Watch]:
    """The watches of a channel, by number."""
    return await _watches(session, col(WatchRow.team_id) == team_id, col(WatchRow.channel_id) == channel_id)


async def of_team(session: AsyncSession, team_id: str, owner_id: str | None = None) -> list[Watch]:
    """All watches of a workspace, or those of one owner, by number."""
    mine = [col(WatchRow.owner_id) == owner_id] if owner_id else []
    return await _watches(session, col(WatchRow.team_id) == team_id, *mine)


async def _watches(session: AsyncSession, *conditions: Any) -> list[Watch]:
    rows = await session.exec(select(WatchRow).where(*conditions).order_by(col(WatchRow.number)))
    return [Watch.of(row) for row in rows]


async def hits(session: AsyncSession, team_id: str, watches: Sequence[Watch], now: datetime) -> dict[int, Hits]:
    """The alerts of these watches in the last 7 and 30 days, by the watch's id."""
    week = now - timedelta(days=7)
    rows = await session.exec(
        select(AlertRow.watch_ids, AlertRow.created_at).where(
            col(AlertRow.team_id) == team_id,
            col(AlertRow.channel_id).in_({watch.channel_id for watch in watches}),
            col(AlertRow.created_at) >= now - timedelta(days=30),
        )
    )
    counts = {watch.id or 0: [0, 0] for watch in watches}
    for ids, at in rows:
        for watch_id in counts.keys() & set(ids):
            counts[watch_id][0] += at >= week
            counts[watch_id][1] += 1
    return {watch_id: Hits(*pair) for watch_id, pair in counts.items()}


async def count(session: AsyncSession, team_id: str) -> int:
    """How many watches a workspace has."""
    return (await session.exec(select(func.count()).select_from(WatchRow).where(col(WatchRow.team_id) == team_id))).one()
