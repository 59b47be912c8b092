"""The outbox: what is to be sent to Slack, who is sending it, and how it went.

One delivery of a channel is in flight at a time and they go in the order they were written; both hold over any number of
processes, because a claim takes the channel's row (`FOR UPDATE SKIP LOCKED` on PostgreSQL, the one writer on SQLite).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import ChannelRow, Delivery, DeliveryRow
from storage.upsert import insert_into
from storage.values import OPEN

SPACING = timedelta(seconds=1)  # Slack takes one message a second per channel


async def enqueue(
    session: AsyncSession,
    *,
    team_id: str,
    channel_id: str,
    op: str,
    dedupe: str,
    payload: Mapping[str, Any],
    now: datetime,
    alert_id: int | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Write one thing to be sent; say whether it is new.

    Args:
        session: the caller's transaction, so that what is sent is what was committed.
        team_id: the workspace.
        channel_id: the channel, or for ``dm`` the member.
        op: ``alert``, ``update``, ``reply``, ``bundle``, ``digest``, ``message`` or ``dm``.
        dedupe: two enqueues of one dedupe key are one delivery.
        payload: plain data for the op: a message (``text``, ``blocks``) or a text's ``key`` and ``values``.
        now: the instant.
        alert_id: the alert it belongs to.
        not_before: when it may be sent at the earliest; at once where None.
    """
    await know_channel(session, team_id, channel_id)
    broken = await session.scalar(
        select(ChannelRow.broken).where(ChannelRow.team_id == team_id, ChannelRow.channel_id == channel_id)
    )
    values = {
        "team_id": team_id,
        "channel_id": channel_id,
        "op": op,
        "alert_id": alert_id,
        "dedupe": dedupe,
        "payload": dict(payload),
        "state": "waiting" if broken else "pending",
        "error": broken,
        "attempts": 0,
        "not_before": not_before or now,
        "created_at": now,
    }
    statement = insert_into(session, DeliveryRow).values(**values).on_conflict_do_nothing().returning(col(DeliveryRow.id))
    return (await session.exec(statement)).first() is not None


async def know_channel(session: AsyncSession, team_id: str, channel_id: str) -> None:
    """Make sure that the channel has a row."""
    values = {
        "team_id": team_id,
        "channel_id": channel_id,
        "name": "",
        "lang": "",
        "tz": "",
        "threads": True,
        "broadcast": "off",
        "quiet": "",
        "verified_quiet": False,
        "empty_digests": False,
    }
    await session.exec(insert_into(session, ChannelRow).values(**values).on_conflict_do_nothing())


