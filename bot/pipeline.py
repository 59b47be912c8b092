"""The order of things from a due feed to what is stored; judges nothing itself (see `policy`)."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from urllib.parse import urlsplit

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import metrics, notices
from bot.forgetting import without_forgotten
from bot.look import look_at
from bot.poller import LEASE, Looked, Poller, Tally
from bot.results import look_of, moved
from bot.stories import new_move
from bot.telling import tell
from storage import entries, feeds, moves
from storage.models import Entry, Feed
from storage.suppressions import suppressed

_TOGETHER = 32  # feeds in one transaction
_PATIENCE = 0.2  # seconds for which a transaction waits for more feeds

log = structlog.get_logger(__name__)


def _never() -> bool:
    return False


async def poll_due(poller: Poller, stopping: Callable[[], bool] = _never) -> Tally:
    """Look at every feed that is due, and store what is new; one broken feed never stops the others."""
    tally, started = Tally(), poller.clock()
    try:
        while not stopping():
            async with poller.db.transaction() as session:
                due = await feeds.claim_due(session, now=started, owner=poller.owner, lease=LEASE, limit=poller.claim)
            async for batch in _looked(poller, due):
                tally.add(await store(poller, batch))
            if len(due) < poller.claim:
                break
    except asyncio.CancelledError:
        async with poller.db.transaction() as session:
            await feeds.release(session, poller.owner)
        raise
    return tally


async def poll_feed(poller: Poller, feed: Feed) -> Tally:
    """Look at one feed now, whether it is due or not."""
    async with poller.db.transaction() as session:
        await feeds.claim(session, feed.id or 0, owner=poller.owner, until=poller.clock() + LEASE)
    return await store(poller, [await look_at(poller, feed)])


async def _looked(poller: Poller, due: Sequence[Feed]) -> AsyncIterator[list[Looked]]:
    """Look at feeds concurrently and hand them on in the order in which they finish, a few at a time."""
    done: asyncio.Queue[Looked] = asyncio.Queue(_TOGETHER)
    slots = asyncio.Semaphore(poller.at_once)

    async def one(feed: Feed) -> None:
        async with slots:
            await done.put(await look_at(poller, feed))

    async with asyncio.TaskGroup() as group:
        for feed in _hosts_in_turn(due):
            group.create_task(one(feed))
        left = len(due)
        while left:
            batch = await _gather(done, min(left, _TOGETHER))
            left -= len(batch)
            yield batch


def _hosts_in_turn(due: Sequence[Feed]) -> list[Feed]:
    """The feeds so ordered that those of one host, which have to wait for each other, do not fill all slots."""
    met: Counter[str] = Counter()
    places = []
    for feed in due:
        host = urlsplit(feed.url).netloc
        met[host] += 1
        places.append(met[host])
    return [due[at] for at in sorted(range(len(due)), key=places.__getitem__)]


async def _gather(done: asyncio.Queue[Looked], most: int) -> list[Looked]:
    batch = [await done.get()]
    try:
        async with asyncio.timeout(_PATIENCE):
            while len(batch) < most:
                batch.append(await done.get())
    except TimeoutError:
        pass
    return batch


async def store(poller: Poller, batch: Sequence[Looked]) -> Tally:
    """Write what looks at some feeds brought, in one transaction; a feed that cannot be written fails alone."""
    tally = Tally()
    async with poller.db.transaction() as session:
        digests = await suppressed(session) if any(looked.stories for looked in batch) else frozenset()
        quiet = [looked for looked in batch if looked.error is None and looked.document is None]
        await feeds.record_success(session, [look_of(poller, looked, 0) for looked in quiet])
        for looked in batch:
            if looked.document is not None or looked.error is not None:
                tally.add(await _store_alone(session, poller, looked, digests))
            await _follow_up(session, poller, looked)
    tally.feeds += len(batch)
    return tally


async def _follow_up(session: AsyncSession, poller: Poller, looked: Looked) -> None:
    """What a look means beyond its entries: a new address for good, a word to the owners."""
    if target := moved(looked):
        goes_on = await feeds.redirect(session, looked.feed, target)
        log.info("feed moved", feed=looked.feed.url, to=target, goes_on=goes_on)
    await notices.tell_owners(session, looked, poller.clock())


async def _store_alone(session: AsyncSession, poller: Poller, looked: Looked, digests: Collection[str]) -> Tally:
    try:
        async with session.begin_nested():
            if looked.error:
                return await _store_failure(session, poller, looked)
            return await _store_news(session, poller, looked, digests)
    except Exception:
        log.exception("store failed", feed=looked.feed.url)
        async with session.begin_nested():
            broken = look_of(poller, looked, 0, failed=True)
            await feeds.record_failure(session, broken, "What it told could not be stored; the log has the details.")
        return Tally(failed=1)


async def _store_failure(session: AsyncSession, poller: Poller, looked: Looked) -> Tally:
    assert looked.error is not None
    gone = bool(getattr(looked.error, "permanent", False))
    await feeds.record_failure(session, look_of(poller, looked, 0, failed=True), looked.error.reason, gone=gone)
    metrics.FEEDS.labels("failed").inc()
    log.warning("poll failed", feed=looked.feed.url, reason=looked.error.reason, failures=looked.feed.failures + 1, gone=gone)
    return Tally(failed=1)


async def _store_news(session: AsyncSession, poller: Poller, looked: Looked, digests: Collection[str]) -> Tally:
    read = {each.entry.key: each for each in looked.stories}
    unstored = [without_forgotten(each, digests, poller.directory) for each in looked.stories]
    fresh = await entries.insert_new(session, [*unstored, *looked.unread])
    named = {at: read[entry.key].named for at, entry in enumerate(fresh) if entry.key in read}
    await entries.mention(session, named, fresh)
    tally = Tally(entries=len(fresh))
    for entry in fresh:
        if entry.is_move:
            tally.add(await _record(session, poller, looked, entry))
    await feeds.record_success(session, [look_of(poller, looked, len(fresh))])
    _tell(looked, tally)
    return tally


async def _record(session: AsyncSession, poller: Poller, looked: Looked, entry: Entry) -> Tally:
    tally = Tally()
    reading = next(each.reading for each in looked.stories if each.entry.key == entry.key)
    for move in reading.moves:
        recorded = await moves.record(
            session, new_move(move, reading), entry, poller.directory, looked.at, shared=looked.feed.shared
        )
        if recorded is not None:
            tally.moves += recorded.is_new
            tally.reports += recorded.is_new_report and not recorded.is_new
            tally.alerts += await tell(session, poller.directory, entry, recorded, looked.at)
    return tally


def _tell(looked: Looked, tally: Tally) -> None:
    """The one wide event of a feed that told something."""
    assert looked.answer is not None
    metrics.FEEDS.labels("new" if tally.entries else "unchanged").inc()
    for each in looked.stories:
        metrics.ENTRIES.labels("move" if each.reading.is_move else "other").inc()
    log.info(
        "polled",
        feed=looked.feed.url,
        status=looked.answer.status,
        ms=round(looked.answer.ms),
        bytes=looked.answer.bytes,
        new=tally.entries,
        moves=tally.moves,
        reports=tally.reports,
        alerts=tally.alerts,
        baseline=looked.baseline or None,
    )
