"""The two buttons of the question whether a person is to be forgotten."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp

from handlers.clicks import line, listener
from handlers.commands.trust import FORGET, KEEP, forget_now
from handlers.context import Context
from handlers.mrkdwn import Message
from handlers.services import Services


async def forget(context: Context, action: dict[str, Any]) -> Message:
    """Forget the person of the button."""
    return await forget_now(context, action["value"])


async def keep(context: Context, _action: dict[str, Any]) -> Message:
    """Leave everything as it is."""
    return line(context.texts("forget-kept"))


def register(app: AsyncApp, services: Services) -> None:
    """Listen to both; the answer takes the place of the question."""
    app.action(FORGET)(listener(services, forget, in_place=True))
    app.action(KEEP)(listener(services, keep, in_place=True))
