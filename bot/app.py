"""The assembly: every part is made here from the settings, started, drained and stopped."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import metrics
from bot.aside import aside
from bot.delivery import Courier
from bot.digests import make_due
from bot.explain import explain
from bot.heartbeat import poll
from bot.parts import now, open_database, open_poller
from bot.pipeline import poll_feed
from bot.poller import Poller
from bot.schedule import Schedule
from bot.settings import Secret, Settings, SettingsError
from bot.sources import NewsSources
from bot.stories import key_of_address
from bot.tidy import tidy
from handlers.errors import DeliveryError
from handlers.oauth import Client, Flow, make_flow, make_store, make_tokens
from handlers.posting import quiet_client
from handlers.register import make_app
from handlers.services import Services
from handlers.tokens import InstalledTokens, SingleToken, Tokens
from storage import refusals
from storage.database import Database
from storage.models import Feed
from storage.refusals import TOKEN_BROKEN

DRAIN = 20  # seconds
SWITCH = 0.0005  # seconds that a thread computes before the loop has a turn; answers wait for many turns, and Python gives 5 ms
CONNECT = 5  # seconds that the start waits for a socket
DELIVER_EVERY = 1  # second
DIGEST_EVERY = 20  # seconds: so late may a digest be
TIDY_EVERY = 300  # seconds
Only = Literal["all", "web", "worker"]
log = structlog.get_logger(__name__)


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("moves-bot")
    except PackageNotFoundError:
        return "0.1.0"


async def run(settings: Settings, only: Only = "all") -> None:
    """Run until SIGTERM or SIGINT, then finish what runs and stop."""
    sys.setswitchinterval(SWITCH)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings, only):
        log.info("running", version=program_version(), only=only, database=settings.database_url.split(":")[0])
        await stop.wait()
        log.info("stopping")
    log.info("stopped")


@dataclass(frozen=True, slots=True)
class Parts:
    """What runs."""

    db: Database
    schedule: Schedule
    poller: Poller
    courier: Courier
    services: Services
    app: AsyncApp
    single: SingleToken | None


@asynccontextmanager
async def running(settings: Settings, only: Only = "all") -> AsyncIterator[Parts]:
    """Everything started; at the end of the block no new work is taken, what runs ends within `DRAIN` seconds, all is closed."""
    async with AsyncExitStack() as stack:
        parts = await build(settings, stack)
        await _check_token(parts)
        connecting = await _listen(settings, parts, stack) if only != "worker" else None
        if only != "web":
            _tick(settings, parts)
        await stack.enter_async_context(metrics.served(settings.http_host, settings.metrics_port, lambda: _ready(parts)))
        parts.schedule.start()
        stack.push_async_callback(parts.schedule.drain, DRAIN)
        if connecting:  # it tries until Slack answers; meanwhile all that needs no socket goes on
            await asyncio.wait([connecting], timeout=CONNECT)
        yield parts


async def build(settings: Settings, stack: AsyncExitStack) -> Parts:
    """Make every part; `stack` closes them again."""
    db = await open_database(settings)
    stack.push_async_callback(db.close)
    quiet = await stack.enter_async_context(quiet_client(settings.slack_api_url))
    schedule = Schedule(now)
    poller = replace(await stack.enter_async_context(open_poller(settings, db, now)), counted=metrics.count_polls)
    services = Services(
        db=db,
        directory=poller.directory,
        clock=now,
        sources=NewsSources(poller, _first_polls(poller, stack), settings.news_search_template),
        explain=partial(explain, poller),
        wake_delivery=lambda: schedule.wake("deliver"),
        story_key=key_of_address,
        aside=await stack.enter_async_context(aside(db.url)),
    )
    client = AsyncWebClient(base_url=settings.slack_api_url)
    single = SingleToken(quiet, _reveal(settings.slack_bot_token)) if settings.slack_bot_token else None
    flow, installed = _oauth(settings, db, client)
    tokens = Tokens(installed, single)
    secret = None if settings.socket_mode and not flow else _reveal(settings.slack_signing_secret)
    app = make_app(services, client=client, tokens=tokens, signing_secret=secret, flow=flow, count_error=metrics.LISTENERS.inc)
    courier = Courier(db, quiet, tokens.token, now, services.directory)
    return Parts(db, schedule, poller, courier, services, app, single)


def _first_polls(poller: Poller, stack: AsyncExitStack) -> Callable[[Feed], None]:
    """Look at a feed that somebody adds at once, beside everything else; what still runs at the end is left to the next tick."""
    running: set[asyncio.Task[object]] = set()

    def start(feed: Feed) -> None:
        task = asyncio.create_task(poll_feed(poller, feed))
        running.add(task)
        task.add_done_callback(running.discard)

    stack.callback(lambda: [task.cancel() for task in running])
    return start


def _oauth(settings: Settings, db: Database, client: AsyncWebClient) -> tuple[Flow | None, InstalledTokens | None]:
    """How workspaces install the app by themselves, and the tokens that came of it; nothing where that is not wanted."""
    if not settings.oauth or settings.slack_client_id is None:
        return None, None
    consent = settings.slack_api_url.removesuffix("api/") + "oauth/v2/authorize"
    known = Client(settings.slack_client_id, _reveal(settings.slack_client_secret), settings.public_url, consent)
    store = make_store(db, known.id)
    return make_flow(db, known, store, client, now), make_tokens(db, known, store, client, now)


async def _check_token(parts: Parts) -> None:
    """Stop at once where Slack refuses the token; where it works, what waited for a token is tried again."""
    if parts.single is None:
        return
    try:
        await parts.single.identity()
    except DeliveryError as error:
        if error.code in TOKEN_BROKEN:
            raise SettingsError(f"SLACK_BOT_TOKEN: Slack says {error.code}: copy the token of the app's page again") from error
        log.warning("slack cannot be reached, it is tried again", error=error.code)
        return
    async with parts.db.transaction() as session:
        await refusals.probe(session, now(), codes=TOKEN_BROKEN)


def _reveal(secret: Secret | None) -> str:
    return secret.get_secret_value() if secret else ""


def _tick(settings: Settings, parts: Parts) -> None:
    schedule = parts.schedule
    schedule.add("poll", settings.poll_seconds, lambda: _poll(parts))
    schedule.add("deliver", DELIVER_EVERY, lambda: parts.courier.deliver_due(schedule.stopping))
    schedule.add("digest", DIGEST_EVERY, lambda: make_due(parts.db, now))
    schedule.add("tidy", TIDY_EVERY, lambda: tidy(settings, parts.db, now()))


async def _poll(parts: Parts) -> None:
    tally = await poll(parts.poller, parts.schedule.stopping)
    if tally.feeds:
        log.info("polled", **asdict(tally))
    if tally.alerts:
        parts.schedule.wake("deliver")


async def _listen(settings: Settings, parts: Parts, stack: AsyncExitStack) -> "asyncio.Future[None] | None":
    """Open the ways by which Slack reaches us: a port that it calls, or a socket of our own; return what opens that."""
    connecting: asyncio.Future[None] | None = None
    if settings.slack_app_token is not None:
        web_client = AsyncWebClient(base_url=settings.slack_api_url)
        handler = AsyncSocketModeHandler(parts.app, _reveal(settings.slack_app_token), web_client=web_client)
        stack.push_async_callback(handler.close_async)
        connecting = asyncio.ensure_future(handler.connect_async())  # type: ignore[no-untyped-call]  # slack_bolt has none
        stack.callback(connecting.cancel)
    if settings.http_port is not None and (settings.oauth or not settings.socket_mode):
        runner = web.AppRunner(parts.app.web_app("/slack/events"), access_log=None, shutdown_timeout=5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    return connecting


async def _ready(parts: Parts) -> list[str]:
    try:
        async with asyncio.timeout(2):
            await parts.db.check_schema()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is why we are not ready
        return [f"database: {type(error).__name__}"]
    return []
