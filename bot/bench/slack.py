"""Speed with much stored: who hears of a move, how fast commands are acknowledged, how much memory the process takes.

Fills a database, runs `moves run` beside a stand-in for Slack, and types commands. Run by `make bench-slack`, or directly:

    python -m bot.bench.slack --database sqlite --moves 100000 --entries 1000000 --watches 5000 --rate 20 --seconds 15
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
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import psutil

from bot.bench.fill import Sizes, fill, sample_moves
from bot.bench.standing import Slack, database
from bot.bench.standing import slack as stand_in
from bot.directory import load_directory
from storage.database import Database, async_url
from storage.migrations import upgrade
from storage.wanting import wanting

MATCHES = 400
TEAM = "T0ACME"  # the workspace that the stand-in plays
COMMANDS = (
    "openai", "openai 30d", "", "mistral in", "google out 90d", "thinking machines -> openai", "watches", "help", "help watch",
    "cto at openai", "opnai", "nvidia type:join,leave conf:high", "watch anthropic", "watches all", "person ann abel", "feeds",
    "role:cto 30d", "list @ai add openai, mistral", "@ai 30d", "anthropic page:3", "log", "openai typ:join", "type:found 7d",
)  # fmt: skip


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


async def slash(slack: Slack, text: str) -> float:
    """Type a command; how many milliseconds its acknowledgement took, the stand-in's own work included."""
    begin = time.perf_counter()
    async with slack.session.post(f"{slack.url}/control/slash", json={"text": text}) as answer:
        answer.raise_for_status()
        shown = await answer.json()
    if not shown:
        raise RuntimeError(f"silence after /moves {text}")
    return (time.perf_counter() - begin) * 1000


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


async def time_commands(slack: Slack, rate: float, seconds: float) -> list[float]:
    """Type commands at a steady rate, however long the answers take."""
    running = []
    for turn in range(int(rate * seconds)):
        running.append(asyncio.create_task(slash(slack, COMMANDS[turn % len(COMMANDS)])))
        await asyncio.sleep(1 / rate)
    return list(await asyncio.gather(*running))


async def slowest(slack: Slack) -> list[tuple[float, str]]:
    """Each command alone, the slowest first."""
    return sorted([(await slash(slack, text), text) for text in COMMANDS], reverse=True)


async def bench(args: argparse.Namespace, url: str, folder: Path) -> bool:
    """Fill, measure, print; whether all bounds hold."""
    db = Database(url)
    await upgrade(db.engine)
    begin = time.perf_counter()
    await fill(db, Sizes(args.moves, args.entries, args.watches), TEAM, datetime.now(UTC))
    print(f"filled in {time.perf_counter() - begin:.0f} s")
    matching = await time_matching(db)
    await db.close()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(stand_in(args.slack))
        env = {**slack.env, "MOVES_DATABASE_URL": url, "MOVES_LOG_LEVEL": "warning", "MOVES_POLL_SECONDS": "3600"}
        app = await stack.enter_async_context(process([sys.executable, "-m", "bot", "run"], env, folder / "app.log"))
        await wait_until_up(slack)
        alone = await slowest(slack)
        acks = await time_commands(slack, args.rate, args.seconds)
        memory = psutil.Process(app.pid).memory_info().rss / 2**20
    return report(matching, acks, memory, alone)


def report(matching: Sequence[float], acks: Sequence[float], memory: float, alone: Sequence[tuple[float, str]]) -> bool:
    """Print the figures beside their bounds."""
    middle, high = statistics.median(matching), percentile(matching, 0.99)
    late = percentile(acks, 0.99)
    print(f"matching a move: median {middle:.1f} ms, p99 {high:.1f} ms (bound 5 ms at the median)")
    print(f"acks of {len(acks)} commands: median {statistics.median(acks):.0f} ms, p99 {late:.0f} ms (bound 200 ms)")
    print(f"memory: {memory:.0f} MB (300 MB)")
    print("alone, slowest: " + ", ".join(f"{text!r} {ms:.0f} ms" for ms, text in alone[:6]))
    return middle <= 5 and late <= 200 and memory <= 300  # noqa: PLR2004 - the bounds printed above


async def main(args: argparse.Namespace) -> bool:
    """Run on a fresh database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with database(args.database, folder) as url:
            return await bench(args, async_url(url), folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--slack", default=f"{sys.executable} -m tests.slack_standin", help="command that runs the stand-in")
    for name, size in (("moves", 100_000), ("entries", 1_000_000), ("watches", 5_000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=15)
    sys.exit(0 if asyncio.run(main(parser.parse_args())) else 1)
