"""Who hears of a move: new alerts where it is news, edits where it was told already. In the transaction of the move."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import policy
from storage import alerts, channels, moves
from storage.directory import Directory
from storage.models import Correction, CorrectionRow, Entry, Move
from storage.moves import Recorded
from storage.wanting import wanting


async def tell(session: AsyncSession, directory: Directory, entry: Entry, recorded: Recorded, now: datetime) -> int:
    """Write the alerts that a recorded move calls for, and have posted ones edited; return how many are new."""
    for undone in recorded.reversed:
        await alerts.refresh(session, undone, now)
    if recorded.is_new_report and not recorded.is_new:
        await alerts.refresh(session, recorded.move.id or 0, now)
    if not policy.may_alert(entry, recorded, now).yes:
        return 0
    move = recorded.move if recorded.move.alertable else await moves.allow_alerts(session, recorded.move)
    watches = await wanting(session, move, recorded.report, directory, now)
    if not watches:
        return 0
    told = policy.hearers(watches, await _corrections(session, move))
    until = await channels.quiet_until(session, {(watch.team_id, watch.channel_id) for watch in told}, now)
    return len(await alerts.enqueue(session, move, told, now, not_before=until))


async def _corrections(session: AsyncSession, move: Move) -> list[Correction]:
    """What workspaces said of the move last."""
    rows = await session.exec(select(CorrectionRow).where(CorrectionRow.move_id == move.id).order_by(col(CorrectionRow.id)))
    return list({row.team_id: Correction.of(row) for row in rows}.values())
