"""What the owner of watches can do about a channel that cannot be posted to: invite again, move the watches, delete them."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.clicks import line, listener
from handlers.context import Context
from handlers.incoming import context_of
from handlers.mrkdwn import Message
from handlers.presence import is_in
from handlers.services import Services
from handlers.views.mending import FORM, PLACE, move_view, moved_view
from storage import watches
from storage.channels import channel_of, drop_waiting, move_watches, revive_channel
from storage.watches import of_channel
from storage.workspaces import record_change

_PATIENCE = 2.0  # seconds that a check may wait for Slack


async def retry(context: Context, action: dict[str, Any]) -> Message:
    """Look whether a channel works again; if so, its watches work and what waited is posted."""
    channel_id = action["value"]
    error = await _refusal(context, channel_id)
    if error:
        return line(context.texts("broken-still", channel=f"<#{channel_id}>", error=error))
    async with context.services.db.transaction() as session:
        n = await revive_channel(session, context.team_id, channel_id, context.services.clock())
    context.services.wake_delivery()
    return line(context.texts("broken-works", channel=f"<#{channel_id}>", n=n))


async def _refusal(context: Context, channel_id: str) -> str:
    """Why a channel could not be posted to now, as far as the app may ask; empty where nothing speaks against trying."""
    try:
        answer = await asyncio.wait_for(context.client.conversations_info(channel=channel_id), _PATIENCE)
    except SlackApiError as error:
        code = str(error.response.get("error", ""))
        return code if code == "channel_not_found" else ""
    except (SlackClientError, OSError, TimeoutError):
        return ""
    channel = answer["channel"]
    if channel.get("is_archived"):
        return "is_archived"
    return "not_in_channel" if channel.get("is_member") is False else ""


async def delete(context: Context, action: dict[str, Any]) -> Message:
    """Delete the watches that this person owns in a channel."""
    channel_id = action["value"]
    now = context.services.clock()
    async with context.services.db.transaction() as session:
        mine = [one for one in await of_channel(session, context.team_id, channel_id) if one.owner_id == context.user_id]
        for watch in mine:
            await watches.remove(session, watch)
            detail = {"expression": watch.expression, "channel": channel_id}
            await record_change(session, context.team_id, context.user_id, "unwatch", f"watch {watch.number}", detail, now)
        await drop_waiting(session, context.team_id, channel_id, now)
    return line(context.texts("broken-deleted", n=len(mine)))


async def ask_where(context: Context, action: dict[str, Any]) -> None:
    """Open the form that asks to which channel the watches are moved."""
    await context.client.views_open(trigger_id=context.trigger_id, view=move_view(action["value"], context.texts))


@dataclass(frozen=True, slots=True)
class Moving:
    """The listener of the form that moves watches."""

    services: Services

    async def sent(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """Move the watches that this person owns, unless the app is not in the channel chosen."""
        source = json.loads(body["view"]["private_metadata"])["channel"]
        target = body["view"]["state"]["values"][PLACE]["value"]["selected_conversation"]
        asked = await context_of(self.services, client, context, body, channel_id=source)
        if await is_in(asked, target) is False:
            await ack(response_action="errors", errors={PLACE: asked.texts("broken-move-absent")})
            return
        n = await self._move(asked, source, target)
        await ack(response_action="update", view=moved_view(n, target, asked.texts))

    async def _move(self, asked: Context, source: str, target: str) -> int:
        now = self.services.clock()
        async with self.services.db.transaction() as session:
            if (await channel_of(session, asked.team_id, target)).broken:
                await revive_channel(session, asked.team_id, target, now)
            n = await move_watches(session, asked.team_id, asked.user_id, source=source, target=target, now=now)
            detail = {"from": source, "to": target, "watches": n}
            await record_change(session, asked.team_id, asked.user_id, "move", f"{n} watches", detail, now)
        self.services.wake_delivery()
        return n


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the buttons of the message about a broken channel, and to the form behind one of them."""
    app.action("broken_retry")(listener(services, retry))
    app.action("broken_delete")(listener(services, delete))
    app.action("broken_move")(listener(services, ask_where))
    app.view(FORM)(Moving(services).sent)
