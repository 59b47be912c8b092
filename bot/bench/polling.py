"""What polling costs beside other readers: the first look at all feeds, a look at unchanged ones, and one after 5 % have news.

Whole processes with their children, start-up included; processor seconds (user and system), which other work on the machine
changes little. Run by `make bench-polling`, or directly:

    python -m bot.bench.polling --feeds 1000 --reader /path/to/venv/bin/python

`--reader` is a Python that has the library `reader`; without it only a plain loop over feedparser with ten threads is compared.
With `--acks` the app itself (`moves run`) looks at the feeds for the first time while commands are typed beside it.
"""

import argparse
import asyncio
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.bench.slack import percentile, process, slash, wait_until_up
from bot.bench.standing import Slack
from bot.bench.standing import slack as stand_in
from bot.feeds.opml import Source
from bot.parts import now
from bot.sources import add_listed
from storage.database import Database
from storage.migrations import upgrade

_SHARE = 0.05
_RATE = 5  # commands a second
_COMMANDS = ("openai", "help", "watches", "openai 30d", "mistral in")
_WANTED = {"cold": 0.5, "unchanged": 0.125, "5 % new": 1 / 6}
_PLAIN_LOOP = """
import feedparser, json, pathlib, sys, urllib.error, urllib.request
from concurrent.futures import ThreadPoolExecutor
kept = pathlib.Path(sys.argv[2])
state = json.loads(kept.read_text()) if kept.exists() else {}
def look(url):
    tag, seen = state.get(url, ("", []))
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag} if tag else {})) as answer:
            told = feedparser.parse(answer.read())
            state[url] = answer.headers["ETag"], sorted({*seen, *(entry.id for entry in told.entries)})
    except urllib.error.HTTPError as error:
        assert error.code == 304
with ThreadPoolExecutor(10) as pool:
    list(pool.map(look, open(sys.argv[1]).read().split()))
kept.write_text(json.dumps(state))
"""
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[2])
if sys.argv[3:] == ["add"]:
    for url in open(sys.argv[1]).read().split():
        reader.add_feed(url)
else:
    reader.update_feeds(scheduled=False, workers=10)
