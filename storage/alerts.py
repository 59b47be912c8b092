"""Alerts: which channel hears of which move, and what it was told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage.models import Alert, AlertRow, Delivery, Move, MoveRow, Report, ReportRow, Watch, WatchRow
from storage.upsert import insert_into


async def enqueue(
    session: AsyncSession,
    move: Move,
    watches: Sequence[Watch],
    now: datetime,
    *,
    not_before: Mapping[str, datetime] | None = None,
) -> list[Alert]:
    """Write one alert for each channel that watches the move, and what is to be posted, in the caller's transaction.

    Safe to repeat: a channel hears of a move once, however often and for however many watches it is asked for.

    Args:
        session: the transaction in which the move was recorded.
        move: the stored move.
        watches: those that want it; ones with a rhythm of their own (``every`` is not ``now``) keep it for their digest.
        now: the instant.
        not_before: by channel, when it may be posted at the earliest (quiet hours).

    Returns:
        The alerts that are new or that one more watch wants.
    """
    wanted = sorted(watches, key=lambda watch: (watch.team_id, watch.channel_id, watch.number))
    changed = []
    for place, group in groupby(wanted, key=lambda watch: (watch.team_id, watch.channel_id)):
        mine = list(group)
        alert, is_new, gained = await _merge(session, move, place, mine, now)
        if any(watch.every == "now" for watch in mine):
            alert = await _post(session, alert, (not_before or {}).get(place[1], now), now)
        if is_new or gained:
            changed.append(alert)
            await _count_hits(session, gained, now)
    return changed


async def _merge(
    session: AsyncSession, move: Move, place: tuple[str, str], watches: Sequence[Watch], now: datetime
) -> tuple[Alert, bool, list[int]]:
    """The channel's alert about the move with these watches in it, whether it is new, and the watches it did not have."""
    team, channel = place
    fresh = Alert(team_id=team, channel_id=channel, move_id=move.id or 0, state="held", created_at=now)
    insert = insert_into(session, AlertRow).values(**fresh.model_dump(exclude={"id"})).on_conflict_do_nothing()
    is_new = (await session.exec(insert.returning(col(AlertRow.id)))).first() is not None
    here = select(AlertRow).where(AlertRow.team_id == team, AlertRow.channel_id == channel, AlertRow.move_id == move.id)
    row = (await session.exec(here.with_for_update())).one()
    gained = [watch.id or 0 for watch in watches if watch.id not in row.watch_ids]
    alert = Alert.of(row).model_copy(update={"watch_ids": (*row.watch_ids, *gained)})
    if gained:
        await session.exec(update(AlertRow).where(col(AlertRow.id) == row.id).values(watch_ids=alert.watch_ids))
    return alert, is_new, gained


async def _post(session: AsyncSession, alert: Alert, not_before: datetime, now: datetime) -> Alert:
    """Have an alert posted that was not yet: one that was held for a digest is posted at once when an instant watch wants it."""
    if alert.state != "held":
        return alert
    await session.exec(update(AlertRow).where(col(AlertRow.id) == alert.id).values(state="pending"))
    await outbox.enqueue(
        session,
        team_id=alert.team_id,
        channel_id=alert.channel_id,
        op="alert",
        dedupe=f"alert:{alert.id}",
        payload={},
        now=now,
        alert_id=alert.id,
        not_before=not_before,
    )
    return alert.model_copy(update={"state": "pending"})


async def _count_hits(session: AsyncSession, watch_ids: Sequence[int], now: datetime) -> None:
    hit = {"hits": col(WatchRow.hits) + 1, "hit_at": now}
    await session.exec(update(WatchRow).where(col(WatchRow.id).in_(watch_ids)).values(**hit))


async def refresh(session: AsyncSession, move_id: int, now: datetime, *, team_id: str | None = None) -> int:
    """Have the posted alerts about a move edited; return how many will be.

    What changed is found when the edit is sent, by comparing with what the message says, so that a hurry of reports becomes
    one edit and one line in the thread. `team_id` limits it to one workspace (whose people corrected the move).
    """
    posted = select(AlertRow).where(AlertRow.move_id == move_id, col(AlertRow.state).in_(("sent", "pending", "withdrawn")))
    rows = (await session.exec(posted.where(AlertRow.team_id == team_id) if team_id else posted)).all()
    made = 0
    for row in rows:
        made += await outbox.enqueue(
            session,
            team_id=row.team_id,
            channel_id=row.channel_id,
            op="update",
            dedupe=f"update:{row.id}",
            payload={},
            now=now,
            alert_id=row.id,
        )
    return made


