"""Workspaces: who installed the app, what was changed there by whom, which of Slack's events were handled."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import METADATA, AuditLine, AuditRow, HandledEventRow, Workspace, WorkspaceRow
from storage.upsert import insert_into

KEPT_AFTER_LEAVING = timedelta(days=30)


async def arrived(session: AsyncSession, workspace: Workspace) -> None:
    """Note that a workspace has the app (again); its settings are kept."""
    values = workspace.model_dump()
    known = {name: values[name] for name in ("enterprise_id", "name", "bot_user_id") if values[name]}
    insert = insert_into(session, WorkspaceRow).values(**values)
    await session.exec(insert.on_conflict_do_update(index_elements=["team_id"], set_={**known, "left_at": None}))


async def left(session: AsyncSession, team_id: str, now: datetime) -> None:
    """Note that a workspace took the app away; its data is erased `KEPT_AFTER_LEAVING` later unless it comes back."""
    mine = [col(WorkspaceRow.team_id) == team_id, col(WorkspaceRow.left_at).is_(None)]
    await session.exec(update(WorkspaceRow).where(*mine).values(left_at=now))


async def organisation_left(session: AsyncSession, enterprise_id: str, now: datetime) -> None:
    """Note that an organisation took away the app that it had installed for all of its workspaces."""
    theirs = [col(WorkspaceRow.enterprise_id) == enterprise_id, col(WorkspaceRow.left_at).is_(None)]
    await session.exec(update(WorkspaceRow).where(*theirs).values(left_at=now))


async def organisation_arrived(session: AsyncSession, enterprise_id: str) -> list[str]:
    """Note that an organisation has the app (again) in all of its workspaces; return the ids of those that are known."""
    theirs = col(WorkspaceRow.enterprise_id) == enterprise_id
    await session.exec(update(WorkspaceRow).where(theirs).values(left_at=None))
    return list(await session.exec(select(WorkspaceRow.team_id).where(theirs)))


async def workspace(session: AsyncSession, team_id: str) -> Workspace | None:
    """The workspace of this id, or None."""
    row = await session.get(WorkspaceRow, team_id)
    return Workspace.of(row) if row else None


async def present(session: AsyncSession) -> list[Workspace]:
    """All workspaces that have the app."""
    rows = await session.exec(select(WorkspaceRow).where(col(WorkspaceRow.left_at).is_(None)))
    return [Workspace.of(row) for row in rows]


async def absent(session: AsyncSession) -> list[str]:
    """The ids of the workspaces that took the app away."""
    return list(await session.exec(select(WorkspaceRow.team_id).where(col(WorkspaceRow.left_at).is_not(None))))


async def change_settings(session: AsyncSession, team_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Merge changes into a workspace's settings and return them all; a value of None takes a setting away."""
    here = col(WorkspaceRow.team_id) == team_id
    row = (await session.exec(select(WorkspaceRow).where(here).with_for_update())).one()
    merged = {name: value for name, value in {**row.settings, **changes}.items() if value is not None}
    await session.exec(update(WorkspaceRow).where(here).values(settings=merged))
    return merged


async def erase_departed(session: AsyncSession, now: datetime) -> list[str]:
    """Erase everything of the workspaces that left `KEPT_AFTER_LEAVING` ago or earlier; return their ids."""
    gone = select(WorkspaceRow.team_id).where(col(WorkspaceRow.left_at) <= now - KEPT_AFTER_LEAVING)
    teams = list(await session.exec(gone))
    for team_id in teams:
        await erase(session, team_id)
    return teams


async def erase(session: AsyncSession, team_id: str) -> None:
    """Erase everything that belongs to a workspace: every row of every table that carries its id."""
    for table in reversed(METADATA.sorted_tables):
        if "team_id" in table.c:
            await session.exec(delete(table).where(table.c.team_id == team_id))


async def record_change(  # noqa: PLR0917 - the order in which one says it
    session: AsyncSession, team_id: str, by: str, action: str, subject: str, detail: Mapping[str, Any], now: datetime
) -> None:
    """Write a line of the workspace's log: who (`by`, a member's id) did what (`action`) to what (`subject`)."""
    session.add(AuditRow(team_id=team_id, at=now, by=by, action=action, subject=subject, detail=dict(detail)))
    await session.flush()


async def changes(session: AsyncSession, team_id: str, limit: int = 20, before: int | None = None) -> Sequence[AuditLine]:
    """The newest lines of a workspace's log, the newest first; `before` is the id of the last line already shown."""
    query = select(AuditRow).where(AuditRow.team_id == team_id)
    if before is not None:
        query = query.where(col(AuditRow.id) < before)
    return [AuditLine.of(row) for row in await session.exec(query.order_by(col(AuditRow.id).desc()).limit(limit))]


async def is_first_time(session: AsyncSession, event_id: str, now: datetime) -> bool:
    """Note an event of Slack's; False where it was noted before (Slack retries what it thinks was lost)."""
    insert = insert_into(session, HandledEventRow).values(event_id=event_id[:80], at=now).on_conflict_do_nothing()
    return (await session.exec(insert.returning(col(HandledEventRow.event_id)))).first() is not None


async def forget_events(session: AsyncSession, before: datetime) -> None:
    """Forget which events were handled before an instant."""
    await session.exec(delete(HandledEventRow).where(col(HandledEventRow.at) < before))
