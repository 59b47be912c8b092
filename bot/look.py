"""One look at one feed: fetch, parse, keep what is new, read it. Writes nothing; every failure is a value."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import policy
from bot.errors import FeedError
from bot.feeds.page import Page
from bot.log import Log
from bot.poller import Looked, Poller
from bot.stories import stored_entry
from storage import incoming
from storage.statements import Statements
from storage.values import Entry, Feed

if TYPE_CHECKING:
    from bot.feeds.cut import Reading as Document

_HASH_BYTES = 16
_HEX = 16  # characters of one entry's hash

log = Log(__name__)


async def look_at(poller: Poller, feed: Feed) -> Looked:
    """Look at a feed; never raises, so that one broken feed stops no other."""
    try:
        return await _look(poller, feed)
    except FeedError as error:
        return Looked(feed, poller.clock(), error=error)
    except Exception as error:
        log.exception("look failed", feed=feed.url)
        return Looked(feed, poller.clock(), error=FeedError(feed.url, f"An error nobody foresaw: {type(error).__name__}."))


async def _look(poller: Poller, feed: Feed) -> Looked:
    answer = await poller.fetcher.get(feed.url, feed.etag, feed.last_modified)
    looked = Looked(feed, poller.clock(), answer)
    if not isinstance(answer, Page):
        return looked
    body_hash = hashlib.blake2b(answer.body, digest_size=_HASH_BYTES).hexdigest()
    if body_hash == feed.body_hash and feed.baseline_at:
        return looked
    try:
        document = await poller.parser.parse(answer.body, answer.url, answer.content_type, known_hashes(feed))
    except FeedError as error:
        return replace(looked, error=error)  # with the answer, whose validators count although nothing could be read
    # what waits to be stored keeps neither the bytes nor the entries as parsed: many may wait at a time
    light = replace(document, feed=replace(document.feed, entries=()))
    looked = replace(looked, answer=replace(answer, body=b""), document=light, body_hash=body_hash)
    return await _read(poller, looked, document)


async def probe(poller: Poller, urls: Sequence[str]) -> dict[str, str]:
    """Which of these addresses are no feeds or do not answer, and why; all are asked at the same time."""
    slots = asyncio.Semaphore(poller.at_once)

    async def reason(url: str) -> str | None:
        async with slots:
            try:
                answer = await poller.fetcher.get(url)
                assert isinstance(answer, Page), "without validators nothing can be unchanged"
                await poller.parser.parse(answer.body, answer.url, answer.content_type)
            except FeedError as error:
                return error.reason
        return None

    found = await asyncio.gather(*map(reason, urls))
    return {url: why for url, why in zip(urls, found, strict=True) if why}


def known_hashes(feed: Feed) -> frozenset[bytes]:
    """The hashes of the entries that the feed showed last time; none where its next look is a baseline."""
    told = feed.cut_hashes if feed.baseline_at else ""
    return frozenset(bytes.fromhex(told[at : at + _HEX]) for at in range(0, len(told), _HEX))


async def _read(poller: Poller, looked: Looked, document: "Document") -> Looked:
    feed, now = looked.feed, looked.at
    named = feed if feed.title else _titled(feed, document)
    told = [stored_entry(entry, named, now) for entry in document.feed.entries]
    if not told:
        return looked
    fresh, baseline = await _fresh(poller, looked, told, document.known)
    marked = [entry.model_copy(update={"baseline": True}) for entry in fresh] if baseline.yes else fresh
    unread = {entry.key: reason for entry in marked if (reason := policy.lacks_required(feed, entry))}
    wanted = [entry for entry in marked if entry.key not in unread]
    stories = await poller.reader.read(wanted, now, with_articles=not baseline.yes)
    left = tuple(entry.model_copy(update={"reason": unread[entry.key]}) for entry in marked if entry.key in unread)
    return replace(looked, baseline=baseline.reason if baseline.yes else "", stories=tuple(stories), unread=left)


def _titled(feed: Feed, document: "Document") -> Feed:
    return feed.model_copy(update={"title": document.feed.title, "lang": feed.lang or document.feed.lang or ""})


async def _fresh(poller: Poller, looked: Looked, told: Sequence[Entry], left_out: int) -> tuple[list[Entry], policy.Judgement]:
    """The entries never seen before, each once, and whether they are a baseline."""
    feed = looked.feed
    by_key = {entry.key: entry for entry in reversed(told)}

    def ask(db: Statements) -> tuple[list[Entry], int, set[str]]:
        known = incoming.known(db, feed.id or 0, by_key)
        fresh = [entry for entry in told if entry.key not in known and by_key[entry.key] is entry]
        all_new = policy.looks_all_new(feed, len(fresh), left_out + len(known))
        told_before = incoming.known_stories(db, {entry.story_key for entry in fresh}) if all_new else set[str]()
        return fresh, left_out + len(known), told_before

    fresh, known, told_before = await poller.db.work(ask)
    return fresh, policy.is_baseline(feed, fresh, known, told_before, looked.at)
