"""The example feeds, served on loopback as real feeds would be: with validators, and with news that comes later."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

_FOLDER = Path(__file__).parent / "feeds"
_FRESH = re.compile(r"<!--fresh-->.*?<!--/fresh-->", re.DOTALL)
_DATE = re.compile(r"@(minus|iso) (\d+)([mhd])@")
_UNIT = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


class Newsstand:
    """Serves the feeds of the folder; until `publish` the fresh entries of a feed are held back."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Dates in the feeds are set back from `clock()` (UTC)."""
        self._clock = clock
        self._published: set[str] = set()
        self.base = ""

    async def __aenter__(self) -> Self:
        """Start to listen on a free port of loopback."""
        app = web.Application()
        app.router.add_get("/{name}.xml", self._feed)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._now = self._clock()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        await self._runner.cleanup()

    @property
    def urls(self) -> list[str]:
        """The addresses of all feeds."""
        return [f"{self.base}/{path.name}" for path in sorted(_FOLDER.glob("*.xml"))]

    def publish(self, *names: str) -> None:
        """Let the fresh entries of these feeds appear."""
        self._published.update(names)

    async def _feed(self, request: web.Request) -> web.Response:
        path = _FOLDER / f"{request.match_info['name']}.xml"
        if not path.is_file():
            raise web.HTTPNotFound
        body = self._body(path)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=body, content_type="application/xml", charset="utf-8", headers={"ETag": etag})

    def _body(self, path: Path) -> bytes:
        text = path.read_text(encoding="utf-8").replace("@base@", self.base)
        if path.name.split(".")[0] not in self._published:
            text = _FRESH.sub("", text)
        return _DATE.sub(self._date, text).encode()

    def _date(self, match: re.Match[str]) -> str:
        when = self._now - int(match[2]) * _UNIT[match[3]]
        return format_datetime(when) if match[1] == "minus" else when.isoformat(timespec="seconds")
