"""`moves poll`: one pass of polling and delivery."""

import asyncio
import sys
from contextlib import AsyncExitStack

from bot import log
from bot.heartbeat import poll
from bot.parts import now, open_database, open_poller
from bot.poller import Tally
from bot.settings import Settings, SettingsError, load_settings
from storage import polling
from storage.database import Database
from storage.errors import SchemaError

_PATIENCE = 120  # seconds for what is to be delivered; what is left is delivered by the next pass


def main() -> None:
    """Do it as a command: what it came to on standard output; trouble that a person can mend a line each, and status 1."""
    try:
        settings = load_settings()
        level = "warning" if settings.log_level == "info" else settings.log_level
        log.set_up(level, settings.log_format, late=True)
        sys.stdout.write(f"{asyncio.run(poll_once(settings))}\n")
    except (SettingsError, SchemaError) as error:
        for line in str(error).splitlines():
            sys.stderr.write(f"moves: {line}\n")
        raise SystemExit(1) from None


async def poll_once(settings: Settings) -> str:
    """Look at what is due, deliver what waits, and say what it came to.

    Without a way to reach Slack nothing is delivered: the alerts wait.
    """
    async with AsyncExitStack() as stack:
        db = await open_database(settings)
        stack.push_async_callback(db.close)
        poller = await stack.enter_async_context(open_poller(settings, db, now))
        said = _told(await poll(poller, asyncio.Event()))
        waits = await _waits(db)
    if settings.slack_bot_token is None and not settings.oauth:
        return f"{said}; nothing delivered: set SLACK_BOT_TOKEN"
    return f"{said}, {await _deliver(settings) if waits else 0} delivered"


def _told(tally: Tally) -> str:
    said = f"{tally.feeds} feeds polled, {tally.failed} failed, {tally.entries} new entries"
    return f"{said}, {tally.moves} moves, {tally.alerts} alerts"


async def _waits(db: Database) -> bool:
    """Whether something is to be delivered within a moment."""
    due = await db.work(polling.next_delivery)
    return due is not None and (due - now()).total_seconds() <= 1


async def _deliver(settings: Settings) -> int:
    """Deliver until nothing more is due within a moment: a channel takes one message a second."""
    from bot.app import build  # noqa: PLC0415 - all of Slack's side: most passes have nothing to say

    log.complete()
    delivered = 0
    async with AsyncExitStack() as stack:
        parts = await build(settings, stack)
        for _ in range(_PATIENCE):
            delivered += await parts.courier.deliver_due()
            if not await _waits(parts.db):
                break
            await asyncio.sleep(1)
    return delivered
