"""The world around the app under test: news, Slack, a database, and the app's processes; and the count at the end."""

import argparse
import asyncio
import json
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.bench.faults.people import names
from bot.bench.standing import Press, Slack, database, press, slack
from bot.directory import load_directory
from storage.criteria import Filters, Query
from storage.database import Database
from storage.feeds import NewFeed, add
from storage.migrations import upgrade
from storage.watches import Draft, create

TEAM = "T0ACME"  # the workspace that the stand-in plays
COMPANIES = ("OpenAI", "Anthropic", "Mistral AI", "Stripe", "Spotify", "Airbnb", "Nvidia", "Palantir")
_RUNNING = " running "
_SETTINGS = {
    "MOVES_POLL_SECONDS": "0.5",
    "MOVES_FEED_MIN_INTERVAL": "0",
    "MOVES_FEED_MAX_INTERVAL": "1",
    "MOVES_ALLOW_PRIVATE_FEEDS": "127.0.0.0/8",
    "MOVES_FETCH_ARTICLES": "false",
}


@dataclass
class App:
    """A process of the app, with its log."""

    process: asyncio.subprocess.Process
    log: Path
    began: int

    async def until(self, words: str, seconds: float = 60) -> bool:
        """Wait until it says something."""
        for _ in range(int(seconds * 10)):
            if words in await asyncio.to_thread(_tail, self.log, self.began):
                return True
            await asyncio.sleep(0.1)
        return False

    async def kill(self) -> bool:
        """Kill it at once; False where it had ended by itself, which it never should."""
        if self.process.returncode is not None:
            return False
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        return True

    async def stop(self) -> None:
        """End it as an operator does."""
        if self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()


@dataclass
class World:
    """What a run needs.

    Attributes:
        companies: each has a channel of its own, `C` and its number, with a watch.
        left: people not told of yet.
        told: people told of.
    """

    env: dict[str, str]
    slack: Slack
    press: Press
    folder: Path
    companies: Sequence[str]
    left: list[str] = field(default_factory=names)
    told: set[str] = field(default_factory=set)
    started: list[asyncio.subprocess.Process] = field(default_factory=list)

    def publish(self, *, feed: int = 0, again_in: int | None = None) -> None:
        """Publish one more move in a feed, and in a second one if wanted."""
        person = self.left.pop(0)
        company = self.companies[len(self.told) % len(self.companies)]
        self.told.add(person)
        self.press.publish(person, company, feed)
        if again_in is not None:
            self.press.publish(person, company, again_in)

    async def start(self, *, log: str = "log", until_running: bool = True, **settings: str) -> App:
        """Start the app; several may share a log, which is then followed from here on."""
        path = self.folder / log
        with path.open("a") as stream:
            began = stream.tell()
            command = (sys.executable, "-m", "bot", "run")
            process = await asyncio.create_subprocess_exec(*command, env=self.env | settings, stdout=stream, stderr=stream)
        self.started.append(process)
        app = App(process, path, began)
        if until_running:
            await app.until(_RUNNING)
        return app

    async def first_look(self) -> None:
        """Let the app look at the feeds once: what they tell then is where it starts, not news."""
        app = await self.start()
        await app.until(" polled ")
        await app.stop()

    async def settle(self, seconds: float) -> float:
        """Wait until all is told, for so long at most; return for how long."""
        begin = time.monotonic()
        while time.monotonic() < begin + seconds and set(await self.counts()) != self.told:  # noqa: ASYNC110 - another process
            await asyncio.sleep(2)
        took = time.monotonic() - begin
        await asyncio.sleep(5)  # what is doubled would come now
        return took

    def end(self) -> None:
        """Leave no process behind, however the run ended."""
        for process in self.started:
            if process.returncode is None:
                process.kill()

    async def counts(self) -> Counter[str]:
        """In how many messages each person is told of."""
        found: Counter[str] = Counter()
        pattern = re.compile("|".join(map(re.escape, self.told)) or "$^")
        for number in range(len(self.companies)):
            for message in await self.slack.messages(f"C{number}"):
                # a message names a person several times; a bundle names several people
                found.update(set(pattern.findall(json.dumps([message.get("text"), message.get("blocks")]))))
        return found

    async def keys(self) -> Counter[str]:
        """How often each delivery of ours is in Slack, lines in threads included."""
        found: Counter[str] = Counter()
        for number in range(len(self.companies)):
            for message in await self.slack.messages(f"C{number}", replies=True):
                found[str(message["metadata"]["event_payload"]["key"])] += 1
        return found

    async def verdict(self, what: str, *, history: bool = True) -> bool:
        """Print what was lost and what was doubled; whether that is as promised."""
        counts, keys = await self.counts(), await self.keys()
        lost = sorted(self.told - set(counts))
        doubled = {name: n for name, n in counts.items() if n > 1} | {key: n for key, n in keys.items() if n > 1}
        kinds = Counter(key.partition(":")[0] for key in keys)
        print(f"{what}: {len(self.told)} moves published; in Slack {dict(kinds)}")
        print(f"lost {len(lost)} {lost}, doubled {len(doubled)} {doubled}", flush=True)
        return not lost and not (doubled and history)


@asynccontextmanager
async def world(
    options: argparse.Namespace, *, companies: Sequence[str] = COMPANIES, feeds: int = 1, url: str = ""
) -> AsyncIterator[World]:
    """A fresh world with tables, channels, watches and feeds; `url` is a database that is there already."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faults")))
        paper = await stack.enter_async_context(press(feeds))
        stand_in = await stack.enter_async_context(slack(options.slack))
        url = url or await stack.enter_async_context(database(options.database, folder))
        await _prepare(url, paper, stand_in, companies)
        if not options.history:
            await stand_in.control("scopes", scopes="commands,chat:write")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "MOVES_"))}
        settings = {"MOVES_DATABASE_URL": url, **_SETTINGS}
        here = World(clean | stand_in.env | settings, stand_in, paper, folder, companies)
        try:
            yield here
        finally:
            here.end()
        await asyncio.to_thread(_keep, folder, Path(options.keep))
        print(f"the app's log: {options.keep}")


async def _prepare(url: str, paper: Press, stand_in: Slack, companies: Sequence[str]) -> None:
    db = Database(url)
    await upgrade(db.engine)
    directory, now = load_directory(), datetime.now(UTC)
    async with db.transaction() as session:
        for number, company in enumerate(companies):
            key = directory.company_key(company)
            draft = Draft(f"C{number}", "UALICE", company.lower(), Query("company", key, company), Filters())
            await create(session, TEAM, draft, directory, now)
        for number, feed in enumerate(paper.urls):
            await add(session, NewFeed(feed, f"Example Wire {number}", "en"), now)
    for number in range(len(companies)):
        await stand_in.control("channel", channel_id=f"C{number}", name=f"c{number}")
    await db.close()


def _tail(log: Path, start: int) -> str:
    with log.open() as stream:
        stream.seek(start)
        return stream.read()


def _keep(folder: Path, where: Path) -> None:
    where.write_text("".join(log.read_text() for log in sorted(folder.glob("log*"))))
