"""Forgetting what is old, so that the database keeps its size."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.feeds import KEPT_FETCHES
from storage.models import EntryRow, FetchRow, MoveRow

MOST = 5_000  # rows of each kind in one transaction, so that nobody waits long for it


@dataclass(frozen=True, slots=True)
class Pruned:
    """How much was forgotten; `more` says that there is more to be forgotten at once."""

    entries: int
    moves: int
    fetches: int

    @property
    def more(self) -> bool:
        """Whether a further call would find more."""
        return max(self.entries, self.moves, self.fetches) >= MOST


async def prune(session: AsyncSession, now: datetime, *, entries: timedelta, moves: timedelta) -> Pruned:
    """Forget entries and moves older than this, and all but the newest looks at each feed; the memory of keys stays.

    A move goes with its reports and alerts; the report of a forgotten entry stays. Call it again while there is `more`.
    """
    old_entries = select(EntryRow.id).where(EntryRow.seen_at < now - entries).order_by(col(EntryRow.seen_at)).limit(MOST)
    old_moves = select(MoveRow.id).where(MoveRow.said_at < now - moves).order_by(col(MoveRow.said_at)).limit(MOST)
    place = func.row_number().over(partition_by=col(FetchRow.feed_id), order_by=col(FetchRow.id).desc()).label("place")
    ranked = select(FetchRow.id, place).subquery()
    old_looks = select(ranked.c.id).where(ranked.c.place > KEPT_FETCHES).limit(MOST)
    return Pruned(
        (await session.exec(delete(EntryRow).where(col(EntryRow.id).in_(old_entries)))).rowcount,
        (await session.exec(delete(MoveRow).where(col(MoveRow.id).in_(old_moves)))).rowcount,
        (await session.exec(delete(FetchRow).where(col(FetchRow.id).in_(old_looks)))).rowcount,
    )