async def claim(session: AsyncSession, *, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
    """Take up to `limit` deliveries that are due, at most one per channel, and lease them to `owner`.

    One whose earlier lease ran out is returned as ``doubtful``: whoever had it may have sent it before it died.

    Args:
        session: a transaction that ends right after the claim.
        owner: unique to the caller.
        now: the instant; a channel's next post is `SPACING` later.
        lease: for how long nobody else may take them.
        limit: how many.
    """
    taken = []
    for row, channel in (await session.exec(_due(now, limit))).all():
        if row.lease_owner is not None:
            row.state = "doubtful"
        row.lease_owner, row.lease_until = owner, now + lease
        row.attempts += 1
        if row.op == "update":
            row.dedupe = f"{row.dedupe.partition('#')[0]}#{row.id}"  # a change from now on is an update of its own
        channel.next_post_at = now + SPACING
        taken.append(Delivery.of(row))
    await session.flush()
    return taken


def _due(now: datetime, limit: int) -> Any:
    heads = select(func.min(DeliveryRow.id)).where(col(DeliveryRow.state).in_(OPEN))
    heads = heads.group_by(col(DeliveryRow.team_id), col(DeliveryRow.channel_id))
    same = and_(col(ChannelRow.team_id) == DeliveryRow.team_id, col(ChannelRow.channel_id) == DeliveryRow.channel_id)
    return (
        select(DeliveryRow, ChannelRow)
        .join(ChannelRow, same)
        .where(
            col(DeliveryRow.id).in_(heads),
            col(DeliveryRow.state).in_(OPEN),
            col(DeliveryRow.not_before) <= now,
            or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= now),
            or_(col(ChannelRow.next_post_at).is_(None), col(ChannelRow.next_post_at) <= now),
        )
        .order_by(col(DeliveryRow.not_before), col(DeliveryRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True, of=[DeliveryRow, ChannelRow])
    )


async def renew(session: AsyncSession, delivery: Delivery, until: datetime) -> bool:
    """Make a lease longer; False where it was lost, and then nothing may be sent."""
    return await _set(session, delivery, lease_until=until)


async def mark_done(session: AsyncSession, delivery: Delivery, ts: str | None, now: datetime) -> bool:
    """It is in Slack, as the message `ts`; False where the lease was lost."""
    return await _set(session, delivery, state="done", ts=ts, done_at=now, error=None, lease_owner=None, lease_until=None)


async def put_back(
    session: AsyncSession, delivery: Delivery, *, error: str, not_before: datetime, doubtful: bool = False, counts: bool = True
) -> bool:
    """It was not sent, or nobody knows (`doubtful`): try again from `not_before` on; `counts` says whether it was a try."""
    return await _set(
        session,
        delivery,
        state="doubtful" if doubtful or delivery.state == "doubtful" else "pending",
        error=error,
        not_before=not_before,
        attempts=delivery.attempts if counts else delivery.attempts - 1,
        lease_owner=None,
        lease_until=None,
    )


async def drop(session: AsyncSession, delivery: Delivery, *, error: str, now: datetime) -> bool:
    """It can never be sent; the reason is kept."""
    return await _set(session, delivery, state="dropped", error=error, done_at=now, lease_owner=None, lease_until=None)


async def _set(session: AsyncSession, delivery: Delivery, **values: Any) -> bool:
    mine = [col(DeliveryRow.id) == delivery.id, col(DeliveryRow.lease_owner) == delivery.lease_owner]
    result = await session.exec(update(DeliveryRow).where(*mine).values(**values))
    return bool(result.rowcount == 1)


async def pause_channel(session: AsyncSession, team_id: str, channel_id: str, until: datetime) -> None:
    """Leave a channel alone until an instant, in all processes."""
    here = [col(ChannelRow.team_id) == team_id, col(ChannelRow.channel_id) == channel_id]
    await session.exec(update(ChannelRow).where(*here).values(next_post_at=until))


async def waiting_alerts(session: AsyncSession, head: Delivery, now: datetime, limit: int) -> list[Delivery]:
    """The alerts of the head's channel that are due and were never tried, in order; the claimed head is the first."""
    here = [col(DeliveryRow.team_id) == head.team_id, col(DeliveryRow.channel_id) == head.channel_id]
    due = [col(DeliveryRow.op) == "alert", col(DeliveryRow.state) == "pending", col(DeliveryRow.not_before) <= now]
    free = or_(col(DeliveryRow.lease_owner).is_(None), col(DeliveryRow.id) == head.id)
    rows = await session.exec(select(DeliveryRow).where(*here, *due, free).order_by(col(DeliveryRow.id)).limit(limit))
    return [Delivery.of(row) for row in rows]


async def counts(session: AsyncSession) -> dict[str, int]:
    """How many deliveries are in each state."""
    rows = await session.exec(select(DeliveryRow.state, func.count()).group_by(col(DeliveryRow.state)))
    return dict(rows.all())


async def unsent(session: AsyncSession, team_id: str) -> int:
    """How many of a workspace's deliveries are to be sent, or wait for a channel."""
    mine = [col(DeliveryRow.team_id) == team_id, col(DeliveryRow.state).in_((*OPEN, "waiting"))]
    return int(await session.scalar(select(func.count()).select_from(DeliveryRow).where(*mine)) or 0)


async def oldest_pending(session: AsyncSession) -> datetime | None:
    """Since when the oldest open delivery has been waiting."""
    found: datetime | None = await session.scalar(
        select(func.min(DeliveryRow.created_at)).where(col(DeliveryRow.state).in_(OPEN))
    )
    return found


async def prune(session: AsyncSession, before: datetime) -> int:
    """Forget what was finished before an instant; return how many."""
    result = await session.exec(
        delete(DeliveryRow).where(col(DeliveryRow.state).in_(("done", "dropped")), col(DeliveryRow.done_at) < before)
    )
    return int(result.rowcount)
