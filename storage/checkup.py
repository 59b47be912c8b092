"""What the operator's checks look at: how everything stands, in a few queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage.models import ChannelRow, DeliveryRow, FeedRow
from storage.values import OPEN, WAITING


@dataclass(frozen=True, slots=True)
class State:
    """How things stand.

    Attributes:
        feeds: active feeds.
        failing: number, address and error of feeds that fail.
        last_look: when a feed was looked at last.
        stuck_feeds, stuck_deliveries: with a lease that ran out and was not given back.
        open, waiting, dropped: deliveries to be sent, waiting for a channel, given up within a week.
        oldest_open, last_error: since when the oldest of those to be sent waits, and why its last try failed.
        broken: workspace, channel and Slack's error of channels that cannot be posted to.
    """

    feeds: int
    failing: tuple[tuple[int, str, str], ...]
    last_look: datetime | None
    stuck_feeds: int
    stuck_deliveries: int
    open: int
    waiting: int
    dropped: int
    oldest_open: datetime | None
    last_error: str | None
    broken: tuple[tuple[str, str, str], ...]


async def look(session: AsyncSession, now: datetime) -> State:
    """Look at feeds, outbox and channels."""
    active = col(FeedRow.state) == "active"
    failing = select(FeedRow.id, FeedRow.url, FeedRow.error).where(active, col(FeedRow.failures) > 0).order_by(col(FeedRow.id))
    broken = select(ChannelRow.team_id, ChannelRow.channel_id, ChannelRow.broken).where(col(ChannelRow.broken).is_not(None))
    counts = await outbox.counts(session)
    open_ones = col(DeliveryRow.state).in_(OPEN)
    oldest = (await session.exec(select(DeliveryRow).where(open_ones).order_by(col(DeliveryRow.created_at)).limit(1))).first()
    return State(
        feeds=await _count(session, active),
        failing=tuple((number or 0, url, error or "") for number, url, error in (await session.exec(failing)).all()),
        last_look=await session.scalar(select(func.max(FeedRow.checked_at))),
        stuck_feeds=await _count(session, col(FeedRow.lease_until) < now),
        stuck_deliveries=await _count(session, open_ones, col(DeliveryRow.lease_until) < now),
        open=sum(counts.get(state, 0) for state in OPEN),
        waiting=sum(counts.get(state, 0) for state in WAITING),
        dropped=await _count(session, col(DeliveryRow.state) == "dropped", col(DeliveryRow.done_at) > now - timedelta(days=7)),
        oldest_open=oldest.created_at if oldest else None,
        last_error=oldest.error if oldest else None,
        broken=tuple((team, channel, error or "") for team, channel, error in (await session.exec(broken)).all()),
    )


async def _count(session: AsyncSession, *conditions: object) -> int:
    return int(await session.scalar(select(func.count()).where(*conditions)) or 0)  # type: ignore[arg-type]  # SQL expressions
