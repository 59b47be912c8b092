"""Kills: each round publishes some moves and kills the app at a random moment."""

import argparse
import asyncio
import random

from bot.bench.faults.world import World, world

_UP = 0.8  # of the rounds kill an app that has come up, the others one that may still be starting
_STORIES = 4  # a round


async def run(options: argparse.Namespace) -> bool:
    """Kill round after round, then let the app run in peace and count."""
    async with world(options) as here:
        await here.first_look()
        died = 0
        for number in range(options.rounds):
            died += await _round(here, options.processes)
            if (number + 1) % 10 == 0:
                print(f"round {number + 1}: {len(here.told)} published", flush=True)
        app = await here.start()
        took = await here.settle(options.settle)
        await app.stop()
        print(f"{options.rounds} kills of {options.processes}, ended by itself {died} times; the rest took {took:.0f} s")
        return await here.verdict(f"{options.database}, kills", history=options.history)


async def _round(here: World, processes: int) -> int:
    """Start, publish, kill; how many had ended by themselves."""
    up = random.random() < _UP  # noqa: S311 - no secret
    apps = [await here.start(until_running=up) for _ in range(processes)]
    for _ in range(min(_STORIES, len(here.left))):
        await asyncio.sleep(random.uniform(0, 0.7))  # noqa: S311 - no secret
        here.publish()
    await asyncio.sleep(random.uniform(0, 4))  # noqa: S311 - no secret
    return sum([not await app.kill() for app in apps])
