"""“Open all” on a digest: every move it tells, with its sources, for the person who clicked."""

import re
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers import mrkdwn
from handlers.context import Context
from handlers.incoming import context_of
from handlers.mrkdwn import Message
from handlers.services import Services
from handlers.views.digest import OPEN
from handlers.views.moves import hit_block
from handlers.views.sentence import sentence
from storage import alerts
from storage.search import Hit
from storage.shown import story_of_alert

_PAGE = 15


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the button and to its pages; its value is the digest's message and the page."""

    async def opened(
        ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], respond: AsyncRespond
    ) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        page, _, ts = str(body["actions"][0]["value"]).partition(" ")
        message = await _page(asked, ts or str(body["container"]["message_ts"]), int(page))
        await respond({**message, "response_type": "ephemeral", "replace_original": bool(ts)})

    app.action(re.compile(rf"{OPEN}(\.\d)?"))(opened)


async def _page(context: Context, ts: str, page: int) -> Message:
    found: list[Hit] = []
    async with context.services.db.reading() as session:
        for alert in await alerts.of_bundle(session, context.team_id, context.channel_id, ts):
            story = await story_of_alert(session, alert, context.services.directory)
            if story and not story.withdrawn:
                found.append(Hit(story.move, story.reports))
    texts = context.texts
    if not found:
        return Message(text=texts("digest-gone"), blocks=[mrkdwn.section(texts("digest-gone"))])
    shown = found[::-1][(page - 1) * _PAGE : page * _PAGE]
    blocks = [mrkdwn.section(f"*{texts('digest-all-title')}*"), *(hit_block(hit, texts) for hit in shown)]
    turns = []
    if page > 1:
        turns.append(mrkdwn.button(texts("button-previous"), f"{OPEN}.1", f"{page - 1} {ts}"))
    if page * _PAGE < len(found):
        turns.append(mrkdwn.button(texts("button-next"), f"{OPEN}.2", f"{page + 1} {ts}"))
    told = [f"{sentence(hit.move, texts, mrkdwn.escape)}." for hit in shown]
    return Message(
        text=mrkdwn.truncate(" ".join(told), mrkdwn.TEXT), blocks=[*blocks, *([mrkdwn.actions(*turns)] if turns else [])]
    )
