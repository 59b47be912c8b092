"""Digests: which are due, and what goes into each.

What a watch with a rhythm finds is held (`alerts.enqueue`). When its slot has come, all that is held for the watches of a
channel with one rhythm becomes one delivery, in the transaction that notes the slot: so a digest is made once, by whichever
process comes first, and after a pause the next one holds everything.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage.models import AlertRow, Channel, ChannelRow, DigestRow, Watch, WatchRow, WorkspaceRow
from storage.rhythm import latest_slot, quiet_until, slot_before, zone_of
from storage.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Due:
    """The watches of one channel with one rhythm, and the slot that has come for them.

    `settled` are those that were as they are before the slot: only they can say that nothing happened.
    """

    channel: Channel
    every: str
    slot: datetime
    since: datetime
    watch_ids: tuple[int, ...]
    settled: tuple[int, ...] = ()


async def due(session: AsyncSession, now: datetime, *, team_id: str = "", channel_id: str = "") -> list[Due]:
    """The digests whose last slot was not made yet; of one channel, where one is named."""
    last = select(DigestRow.watch_id, func.max(DigestRow.slot).label("slot")).group_by(col(DigestRow.watch_id)).subquery()
    rows = await session.exec(
        _watches(team_id, channel_id).outerjoin(last, last.c.watch_id == WatchRow.id).add_columns(last.c.slot)
    )
    found = []
    for _, group in groupby(rows, key=lambda row: (row[0].team_id, row[0].channel_id, row[0].every)):
        part = list(group)
        each = _of(part, now)
        pending = tuple(
            watch.id or 0 for watch, _, _, made in part if watch.created_at < each.slot and (made is None or made < each.slot)
        )
        if pending:
            found.append(replace(each, watch_ids=pending, settled=tuple(n for n in each.settled if n in pending)))
    return found


async def of_channel(session: AsyncSession, team_id: str, channel_id: str, now: datetime) -> list[Due]:
    """The digests of a channel as they stand, whether their slot has come or not: the period runs until now."""
    rows = await session.exec(_watches(team_id, channel_id))
    found = []
    for _, group in groupby(rows, key=lambda row: row[0].every):
        each = _of([(*row, None) for row in group], now)
        found.append(replace(each, slot=now, since=each.slot))
    return found


def _watches(team_id: str, channel_id: str) -> Any:
    here = [col(WatchRow.team_id) == team_id, col(WatchRow.channel_id) == channel_id] if channel_id else []
    return (
        select(WatchRow, ChannelRow, WorkspaceRow.settings)
        .outerjoin(
            ChannelRow, (col(ChannelRow.team_id) == WatchRow.team_id) & (col(ChannelRow.channel_id) == WatchRow.channel_id)
        )
        .outerjoin(WorkspaceRow, col(WorkspaceRow.team_id) == WatchRow.team_id)
        .where(*here, col(WatchRow.every) != "now", col(WatchRow.state) == "active", col(WorkspaceRow.left_at).is_(None))
        .order_by(col(WatchRow.team_id), col(WatchRow.channel_id), col(WatchRow.every), col(WatchRow.id))
    )


def _of(part: Sequence[Any], now: datetime) -> Due:
    """All watches of one rhythm and channel, with the last slot at or before now."""
    watch, row, settings, _ = part[0]
    channel = Channel.of(row) if row else Channel(team_id=watch.team_id, channel_id=watch.channel_id)
    zone = zone_of(channel.tz, (settings or {}).get("tz"))
    slot = latest_slot(watch.every, now, zone)
    ids = tuple(each.id or 0 for each, _, _, _ in part)
    settled = tuple(each.id or 0 for each, _, _, _ in part if each.changed_at < slot)
    channel = channel.model_copy(update={"tz": str(zone)})
    return Due(channel, watch.every, slot, slot_before(watch.every, slot, zone), ids, settled)


async def make(session: AsyncSession, digest: Due, now: datetime) -> bool:
    """Note a slot and put its digest in the outbox; False where another process did, or there is nothing to be told."""
    values = [{"watch_id": watch_id, "slot": digest.slot, "made_at": now} for watch_id in digest.watch_ids]
    noted = insert_into(session, DigestRow).values(values).on_conflict_do_nothing().returning(col(DigestRow.watch_id))
    new = set((await session.exec(noted)).scalars())
    if not new:
        return False
    held = await held_alerts(session, digest)
    if not held and not (wants_empty(digest) and new & set(digest.settled)):
        return False
    await _release(session, held)
    channel = digest.channel
    until = quiet_until(channel.quiet, now, zone_of(channel.tz))
    dedupe = f"digest:{channel.team_id}:{channel.channel_id}:{digest.every}:{digest.slot:%Y%m%dT%H%M%S}:{min(new)}"
    payload = payload_of(digest, held)
    item = outbox.Item(channel.team_id, channel.channel_id, "digest", dedupe, payload, not_before=until)
    return await outbox.enqueue(session, item, now)


async def tell_rest(session: AsyncSession, watch: Watch, now: datetime) -> bool:
    """Tell at once what is held for a watch that gets another rhythm or channel; no digest would find it afterwards.

    What other watches of the channel hold too is left to their digests. Returns whether there was anything.
    """
    there = await of_channel(session, watch.team_id, watch.channel_id, now)
    own = next((each for each in there if watch.id in each.watch_ids), None)
    if own is None:
        return False
    others = {watch_id for each in there for watch_id in each.watch_ids} - {watch.id or 0}
    mine = replace(own, watch_ids=(watch.id or 0,), settled=())
    held = await held_alerts(session, mine, but=others)
    if not held:
        return False
    await _release(session, held)
    dedupe = f"digest:{watch.team_id}:{watch.channel_id}:rest:{held[0]}:{held[-1]}:{watch.id}"
    item = outbox.Item(watch.team_id, watch.channel_id, "digest", dedupe, payload_of(mine, held))
    return await outbox.enqueue(session, item, now)


def wants_empty(digest: Due) -> bool:
    """Whether a digest is wanted where nothing happened: as such, or once a week as a proof that all was read."""
    channel = digest.channel
    return channel.empty_digests or (channel.verified_quiet and digest.every.startswith("weekly"))


def payload_of(digest: Due, alert_ids: Collection[int]) -> dict[str, Any]:
    """A digest as plain data for the outbox."""
    period = {"since": digest.since.isoformat(), "until": digest.slot.isoformat()}
    return {"alert_ids": list(alert_ids), "every": digest.every, "watch_ids": list(digest.watch_ids), **period}


async def held_alerts(session: AsyncSession, digest: Due, *, but: Collection[int] = ()) -> list[int]:
    """The alerts that are held for the watches of a digest, oldest first; `but` those that one of these watches wants too."""
    here = [col(AlertRow.team_id) == digest.channel.team_id, col(AlertRow.channel_id) == digest.channel.channel_id]
    held = select(AlertRow).where(*here, col(AlertRow.state) == "held").order_by(col(AlertRow.id)).with_for_update()
    wanted, others = set(digest.watch_ids), set(but)
    rows = (await session.exec(held)).all()
    return [row.id or 0 for row in rows if wanted & set(row.watch_ids) and not others & set(row.watch_ids)]


async def _release(session: AsyncSession, alert_ids: Sequence[int]) -> None:
    if alert_ids:
        await session.exec(update(AlertRow).where(col(AlertRow.id).in_(alert_ids)).values(state="pending"))
