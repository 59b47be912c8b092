"""Whether the app is in a channel, as far as it can see."""

import asyncio
from collections.abc import Awaitable

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.context import Context
from handlers.errors import NO_ANSWER

_PATIENCE = 0.5  # seconds that an answer may wait for Slack
_ABSENT = {"channel_not_found", "not_in_channel"}

_log = structlog.get_logger(__name__)


async def ask(question: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Slack's answer to a question on which an answer of ours waits; raises one of `NO_ANSWER` where it takes too long."""
    return await asyncio.wait_for(question, _PATIENCE)


async def is_in(context: Context, channel_id: str) -> bool | None:
    """True or False where Slack says so, None where it does not (no permission to ask, no answer in time)."""
    if channel_id.startswith(("U", "W", "D")):
        return True
    try:
        answer = await ask(context.client.conversations_info(channel=channel_id))
    except SlackApiError as error:
        return False if error.response.get("error") in _ABSENT else None
    except NO_ANSWER as error:
        _log.info("channel not told", channel=channel_id, error=type(error).__name__)
        return None
    return bool(answer["channel"].get("is_member"))
