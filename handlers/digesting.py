"""What a digest is about, gathered from its plain data in the outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.views.digest import Digest, Quiet
from storage import feed_health
from storage.models import Channel, WatchRow
from storage.shown import Story


async def digest_of(
    session: AsyncSession,
    team_id: str,
    data: Mapping[str, Any],
    stories: Sequence[Story],
    channel: Channel,
    *,
    preview: bool = False,
) -> Digest:
    """A digest from what `storage.digests.payload_of` wrote and the stories to be told."""
    since, until = datetime.fromisoformat(data["since"]), datetime.fromisoformat(data["until"])
    asked = select(WatchRow.expression).where(WatchRow.team_id == team_id, col(WatchRow.id).in_(data["watch_ids"]))
    expressions = (await session.exec(asked.order_by(col(WatchRow.number)))).all()
    verified = channel.verified_quiet and data["every"].startswith("weekly")
    quiet = await _quiet(session, team_id, since) if verified else None
    return Digest(stories, data["every"], since, until, expressions, quiet, preview)


async def _quiet(session: AsyncSession, team_id: str, since: datetime) -> Quiet:
    health = await feed_health.health(session, team_id)
    read = await feed_health.stories_read(session, team_id, since)
    return Quiet(read, health.feeds, health.healthy, health.newest)
