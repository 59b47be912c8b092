"""`moves poll`: one pass of polling and delivery."""

import asyncio
from contextlib import AsyncExitStack

from bot.app import Parts, build
from bot.heartbeat import poll
from bot.settings import Settings
from storage import outbox

_PATIENCE = 120  # seconds for what is to be delivered; what is left is delivered by the next pass


async def poll_once(settings: Settings) -> str:
    """Look at what is due, deliver what waits, and say what it came to.

    Without a way to reach Slack nothing is delivered: the alerts wait.
    """
    async with AsyncExitStack() as stack:
        parts = await build(settings, stack)
        tally = await poll(parts.poller, asyncio.Event())
        said = f"{tally.feeds} feeds polled, {tally.failed} failed, {tally.entries} new entries"
        said += f", {tally.moves} moves, {tally.alerts} alerts"
        if settings.slack_bot_token is None and not settings.oauth:
            return f"{said}; nothing delivered: set SLACK_BOT_TOKEN"
        return f"{said}, {await _deliver(parts)} delivered"


async def _deliver(parts: Parts) -> int:
    """Deliver until nothing more is due within a moment: a channel takes one message a second."""
    delivered = 0
    for _ in range(_PATIENCE):
        delivered += await parts.courier.deliver_due()
        async with parts.db.reading() as session:
            due = await outbox.next_due(session)
        if due is None or (due - parts.courier.clock()).total_seconds() > 1:
            break
        await asyncio.sleep(1)
    return delivered
