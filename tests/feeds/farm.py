"""A small feed server on loopback that can misbehave in every way we know of."""

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from aiohttp import web

from bot.feeds.guard import AddrInfo

RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Daily Moves</title>
<language>en-GB</language><ttl>45</ttl>
<item><guid isPermaLink="false">m-1</guid><title>Ada Roe joins Initech</title><link>/a/1</link>
<pubDate>Mon, 02 Mar 2026 09:00:00 +0100</pubDate><description>&lt;p&gt;She starts in May.&lt;/p&gt;</description></item>
<item><guid isPermaLink="false">m-2</guid><title>Globex opens an office</title><link>/a/2</link></item>
</channel></rss>"""
ETAG = '"v1"'
MODIFIED = "Mon, 02 Mar 2026 08:00:00 GMT"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "'
    + b"lol" * 500
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(ord("a"), ord("j")))
    + b']><rss version="2.0"><channel><title>x</title><item><title>&j;</title></item></channel></rss>'
)


async def good(request: web.Request) -> web.Response:
    headers = {"ETag": ETAG, "Last-Modified": MODIFIED, "Cache-Control": "max-age=600", "Content-Type": "text/xml"}
    headers["Link"] = '<https://hub.example/>; rel="hub", </feed>; rel=self'
    if request.headers.get("If-None-Match") == ETAG:
        return web.Response(status=304, headers=headers)
    return web.Response(body=RSS, headers=headers)


async def echo(request: web.Request) -> web.Response:
    lines = [f"{name}: {value}" for name, value in request.headers.items()]
    return web.Response(text="\n".join(lines))


async def zipped(request: web.Request) -> web.Response:
    kind = request.match_info["kind"]
    bodies = {
        "gzip": gzip.compress(RSS),
        "twice": gzip.compress(RSS[:100]) + gzip.compress(RSS[100:]),
        "cut": gzip.compress(RSS)[:-20],
        "deflate": zlib.compress(RSS),
        "raw": zlib.compress(RSS)[2:-4],
    }
    encoding = {"deflate": "deflate", "raw": "deflate", "br": "br"}.get(kind, "gzip")
    return web.Response(body=bodies.get(kind, RSS), headers={"Content-Encoding": encoding})


async def status(request: web.Request) -> web.Response:
    headers = {"Retry-After": "120"} if "retry" in request.query else {}
    return web.Response(status=int(request.match_info["status"]), headers=headers)


async def move(request: web.Request) -> web.Response:
    return web.Response(status=int(request.match_info["status"]), headers={"Location": request.query["to"]})


async def loop(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": "/loop"})


@cache
def _bomb() -> bytes:
    """100 kB that unpack to 100 MB."""
    return gzip.compress(bytes(100_000_000), compresslevel=1)


async def bomb(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
    await response.prepare(request)
    await response.write(_bomb())
    return response


async def huge(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(100):
        await response.write(b"x" * 1_000_000)
    return response


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(400):
        await response.write(b"<!-- -->")
        await asyncio.sleep(0.02)
    return response


async def stall(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    if "late" in request.query:
        await response.prepare(request)
        await response.write(RSS[:50])
    await asyncio.sleep(5)
    return response


async def truncated(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(len(RSS))})
    await response.prepare(request)
    await response.write(RSS[: len(RSS) // 2])
    assert request.transport is not None
    request.transport.close()
    return response


async def reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    sock = request.transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return web.Response()


async def long_header(request: web.Request) -> web.Response:
    return web.Response(body=RSS, headers={"X-Padding": "x" * 100_000})


_PAGE = b"<!doctype html><html><head><title>Oops</title></head><body>Down for maintenance</body></html>"
_DOCUMENTS = {
    "empty": (b"", "text/xml"),
    "html": (_PAGE, "text/html"),
    "laughs": (LAUGHS, "text/xml"),
    "charset": (RSS.replace(b"Ada Roe", "Zoé Roe".encode("latin-1")), "text/xml; charset=koi8-nonsense"),
    "broken": (RSS[: RSS.index(b"Globex")], "text/xml"),
}


async def document(request: web.Request) -> web.Response:
    body, kind = _DOCUMENTS[request.match_info["name"]]
    return web.Response(body=body, headers={"Content-Type": kind})


def _app() -> web.Application:
    app = web.Application()
    for handler in (bomb, huge, drip, stall, truncated, reset, long_header, loop, good, echo):
        app.router.add_get(f"/{handler.__name__}", handler)
    app.router.add_get("/zip/{kind}", zipped)
    app.router.add_get("/status/{status}", status)
    app.router.add_get("/move/{status}", move)
    app.router.add_get("/doc/{name}", document)
    return app


async def everywhere(_host: str, port: int) -> list[AddrInfo]:
    """Every name is on loopback, so that a test can play any site."""
    return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]


@asynccontextmanager
async def serve(app: web.Application | None = None) -> AsyncIterator[str]:
    """Serve while the block runs; gives the base address without a slash at the end."""
    runner = web.AppRunner(app or _app(), shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
