"""`moves feeds`: the feeds of the installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.commands.errors import FeedsError
from bot.errors import FeedError
from bot.feeds import discover, opml
from bot.look import probe
from bot.parts import now, open_database, open_poller
from bot.poller import Poller
from bot.settings import Settings
from bot.sources import Imported, add_listed, export_opml, import_opml
from storage import feeds
from storage.database import Database
from storage.models import Feed


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    db = await open_database(settings)
    try:
        yield db
    finally:
        await db.close()


@asynccontextmanager
async def _poller(settings: Settings) -> AsyncIterator[Poller]:
    async with _database(settings) as db, open_poller(settings, db, now) as poller:
        yield poller


async def add(settings: Settings, address: str) -> str:
    """Find the feed at an address and add it for everybody."""
    async with _poller(settings) as poller:
        try:
            found = await discover.discover(poller.fetcher, poller.parser, address)
        except FeedError as error:
            raise FeedsError(error.reason) from error
        if not found:
            raise FeedsError("No feed was found there. Give the address of the feed itself.")
        best = found[0]
        async with poller.db.transaction() as session:
            wanted = feeds.NewFeed(best.url, best.feed.title, best.feed.lang or "")
            feed, is_new = await feeds.add(session, wanted, now())
    return f"{'Added' if is_new else 'Known already:'} {feed.id} {feed.url} {feed.title}".rstrip()


async def listing(settings: Settings) -> str:
    """All feeds with how they are doing."""
    async with _database(settings) as db, db.reading() as session:
        healths = await feeds.health(session)
    return (
        "\n".join(map(_line, healths)) or "No feeds yet: add one with `moves feeds add ADDRESS`, or `moves feeds import default`."
    )


def _line(health: feeds.Health) -> str:
    feed = health.feed
    state = feed.error or ("ok" if feed.checked_at else "not looked at yet")
    return f"{feed.id:>5}  {feed.state:<7} {_when(feed.checked_at):<16}  {feed.url}  {state}"


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


async def _find(db: Database, which: str) -> Feed:
    async with db.reading() as session:
        found = await feeds.by_id(session, int(which)) if which.isdecimal() else await feeds.by_url(session, which)
    if found is None:
        raise FeedsError(f"There is no feed {which}: `moves feeds list` shows the numbers.")
    return found


async def remove(settings: Settings, which: str) -> str:
    """Stop reading a feed, given by number or address; what it told stays."""
    async with _database(settings) as db:
        feed = await _find(db, which)
        async with db.transaction() as session:
            await feeds.remove(session, feed.id or 0)
    return f"Removed {feed.id} {feed.url}"


async def check(settings: Settings, which: str) -> str:
    """Fetch and parse a feed now, store nothing, and show its last fetches."""
    async with _poller(settings) as poller:
        feed = await _find(poller.db, which)
        wrong = (await probe(poller, [feed.url])).get(feed.url)
        async with poller.db.reading() as session:
            fetches = await feeds.last_fetches(session, feed.id or 0)
            delay = await feeds.median_delay(session, feed.id or 0)
    lines = [f"{feed.url}: {wrong or 'answers as it should'}", f"next look due {_when(feed.next_check_at)} UTC"]
    if delay is not None:
        lines.append(f"half of its entries are seen within {delay.total_seconds() / 60:.0f} minutes of their publication")
    return "\n".join(
        lines + [f"  {_when(f.at)}  {f.status}  {f.ms} ms  {f.size} bytes  {f.new} new  {f.error or ''}" for f in fetches]
    )


async def take_in(settings: Settings, source: str) -> str:
    """Add the feeds of an OPML file, or those that come with the program (`default`)."""
    async with _poller(settings) as poller:
        if source == "default":
            added = await add_listed(poller.db, (each for each in opml.default_sources() if each.default), now())
            return f"{added} feeds added"
        try:
            return _told(await import_opml(poller, Path(source).read_bytes(), source))  # noqa: ASYNC240 - once, at the start
        except (OSError, FeedError) as error:
            raise FeedsError(f"{source} cannot be read: {error}") from error


def _told(result: Imported) -> str:
    lines = [f"{len(result.added)} added, {len(result.duplicate)} known already, {len(result.unreachable)} unreachable"]
    return "\n".join(lines + [f"  {url}: {reason}" for url, reason in result.unreachable])


async def give_out(settings: Settings) -> bytes:
    """All feeds as OPML."""
    async with _database(settings) as db:
        return await export_opml(db)
