"""The Why? button."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers.commands.why import stages
from handlers.context import Context
from handlers.incoming import context_of
from handlers.services import Services
from handlers.views.why import why_view
from storage import alerts
from storage.refs import Found


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the Why? button of alerts."""

    async def opened(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        shown = await stages(asked, await _clicked(asked, body))
        await client.views_open(trigger_id=asked.trigger_id, view=why_view(shown, asked.texts))

    app.action("alert_why")(opened)


async def _clicked(context: Context, body: dict[str, Any]) -> Found:
    """The move of the button, and the alert it stands on, if it is one."""
    move_id = int(body["actions"][0]["value"])
    ts = body.get("container", {}).get("message_ts", "")
    async with context.services.db.reading() as session:
        alert = await alerts.of_message(session, context.team_id, context.channel_id, ts, move_id)
    return Found(move_id, alert)
