import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

import pytest
from sqlmodel import select

from bot.classifier.read import read
from bot.directory import load_directory
from bot.feeds.article import ArticleReader
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.limits import Limits
from bot.feeds.pool import Parser
from bot.parts import companies_named
from bot.pipeline import poll_due
from bot.policy import Pace
from bot.poller import Poller, Tally
from bot.reader import StoryReader
from storage import feeds, watches
from storage.criteria import Filters, Query
from storage.database import Database
from storage.models import Alert, AlertRow, Entry, EntryRow, Feed, FeedRow, Move, MoveRow, Report, ReportRow, Source
from storage.watches import Draft
from tests.pipeline.publisher import Outlet, Press, press
from tests.storage.builders import NOW

FAST = Limits(connect=1, read=1, total=3, spacing=0)


@dataclass
class Newsroom:
    """The outlets, the poller that reads them, and a clock that only the test moves."""

    db: Database
    press: Press
    poller: Poller
    now: datetime = NOW

    async def subscribe(self, outlet: Outlet, **values: object) -> Feed:
        """Add an outlet's feed."""
        async with self.db.transaction() as session:
            feed, _ = await feeds.add(session, feeds.NewFeed(self.press.url(outlet), **values), self.now)  # type: ignore[arg-type]  # the fields come by name from each test
        return feed

    async def use(self, feed: Feed, team: str = "T1", user: str = "U1") -> None:
        """Let a workspace use a feed."""
        async with self.db.transaction() as session:
            await feeds.add_source(session, Source(team_id=team, feed_id=feed.id or 0, added_by=user, added_at=self.now))

    async def watch(self, company: str, channel: str = "C1", team: str = "T1") -> None:
        """Let a channel watch a company."""
        key = self.poller.directory.company_key(company)
        draft = Draft(channel, "U1", company, Query("company", key, company), Filters())
        async with self.db.transaction() as session:
            await watches.create(session, team, draft, self.poller.directory, self.now)

    async def poll(self, later: timedelta = timedelta(hours=7)) -> Tally:
        """Let time pass until every feed is due, and poll."""
        self.now += later
        return await poll_due(self.poller)

    async def rows(self, table: type) -> list:
        async with self.db.reading() as session:
            return list((await session.exec(select(table).order_by(table.id))).all())

    async def moves(self) -> list[Move]:
        return [Move.of(row) for row in await self.rows(MoveRow)]

    async def reports(self) -> list[Report]:
        return [Report.of(row) for row in await self.rows(ReportRow)]

    async def alerts(self) -> list[Alert]:
        return [Alert.of(row) for row in await self.rows(AlertRow)]

    async def entries(self) -> list[Entry]:
        return [Entry.of(row) for row in await self.rows(EntryRow)]

    async def feed(self, outlet: Outlet) -> Feed:
        async with self.db.reading() as session:
            return Feed.of((await session.exec(select(FeedRow).where(FeedRow.url == self.press.url(outlet)))).one())


async def opened(room: Newsroom, *titles: str) -> list[Outlet]:
    """Outlets that are subscribed to and past their baseline, and a channel that watches OpenAI."""
    outlets = [room.press.outlet(title) for title in titles]
    for outlet in outlets:
        outlet.publish("Nothing of note", room.now)
        await room.subscribe(outlet)
    await room.watch("openai")
    await room.poll()
    return outlets


@pytest.fixture
async def room(db: Database) -> AsyncIterator[Newsroom]:
    """A newsroom on each database."""
    guard = Guard([ip_network("127.0.0.0/8")])
    async with (
        press() as outlets,
        Fetcher(guard, limits=FAST) as fetcher,
        Parser(workers=0) as parser,
        ArticleReader(fetcher, asyncio.get_running_loop().time) as articles,
        StoryReader(read, companies_named, articles) as reader,
    ):
        pace = Pace(timedelta(minutes=5), timedelta(hours=6), lambda: 0.5)
        poller = Poller(db, load_directory, fetcher, parser, reader, articles, lambda: here.now, pace, "test")
        here = Newsroom(db, outlets, poller)
        yield here
