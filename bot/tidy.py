"""The tidy tick: what is old is forgotten, what is broken is tried again, and the gauges are set."""

from datetime import datetime, timedelta

import structlog

from bot import metrics
from bot.settings import Settings
from storage import outbox, prune, refusals, workspaces
from storage.database import Database
from storage.values import OPEN, WAITING

PROBE = timedelta(hours=1)
FINISHED = timedelta(days=30)  # a delivery is kept for questions
HANDLED = timedelta(days=1)  # Slack sends an event again for minutes, not for a day
_ROUNDS = 20

log = structlog.get_logger(__name__)


async def tidy(settings: Settings, db: Database, now: datetime) -> None:
    """Do all of it; safe in any number of processes."""
    async with db.transaction() as session:
        await outbox.prune(session, now - FINISHED)
        await workspaces.forget_events(session, now - HANDLED)
        erased = await workspaces.erase_departed(session, now)
        stranded = await outbox.wake_stranded(session, now)
        tried = await refusals.probe(session, now, broken_before=now - PROBE)
    pruned = await _prune(settings, db, now)
    await _gauges(db, now)
    if erased or tried or pruned or stranded:
        log.info("tidied", workspaces_erased=len(erased), channels_tried=tried, rows_pruned=pruned, deliveries_woken=stranded)


async def _prune(settings: Settings, db: Database, now: datetime) -> int:
    entries, moves = timedelta(days=settings.keep_entries_days), timedelta(days=settings.keep_moves_days)
    gone = 0
    for _ in range(_ROUNDS):
        async with db.transaction() as session:
            done = await prune.prune(session, now, entries=entries, moves=moves)
        gone += done.entries + done.moves + done.fetches
        if not done.more:
            break
    return gone


async def _gauges(db: Database, now: datetime) -> None:
    async with db.reading() as session:
        counts = await outbox.counts(session)
        oldest = await outbox.oldest_pending(session)
    for state in (*OPEN, *WAITING, "dropped"):
        metrics.OUTBOX.labels(state).set(counts.get(state, 0))
    metrics.OLDEST.set((now - oldest).total_seconds() if oldest else 0)
