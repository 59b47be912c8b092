"""The newsroom: all that polling and reading need, made from the settings."""

import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from bot.classifier.catalogue.catalogue import load_catalogue
from bot.classifier.read import read
from bot.directory import load_directory
from bot.feeds.article import ArticleReader
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.pool import Parser
from bot.policy import Pace
from bot.poller import Poller
from bot.reader import StoryReader
from bot.settings import Settings
from storage.database import Database


def named(text: str, lang: str) -> list[str]:
    """The keys of the organisations that a text names."""
    return [mention.key for mention in load_catalogue().find(text, lang)]


def pace_of(settings: Settings) -> Pace:
    """How often a feed may and must be looked at."""
    floor, ceiling = settings.feed_min_interval, settings.feed_max_interval
    return Pace(timedelta(seconds=floor), timedelta(seconds=ceiling), random.random)


@asynccontextmanager
async def newsroom(settings: Settings, db: Database, clock: Callable[[], datetime]) -> AsyncIterator[Poller]:
    """A poller with open sessions and threads; they are closed with the block."""
    async with AsyncExitStack() as stack:
        guard = Guard(settings.allow_private_feeds)
        fetcher = await stack.enter_async_context(Fetcher(guard, user_agent=settings.user_agent))
        parser = await stack.enter_async_context(Parser())
        articles = None
        if settings.fetch_articles:
            articles = await stack.enter_async_context(ArticleReader(fetcher, time.monotonic))
        reader = await stack.enter_async_context(StoryReader(read, named, articles))
        yield Poller(db, load_directory(), fetcher, parser, reader, clock, pace_of(settings), owner=uuid4().hex)
