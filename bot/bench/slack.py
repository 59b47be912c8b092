"""Speed with much stored: who hears of a move, how fast commands are acknowledged, how much memory the process takes.

Fills a database, runs `moves run` beside a stand-in for Slack, and types commands. Run by `make bench-slack`, or directly:

    python -m bot.bench.slack --database sqlite --moves 100000 --entries 1000000 --watches 5000 --rate 20 --seconds 15

Processor time is printed beside the clock: it is what may be compared where other programs run on the same machine.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import psutil
from sqlmodel import select

from bot.bench.fill import Sizes, fill, sample_moves
from bot.bench.standing import Slack, database
from bot.bench.standing import slack as stand_in
from bot.directory import load_directory
from storage.database import Database, async_url
from storage.migrations import upgrade
from storage.models import MoveRow
from storage.wanting import wanting

MATCHES = 400
TEAM = "T0ACME"  # the workspace that the stand-in plays
COMMANDS = (
    "openai", "openai 30d", "", "mistral in", "google out 90d", "thinking machines -> openai", "watches", "help", "help watch",
    "cto at openai", "opnai", "nvidia type:join,leave conf:high", "watch anthropic", "watches all", "person ann abel", "feeds",
    "role:cto 30d", "list @ai add openai, mistral", "@ai 30d", "anthropic page:3", "log", "openai typ:join", "type:found 7d",
    "trend openai, anthropic", "flow @ai", "flow nvidia 90d", "boomerangs openai", "boomerangs 30d", "sources", "openai as:chart",
    "health", "settings", "why 5", "why https://outlet1.example/301", "openai as:table",
)  # fmt: skip
LATE = 60  # seconds for which an answer may follow its acknowledgement


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and the milliseconds until it was acknowledged and until its answer was there."""

    text: str
    acked: float
    answered: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]


async def time_matching(db: Database) -> list[float]:
    """Milliseconds that it takes to find the watches of a new move, for moves of which some concern much-watched companies."""
    directory, now, spent, found = load_directory(), datetime.now(UTC), [], 0
    for move, report in sample_moves(MATCHES, now):
        async with db.reading() as session:
            begin = time.perf_counter()
            found += len(await wanting(session, move, report, directory, now))
            spent.append((time.perf_counter() - begin) * 1000)
    print(f"each of {MATCHES} moves concerns {found / MATCHES:.0f} watches")
    return spent[MATCHES // 10 :]  # the first ones warm the caches, as in a process that runs


async def slash(slack: Slack, text: str) -> Typed:
    """Type a command and wait for its answer, which may follow the acknowledgement."""
    begin = time.perf_counter()
    body = {"text": text, "patience": LATE}
    async with slack.session.post(f"{slack.url}/control/timed_slash", json=body) as answer:
        answer.raise_for_status()
        told = await answer.json()
    if not told["shown"]:
        raise RuntimeError(f"silence after /moves {text}")
    return Typed(text, told["seconds"] * 1000, (time.perf_counter() - begin) * 1000)


@asynccontextmanager
async def process(command: Sequence[str], env: dict[str, str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program that runs beside us and is ended with the block."""
    with log.open("wb") as out:
        started = await asyncio.create_subprocess_exec(*command, env=os.environ | env, stdout=out, stderr=out)
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
            await started.wait()


async def wait_until_up(slack: Slack) -> None:
    """Wait until the app answers."""
    async with asyncio.timeout(60):
        while not await _answers(slack):  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(0.3)


async def _answers(slack: Slack) -> bool:
    try:
        await slash(slack, "help")
    except aiohttp.ClientError:
        return False
    return True


async def time_commands(slack: Slack, rate: float, seconds: float) -> list[Typed]:
    """Type commands at a steady rate, however long the answers take."""
    running = []
    for turn in range(int(rate * seconds)):
        running.append(asyncio.create_task(slash(slack, COMMANDS[turn % len(COMMANDS)])))
        await asyncio.sleep(1 / rate)
    return list(await asyncio.gather(*running))


async def bench(args: argparse.Namespace, url: str, folder: Path) -> bool:
    """Fill, measure, print; whether all bounds hold."""
    db = Database(url)
    await upgrade(db.engine)
    begin = time.perf_counter()
    if not args.keep or not await _is_filled(db):
        await fill(db, Sizes(args.moves, args.entries, args.watches), TEAM, datetime.now(UTC))
        print(f"filled in {time.perf_counter() - begin:.0f} s")
    matching = await time_matching(db)
    await db.close()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(stand_in(args.slack))
        env = {**slack.env, "MOVES_DATABASE_URL": url, "MOVES_LOG_LEVEL": "warning", "MOVES_POLL_SECONDS": "3600"}
        app = await stack.enter_async_context(process([sys.executable, "-m", "bot", "run"], env, folder / "app.log"))
        await wait_until_up(slack)
        alone = [await slash(slack, text) for text in COMMANDS]
        running = psutil.Process(app.pid)
        before = sum(running.cpu_times()[:2])
        typed = await time_commands(slack, args.rate, args.seconds)
        spent = (sum(running.cpu_times()[:2]) - before) * 1000 / len(typed)
        memory = running.memory_info().rss / 2**20
    return report(matching, typed, memory, alone, spent)


async def _is_filled(db: Database) -> bool:
    async with db.reading() as session:
        return (await session.exec(select(MoveRow.id).limit(1))).first() is not None


def report(matching: Sequence[float], typed: Sequence[Typed], memory: float, alone: Sequence[Typed], spent: float) -> bool:
    """Print the figures beside their bounds."""
    middle, high = statistics.median(matching), percentile(matching, 0.99)
    acks, answers = [each.acked for each in typed], [each.answered for each in typed]
    late = percentile(acks, 0.99)
    print(f"matching a move: median {middle:.1f} ms, p99 {high:.1f} ms (bound 5 ms at the median)")
    print(f"acks of {len(acks)} commands: median {statistics.median(acks):.0f} ms, p99 {late:.0f} ms (bound 200 ms)")
    print(f"answers: median {statistics.median(answers):.0f} ms, p99 {percentile(answers, 0.99):.0f} ms")
    print(f"processor time of a command: {spent:.0f} ms; memory: {memory:.0f} MB (bound 300 MB)")
    print("slowest acks: " + _named(typed, "acked"))
    print("slowest answers, each alone: " + _named(alone, "answered"))
    return middle <= 5 and late <= 200 and memory <= 300  # noqa: PLR2004 - the bounds printed above


def _named(typed: Sequence[Typed], what: str) -> str:
    slowest = sorted(typed, key=lambda each: getattr(each, what), reverse=True)[:6]
    return ", ".join(f"{each.text!r} {getattr(each, what):.0f} ms" for each in slowest)


async def main(args: argparse.Namespace) -> bool:
    """Run on one kind of database or on both; whether all bounds hold."""
    kinds = ("sqlite", "postgresql") if args.database == "both" else (args.database,)
    return all([await _on(kind, args) for kind in kinds])


async def _on(kind: str, args: argparse.Namespace) -> bool:
    print(f"--- {kind}")
    with tempfile.TemporaryDirectory() as name:
        if args.keep:
            return await bench(args, async_url(args.keep), Path(name))
        async with database(kind, Path(name)) as url:
            return await bench(args, async_url(url), Path(name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--keep", default="", help="the address of a database that is filled once and used again")
    parser.add_argument("--slack", default=f"{sys.executable} -m tests.slack_standin", help="command that runs the stand-in")
    for name, size in (("moves", 100_000), ("entries", 1_000_000), ("watches", 5_000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=15)
    sys.exit(0 if asyncio.run(main(parser.parse_args())) else 1)
