"""What the owners of a feed are told: once when it has failed for a day, once when it works again."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.poller import Looked
from bot.results import owners_wait
from handlers.mrkdwn import escape
from storage import feeds, outbox
from storage.models import FeedRow


async def tell_owners(session: AsyncSession, looked: Looked, now: datetime) -> None:
    """Send the notice that a look at a feed calls for, in the transaction in which the look is noted."""
    feed = looked.feed
    if not owners_wait(looked, now):
        return
    if looked.error is None:
        assert feed.told_failing_at is not None
        await _send(session, looked, "feed-recovered", f"recovered:{feed.id}:{feed.told_failing_at.timestamp():.0f}", now)
        return
    assert feed.failing_since is not None
    await session.exec(update(FeedRow).where(col(FeedRow.id) == feed.id).values(told_failing_at=now))
    await _send(session, looked, "feed-failing", f"failing:{feed.id}:{feed.failing_since.timestamp():.0f}", now)


async def _send(session: AsyncSession, looked: Looked, key: str, dedupe: str, now: datetime) -> None:
    feed = looked.feed
    told = {"feed": feed.title or feed.url, "url": feed.url, "reason": looked.error.reason if looked.error else ""}
    payload = {"key": key, "values": {name: escape(text) for name, text in told.items()}}
    items = [
        outbox.Item(source.team_id, source.added_by, "dm", f"{dedupe}:{source.team_id}", payload)
        for source in await feeds.users(session, feed.id or 0)
        if source.added_by
    ]
    await outbox.enqueue_all(session, items, now)
