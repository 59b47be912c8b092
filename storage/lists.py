"""Named lists of a workspace: ``@portfolio`` stands for all that is in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Lists, Query
from storage.keys import fold
from storage.models import NamedList, NamedListRow


async def find(session: AsyncSession, team_id: str, name: str) -> NamedList | None:
    """The list of this name, case and accents aside."""
    row = await session.get(NamedListRow, (team_id, fold(name)))
    return NamedList.of(row) if row else None


async def of_team(session: AsyncSession, team_id: str) -> list[NamedList]:
    """All lists of a workspace by name."""
    rows = await session.exec(select(NamedListRow).where(col(NamedListRow.team_id) == team_id).order_by(col(NamedListRow.name)))
    return [NamedList.of(row) for row in rows]


async def add(session: AsyncSession, team_id: str, name: str, items: Sequence[Query], *, by: str, now: datetime) -> NamedList:
    """Add items to a list, which is made where there is none; items it already has are kept once."""
    row = await session.get(NamedListRow, (team_id, fold(name)), with_for_update=True)
    known = row.items if row else ()
    kept = tuple({_identity(item): item for item in (*known, *map(_item, items))}.values())
    changed = NamedListRow(team_id=team_id, name=fold(name), items=kept, by=by, changed_at=now)
    return NamedList.of(await session.merge(changed))


async def drop(session: AsyncSession, team_id: str, name: str, items: Sequence[Query], *, by: str, now: datetime) -> int:
    """Take items off a list; an emptied list is removed. Returns how many were taken off."""
    row = await session.get(NamedListRow, (team_id, fold(name)), with_for_update=True)
    if row is None:
        return 0
    gone = {_identity(_item(item)) for item in items}
    kept = tuple(item for item in row.items if _identity(item) not in gone)
    dropped = len(row.items) - len(kept)
    if kept:
        await session.merge(NamedListRow(team_id=team_id, name=row.name, items=kept, by=by, changed_at=now))
    else:
        await session.delete(row)
    return dropped


async def team_lists(session: AsyncSession, team_id: str) -> Lists:
    """The lists of a workspace as queries."""
    return (await lists_of(session, {team_id})).get(team_id, {})


async def lists_of(session: AsyncSession, team_ids: Iterable[str]) -> dict[str, dict[str, tuple[Query, ...]]]:
    """The lists of several workspaces as queries, by workspace and folded name."""
    wanted = list(team_ids)
    found: dict[str, dict[str, tuple[Query, ...]]] = {}
    rows = await session.exec(select(NamedListRow).where(col(NamedListRow.team_id).in_(wanted))) if wanted else ()
    for row in rows:
        found.setdefault(row.team_id, {})[row.name] = tuple(map(Query.from_data, row.items))
    return found


def _item(query: Query) -> dict[str, Any]:
    return {"kind": query.kind, "key": query.key, "label": query.label}


def _identity(item: dict[str, Any]) -> tuple[str, str]:
    return item["kind"], item["key"]