"""


@dataclass(frozen=True, slots=True)
class Use:
    """Processor seconds and the greatest memory, in MB, of a process with its children."""

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Peer:
    """One that polls: how it is prepared, and the command of each round (called before each, uncounted)."""

    name: str
    prepare: Callable[[], None]
    command: Callable[[], list[str]]
    env: dict[str, str]


def measured(argv: list[str], env: dict[str, str]) -> Use:
    """Run a command to its end."""
    child = subprocess.Popen(argv, env=os.environ | env, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            peak[0] = max(peak[0], memory_of(child.pid))

    thread = threading.Thread(target=watch)
    thread.start()
    _, status, use = os.wait4(child.pid, 0)
    over.set()
    thread.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{argv[:3]} ended with {child.returncode}")
    return Use(use.ru_utime + use.ru_stime, peak[0])


def memory_of(pid: int) -> float:
    """Megabytes of a process and its children; pages that they share count for each."""
    try:
        root = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (root, *root.children(recursive=True))) / 2**20
    except psutil.Error:
        return 0.0


@contextmanager
def served(feeds: int, entries: int) -> Iterator[str]:
    """The feeds, served by another process."""
    argv = [sys.executable, "-m", "bot.bench.feedserver", "--feeds", str(feeds), "--entries", str(entries)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command, no outside text in it
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def ours(urls: Path, folder: Path) -> Peer:
    """`moves poll --once` on SQLite."""
    file = folder / "moves.db"
    env = {
        "MOVES_DATABASE_URL": f"sqlite:///{file}",
        "MOVES_ALLOW_PRIVATE_FEEDS": "127.0.0.0/8",
        "MOVES_FETCH_ARTICLES": "false",
        "PYTHONDONTWRITEBYTECODE": "",  # an installed program is compiled
    }

    def command() -> list[str]:
        with sqlite3.connect(file) as connection:  # all are due again
            connection.execute("UPDATE feed SET next_check_at = '2000-01-01 00:00:00.000000'")
        return [sys.executable, "-m", "bot", "poll", "--once"]

    return Peer("moves poll --once", lambda: asyncio.run(add(urls.read_text(), env["MOVES_DATABASE_URL"])), command, env)


async def add(urls: str, database: str) -> None:
    """A database with these feeds, never looked at."""
    db = Database(database)
    await upgrade(db.engine)
    await add_listed(db, [Source(url=url) for url in urls.split()], now())
    await db.close()


def plain_loop(urls: Path, folder: Path) -> Peer:
    """Feedparser and ten threads."""
    argv = [sys.executable, "-c", _PLAIN_LOOP, str(urls), str(folder / "loop.json")]
    return Peer("feedparser, 10 threads", lambda: None, lambda: argv, {})


def reader(python: str, urls: Path, folder: Path) -> Peer:
    """The library of that name, with ten workers."""
    argv = [python, "-c", _READER, str(urls), str(folder / "reader.db")]

    def prepare() -> None:
        subprocess.run([*argv, "add"], check=True)  # noqa: S603 - as above

    return Peer("reader, 10 workers", prepare, lambda: argv, {})


def compare(options: argparse.Namespace, base: str, folder: Path) -> bool:
    """Measure all, print the table; whether what is wanted holds (beside `reader`, where it is there)."""
    urls = folder / "urls"
    urls.write_text("\n".join(f"{base}/feed/{number}" for number in range(options.feeds)))
    peers = [ours(urls, folder), plain_loop(urls, folder)]
    if options.reader:
        peers.append(reader(options.reader, urls, folder))
    found = {peer.name: rounds(peer, base, options.repeat) for peer in peers}
    print(f"\n{options.feeds} feeds with {options.entries} entries each; processor seconds, greatest memory in MB")
    for name, uses in found.items():
        print(f"{name:24}" + "".join(f"  {phase} {use.cpu:7.2f} s {use.memory:4.0f} MB" for phase, use in uses.items()))
    mine, *others = found.values()
    for peer, uses in zip(peers[1:], others, strict=True):
        ratios = {phase: mine[phase].cpu / uses[phase].cpu for phase in mine}
        said = ", ".join(f"{phase} {ratio:.3f} (wanted {_WANTED[phase]:.3f})" for phase, ratio in ratios.items())
        print(f"ours to {peer.name}: {said}")
    return all(ratio <= _WANTED[phase] for phase, ratio in ratios.items())


def rounds(peer: Peer, base: str, repeat: int) -> dict[str, Use]:
    """The first look, then the median of some at unchanged feeds and of some after news."""
    peer.prepare()
    cold = measured(peer.command(), peer.env)
    quiet, news = [], []
    for turn in range(repeat):
        quiet.append(measured(peer.command(), peer.env))
        with urllib.request.urlopen(f"{base}/publish?share={_SHARE}&seed={turn}") as answer:  # noqa: S310 - our own server
            answer.read()
        news.append(measured(peer.command(), peer.env))
    return {"cold": cold, "unchanged": _median(quiet), "5 % new": _median(news)}


def _median(uses: list[Use]) -> Use:
    return Use(statistics.median(use.cpu for use in uses), max(use.memory for use in uses))


async def time_acks(options: argparse.Namespace, base: str, folder: Path) -> bool:
    """Type commands while the app looks at all feeds for the first time; whether the acknowledgements come in time."""
    told = "\n".join(f"{base}/feed/{number}" for number in range(options.feeds))
    peer, file = ours(folder / "urls", folder), folder / "moves.db"
    await add(told, peer.env["MOVES_DATABASE_URL"])
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(stand_in(options.slack))
        env = slack.env | peer.env | {"MOVES_LOG_LEVEL": "warning", "MOVES_POLL_SECONDS": "5"}
        command = [sys.executable, "-m", "bot", "run"]
        app = await stack.enter_async_context(process(command, env, folder / "app.log"))
        await wait_until_up(slack)
        acks, memory = await typed(slack, app.pid, options.seconds)
    with sqlite3.connect(file) as connection:
        [[looked]] = connection.execute("SELECT count(*) FROM feed WHERE checked_at IS NOT NULL")
    late = percentile(acks, 0.99)
    print(f"{looked} of {options.feeds} feeds looked at for the first time in {options.seconds:.0f} s, {memory:.0f} MB at most")
    print(f"{len(acks)} commands meanwhile: median {statistics.median(acks):.0f} ms, p99 {late:.0f} ms (wanted 200 ms)")
    return late <= 200  # noqa: PLR2004 - as printed


async def typed(slack: Slack, pid: int, seconds: float) -> tuple[list[float], float]:
    """Commands at a steady rate: milliseconds until each was acknowledged, and the greatest memory of the app meanwhile."""
    running, memory = [], 0.0
    for turn in range(int(seconds * _RATE)):
        running.append(asyncio.create_task(slash(slack, _COMMANDS[turn % len(_COMMANDS)])))
        memory = max(memory, memory_of(pid))
        await asyncio.sleep(1 / _RATE)
    return [each.acked for each in await asyncio.gather(*running)], memory


def main(options: argparse.Namespace) -> bool:
    """Run in a folder that is gone afterwards."""
    if options.reader and not shutil.which(options.reader):
        raise SystemExit(f"there is no {options.reader}")
    with tempfile.TemporaryDirectory() as name, served(options.feeds, options.entries) as base:
        if options.acks:
            return asyncio.run(time_acks(options, base, Path(name)))
        return compare(options, base, Path(name))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--repeat", type=int, default=3, help="rounds over unchanged feeds and after news")
    parser.add_argument("--reader", help="a Python that has the library reader")
    parser.add_argument("--acks", action="store_true", help="time acknowledgements of the app instead")
    parser.add_argument("--seconds", type=float, default=60, help="with --acks: how long")
    parser.add_argument("--slack", default=f"{sys.executable} -m tests.slack_standin", help="command that runs the stand-in")
    sys.exit(0 if main(parser.parse_args()) else 1)
