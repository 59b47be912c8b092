"""App Home: published when somebody opens it, and again when something changes there."""

import re
from datetime import UTC, timedelta
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.context import Context
from handlers.errors import NO_ANSWER
from handlers.incoming import context_of
from handlers.services import Services
from handlers.views.home import Home, home_view
from handlers.views.watches import PAGE
from storage import feed_health, flows, people, search, watches, workspaces
from storage.attention import attention
from storage.channels import channel_of
from storage.criteria import Filters, Query
from storage.models import Watch
from storage.search import Search

_NEWEST = 5
_DAYS = 30
_WEEK = timedelta(days=7)

_log = structlog.get_logger(__name__)


def register(app: AsyncApp, services: Services) -> None:
    """Listen to App Home being opened, and to its pages being turned."""

    async def opened(client: AsyncWebClient, context: AsyncBoltContext, event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            await publish(await context_of(services, client, context, body, channel_id=""))

    async def turned(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body, channel_id="")
        await publish(asked, page=int(body["actions"][0]["value"]))

    app.event("app_home_opened")(opened)
    app.action(re.compile(r"home_page\.\d"))(turned)


async def publish(context: Context, *, page: int = 1, notice: str = "") -> None:
    """Show this person's App Home afresh; `notice` tells what a click there led to."""
    channels = await _channels(context)
    async with context.services.db.reading() as session:
        home = await gather(session, context, channels, page, notice)
    try:
        await context.client.views_publish(user_id=context.user_id, view=home_view(home, context.texts))
    except NO_ANSWER as error:
        _log.warning("home not shown", reference=context.reference, error=type(error).__name__)


async def _channels(context: Context) -> set[str] | None:
    """The channels this person is in that the app can see; None where it may not ask."""
    try:
        answer = await context.client.users_conversations(
            user=context.user_id, types="public_channel,private_channel", exclude_archived=False, limit=999
        )
    except NO_ANSWER as error:
        _log.info("channels not told", error=type(error).__name__)
        return None
    return {channel["id"] for channel in answer["channels"]}


async def gather(session: AsyncSession, context: Context, channels: set[str] | None, page: int, notice: str) -> Home:
    """All that App Home shows."""
    now = context.now.astimezone(UTC)
    mine = [watch for watch in await watches.of_team(session, context.team_id) if _is_mine(watch, channels, context.user_id)]
    pages = max(-(-len(mine) // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    about = Query("any", parts=tuple(watches.criteria(watch).query for watch in mine[:50])) if mine else Query("all")
    wanted = Search(context.team_id, about, Filters(since=now - timedelta(days=_DAYS)), limit=_NEWEST)
    flow = await flows.flow(session, context.team_id, about, Filters(since=now - _WEEK), context.services.directory)
    person = await people.find(session, context.team_id, context.user_id)
    workspace = await workspaces.workspace(session, context.team_id)
    return Home(
        health=await feed_health.health(session, context.team_id),
        newest=(await search.find(session, wanted, context.services.directory)).hits,
        watches=shown,
        total=len(mine),
        hits=await watches.hits(session, context.team_id, shown, now) if shown else {},
        page=page,
        notice=notice,
        nets=[net for net in flow.nets if net.net],
        people=flow.people,
        attention=await attention(session, context.team_id, mine),
        packs=() if mine else context.services.directory.packs,
        lang=str(person.prefs.get("lang", "")) if person else "",
        quiet=(await channel_of(session, context.team_id, context.user_id)).quiet,
        admin=(workspace.settings if workspace else {}) if context.is_admin else None,
    )


def _is_mine(watch: Watch, channels: set[str] | None, user_id: str) -> bool:
    return user_id in {watch.owner_id, watch.channel_id} or watch.channel_id in (channels or set())