async def note_sent(
    session: AsyncSession,
    delivery: Delivery,
    ts: str,
    *,
    shown: Mapping[int, dict[str, Any]],
    reply: dict[str, Any] | None,
    now: datetime,
) -> None:
    """Note that a delivery about alerts is in Slack as the message `ts`, what it says of each alert, and what follows.

    Args:
        session: the transaction in which the delivery is marked as done.
        delivery: the delivery.
        ts: the message.
        shown: by alert id, what the message says (see `lifecycle.shown_of`).
        reply: the payload of the line to be written in the thread next, or None.
        now: the instant.
    """
    posted: dict[str, Any] = {"state": "sent", "sent_at": now}
    posted |= {"ts": ts} if delivery.op == "alert" else {"bundle_ts": ts}
    for alert_id, said in shown.items():
        values = {"shown": said} if delivery.op == "update" else {"shown": said, **posted}
        await session.exec(update(AlertRow).where(col(AlertRow.id) == alert_id).values(**values))
    if reply:
        await outbox.enqueue(
            session,
            team_id=delivery.team_id,
            channel_id=delivery.channel_id,
            op="reply",
            dedupe=f"reply:{delivery.id}",
            payload=reply,
            now=now,
            alert_id=delivery.alert_id,
        )


async def by_id(session: AsyncSession, alert_id: int) -> Alert | None:
    """The alert of this id."""
    row = await session.get(AlertRow, alert_id)
    return Alert.of(row) if row else None


async def of_move(session: AsyncSession, team_id: str, channel_id: str, move_id: int) -> Alert | None:
    """The alert about a move in a channel, or None."""
    here = [AlertRow.team_id == team_id, AlertRow.channel_id == channel_id, AlertRow.move_id == move_id]
    row = (await session.exec(select(AlertRow).where(*here))).first()
    return Alert.of(row) if row else None


async def of_message(session: AsyncSession, team_id: str, channel_id: str, ts: str, move_id: int) -> Alert | None:
    """The alert about a move that a message tells, by itself or in a bundle; None where the message is none of ours."""
    here = [AlertRow.team_id == team_id, AlertRow.channel_id == channel_id, AlertRow.move_id == move_id]
    told = or_(col(AlertRow.ts) == ts, col(AlertRow.bundle_ts) == ts)
    row = (await session.exec(select(AlertRow).where(*here, told))).first()
    return Alert.of(row) if row else None


async def of_ts(session: AsyncSession, team_id: str, channel_id: str, ts: str) -> Alert | None:
    """The alert that a message of its own tells."""
    here = select(AlertRow).where(AlertRow.team_id == team_id, AlertRow.channel_id == channel_id, AlertRow.ts == ts)
    row = (await session.exec(here)).first()
    return Alert.of(row) if row else None


async def of_bundle(session: AsyncSession, team_id: str, channel_id: str, bundle_ts: str) -> list[Alert]:
    """The alerts that one message tells together, in its order."""
    here = select(AlertRow).where(AlertRow.team_id == team_id, AlertRow.channel_id == channel_id)
    rows = await session.exec(here.where(AlertRow.bundle_ts == bundle_ts).order_by(col(AlertRow.id)))
    return [Alert.of(row) for row in rows]


async def posted_since(session: AsyncSession, team_id: str, channel_id: str, since: datetime) -> int:
    """How many messages with one alert each a channel has got since an instant."""
    here = select(func.count()).where(AlertRow.team_id == team_id, AlertRow.channel_id == channel_id)
    query = here.where(col(AlertRow.ts).is_not(None), col(AlertRow.sent_at) >= since)
    return (await session.exec(query)).one()


async def story_of(session: AsyncSession, alert: Alert) -> tuple[Move, list[Report], list[Watch]] | None:
    """The move an alert is about, its reports (first one first) and the watches that wanted it; None where the move is gone."""
    row = await session.get(MoveRow, alert.move_id)
    if row is None:
        return None
    reports = await session.exec(select(ReportRow).where(ReportRow.move_id == alert.move_id).order_by(col(ReportRow.id)))
    mine = select(WatchRow).where(WatchRow.team_id == alert.team_id, col(WatchRow.id).in_(alert.watch_ids))
    watches = await session.exec(mine.order_by(col(WatchRow.number)))
    return Move.of(row), [Report.of(report) for report in reports], [Watch.of(watch) for watch in watches]
