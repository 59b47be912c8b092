"""A link to one of our alerts shows the alert as it stands now, where the workspace lets the app see links."""

import re
from collections.abc import Sequence
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.errors import NO_ANSWER
from handlers.mrkdwn import Block
from handlers.outgoing import texts_of_channel
from handlers.services import Services
from handlers.texts import Texts
from handlers.views.story import story_forms
from storage import alerts
from storage.channels import channel_of
from storage.directory import Directory
from storage.shown import story_of_move

_MESSAGE = re.compile(r"/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>\d{10})(?P<micros>\d{6})")
_KINDS = {"section", "context", "header", "divider"}
_MOST = 5  # of one message

_log = structlog.get_logger(__name__)


def register(app: AsyncApp, services: Services) -> None:
    """Listen to links being posted."""

    async def posted(client: AsyncWebClient, context: AsyncBoltContext, event: dict[str, Any]) -> None:
        team_id, found = context.team_id or "", {}
        async with services.db.reading() as session:
            texts = await texts_of_channel(session, await channel_of(session, team_id, event["channel"]))
            for link in event.get("links", [])[:_MOST]:
                if blocks := await _blocks(session, team_id, str(link["url"]), texts, services.directory):
                    found[link["url"]] = {"blocks": blocks}
        if found:
            await _unfurl(client, event, found)

    app.event("link_shared")(posted)


async def _unfurl(client: AsyncWebClient, event: dict[str, Any], found: dict[str, Any]) -> None:
    where = {"channel": event["channel"], "ts": event["message_ts"]}
    if event.get("unfurl_id") and event.get("source"):
        where = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
    try:
        await client.chat_unfurl(**where, unfurls=found)
    except NO_ANSWER as error:
        _log.info("link not unfurled", error=type(error).__name__)


async def _blocks(session: AsyncSession, team_id: str, url: str, texts: Texts, directory: Directory) -> Sequence[Block]:
    """The alert behind a link, without what concerns its own channel alone: who watches, and the buttons."""
    match = _MESSAGE.search(url)
    if match is None:
        return []
    alert = await alerts.of_ts(session, team_id, match["channel"], f"{match['seconds']}.{match['micros']}")
    story = await story_of_move(session, team_id, alert.move_id, directory) if alert else None
    if story is None:
        return []
    plainest = story_forms(story, texts)[-1]
    kept = [block for block in plainest.get("blocks", []) if block["type"] in _KINDS]
    return [{name: value for name, value in block.items() if name != "accessory"} for block in kept]
