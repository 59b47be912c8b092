"""Watches as people make and change them: stored, logged, and told back with what they would have found."""

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.context import Context
from handlers.errors import UserError
from handlers.permissions import is_member, may_change
from handlers.presence import is_in
from handlers.views.watches import Made
from storage import backtest, channels, watches
from storage.models import Watch
from storage.watches import Draft
from storage.workspaces import record_change


async def make(draft: Draft, context: Context, as_text: str = "") -> Made:
    """Store a watch and gather what its maker should know at once; raise UserError where it may not be made."""
    await _may_place(draft.channel_id, context)
    services = context.services
    async with services.db.transaction() as session:
        made, is_new = await watches.create(session, context.team_id, draft, services.directory, services.clock())
        await channels.learn(session, context.team_id, draft.channel_id, tz=context.texts.tz, lang=context.texts.lang)
        if is_new:
            await record(session, "watch", made, context)
    return await _told(made, draft, context, is_new=is_new, as_text=as_text)


async def change(watch: Watch, draft: Draft, context: Context) -> Made:
    """Give a watch another content; raise UserError where this person may not."""
    if draft.channel_id != watch.channel_id:
        await _may_place(draft.channel_id, context)
    services = context.services
    async with services.db.transaction() as session:
        await may_change(session, watch, context)
        changed = await watches.edit(session, watch, draft, services.directory, services.clock())
        await record(session, "edit", changed, context)
    return await _told(changed, draft, context, is_new=False, is_changed=True)


async def _may_place(channel_id: str, context: Context) -> None:
    """Nobody sends alerts to a channel that they are not in; where the app cannot see who is, Slack's own picker decides."""
    if channel_id in {context.channel_id, context.user_id}:
        return
    if channel_id.startswith("D") or await is_member(context, channel_id) is False:
        raise UserError("error-no-post")


async def _told(
    watch: Watch, draft: Draft, context: Context, *, is_new: bool, is_changed: bool = False, as_text: str = ""
) -> Made:
    services, query = context.services, draft.query
    async with services.db.reading() as session:
        past = await backtest.backtest(
            session, context.team_id, query, draft.filters, directory=services.directory, now=services.clock()
        )
    company = services.directory.companies.get(query.key) if query.kind == "company" else None
    return Made(
        watch=watch,
        is_new=is_new,
        is_changed=is_changed,
        query=query,
        here=context.channel_id,
        past=past,
        aliases=company.names if company else (),
        as_text=as_text,
        bot_id=context.bot_id,
        absent=await is_in(context, watch.channel_id) is False,
    )


async def by_number(session: AsyncSession, number: int, context: Context) -> Watch:
    """The watch of a number; raise UserError where there is none."""
    found = await watches.by_number(session, context.team_id, number)
    if not found:
        raise UserError("error-no-watch", number=str(number))
    return found


async def record(session: AsyncSession, action: str, watch: Watch, context: Context) -> None:
    """Write a line about a watch into the workspace's log."""
    detail = {"expression": watch.expression, "channel": watch.channel_id}
    subject = f"{watch.number} {watch.expression}"
    await record_change(session, context.team_id, context.user_id, action, subject, detail, context.services.clock())
