"""Crowd: several apps share the work on PostgreSQL; one is killed, one frozen, one cut off, and the database is restarted.

Slack's pace (one message a second per channel) is kept as it is: the moves are spread over four hundred companies, each
with a channel of its own, so that a channel gets five of them; the fourth and fifth come as one message, as in any burst.
Every tenth move is told by a second outlet too, so that edits and lines in threads are under way as well.
"""

import argparse
import asyncio
import signal
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bench.faults.gate import Gate, gate
from bot.bench.faults.world import App, World, world
from bot.bench.standing import postgresql
from bot.classifier.reading import Story
from bot.directory import load_directory
from bot.parts import read

_CHANNELS = 400
_FEEDS = 40
_AGAIN = 10  # of so many moves one is told by a second outlet
_FROZEN = 75  # seconds: longer than the leases on deliveries (20) and on feeds (60)
_STALLED, _SEVERED = 15, 30  # seconds for which a process cannot reach the database, silently and openly


@dataclass
class Crowd:
    """The processes, each with a gate of its own to the database."""

    here: World
    server: Any
    gates: list[Gate]
    apps: list[App] = field(default_factory=list)
    begin: float = field(default_factory=time.monotonic)

    def say(self, what: str) -> None:
        """One line with the time."""
        print(f"{time.monotonic() - self.begin:5.0f} s, {len(self.here.told):4} published: {what}", flush=True)

    async def start(self, number: int) -> App:
        """Start a process that reaches the database through its gate."""
        url = f"postgresql://postgres:@127.0.0.1:{self.gates[number].port}/postgres"
        return await self.here.start(log=f"log{number}", MOVES_DATABASE_URL=url)

    async def trouble(self) -> None:
        """All that goes wrong, in an order in which every trouble finds another process at work."""
        last = len(self.apps) - 1
        await asyncio.sleep(15)
        self.say("process 0 is killed")
        await self.apps[0].kill()
        await asyncio.sleep(5)
        self.apps[0] = await self.start(0)
        self.say("process 0 is back")
        await self._freeze(1)
        await self._cut_off(last)
        await self._restart("fast")
        await asyncio.sleep(20)
        await asyncio.gather(self._freeze(0), self._restart("immediate", after=10))

    async def _freeze(self, number: int) -> None:
        process = self.apps[number].process
        process.send_signal(signal.SIGSTOP)
        self.say(f"process {number} is frozen")
        await asyncio.sleep(_FROZEN)
        process.send_signal(signal.SIGCONT)
        self.say(f"process {number} goes on")

    async def _cut_off(self, number: int) -> None:
        self.say(f"process {number} is cut off from the database")
        self.gates[number].stall()
        await asyncio.sleep(_STALLED)
        self.gates[number].sever()
        await asyncio.sleep(_SEVERED)
        self.gates[number].mend()
        self.say(f"process {number} reaches the database again")

    async def _restart(self, how: str, after: float = 0) -> None:
        await asyncio.sleep(after)
        self.say(f"the database is stopped ({how})")
        stop = ("-D", str(self.server.pgdata), "-m", how, "-w", "stop")
        ended = await asyncio.create_subprocess_exec(
            str(self.server.bin_path / "pg_ctl"), *stop, user=self.server.system_user, stdout=asyncio.subprocess.DEVNULL
        )
        await ended.wait()
        await asyncio.sleep(3)
        await asyncio.to_thread(self.server.ensure_postgres_running)
        self.say("the database runs again")

    async def publish(self, moves: int, rate: float) -> None:
        """Publish at a steady rate."""
        for number in range(min(moves, len(self.here.left))):
            again = (number + 1) % _FEEDS if number % _AGAIN == 0 else None
            self.here.publish(feed=number % _FEEDS, again_in=again)
            await asyncio.sleep(1 / rate)
        self.say("all is published")


async def run(options: argparse.Namespace) -> bool:
    """Publish while everything goes wrong, then count."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crowd")))
        server = await stack.enter_async_context(postgresql(folder))
        here = await stack.enter_async_context(world(options, companies=companies(), feeds=_FEEDS, url=server.get_uri()))
        info = server.get_postmaster_info()
        socket = info.socket_dir / f".s.PGSQL.{info.port}"
        processes = max(options.processes, 2)
        gates = [await stack.enter_async_context(gate(socket)) for _ in range(processes)]
        await here.first_look()
        crowd = Crowd(here, server, gates)
        crowd.apps = [await crowd.start(number) for number in range(processes)]
        await asyncio.gather(crowd.publish(options.moves, options.rate), crowd.trouble())
        took = await here.settle(options.settle)
        crowd.say(f"the rest took {took:.0f} s")
        ended = [number for number, app in enumerate(crowd.apps) if app.process.returncode is not None]
        for app in crowd.apps:
            await app.stop()
        print(f"ended by themselves: {ended}")
        return await here.verdict(f"{processes} processes") and not ended


def companies() -> list[str]:
    """Organisations that the classifier knows by a plain name, none of them owned by another (whose channel would hear too)."""
    found = []
    for company in load_directory().companies.values():
        story = Story(title=f"Ada Abel joins {company.name} as chief financial officer", lang="en")
        alone = company.parent is None and company.name.isascii()
        if alone and [move.to_key for move in read(story).moves] == [company.key]:
            found.append(company.name)
        if len(found) == _CHANNELS:
            break
    return found
