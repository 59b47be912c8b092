"""Alerts: which channel hears of which move, and what it was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage import watches as watches_of
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
    wanted: dict[tuple[str, str], list[Watch]] = {}
    for watch in sorted(watches, key=lambda watch: (watch.team_id, watch.channel_id, watch.number)):
        wanted.setdefault((watch.team_id, watch.channel_id), []).append(watch)
    if not wanted:
        return []
    new = await _insert(session, move, wanted, now)
    known = select(AlertRow).where(AlertRow.move_id == move.id, col(AlertRow.channel_id).in_({channel for _, channel in wanted}))
    rows = await session.exec(known.with_for_update().execution_options(populate_existing=True))
    alerts = {(row.team_id, row.channel_id): Alert.of(row) for row in rows}
    merged = [await _merge(session, alerts[place], mine, place in new) for place, mine in wanted.items()]
    to_post = [each.alert for each in merged if each.to_post]
    await outbox.enqueue_all(session, [_item(alert, (not_before or {}).get(alert.channel_id)) for alert in to_post], now)
    await watches_of.record_hits(session, [watch_id for each in merged for watch_id in each.gained], now)
    return [each.alert for each in merged if each.gained or (each.alert.team_id, each.alert.channel_id) in new]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A channel's alert about a move with these watches in it, the watches it did not have, and whether it is to be posted."""

    alert: Alert
    gained: list[int]
    to_post: bool


async def _insert(
    session: AsyncSession, move: Move, wanted: Mapping[tuple[str, str], Sequence[Watch]], now: datetime
) -> set[tuple[str, str]]:
    """Write the alerts that are not there yet, by channel; return which those are."""
    table = AlertRow.__table__  # type: ignore[attr-defined]  # SQLModel's types do not know the table of a row class
    insert = insert_into(session, table).on_conflict_do_nothing().returning(table.c.team_id, table.c.channel_id)
    fresh = [
        Alert(
            team_id=team,
            channel_id=channel,
            move_id=move.id or 0,
            watch_ids=tuple(watch.id or 0 for watch in mine),
            state=_state(mine),
            created_at=now,
        ).model_dump(exclude={"id"})
        for (team, channel), mine in wanted.items()
    ]
    return {(team, channel) for team, channel in await (await session.connection()).execute(insert, fresh)}


def _state(watches: Sequence[Watch]) -> str:
    """Of a new alert: posted at once when an instant watch wants it, else held for a digest."""
    return "pending" if any(watch.every == "now" for watch in watches) else "held"


async def _merge(session: AsyncSession, alert: Alert, watches: Sequence[Watch], is_new: bool) -> _Merged:
    """Give a known alert the watches it does not have; one that is held for a digest is posted when an instant one wants it."""
    if is_new:
        return _Merged(alert, list(alert.watch_ids), alert.state == "pending")
    gained = [watch.id or 0 for watch in watches if watch.id not in alert.watch_ids]
    to_post = alert.state == "held" and _state(watches) == "pending"
    changes: dict[str, Any] = {"watch_ids": (*alert.watch_ids, *gained)} if gained else {}
    changes |= {"state": "pending"} if to_post else {}
    if changes:
        await session.exec(update(AlertRow).where(col(AlertRow.id) == alert.id).values(**changes))
    return _Merged(alert.model_copy(update=changes), gained, to_post)


def _item(alert: Alert, not_before: datetime | None = None, op: str = "alert") -> outbox.Item:
    """An alert's own delivery: it is posted once, and edits of it that wait are one."""
    key = f"{op}:{alert.id}"
    return outbox.Item(alert.team_id, alert.channel_id, op, key, alert_id=alert.id, not_before=not_before)


async def refresh(session: AsyncSession, move_id: int, now: datetime, *, team_id: str | None = None) -> int:
    """Have the posted alerts about a move edited; return how many will be.

    What changed is found when the edit is sent, by comparing with what the message says, so that a hurry of reports becomes
    one edit and one line in the thread. `team_id` limits it to one workspace (whose people corrected the move).
    """
    posted = select(AlertRow).where(AlertRow.move_id == move_id, col(AlertRow.state).in_(("sent", "pending", "withdrawn")))
    posted = posted.where(AlertRow.team_id == team_id) if team_id else posted
    rows = (await session.exec(posted.order_by(col(AlertRow.id)))).all()
    return await outbox.enqueue_all(session, [_item(Alert.of(row), op="update") for row in rows], now, holding=True)


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
        where = (delivery.team_id, delivery.channel_id)
        line = outbox.Item(*where, "reply", f"reply:{delivery.id}", reply, alert_id=delivery.alert_id)
        await outbox.enqueue(session, line, now)


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
