"""Channels: how they want their alerts, and what becomes of their watches while nothing can be posted there.

Nothing is ever deleted for a failed delivery: what was to be posted waits, the owners of the watches are told once, and
what waited is told in one digest when the channel works again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import rhythm
from storage.models import Alert, AlertRow, Channel, ChannelRow, DeliveryRow, Watch, WatchRow, WorkspaceRow
from storage.outbox import Item, enqueue, set_aside, taken_up
from storage.upsert import insert_into
from storage.values import OPEN, WAITING

BACKLOG = timedelta(days=7)
_ALERTS = ("alert", "bundle")


async def channel_of(session: AsyncSession, team_id: str, channel_id: str) -> Channel:
    """How a channel wants its alerts; the defaults where it never said."""
    row = await session.get(ChannelRow, (team_id, channel_id))
    return Channel.of(row) if row else Channel(team_id=team_id, channel_id=channel_id)


async def set_channel(session: AsyncSession, team_id: str, channel_id: str, **changes: object) -> None:
    """Store what is known or wanted of a channel (at least one field); the fields that are not named stay as they are."""
    values = {"team_id": team_id, "channel_id": channel_id}
    fresh = Channel.model_validate({**values, **changes}).model_dump()
    statement = insert_into(session, ChannelRow).values(**fresh)
    set_ = {name: fresh[name] for name in changes}
    await session.exec(statement.on_conflict_do_update(index_elements=list(values), set_=set_))


async def learn(session: AsyncSession, team_id: str, channel_id: str, *, tz: str, lang: str) -> None:
    """Take somebody's time zone and language for a channel that has none of its own yet."""
    known = await channel_of(session, team_id, channel_id)
    changes = {name: value for name, value in (("tz", tz), ("lang", lang)) if value and not getattr(known, name)}
    if changes:
        await set_channel(session, team_id, channel_id, **changes)


async def quiet_until(session: AsyncSession, places: Collection[tuple[str, str]], now: datetime) -> dict[str, datetime]:
    """When the quiet hours end of those channels (pairs of workspace and channel) that want quiet now, by channel."""
    wanting = select(ChannelRow, WorkspaceRow.settings).outerjoin(WorkspaceRow, col(WorkspaceRow.team_id) == ChannelRow.team_id)
    here = col(ChannelRow.channel_id).in_({channel for _, channel in places})
    found = {}
    for row, settings in await session.exec(wanting.where(here, col(ChannelRow.quiet) != "")):
        until = rhythm.quiet_until(row.quiet, now, rhythm.zone_of(row.tz, (settings or {}).get("tz")))
        if until and (row.team_id, row.channel_id) in places:
            found[row.channel_id] = until
    return found


async def is_watched(session: AsyncSession, team_id: str, channel_id: str) -> bool:
    """Whether anybody watches anything in a channel."""
    mine = select(WatchRow.id).where(WatchRow.team_id == team_id, WatchRow.channel_id == channel_id).limit(1)
    return (await session.exec(mine)).first() is not None


async def break_channel(session: AsyncSession, team_id: str, channel_id: str, error: str, now: datetime) -> list[Watch]:
    """Note that nothing can be posted to a channel, and why (Slack's error code); safe to repeat.

    Its watches are marked with the reason, what was to be posted waits, and a message to each owner who was not told yet
    is put in the outbox. Returns the watches that were working until now.
    """
    known = await channel_of(session, team_id, channel_id)
    since = known.broken_at or now
    await set_channel(session, team_id, channel_id, broken=error, broken_at=since)
    rows = (await session.exec(_watches(team_id, channel_id, "active").with_for_update())).all()
    for row in rows:
        row.sqlmodel_update({"state": "broken", "reason": error, "told_at": now})
        session.add(row)
    await session.exec(_deliveries(team_id, channel_id, *OPEN).values(**set_aside(error)))
    for owner in dict.fromkeys(row.owner_id for row in rows if row.owner_id):
        await _tell(session, [row for row in rows if row.owner_id == owner], now)
    return [Watch.of(row) for row in rows]


async def _tell(session: AsyncSession, rows: Sequence[WatchRow], now: datetime) -> None:
    """One message for the owner of these watches of one channel, once for each time that the channel broke."""
    first = rows[0]
    payload = {
        "view": "broken",
        "channel_id": first.channel_id,
        "error": first.reason,
        "watches": [{"id": row.id, "number": row.number, "expression": row.expression} for row in rows],
    }
    # the message is to the owner, not to the channel that is broken
    dedupe = f"broken:{first.channel_id}:{first.owner_id}:{first.id}:{now:%Y%m%dT%H%M%S}"
    await enqueue(session, Item(first.team_id, first.owner_id, "dm", dedupe, payload), now)


async def revive_channel(session: AsyncSession, team_id: str, channel_id: str, now: datetime) -> int:
    """Note that a channel can be posted to again: its watches work, its backlog is told. Returns how many alerts it holds.

    One waiting alert is posted as it is; more, up to `BACKLOG` old, become one digest. Older ones are told nowhere, and say so.
    What may have been posted before the channel broke is looked for, each by itself.
    """
    known = await channel_of(session, team_id, channel_id)
    if known.broken is None:
        return 0
    await set_channel(session, team_id, channel_id, broken=None, broken_at=None)
    await _watches_work_again(session, team_id, channel_id)
    alerts = await _backlog(session, team_id, channel_id, now)
    await drop_old(session, team_id, channel_id, now)
    waiting = _deliveries(team_id, channel_id, *WAITING)
    if len(alerts) > 1:
        in_digest = _deliveries(team_id, channel_id, "waiting").where(col(DeliveryRow.op).in_(_ALERTS))
        await session.exec(in_digest.values(state="dropped", error="told in the digest", done_at=now))
        await _digest(session, team_id, channel_id, alerts, now)
    await session.exec(waiting.values(state=taken_up(), error=None, not_before=now, attempts=0))
    return len(alerts)


