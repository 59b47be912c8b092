"""A second event loop in a thread of its own, with connections of its own, for questions that may compute for seconds.

What runs here shares the processor with the main loop by turns of half a millisecond, so that acknowledgements, which
Slack waits for, leave in time however many moves a question has to count.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from storage.database import Database

_AT_ONCE = 4  # questions; more would only wait for each other's turns, each with its rows in memory
_HEAVY = 1  # of those that read all moves of a year
Work = Callable[[Database], Awaitable[Any]]


class Aside:
    """The loop: call it with what is to be done with its database, and await the result; errors are raised there."""

    def __init__(self, url: str) -> None:
        """Start the thread; nothing is connected yet."""
        self._loop = asyncio.new_event_loop()
        self._db = Database(url)
        self._turns, self._heavy = asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_HEAVY)
        self._thread = threading.Thread(target=self._loop.run_forever, name="questions", daemon=True)
        self._thread.start()

    async def __call__(self, work: Work, *, heavy: bool = False) -> Any:
        """Do it as soon as it has its turn; the heavy ones wait for each other and hold up no light one."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._in_turn(work, heavy=heavy), self._loop))

    async def _in_turn(self, work: Work, *, heavy: bool) -> Any:
        async with self._heavy if heavy else self._turns:
            return await work(self._db)

    async def close(self) -> None:
        """Give up what still runs, which only reads, and end the thread."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._end(), self._loop))
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    async def _end(self) -> None:
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._db.close()


@asynccontextmanager
async def aside(url: str) -> AsyncIterator[Aside]:
    """The loop, until the end of the block."""
    made = Aside(url)
    try:
        yield made
    finally:
        await made.close()
