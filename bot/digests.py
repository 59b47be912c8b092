"""Digests, made when their slot has come; delivery sends them."""

from collections.abc import Callable
from datetime import datetime

import structlog

from storage import digests
from storage.database import Database

log = structlog.get_logger(__name__)


async def make_due(db: Database, clock: Callable[[], datetime]) -> int:
    """Put every digest that is due into the outbox, each in a transaction of its own; return how many."""
    now = clock()
    async with db.reading() as session:
        due = await digests.due(session, now)
    made = 0
    for digest in due:
        async with db.transaction() as session:
            if await digests.make(session, digest, now):
                made += 1
                place = {"team": digest.channel.team_id, "channel": digest.channel.channel_id}
                log.info("digest made", every=digest.every, slot=digest.slot.isoformat(), **place)
    return made