async def drop_old(session: AsyncSession, team_id: str, channel_id: str, now: datetime) -> None:
    """Drop what has waited for a channel longer than a backlog is kept: it is no news any more."""
    old = _deliveries(team_id, channel_id, *WAITING).where(col(DeliveryRow.created_at) < now - BACKLOG)
    await session.exec(old.values(state="dropped", error="older than the backlog that is kept", done_at=now))


async def _watches_work_again(session: AsyncSession, team_id: str, channel_id: str) -> None:
    broken = update(WatchRow).where(col(WatchRow.team_id) == team_id, col(WatchRow.channel_id) == channel_id)
    await session.exec(broken.where(col(WatchRow.state) == "broken").values(state="active", reason=None, told_at=None))


async def _backlog(session: AsyncSession, team_id: str, channel_id: str, now: datetime) -> list[Alert]:
    """The alerts that wait for a channel, by themselves or in a message with others, and cannot have been posted yet."""
    waiting = select(DeliveryRow.alert_id, DeliveryRow.payload).where(
        DeliveryRow.team_id == team_id,
        DeliveryRow.channel_id == channel_id,
        DeliveryRow.state == "waiting",
        col(DeliveryRow.op).in_(_ALERTS),
        col(DeliveryRow.created_at) >= now - BACKLOG,
    )
    ids: set[int] = set()
    for alert_id, payload in (await session.exec(waiting)).all():
        ids |= {alert_id} if alert_id else set(payload["alert_ids"])
    rows = select(AlertRow).where(col(AlertRow.id).in_(ids), AlertRow.state == "pending").order_by(col(AlertRow.id))
    return [Alert.of(row) for row in await session.exec(rows)]


async def _digest(session: AsyncSession, team_id: str, channel_id: str, alerts: Sequence[Alert], now: datetime) -> None:
    ids = [alert.id for alert in alerts]
    dedupe = f"backlog:{team_id}:{channel_id}:{ids[0]}:{ids[-1]}"
    payload = {"view": "backlog", "alert_ids": ids}
    await enqueue(session, Item(team_id, channel_id, "digest", dedupe, payload), now)


def _watches(team_id: str, channel_id: str, state: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - SQLModel's own select type
    return select(WatchRow).where(WatchRow.team_id == team_id, WatchRow.channel_id == channel_id, WatchRow.state == state)


def _deliveries(team_id: str, channel_id: str, *states: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - see above
    found = update(DeliveryRow).where(col(DeliveryRow.team_id) == team_id, col(DeliveryRow.channel_id) == channel_id)
    return found.where(col(DeliveryRow.state).in_(states))


async def revive_workspace(session: AsyncSession, team_id: str, errors: Collection[str], now: datetime) -> int:
    """Note that a workspace lets us in again: its channels that broke with one of these errors work; returns how many."""
    broken = select(ChannelRow.channel_id).where(ChannelRow.team_id == team_id, col(ChannelRow.broken).in_(errors))
    channel_ids = (await session.exec(broken)).all()
    for channel_id in channel_ids:
        await revive_channel(session, team_id, channel_id, now)
    return len(channel_ids)


async def move_watches(session: AsyncSession, team_id: str, owner_id: str, *, source: str, target: str, now: datetime) -> int:
    """Have the watches that a person owns in a channel tell another one, and what waits for them with them.

    Returns how many watches were moved. An alert whose move the other channel was told already stays behind.
    """
    mine = (WatchRow.team_id == team_id, WatchRow.channel_id == source, WatchRow.owner_id == owner_id)
    rows = (await session.exec(select(WatchRow).where(*mine).with_for_update())).all()
    for row in rows:
        row.sqlmodel_update({"channel_id": target, "state": "active", "reason": None, "told_at": None, "changed_at": now})
    moved = {row.id for row in rows}
    alerts = [alert for alert in await _backlog(session, team_id, source, now) if moved & set(alert.watch_ids)]
    told = select(AlertRow.move_id).where(AlertRow.team_id == team_id, AlertRow.channel_id == target)
    known = set((await session.exec(told)).all())
    taken = [alert for alert in alerts if alert.move_id not in known]
    await _take_along(session, taken, target, now)
    return len(rows)


async def _take_along(session: AsyncSession, taken: Sequence[Alert], target: str, now: datetime) -> None:
    if not taken:
        return
    ids = [alert.id for alert in taken]
    await session.exec(update(AlertRow).where(col(AlertRow.id).in_(ids)).values(channel_id=target))
    theirs = update(DeliveryRow).where(col(DeliveryRow.alert_id).in_(ids), col(DeliveryRow.state) == "waiting")
    await session.exec(theirs.values(channel_id=target, state="dropped", error="told in the digest", done_at=now))
    await _digest(session, taken[0].team_id, target, taken, now)


async def drop_waiting(session: AsyncSession, team_id: str, channel_id: str, now: datetime) -> None:
    """Drop what waits for a channel that nobody watches anything in any more."""
    watched = select(WatchRow.id).where(WatchRow.team_id == team_id, WatchRow.channel_id == channel_id).limit(1)
    if (await session.exec(watched)).first() is None:
        dropped = {"state": "dropped", "error": "its watches were deleted", "done_at": now}
        await session.exec(_deliveries(team_id, channel_id, *WAITING).values(**dropped))
