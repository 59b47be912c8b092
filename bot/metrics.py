"""What Prometheus is told, and the page where it asks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

from bot.poller import Tally

DELIVERIES = Counter("moves_deliveries_total", "What became of deliveries to Slack", ["op", "outcome"])
DOUBTFUL = Counter("moves_doubtful_total", "Deliveries whose fate was unknown, by how it was settled", ["outcome"])
OUTBOX = Gauge("moves_outbox", "Deliveries in the outbox", ["state"])
OLDEST = Gauge("moves_outbox_oldest_seconds", "Age of the oldest delivery that is still to be sent")
LEAD = Histogram(
    "moves_lead_seconds",
    "From the publication of a story to its alert in Slack",
    ["source"],
    buckets=(15, 30, 60, 120, 300, 600, 1800, 3600, 6 * 3600, 86400),
)
TICKS = Histogram("moves_tick_seconds", "How long each tick ran", ["tick"], buckets=(0.01, 0.1, 0.5, 1, 5, 15, 60, 300))
TICK_FAILURES = Counter("moves_tick_failures_total", "Ticks that ended in an error nobody foresaw", ["tick"])
LISTENERS = Counter("moves_listener_errors_total", "Errors of listeners that nobody foresaw")
FEEDS = Counter("moves_feeds_polled_total", "Feeds polled", ["outcome"])
ENTRIES = Counter("moves_entries_total", "New entries, by what was read in them", ["verdict"])


def count_polls(tally: Tally) -> None:
    """Count what came of a batch of feeds."""
    FEEDS.labels("failed").inc(tally.failed)
    FEEDS.labels("new").inc(tally.changed)
    FEEDS.labels("unchanged").inc(tally.feeds - tally.failed - tally.changed)
    ENTRIES.labels("move").inc(tally.told)
    ENTRIES.labels("other").inc(tally.stories - tally.told)


Ready = Callable[[], Awaitable[list[str]]]
"""What is wrong at present, one line each; nothing when the process can do its work."""


@asynccontextmanager
async def served(host: str, port: int | None, ready: Ready) -> AsyncIterator[None]:
    """Answer `/metrics`, `/healthz` (the process lives) and `/readyz` (it can do its work) while the block runs."""
    if port is None:
        yield
        return
    app = web.Application()
    app.add_routes([web.get("/metrics", _metrics), web.get("/healthz", _healthz), web.get("/readyz", _readyz(ready))])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


async def _metrics(_request: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _healthz(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def _readyz(ready: Ready) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_request: web.Request) -> web.Response:
        problems = await ready()
        return web.Response(text="\n".join(problems or ["ok"]) + "\n", status=503 if problems else 200)

    return answer
