"""Workers: how much faster two processes poll and read ten thousand feeds than one, on PostgreSQL.

Every feed has an address of its own (127.x.y.z), so that politeness towards hosts holds nobody up, and a document of
ten stories, of which some are new in each pass; one new story in fifty tells a move. Run by `make bench-workers`, or directly:

    python -m bot.bench.workers --feeds 10000 --new 3
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import psutil
from sqlalchemy import insert, text

from bot.bench.faults.people import names
from bot.bench.standing import postgresql
from storage.database import Database
from storage.migrations import upgrade
from storage.models import FeedRow
from storage.values import Feed

_OLD = 7  # stories of earlier passes that a document still has
_MOVE = 50  # one new story in so many tells a move
_COMPANIES = ("OpenAI", "Stripe", "Spotify", "Airbnb", "Nvidia", "Palantir", "Siemens", "Nestlé", "Airbus", "Unilever")
_OTHER = (
    "{city} council votes on a new tram line after months of debate",
    "{company} opens a second data centre near {city}",
    "How {city} became a place where young families want to live",
    "{company} raises its forecast as orders from abroad recover",
    "Storm over {city}: trains run again, schools stay closed until Monday",
    "Opinion: why {company} should not be afraid of smaller rivals",
)
_CITIES = ("Lyon", "Ghent", "Turin", "Leeds", "Graz", "Porto", "Malmö", "Basel", "Cork", "Bergen")
_TEASER = "The decision came late on {day}, people familiar with the matter said; details are expected within the coming weeks."


@dataclass
class Papers:
    """The documents of all feeds, made anew for each pass."""

    feeds: int
    new: int
    port: int = 0
    stories: list[list[str]] = field(default_factory=list)
    documents: list[bytes] = field(default_factory=list)
    _told: int = 0
    _people: list[str] = field(default_factory=names)
    _chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311 - no secret

    def url(self, number: int) -> str:
        """Where a feed is: each has a host of its own."""
        return f"http://127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}:{self.port}/{number}"

    def print_next(self) -> None:
        """Each feed tells some stories more."""
        self.stories = self.stories or [[] for _ in range(self.feeds)]
        for stories in self.stories:
            count = self.new if stories else _OLD
            stories[:0] = [self._story() for _ in range(count)]
            del stories[_OLD + self.new :]
        head = "<rss version='2.0'><channel><title>Paper {n}</title><language>en</language>"
        self.documents = [
            _answer((head.format(n=number) + "".join(stories) + "</channel></rss>").encode())
            for number, stories in enumerate(self.stories)
        ]

    def _story(self) -> str:
        self._told += 1
        company, city = self._chance.choice(_COMPANIES), self._chance.choice(_CITIES)
        title = self._chance.choice(_OTHER).format(company=company, city=city)
        if self._told % _MOVE == 0:
            title = f"{self._chance.choice(self._people)} joins {company} as head of design"
        at = format_datetime(datetime.now(UTC) - timedelta(seconds=self._chance.randrange(3000)))
        return (
            f"<item><title>{title}</title><guid>{self._told}</guid><link>https://paper.example/{self._told}</link>"
            f"<pubDate>{at}</pubDate><description>{_TEASER.format(day=city)}</description></item>"
        )


def _answer(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Server(asyncio.Protocol):
    """As little of HTTP as a reader of feeds needs, so that what serves the feeds takes no core from what reads them."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self._transport, asyncio.Transport)
        place = data.split(b" ", 2)[1].lstrip(b"/")
        found = self._papers.documents[int(place)] if place.isdigit() else b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n"
        self._transport.write(found)


async def add_feeds(db: Database, papers: Papers) -> None:
    """Put all feeds into the database."""
    now = datetime.now(UTC)
    rows = [
        Feed(url=papers.url(number), title=f"Paper {number}", created_at=now, next_check_at=now).model_dump(exclude={"id"})
        for number in range(papers.feeds)
    ]
    async with db.engine.begin() as connection:
        await connection.execute(insert(FeedRow.__table__), rows)  # type: ignore[attr-defined]  # SQLModel's types do not know the table of a row class


async def one_pass(db: Database, papers: Papers, server_pid: int, workers: int, env: dict[str, str]) -> float:
    """Let some workers look at every feed at once; print what it took, and return the seconds."""
    papers.print_next()
    async with db.engine.begin() as connection:
        await connection.execute(text("UPDATE feed SET next_check_at = now() - interval '1 minute'"))
    served, stored, read = time.process_time(), _spent(server_pid), _children()
    begin = time.perf_counter()
    command = (sys.executable, "-m", "bot", "poll", "--once")
    pipe, same = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    processes = [await asyncio.create_subprocess_exec(*command, env=env, stdout=pipe, stderr=same) for _ in range(workers)]
    said = [(await process.communicate())[0].decode().strip().splitlines()[-1] for process in processes]
    took = time.perf_counter() - begin
    print(f"{workers} worker(s): {took:.1f} s, {papers.feeds / took:.0f} feeds a second")
    print(f"  processor time: workers {_children() - read:.1f} s, PostgreSQL {_spent(server_pid) - stored:.1f} s, ", end="")
    print(f"serving the feeds {time.process_time() - served:.1f} s")
    for line in said:
        print(f"  {line}", flush=True)
    return took


def _children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _spent(pid: int) -> float:
    """Processor time of a PostgreSQL server: its own, and that of sessions, ended ones too."""
    times = psutil.Process(pid).cpu_times()
    alive = [process.cpu_times() for process in psutil.Process(pid).children()]
    each = [one.user + one.system for one in alive]
    return float(times.user + times.system + times.children_user + times.children_system + sum(each))


async def main(args: argparse.Namespace) -> bool:
    """A first pass, which only fills the database; then one worker, then two; whether two are fast enough."""
    papers = Papers(args.feeds, args.new)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: _Server(papers), "0.0.0.0", 0)  # noqa: S104 - all of 127.0.0.0/8
    papers.port = listening.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="workers") as name:
        async with postgresql(Path(name)) as server:
            db = Database(server.get_uri())
            await upgrade(db.engine)
            await add_feeds(db, papers)
            env = os.environ | {
                "MOVES_DATABASE_URL": server.get_uri(),
                "MOVES_ALLOW_PRIVATE_FEEDS": "127.0.0.0/8",
                "MOVES_FETCH_ARTICLES": "false",
            }
            pid = server.get_pid()
            await one_pass(db, papers, pid, 2, env)
            print("that was the first look at each feed; from now on what is new is read")
            one = await one_pass(db, papers, pid, 1, env)
            two = await one_pass(db, papers, pid, 2, env)
            await db.close()
    listening.close()
    print(f"two are {one / two:.2f} times as fast as one (wanted: 1.7 on two free cores)")
    return one / two >= 1.7  # noqa: PLR2004 - the bound printed above


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=3, help="new stories a feed and pass")
    sys.exit(0 if asyncio.run(main(parser.parse_args())) else 1)
