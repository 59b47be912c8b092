"""Outlets on loopback: feeds that a test fills while the poller reads them, with real validators."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web


@dataclass
class Outlet:
    """One feed: what it shows, and how its server behaves."""

    title: str
    lang: str = "en"
    items: list[str] = field(default_factory=list)
    status: int = 200
    moved_to: str = ""
    asked: int = 0

    def publish(self, title: str, at: datetime | None = None, *, guid: str = "", link: str = "", summary: str = "") -> None:
        """Put a story on top."""
        number = len(self.items) + 1
        date = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
        self.items.insert(
            0,
            f"<item><guid isPermaLink='false'>{guid or f'{self.title}-{number}'}</guid><title>{escape(title)}</title>"
            f"<link>{link or f'https://{self.title.lower()}.example/{number}'}</link>{date}"
            f"<description>{escape(summary)}</description></item>",
        )

    def document(self) -> str:
        """The feed as RSS 2.0."""
        head = f"<title>{self.title}</title><language>{self.lang}</language>"
        return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{''.join(self.items)}</channel></rss>"


class Press:
    """All outlets, each at ``/NAME``."""

    def __init__(self) -> None:
        self.outlets: dict[str, Outlet] = {}
        self.pages: dict[str, str] = {}
        self.base = ""

    def outlet(self, title: str, lang: str = "en") -> Outlet:
        """Open an outlet."""
        return self.outlets.setdefault(title.lower(), Outlet(title, lang))

    def url(self, outlet: Outlet) -> str:
        """Where its feed is."""
        return f"{self.base}/{outlet.title.lower()}"

    async def answer(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name in self.pages:
            return web.Response(text=self.pages[name], content_type="text/html")
        if name not in self.outlets:
            return web.Response(status=404)
        outlet = self.outlets[name]
        outlet.asked += 1
        if outlet.moved_to:
            return web.Response(status=301, headers={"Location": outlet.moved_to})
        if outlet.status != 200:
            return web.Response(status=outlet.status)
        tag = f'"{hash(outlet.document())}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(text=outlet.document(), content_type="application/rss+xml", headers={"ETag": tag})


@asynccontextmanager
async def press() -> AsyncIterator[Press]:
    """The outlets, served while the block runs."""
    here = Press()
    app = web.Application()
    app.router.add_get("/{name}", here.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    here.base = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        yield here
    finally:
        await runner.cleanup()
