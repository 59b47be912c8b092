"""The parts that store and read the press, made from the settings; nothing here loads what talks to Slack."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.classifier.reading import Reading, Story
from bot.feeds.article import ArticleReader
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.pool import Parser
from bot.policy import Pace
from bot.poller import Poller
from bot.reader import StoryReader
from bot.settings import Settings
from storage.database import Database
from storage.migrations import newest_revision, upgrade

if TYPE_CHECKING:
    from storage.directory import Directory


def now() -> datetime:
    """The present instant: the only clock; everything else is given it."""
    return datetime.now(UTC)


async def open_database(settings: Settings) -> Database:
    """The database with a schema that fits this program.

    A SQLite file is brought up to date; on PostgreSQL, which several processes share, that is `moves migrate`'s business.

    Raises:
        SchemaError: the schema does not fit; the message says what to do.
    """
    db = Database(settings.database_url)
    try:
        if db.is_sqlite and await db.revision() != newest_revision():
            await upgrade(db.engine)
        await db.check_schema()
    except BaseException:
        await db.close()
        raise
    return db


@asynccontextmanager
async def open_poller(settings: Settings, db: Database, clock: Callable[[], datetime]) -> AsyncIterator[Poller]:
    """What polls, with its connections and threads open while the block runs.

    Args:
        settings: bounds, networks, whether articles are fetched.
        db: where to store.
        clock: the present instant.
    """
    pace = Pace(
        timedelta(seconds=settings.feed_min_interval), timedelta(seconds=settings.feed_max_interval), random.SystemRandom().random
    )
    guard = Guard(settings.allow_private_feeds)
    async with (
        Fetcher(guard, user_agent=settings.user_agent) as fetcher,
        Parser() as parser,
        ArticleReader(fetcher, asyncio.get_running_loop().time) as articles,
        StoryReader(read, companies_named, articles if settings.fetch_articles else None) as reader,
    ):
        yield Poller(db, load_directory, fetcher, parser, reader, articles, clock, pace, owner=f"poll-{uuid4().hex[:12]}")


# What follows loads the classifier with the first new entry: most rounds of polling bring none.


def load_directory() -> "Directory":
    """Who is who."""
    from bot.directory import load_directory as load  # noqa: PLC0415 - loaded by whoever needs the directory; a quiet pass does not

    return load()


def read(story: Story) -> Reading:
    """The classifier's door."""
    from bot.classifier.read import read as read_story  # noqa: PLC0415 - the reader loads its lexicons; a quiet pass reads nothing

    return read_story(story)


def companies_named(text: str, lang: str) -> list[str]:
    """The keys of the organisations of the catalogue that a text names."""
    from bot.classifier.catalogue.catalogue import load_catalogue  # noqa: PLC0415 - as above: only who reads needs the catalogue

    return [mention.key for mention in load_catalogue().find(text, lang)]
