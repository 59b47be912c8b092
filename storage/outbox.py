"""The outbox: what is to be sent to Slack, who is sending it, and how it went.

One delivery of a channel is in flight at a time and they go in the order they were written; both hold over any number of
processes, because a claim takes the channel's row (`FOR UPDATE SKIP LOCKED` on PostgreSQL, the one writer on SQLite).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, exists, func, or_, tuple_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import ChannelRow, Delivery, DeliveryRow
from storage.upsert import insert_into
from storage.values import OPEN, WAITING

SPACING = timedelta(seconds=1)  # Slack takes one message a second per channel


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be sent.

    Attributes:
        team_id: the workspace.
        channel_id: the channel, or for ``dm`` the member.
        op: ``alert``, ``update``, ``reply``, ``bundle``, ``digest``, ``message`` or ``dm``.
        dedupe: two with one dedupe key are one delivery.
        payload: plain data for the op: a message (``text``, ``blocks``) or a text's ``key`` and ``values``.
        alert_id: the alert it belongs to.
        not_before: when it may be sent at the earliest; at once where None.
    """

    team_id: str
    channel_id: str
    op: str
    dedupe: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    alert_id: int | None = None
    not_before: datetime | None = None


async def enqueue(session: AsyncSession, item: Item, now: datetime) -> bool:
    """Write one thing to be sent; say whether it is new.

    Args:
        session: the caller's transaction, so that what is sent is what was committed.
        item: what is to be sent.
        now: the instant.
    """
    return bool(await enqueue_all(session, [item], now))


async def enqueue_all(session: AsyncSession, items: Sequence[Item], now: datetime, *, holding: bool = False) -> int:
    """Write things to be sent, in their order and in as few statements as can be; return how many are new.

    With `holding`, one that waits already is counted too, and nobody can claim it before the caller's transaction ends: who
    claimed it earlier would send what was true before, and what the caller writes now would never be told.
    """
    if not items:
        return 0
    broken = await _know_channels(session, {(item.team_id, item.channel_id) for item in items})
    table = DeliveryRow.__table__  # type: ignore[attr-defined]  # SQLModel's types do not know the table of a row class
    insert = insert_into(session, table)
    kept = {"dedupe": insert.excluded.dedupe}
    insert = insert.on_conflict_do_update(index_elements=["dedupe"], set_=kept) if holding else insert.on_conflict_do_nothing()
    rows = [
        {
            "team_id": item.team_id,
            "channel_id": item.channel_id,
            "op": item.op,
            "alert_id": item.alert_id,
            "dedupe": item.dedupe,
            "payload": dict(item.payload),
            "state": "waiting" if broken[item.team_id, item.channel_id] else "pending",
            "error": broken[item.team_id, item.channel_id],
            "attempts": 0,
            "not_before": item.not_before or now,
            "created_at": now,
        }
        for item in items
    ]
    written = await (await session.connection()).execute(insert.returning(table.c.id), rows)
    return len(written.all())


_UNKNOWN = {
    "name": "",
    "lang": "",
    "tz": "",
    "threads": True,
    "broadcast": "off",
    "quiet": "",
    "verified_quiet": False,
    "empty_digests": False,
}


async def _know_channels(session: AsyncSession, places: set[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """Make sure that channels (pairs of workspace and channel) have rows; why each cannot be posted to, None where it can."""
    here = tuple_(col(ChannelRow.team_id), col(ChannelRow.channel_id)).in_(sorted(places))
    known = select(ChannelRow.team_id, ChannelRow.channel_id, ChannelRow.broken).where(here)
    broken = {(team, channel): error for team, channel, error in (await session.exec(known)).all()}
    if missing := sorted(places - set(broken)):
        insert = insert_into(session, ChannelRow.__table__).on_conflict_do_nothing()  # type: ignore[attr-defined]  # SQLModel's types do not know the table of a row class
        rows = [{"team_id": team, "channel_id": channel, **_UNKNOWN} for team, channel in missing]
        await (await session.connection()).execute(insert, rows)
    return dict.fromkeys(missing, None) | broken


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


async def is_held(session: AsyncSession, delivery: Delivery) -> bool:
    """Whether the lease on a delivery still stands; nobody can take it over before the caller's transaction ends."""
    mine = select(DeliveryRow.id).where(DeliveryRow.id == delivery.id, DeliveryRow.lease_owner == delivery.lease_owner)
    return (await session.exec(mine.with_for_update())).first() is not None


def set_aside(reason: str) -> dict[str, Any]:
    """The columns of open deliveries whose channel broke; what may be posted already, or is being posted, is looked up later."""
    unsure = or_(col(DeliveryRow.state) == "doubtful", col(DeliveryRow.lease_owner).is_not(None))
    return {
        "state": case((unsure, "unsure"), else_="waiting"),
        "error": reason,
        "lease_owner": None,
        "lease_until": None,
    }


def taken_up() -> Any:
    """The state of a delivery that no longer waits for its channel."""
    return case((col(DeliveryRow.state) == "unsure", "doubtful"), else_="pending")


async def wake_stranded(session: AsyncSession, now: datetime) -> int:
    """Take up what waits for channels that work: written while another process noted that they work again. Return how many."""
    works = exists().where(
        col(ChannelRow.team_id) == DeliveryRow.team_id,
        col(ChannelRow.channel_id) == DeliveryRow.channel_id,
        col(ChannelRow.broken).is_(None),
    )
    stranded = update(DeliveryRow).where(col(DeliveryRow.state).in_(WAITING), works)
    result = await session.exec(stranded.values(state=taken_up(), error=None, not_before=now))
    return int(result.rowcount)


async def hold_back(session: AsyncSession, delivery: Delivery, until: datetime, now: datetime) -> None:
    """Slack limits a whole workspace: what all processes would send there by the same method waits until an instant."""
    alike = col(DeliveryRow.op) == "update" if delivery.op == "update" else col(DeliveryRow.op) != "update"
    here = [col(DeliveryRow.team_id) == delivery.team_id, col(DeliveryRow.state).in_(OPEN), alike]
    free = or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= now)
    later = update(DeliveryRow).where(*here, free, col(DeliveryRow.not_before) < until)
    await session.exec(later.values(not_before=until))


async def limited_elsewhere(session: AsyncSession, delivery: Delivery, now: datetime) -> bool:
    """Whether another channel of the workspace is being held back by Slack now, for the same method."""
    alike = col(DeliveryRow.op) == "update" if delivery.op == "update" else col(DeliveryRow.op) != "update"
    here = [col(DeliveryRow.team_id) == delivery.team_id, col(DeliveryRow.state).in_(OPEN), alike]
    held = [col(DeliveryRow.channel_id) != delivery.channel_id, col(DeliveryRow.error) == "ratelimited"]
    query = select(DeliveryRow.id).where(*here, *held, col(DeliveryRow.not_before) > now).limit(1)
    return (await session.exec(query)).first() is not None


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
    mine = [col(DeliveryRow.team_id) == team_id, col(DeliveryRow.state).in_((*OPEN, *WAITING))]
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
