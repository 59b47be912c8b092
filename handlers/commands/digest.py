"""The digest of a channel before its time: as a preview for one person, or posted now."""

from datetime import UTC

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import mrkdwn
from handlers.context import Context, Forms
from handlers.digesting import digest_of
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.views.digest import digest_forms
from handlers.views.queries import place
from handlers.views.watches import rhythm
from storage import alerts, digests
from storage.digests import Due
from storage.shown import Story, story_of_alert


async def show(request: Request, context: Context) -> Message | Forms:
    """`preview` shows what is held for this channel (for the rhythm with most of it) to the person who asks; `now` posts it."""
    if request.args.get("action") == "now":
        return await _post(context)
    now = context.now.astimezone(UTC)
    async with context.services.db.transaction() as session:
        held = [(due, await digests.held_alerts(session, due)) for due in await _of_channel(session, context)]
        first, alert_ids = max(held, key=lambda pair: len(pair[1]))
        payload = digests.payload_of(first, alert_ids) | {"until": now.isoformat()}
        stories = await _stories(session, alert_ids, context)
        digest = await digest_of(session, context.team_id, payload, stories, first.channel, preview=True)
    others = [_when(due, context, "digest-other") for due, _ in held if due is not first]
    told = mrkdwn.context(_when(first, context), *others)
    forms = digest_forms(digest, context.texts)
    return Forms(tuple(Message(text=form["text"], blocks=[*form["blocks"], told]) for form in forms))


async def _post(context: Context) -> Message:
    """Put all that is held for this channel into the outbox at once."""
    now = context.services.clock()
    made = 0
    async with context.services.db.transaction() as session:
        for due in await _of_channel(session, context):
            held = await digests.held_alerts(session, due)
            if held and await digests.make(session, due, now):
                made += len(held)
    context.services.wake_delivery()
    said = context.texts("digest-posted", n=made)
    return Message(text=said, blocks=[mrkdwn.section(said)])


async def _of_channel(session: AsyncSession, context: Context) -> list[Due]:
    found = await digests.of_channel(session, context.team_id, context.channel_id, context.now.astimezone(UTC))
    if not found:
        raise UserError("digest-no-watch")
    return found


async def _stories(session: AsyncSession, alert_ids: list[int], context: Context) -> list[Story]:
    found = []
    for alert_id in alert_ids:
        alert = await alerts.by_id(session, alert_id)
        story = await story_of_alert(session, alert, context.services.directory) if alert else None
        if story and not story.withdrawn:
            found.append(story)
    return found


def _when(due: Due, context: Context, key: str = "digest-preview") -> str:
    """When it will be posted, in words, in the channel's time zone."""
    where = place(context.channel_id, context.channel_id, context.texts)
    return context.texts(key, place=where, rhythm=rhythm(due.every, context.texts), tz=due.channel.tz)
