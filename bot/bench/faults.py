"""Faults: `moves run` is killed at random moments while news come in; afterwards every move must be in Slack, once.

A stand-in for Slack and a news feed live on as the app dies. Run by `make faults`, or directly:

    python -m bot.bench.faults --rounds 50 --database sqlite --slack "python -m tests.slack_standin --port {port}"
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.bench.standing import Press, Slack, database, press, slack
from bot.directory import load_directory
from storage.criteria import Filters, Query
from storage.database import Database
from storage.migrations import upgrade
from storage.watches import Draft, create

TEAM = "T0ACME"
COMPANIES = ("OpenAI", "Anthropic", "Mistral AI", "Stripe", "Spotify", "Airbnb", "Nvidia", "Palantir")
_FIRST = (
    "Ada",
    "Bela",
    "Cora",
    "Dina",
    "Elif",
    "Finn",
    "Gita",
    "Hugo",
    "Ines",
    "Jens",
    "Kira",
    "Lars",
    "Mona",
    "Nils",
    "Olga",
    "Pavel",
    "Rosa",
    "Sven",
    "Tara",
    "Uwe",
)
_LAST = (
    "Abel",
    "Borg",
    "Castro",
    "Dahl",
    "Engel",
    "Fabre",
    "Grau",
    "Holm",
    "Ibsen",
    "Janko",
    "Kessler",
    "Lund",
    "Moreau",
    "Nowak",
    "Ortiz",
    "Prieto",
    "Quist",
    "Rossi",
    "Sato",
    "Thorn",
)


_RUNNING = 0.8  # of the rounds kill an app that has come up, the others one that may still be starting
_STORIES = 4  # a round


def names() -> list[str]:
    """Four hundred people, no two alike."""
    return [f"{first} {last}" for last in _LAST for first in _FIRST]


@dataclass
class Bench:
    """What one run needs."""

    rounds: int
    workers: int
    env: dict[str, str]
    slack: Slack
    press: Press
    folder: Path
    left: list[str] = field(default_factory=names)
    told: dict[str, str] = field(default_factory=dict)
    died: int = 0

    async def run(self) -> None:
        """Publish, kill, again."""
        for number in range(self.rounds):
            processes = [await self._start() for _ in range(self.workers)]
            if random.random() < _RUNNING:  # noqa: S311 - no secret
                await self._until(" running ")
            for _ in range(min(_STORIES, len(self.left))):
                await asyncio.sleep(random.uniform(0, 0.7))  # noqa: S311 - no secret
                self._publish()
            await asyncio.sleep(random.uniform(0, 4))  # noqa: S311 - no secret
            for process in processes:
                await self._kill(process)
            print(f"round {number + 1}: {len(self.told)} published", flush=True)

    async def _kill(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is not None:
            self.died += 1  # by itself, which it never should
            return
        process.send_signal(signal.SIGKILL)
        await process.wait()

    async def _until(self, words: str) -> None:
        log = self.folder / "log"
        seen = log.stat().st_size
        for _ in range(600):
            await asyncio.sleep(0.1)
            if log.stat().st_size > seen and words in await asyncio.to_thread(_tail, log, seen):
                return

    def _publish(self) -> None:
        person = self.left.pop(0)
        company = COMPANIES[len(self.told) % len(COMPANIES)]
        self.told[person] = company
        self.press.publish(person, company)

    async def _start(self) -> asyncio.subprocess.Process:
        with (self.folder / "log").open("a") as log:
            return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=self.env, stdout=log, stderr=log)

    async def first_look(self) -> None:
        """Let the app look at the feed once: what it tells then is where it starts, not news."""
        process = await self._start()
        await self._until(" polled ")
        process.terminate()
        await process.wait()

    async def settle(self, seconds: float) -> None:
        """Let the app run in peace until all is told, for so long at most."""
        process = await self._start()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and set(await self.counts()) != set(self.told):  # noqa: ASYNC110 - another process
            await asyncio.sleep(1)
        await asyncio.sleep(2)
        process.terminate()
        await process.wait()

    async def counts(self) -> Counter[str]:
        """How often each person is told of in any channel."""
        found: Counter[str] = Counter()
        pattern = re.compile("|".join(map(re.escape, self.told)) or "$^")
        for number in range(len(COMPANIES)):
            for message in await self.slack.messages(f"C{number}"):
                # a message names a person several times; a bundle names several people
                found.update(set(pattern.findall(json.dumps([message.get("text"), message.get("blocks")]))))
        return found


async def prepare(url: str, feed: str, stand_in: Slack) -> None:
    """Tables, a channel and a watch for each company, and the feed, looked at once already."""
    db = Database(url)
    await upgrade(db.engine)
    directory, now = load_directory(), datetime.now(UTC)
    async with db.transaction() as session:
        for number, company in enumerate(COMPANIES):
            key = directory.company_key(company)
            draft = Draft(f"C{number}", "UALICE", company.lower(), Query("company", key, company), Filters())
            await create(session, TEAM, draft, directory, now)
    for number in range(len(COMPANIES)):
        await stand_in.control("channel", channel_id=f"C{number}", name=f"c{number}")
    from storage.feeds import NewFeed, add  # noqa: PLC0415 - only this run needs it

    async with db.transaction() as session:
        await add(session, NewFeed(feed, "Example Wire", "en"), now)
    await db.close()


async def main(options: argparse.Namespace) -> int:
    """Run the bench and say what was lost and what was doubled."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="faults")))
        paper = await stack.enter_async_context(press())
        stand_in = await stack.enter_async_context(slack(options.slack))
        url = await stack.enter_async_context(database(options.database, folder))
        await prepare(url, paper.url, stand_in)
        if not options.history:
            await stand_in.control("scopes", scopes="commands,chat:write")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "MOVES_"))}
        settings = {
            "MOVES_DATABASE_URL": url,
            "MOVES_POLL_SECONDS": "0.5",
            "MOVES_FEED_MIN_INTERVAL": "0",
            "MOVES_FEED_MAX_INTERVAL": "1",
            "MOVES_ALLOW_PRIVATE_FEEDS": "127.0.0.0/8",
            "MOVES_FETCH_ARTICLES": "false",
        }
        bench = Bench(options.rounds, options.workers, clean | stand_in.env | settings, stand_in, paper, folder)
        await bench.first_look()
        await bench.run()
        await bench.settle(options.settle)
        counts = await bench.counts()
        lost = sorted(set(bench.told) - set(counts))
        doubled = {name: n for name, n in counts.items() if n > 1}
        print(f"log: {await asyncio.to_thread(keep, folder / 'log', options.keep)}")
    print(f"{options.database}: {options.rounds} kills, {len(bench.told)} moves, ended by itself {bench.died} times")
    print(f"lost {len(lost)} {lost}, doubled {len(doubled)} {doubled}")
    return bool(lost or (doubled and options.history))


def _tail(log: Path, start: int) -> str:
    with log.open() as stream:
        stream.seek(start)
        return stream.read()


def keep(log: Path, where: str) -> str:
    """Keep the app's log beyond the folder of the run."""
    Path(where).write_text(log.read_text())
    return where


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1, help="processes at a time (more than one: PostgreSQL)")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--slack", default=f"{sys.executable} -m tests.slack_standin", help="command that runs the stand-in")
    parser.add_argument("--no-history", dest="history", action="store_false", help="without the history scopes")
    parser.add_argument("--settle", type=float, default=180, help="seconds to wait for the rest at the end")
    parser.add_argument("--keep", default="faults.log", help="file for the app's log")
    sys.exit(asyncio.run(main(parser.parse_args())))
