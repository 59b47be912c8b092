"""The moves that an entry tells: recorded, and told to the channels that want to know, in the transaction of the entry."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.poller import Looked, Tally
from bot.stories import new_move
from bot.telling import tell
from storage import moves
from storage.directory import Directory
from storage.models import Entry


async def record(session: AsyncSession, directory: Directory, looked: Looked, entry: Entry) -> Tally:
    """Record the moves of a stored entry; return what came of them."""
    tally = Tally()
    reading = next(each.reading for each in looked.stories if each.entry.key == entry.key)
    for move in reading.moves:
        recorded = await moves.record(session, new_move(move, reading), entry, directory, looked.at, shared=looked.feed.shared)
        if recorded is not None:
            tally.moves += recorded.is_new
            tally.reports += recorded.is_new_report and not recorded.is_new
            tally.alerts += await tell(session, directory, entry, recorded, looked.at)
    return tally
