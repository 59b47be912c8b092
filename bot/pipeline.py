"""The order of things from a due feed to what is stored; judges nothing itself (see `policy`)."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import partial
from urllib.parse import urlsplit

from bot.log import Log
from bot.look import look_at
from bot.poller import LEASE, Looked, Poller, Tally
from bot.storing import store
from storage import polling
from storage.values import Feed

_TOGETHER = 128  # feeds in one transaction
_ENTRIES = 1_000  # entries in one transaction, about
_PATIENCE = 0.05  # seconds for which a transaction waits for more feeds

log = Log(__name__)


def _never() -> bool:
    return False


async def poll_due(poller: Poller, stopping: Callable[[], bool] = _never) -> Tally:
    """Look at every feed that is due, and store what is new; one broken feed never stops the others."""
    tally, due = Tally(), _Due(poller, stopping)
    try:
        async with aclosing(_looked(poller, due)) as batches:
            async for batch in batches:
                tally.add(await store(poller, batch))
    finally:
        if due.left:
            await poller.db.work(lambda db: polling.release(db, poller.owner), writes=True)
    return tally


async def poll_feed(poller: Poller, feed: Feed) -> Tally:
    """Look at one feed now, whether it is due or not."""
    until = poller.clock() + LEASE
    await poller.db.work(lambda db: polling.claim(db, feed.id or 0, owner=poller.owner, until=until), writes=True)
    return await store(poller, [await look_at(poller, feed)])


class _Due:
    """The feeds that were due when the round began, claimed some hundred at a time, the next before the last are through."""

    def __init__(self, poller: Poller, stopping: Callable[[], bool]) -> None:
        self._poller = poller
        self._stopping = stopping
        self._started = poller.clock()
        self._claimed: deque[Feed] = deque()
        self._all = False
        self._turn = asyncio.Lock()
        self.left = False  # whether some of what was claimed may not have been given back

    async def take(self) -> Feed | None:
        """The next feed, or None where there is none or the program stops."""
        async with self._turn:
            if not self._claimed and not self._all and not self._stopping():
                await self._claim()
        if self._stopping() or not self._claimed:
            return None
        return self._claimed.popleft()

    async def _claim(self) -> None:
        poller = self._poller
        job = partial(polling.claim_due, now=self._started, owner=poller.owner, lease=LEASE, limit=poller.claim)
        self.left = True
        found = await poller.db.work(job, writes=True)
        self._all = len(found) < poller.claim
        self._claimed.extend(_hosts_in_turn(found))

    def ended(self) -> None:
        """Everything that was taken was given back."""
        self.left = bool(self._claimed)


def _hosts_in_turn(due: Sequence[Feed]) -> list[Feed]:
    """The feeds so ordered that those of one host, which have to wait for each other, do not fill all slots."""
    met: Counter[str] = Counter()
    places = []
    for feed in due:
        host = urlsplit(feed.url).netloc
        met[host] += 1
        places.append(met[host])
    return [due[at] for at in sorted(range(len(due)), key=places.__getitem__)]


async def _looked(poller: Poller, due: _Due) -> AsyncGenerator[list[Looked], None]:
    """Look at feeds concurrently and hand them on in the order in which they finish, some at a time."""
    done: asyncio.Queue[Looked | None] = asyncio.Queue(_TOGETHER)

    async def work() -> None:
        while (feed := await due.take()) is not None:
            await done.put(await look_at(poller, feed))

    async def all_of_it() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(poller.at_once):
                    group.create_task(work())
        except Exception:
            await done.put(None)  # whoever waits for what is ready must hear of the end, however it came
            raise
        await done.put(None)

    working = asyncio.create_task(all_of_it())
    try:
        ended = False
        while not ended:
            batch, ended = await _gather(done)
            if batch:
                yield batch
        await working
        due.ended()
    finally:
        working.cancel()
        await asyncio.wait([working])


async def _gather(done: asyncio.Queue[Looked | None]) -> tuple[list[Looked], bool]:
    """What is ready, and whether that is the end."""
    first = await done.get()
    if first is None:
        return [], True
    if done.empty():
        await asyncio.sleep(_PATIENCE)
    batch, entries = [first], len(first.stories)
    while not done.empty() and len(batch) < _TOGETHER and entries < _ENTRIES:
        one = done.get_nowait()
        if one is None:
            return batch, True
        batch.append(one)
        entries += len(one.stories)
    return batch, False
