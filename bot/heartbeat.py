"""The heartbeat of whoever polls: it keeps the leases on feeds while the process lives, and only so long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.log import Log
from bot.pipeline import poll_due
from bot.poller import LEASE, Poller, Tally
from storage import polling

BEAT = LEASE.total_seconds() / 4
log = Log(__name__)


@asynccontextmanager
async def heartbeat(poller: Poller) -> AsyncIterator[None]:
    """Make the poller's leases longer again and again while the block runs."""
    beating = asyncio.create_task(_beat(poller))
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.wait([beating])


async def _beat(poller: Poller) -> None:
    while True:
        await asyncio.sleep(BEAT)
        until = poller.clock() + LEASE
        try:
            await poller.db.work(partial(polling.extend, owner=poller.owner, until=until), writes=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next beat may work
            log.warning("no heartbeat", error=type(error).__name__)


async def poll(poller: Poller, stopping: asyncio.Event) -> Tally:
    """Look at all feeds that are due, with a heartbeat."""
    async with heartbeat(poller):
        return await poll_due(poller, stopping.is_set)
