"""`/moves health`: whether everything works, and how often alerts are right."""

from datetime import UTC, timedelta

from handlers.context import Context
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.views.health import Standing, health_message
from storage import corrections, feed_health, outbox, watches
from storage.attention import attention

_STORIES = timedelta(days=7)


async def show(request: Request, context: Context) -> Message:  # noqa: ARG001 - every verb is given both
    """Tell how the feeds, watches and deliveries of the workspace stand, and how many judged alerts were right."""
    now = context.now.astimezone(UTC)
    async with context.services.db.reading() as session:
        found = await watches.of_team(session, context.team_id)
        standing = Standing(
            feeds=await feed_health.health(session, context.team_id),
            stories=await feed_health.stories_read(session, context.team_id, now - _STORIES),
            watches=len(found),
            attention=await attention(session, context.team_id, found),
            unsent=await outbox.unsent(session, context.team_id),
            precision=await corrections.precision(session, context.team_id),
        )
    return health_message(standing, context.texts)
