"""Storms: Slack itself is the trouble; each round brings one of its ways to fail, while moves are published."""

import argparse
import asyncio
import random
from collections.abc import Callable, Coroutine

import aiohttp

from bot.bench.faults.world import World, world

_EVER = 1_000_000
_STORIES = 4  # a round
_ANSWERS = 20  # seconds within which commands must be answered after sockets were cut


async def _outage(here: World) -> None:
    """Nothing answers but errors of the server's."""
    await here.slack.control("fail", method="*", status=503, times=_EVER)
    await asyncio.sleep(random.uniform(3, 8))  # noqa: S311 - no secret


async def _silence(here: World) -> None:
    """Every connection is broken before anything is done."""
    await here.slack.control("fail", method="*", drop=True, times=_EVER)
    await asyncio.sleep(random.uniform(2, 5))  # noqa: S311 - no secret


async def _limits(here: World) -> None:
    """Every post and edit is told to wait, for so long as it lasts."""
    await here.slack.control("fail", method="chat.*", retry_after=2, times=_EVER)
    await asyncio.sleep(random.uniform(3, 6))  # noqa: S311 - no secret


async def _stored(here: World) -> None:
    """Messages are stored, but the connection breaks before the answer."""
    await here.slack.control("fail", method="chat.postMessage", drop=True, after_effect=True, times=4)
    await asyncio.sleep(5)


async def _half_done(here: World) -> None:
    """Messages are stored, but the answer speaks of an internal error."""
    await here.slack.control("fail", method="chat.postMessage", error="internal_error", after_effect=True, times=4)
    await asyncio.sleep(5)


async def _sockets(here: World) -> None:
    """Sockets are cut again and again; afterwards a command must be answered."""
    for _ in range(3):
        await here.slack.control("cut")
        await asyncio.sleep(0.5)
    async with asyncio.timeout(_ANSWERS):
        while True:
            try:
                if await here.slack.control("slash", text="help"):
                    return
            except aiohttp.ClientResponseError:
                await asyncio.sleep(0.2)


WAYS: tuple[Callable[[World], Coroutine[None, None, None]], ...] = (_outage, _silence, _limits, _stored, _half_done, _sockets)


async def run(options: argparse.Namespace) -> bool:
    """One way to fail after the other, then peace, then the count."""
    async with world(options) as here:
        await here.first_look()
        app = await here.start()
        for number in range(options.rounds):
            way = WAYS[number % len(WAYS)]
            trouble = asyncio.create_task(way(here))
            for _ in range(min(_STORIES, len(here.left))):
                await asyncio.sleep(random.uniform(0, 1))  # noqa: S311 - no secret
                here.publish()
            await trouble
            await here.slack.control("mend")
            await asyncio.sleep(random.uniform(0, 3))  # noqa: S311 - no secret
            if (number + 1) % 10 == 0:
                print(f"round {number + 1}: {len(here.told)} published", flush=True)
        took = await here.settle(options.settle)
        alive = app.process.returncode is None
        await app.stop()
        print(f"{options.rounds} storms, the app {'lived on' if alive else 'ended'}; the rest took {took:.0f} s")
        return await here.verdict(f"{options.database}, storms", history=options.history) and alive
