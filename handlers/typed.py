"""`/moves` itself, and the buttons that type it for the person."""

import asyncio
import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers import home
from handlers.context import Answer, Context, Forms
from handlers.dispatch import answer
from handlers.incoming import context_of
from handlers.services import Services
from handlers.showing import show_forms
from handlers.views.commands import RUN, SHARE

COMMAND = "/moves"
PATIENCE = 0.1  # seconds for which an acknowledgement waits for its answer, so that it is given within 0.2

_COMMANDS = {"watch_menu": "", "watch_add": "watch", "watch_edit": "edit"}
"""Buttons and menus with an id of their own, and what they type before their value."""


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the command and to its buttons."""

    async def command(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, command: dict[str, Any], respond: AsyncRespond
    ) -> None:
        async def look() -> tuple[Answer, Context]:
            asked = await context_of(services, client, context, command)
            return await answer(command.get("text") or "", asked), asked

        looking = asyncio.ensure_future(look())
        done, _ = await asyncio.wait({looking}, timeout=PATIENCE)
        if not done:  # a question about very many moves, or much to do: the answer follows
            await ack()
            shown, asked = await looking
            await _show(shown, asked, command, respond)
            return
        shown, asked = looking.result()
        await _reply(ack, shown)
        if isinstance(shown, Forms):
            await show_forms(shown, asked, respond)

    async def run(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        await _show(await answer(_command(body["actions"][0]), asked), asked, body, respond)

    async def share(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        await _show(await answer(_command(body["actions"][0]), asked, share=True), asked, body, respond, beside=True)

    app.command(COMMAND)(command)
    app.action(re.compile(rf"{RUN}\.\d+"))(run)
    for action_id in _COMMANDS:
        app.action(action_id)(run)
    app.action(SHARE)(share)


async def _reply(ack: AsyncAck, shown: Answer) -> None:
    """The acknowledgement is the answer, unless that has several forms: those follow, as only then Slack says what it took."""
    await (ack({"response_type": "ephemeral", **shown}) if isinstance(shown, dict) else ack())


async def _show(shown: Answer, asked: Context, body: dict[str, Any], respond: AsyncRespond, *, beside: bool = False) -> None:
    """Put an answer where the button stands (or `beside` it): in App Home as a notice above what has changed."""
    replace = _is_ours(body) and not beside
    if body.get("view", {}).get("type") == "home":
        first = shown.messages[0] if isinstance(shown, Forms) else shown
        await home.publish(asked, notice=first["text"] if first else "")
    elif isinstance(shown, Forms):
        await show_forms(shown, asked, respond, replace=replace)
    elif shown and body.get("response_url"):
        await respond({"response_type": "ephemeral", **shown, "replace_original": replace})


def _command(action: dict[str, Any]) -> str:
    """The command that a button or a choice of a menu stands for."""
    value = str(action.get("value") or action.get("selected_option", {}).get("value") or "")
    return f"{_COMMANDS.get(action['action_id'], '')} {value}".strip()


def _is_ours(body: dict[str, Any]) -> bool:
    """Whether the button stands in an answer to one person, which the next answer may replace."""
    return bool(body.get("container", {}).get("is_ephemeral"))
