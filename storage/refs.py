"""What a person points at: the permalink of an alert, a number, or the address of an article."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Alert, AlertRow, Entry, EntryRow, MoveRow, ReportRow

_PERMALINK = re.compile(r"https?://[^/]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>\d{10})(?P<micros>\d{6})", re.ASCII)
_THREAD = re.compile(r"[?&]thread_ts=(\d{10}\.\d{6})")
_NUMBER = re.compile(r"#?(?P<number>\d{1,12})")


@dataclass(frozen=True, slots=True)
class Found:
    """What was pointed at: a move, the alert it was seen in (one of the workspace), and the article, as far as they are known."""

    move_id: int | None = None
    alert: Alert | None = None
    entry: Entry | None = None
    several: int = 0


async def find(session: AsyncSession, team_id: str, text: str, story_key: Callable[[str], str]) -> Found | None:
    """Find what a text points at within a workspace; None where there is no such thing.

    A number is a move's, which alerts show; a permalink may be of a line in an alert's thread, too. The permalink of a
    bundle points at `several` moves and at none of them. `story_key` gives the key of the article at an address.
    """
    text = text.strip()
    if match := _PERMALINK.match(text):
        thread = _THREAD.search(text)
        ts = thread[1] if thread else f"{match['seconds']}.{match['micros']}"
        return await _of_message(session, team_id, match["channel"], ts)
    if match := _NUMBER.fullmatch(text):
        return await _of_move(session, team_id, int(match["number"]))
    return await _of_article(session, team_id, story_key(text)) if "://" in text else None


async def _of_message(session: AsyncSession, team_id: str, channel_id: str, ts: str) -> Found | None:
    here = (AlertRow.team_id == team_id, AlertRow.channel_id == channel_id)
    rows = (await session.exec(select(AlertRow).where(*here, or_(AlertRow.ts == ts, AlertRow.bundle_ts == ts)))).all()
    if not rows:
        return None
    if len(rows) > 1:
        return Found(several=len(rows))
    return Found(rows[0].move_id, Alert.of(rows[0]))


async def _of_move(session: AsyncSession, team_id: str, move_id: int) -> Found | None:
    if await session.get(MoveRow, move_id) is None:
        return None
    mine = select(AlertRow).where(AlertRow.team_id == team_id, AlertRow.move_id == move_id).order_by(col(AlertRow.id))
    alert = (await session.exec(mine)).first()
    return Found(move_id, Alert.of(alert) if alert else None)


async def _of_article(session: AsyncSession, team_id: str, story_key: str) -> Found | None:
    """The article of this key, and the move it reports, if any."""
    copies = select(EntryRow.id).where(EntryRow.story_key == story_key)
    its = or_(col(ReportRow.story_key) == story_key, col(ReportRow.entry_id).in_(copies))
    reported = select(ReportRow).where(its).order_by(col(ReportRow.id).desc())
    report = (await session.exec(reported)).first()
    entry_row = await session.get(EntryRow, report.entry_id) if report and report.entry_id else None
    if entry_row is None:
        read = select(EntryRow).where(EntryRow.story_key == story_key).order_by(col(EntryRow.id).desc())
        entry_row = (await session.exec(read)).first()
    entry = Entry.of(entry_row) if entry_row else None
    if report is None:
        return Found(entry=entry) if entry else None
    found = await _of_move(session, team_id, report.move_id)
    return Found(report.move_id, found.alert if found else None, entry)
