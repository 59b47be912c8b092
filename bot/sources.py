"""What people do with feeds: find, look at, add, take in and give out lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import FeedError
from bot.feeds import discover, opml
from bot.feeds.discover import Candidate
from bot.look import probe
from bot.poller import Poller
from bot.stories import stored_entry
from handlers.services import Preview
from storage import feeds, polling
from storage.database import Database
from storage.feeds import NewFeed
from storage.models import Feed, Source

_SHOWN_TITLES = 3
_READ_AT_MOST = 50


class NewsSources:
    """The feeds as listeners may use them (`handlers.services.Sources`)."""

    def __init__(self, poller: Poller, start: Callable[[Feed], None], template: str = "") -> None:
        """Take what fetches and reads, what starts a first poll in the background, and the address of a news search."""
        self._poller = poller
        self._start = start
        self._template = template

    async def discover(self, address: str) -> Sequence[Preview]:
        """Find the feeds of an address and look at each of them.

        Raises:
            ValueError: there is none, or the address cannot be reached; the message says which.
        """
        try:
            found = await discover.discover(self._poller.fetcher, self._poller.parser, address)
        except FeedError as error:
            raise ValueError(error.reason) from error
        if not found:
            raise ValueError("No feed was found there. Give the address of the feed itself.")
        return [await self._preview(candidate) for candidate in found]

    async def _preview(self, candidate: Candidate) -> Preview:
        now = self._poller.clock()
        told = candidate.feed
        feed = Feed(url=candidate.url, title=told.title, lang=told.lang or "", created_at=now, next_check_at=now)
        entries = [stored_entry(entry, feed, now) for entry in told.entries[:_READ_AT_MOST]]
        read = await self._poller.reader.read(entries, now)
        return Preview(
            url=candidate.url,
            title=told.title,
            lang=told.lang or "",
            titles=tuple(entry.title for entry in entries[:_SHOWN_TITLES]),
            entries=len(entries),
            moves=sum(each.reading.is_move for each in read),
        )

    async def add(self, url: str, team_id: str, user_id: str) -> int:
        """Store a feed for a workspace and return its id; its first poll starts at once."""
        now = self._poller.clock()
        async with self._poller.db.transaction() as session:
            feed, is_new = await feeds.add(session, NewFeed(url, shared=False), now)
            source = Source(team_id=team_id, feed_id=feed.id or 0, added_by=user_id, added_at=now)
            await feeds.add_source(session, source)
        if is_new:
            self._start(feed)
        return feed.id or 0

    async def add_search(self, company: str, team_id: str, user_id: str) -> int:
        """Add the news search for a company.

        Raises:
            ValueError: no news search is set up.
        """
        if not self._template:
            raise ValueError("No news search is set up: set MOVES_NEWS_SEARCH_TEMPLATE.")
        return await self.add(discover.search_feed(self._template, company), team_id, user_id)


# --- lists


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the feeds of a list; unreachable ones are pairs of address and reason."""

    added: tuple[str, ...] = ()
    duplicate: tuple[str, ...] = ()
    unreachable: tuple[tuple[str, str], ...] = ()


async def import_opml(poller: Poller, body: bytes, name: str) -> Imported:
    """Add the feeds of a list that answer; those known already are duplicates.

    Raises:
        ParseError: the document is no list of feeds.
    """
    listed = opml.read_opml(body, name)
    async with poller.db.reading() as session:
        known = {feed.url for feed in await feeds.all_feeds(session) if feed.state == polling.ACTIVE}
    fresh = [source for source in listed if source.url not in known]
    wrong = await probe(poller, [source.url for source in fresh])
    good = [source for source in fresh if source.url not in wrong]
    await add_listed(poller.db, good, poller.clock())
    return Imported(
        tuple(source.url for source in good),
        tuple(source.url for source in listed if source.url in known),
        tuple(wrong.items()),
    )


async def add_listed(db: Database, listed: Iterable[opml.Source], now: datetime) -> int:
    """Store the feeds of a list as shared ones, unseen; return how many were not read before."""
    added = 0
    async with db.transaction() as session:
        for source in listed:
            wanted = NewFeed(source.url, source.title, source.lang or "", source.topic, source.group, source.require or "")
            added += (await feeds.add(session, wanted, now))[1]
    return added


async def export_opml(db: Database) -> bytes:
    """All feeds that are read, as a list that any reader takes."""
    async with db.reading() as session:
        told = [feed for feed in await feeds.all_feeds(session) if feed.state == polling.ACTIVE]
    listed = (
        opml.Source(
            url=feed.url,
            title=feed.title,
            group=feed.folder,
            lang=feed.lang or None,
            topic=feed.topic,
            require=feed.require or None,
        )
        for feed in told
    )
    return opml.write_opml(listed, "Feeds of moves-bot")
