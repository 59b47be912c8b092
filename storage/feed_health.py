"""How the feeds of a workspace are: counted, and listed with the failing ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import EntryRow, Feed, FeedRow, SourceRow


@dataclass(frozen=True, slots=True)
class Health:
    """Feeds of a workspace: how many, how many of them answer, and when the newest article was seen."""

    feeds: int
    healthy: int
    newest: datetime | None


def _of_team(team_id: str) -> Any:
    """A shared feed serves everybody who did not pause it, another one those who added it; those given up are left out."""
    return and_(
        or_(col(FeedRow.shared), col(SourceRow.feed_id).is_not(None)),
        func.coalesce(col(SourceRow.paused), False).is_(False),
        col(FeedRow.state) != "gone",
    ), and_(col(SourceRow.feed_id) == col(FeedRow.id), col(SourceRow.team_id) == team_id)


async def health(session: AsyncSession, team_id: str) -> Health:
    """Count the feeds of a workspace."""
    mine, joined = _of_team(team_id)
    well = case((and_(col(FeedRow.failures) == 0, col(FeedRow.state) == "active"), 1), else_=0)
    query = select(func.count(), func.sum(well), func.max(FeedRow.new_at)).select_from(FeedRow)
    feeds, healthy, newest = (await session.exec(query.outerjoin(SourceRow, joined).where(mine))).one()
    return Health(feeds, healthy or 0, newest)


async def feeds(session: AsyncSession, team_id: str, limit: int, offset: int = 0) -> Sequence[Feed]:
    """The feeds of a workspace, failing ones first."""
    mine, joined = _of_team(team_id)
    query = select(FeedRow).outerjoin(SourceRow, joined).where(mine).order_by(col(FeedRow.failures).desc(), col(FeedRow.id))
    return [Feed.of(row) for row in await session.exec(query.limit(limit).offset(offset))]


async def stories_read(session: AsyncSession, team_id: str, since: datetime) -> int:
    """How many stories the feeds of a workspace told since an instant."""
    mine, joined = _of_team(team_id)
    feed_ids = select(FeedRow.id).outerjoin(SourceRow, joined).where(mine)
    query = select(func.count()).select_from(EntryRow).where(col(EntryRow.feed_id).in_(feed_ids), col(EntryRow.seen_at) >= since)
    return (await session.exec(query)).one()
