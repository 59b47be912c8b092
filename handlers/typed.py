"""`/moves` itself, and the buttons that type it for the person."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.context import Answer
from handlers.dispatch import answer, shared
from handlers.incoming import context_of
from handlers.services import Services
from handlers.views.commands import RUN, SHARE

COMMAND = "/moves"


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the command and to its buttons."""

    async def command(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, command: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, command)
        await _reply(ack, await answer(command.get("text") or "", asked))

    async def run(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        shown = await answer(_value(body["actions"][0]), asked)
        if shown and body.get("response_url"):
            await respond({**shown, "response_type": "ephemeral", "replace_original": _is_ours(body)})

    async def share(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        shown, kind = await shared(_value(body["actions"][0]), asked)
        await respond({**shown, "response_type": kind, "replace_original": False})

    app.command(COMMAND)(command)
    app.action(re.compile(rf"{RUN}\.\d+"))(run)
    app.action("watch_menu")(run)
    app.action(SHARE)(share)


async def _reply(ack: AsyncAck, shown: Answer) -> None:
    await (ack({**shown, "response_type": "ephemeral"}) if shown else ack())


def _value(action: dict[str, Any]) -> str:
    return str(action.get("value") or action.get("selected_option", {}).get("value") or "")


def _is_ours(body: dict[str, Any]) -> bool:
    """Whether the button stands in an answer to one person, which the next answer may replace."""
    return bool(body.get("container", {}).get("is_ephemeral"))
