"""What looks at feeds brought is written: entries, moves, alerts and how the looks went, in one transaction.

A batch without moves is a job of plain statements; one with moves needs the ORM beside them. What cannot be written for one
feed must not keep the others back: then each feed of the batch is written by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.forgetting import without_forgotten
from bot.log import Log
from bot.poller import Looked, Poller, Tally
from bot.results import look_of, moved, owners_wait
from storage import incoming, polling
from storage.statements import Statements, within
from storage.values import Entry

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

_OUTAGES = {"OperationalError", "InterfaceError"}  # of every driver and of SQLAlchemy: the database, not what is written

log = Log(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """A look with its entries as they are stored, and what came of it."""

    looked: Looked
    fresh: list[Entry]
    tally: Tally


async def store(poller: Poller, batch: Sequence[Looked]) -> Tally:
    """Write what looks at some feeds brought, in one transaction; a feed that cannot be written fails alone."""
    try:
        written = await _write(poller, batch)
    except Exception as error:
        if _is_outage(error):
            raise
        if len(batch) == 1:
            log.exception("store failed", feed=batch[0].feed.url)
            return await _give_up(poller, batch[0])
        log.warning("batch not stored, each feed is tried alone", feeds=len(batch), error=type(error).__name__)
        tally = Tally()
        for looked in batch:
            tally.add(await store(poller, [looked]))
        return tally
    tally = Tally()
    for each in written:
        _tell(each)
        tally.add(each.tally)
    poller.counted(tally)
    return tally


def _is_outage(error: Exception) -> bool:
    return any(kind.__name__ in _OUTAGES for kind in type(error).__mro__)


async def _give_up(poller: Poller, looked: Looked) -> Tally:
    """Note that what a feed told could not be stored."""
    error = FeedError(looked.feed.url, "What it told could not be stored; the log has the details.")
    look = look_of(poller, replace(looked, answer=None, document=None, stories=(), unread=(), error=error), 0)
    try:
        await poller.db.work(lambda db: polling.note(db, [look]), writes=True)
    except Exception as again:
        if _is_outage(again):
            raise
        log.exception("feed cannot be noted", feed=looked.feed.url)  # it was removed meanwhile
    tally = Tally(feeds=1, failed=1)
    poller.counted(tally)
    return tally


async def _write(poller: Poller, batch: Sequence[Looked]) -> list[Written]:
    plain = partial(write_plain, poller, batch)
    now = poller.clock()
    if not any(_needs_session(looked, now) for looked in batch):
        return await poller.db.work(plain, writes=True)
    async with poller.db.transaction() as session:
        written = await within(session, plain)
        for each in written:
            await _write_rest(session, poller, each, now)
    return written


def _needs_session(looked: Looked, now: datetime) -> bool:
    return any(each.reading.is_move for each in looked.stories) or moved(looked) is not None or owners_wait(looked, now)


async def _write_rest(session: "AsyncSession", poller: Poller, written: Written, now: datetime) -> None:
    """What plain statements cannot do."""
    from bot import notices, recording  # noqa: PLC0415 - loads the ORM, which most batches do without
    from storage import feeds  # noqa: PLC0415 - loads the ORM, which a quiet pass does without

    looked = written.looked
    for entry in written.fresh:
        if entry.is_move:
            written.tally.add(await recording.record(session, poller.directory, looked, entry))
    if target := moved(looked):
        goes_on = await feeds.redirect(session, looked.feed, target)
        log.info("feed moved", feed=looked.feed.url, to=target, goes_on=goes_on)
    await notices.tell_owners(session, looked, now)


def write_plain(poller: Poller, batch: Sequence[Looked], db: Statements) -> list[Written]:
    """Write entries, the companies they name and how the looks went; a job."""
    digests = incoming.forgotten(db) if any(looked.stories for looked in batch) else frozenset[str]()
    named, wanted = {}, list[Entry]()
    for looked in batch:
        for each in looked.stories:
            wanted.append(without_forgotten(each, digests, poller.who))
            named[each.entry.feed_id, each.entry.key] = each.named
        wanted += looked.unread
    fresh = incoming.insert_new(db, wanted) if wanted else []
    incoming.mention(db, {at: named.get((entry.feed_id, entry.key), ()) for at, entry in enumerate(fresh)}, fresh)
    by_feed: dict[int, list[Entry]] = {}
    for entry in fresh:
        by_feed.setdefault(entry.feed_id, []).append(entry)
    written = [_written(looked, by_feed.get(looked.feed.id or 0, [])) for looked in batch]
    polling.note(db, [look_of(poller, each.looked, len(each.fresh)) for each in written])
    return written


def _written(looked: Looked, fresh: list[Entry]) -> Written:
    tally = Tally(
        feeds=1,
        failed=int(looked.error is not None),
        entries=len(fresh),
        changed=int(bool(fresh)),
        stories=len(looked.stories),
        told=sum(each.reading.is_move for each in looked.stories),
    )
    return Written(looked, fresh, tally)


def _tell(written: Written) -> None:
    """The one wide event of a feed that told something, or failed."""
    looked, tally = written.looked, written.tally
    if looked.error is not None:
        gone = bool(getattr(looked.error, "permanent", False))
        log.warning("poll failed", feed=looked.feed.url, reason=looked.error.reason, failures=looked.feed.failures + 1, gone=gone)
    elif looked.document is not None and looked.answer is not None:
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
