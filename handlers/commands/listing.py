"""What is there: the watches, and the feeds."""

from datetime import UTC

from handlers.context import Context
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.views.feeds import FEED_PAGE, feeds_message
from handlers.views.watches import PAGE, Listing, listing_message
from storage import feed_health
from storage import watches as store
from storage.models import Watch


async def watches(request: Request, context: Context) -> Message:
    """The watches of this channel, or of the workspace: expression, channel, owner, hits, state."""
    everywhere = request.args.get("scope") == "all"
    async with context.services.db.reading() as session:
        if everywhere:
            found = [each for each in await store.of_team(session, context.team_id) if _may_see(each, context)]
        else:
            found = await store.of_channel(session, context.team_id, context.channel_id)
        pages = max(-(-len(found) // PAGE), 1)
        page = min(int(request.options.get("page", 1)), pages)
        shown = found[(page - 1) * PAGE : page * PAGE]
        hits = await store.hits(session, context.team_id, shown, context.now.astimezone(UTC)) if shown else {}
    return listing_message(Listing(shown, hits, context.channel_id, page, pages, everywhere), context.texts)


async def feeds(request: Request, context: Context) -> Message:
    """The feeds of this workspace and how they are, those that fail first."""
    page = int(request.options.get("page", 1))
    async with context.services.db.reading() as session:
        health = await feed_health.health(session, context.team_id)
        shown = await feed_health.feeds(session, context.team_id, FEED_PAGE, (page - 1) * FEED_PAGE)
    return feeds_message(health, shown, page, context.texts)


def _may_see(watch: Watch, context: Context) -> bool:
    """What somebody is told in direct messages is for them and for admins to see."""
    return context.is_admin or watch.channel_id == context.user_id or not watch.channel_id.startswith(("U", "W"))
