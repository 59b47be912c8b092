"""Watches: made, removed, paused, resumed, changed."""

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import forms
from handlers.commands.ask import is_whole
from handlers.commands.asking import check_direction
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.grammar.expression import expression
from handlers.making import by_number, make, record
from handlers.mrkdwn import Message
from handlers.permissions import may_change
from handlers.resolve import Resolver, UnknownName
from handlers.views.watches import changed_message, choose_message, made_message, removed_message
from storage import watches
from storage.criteria import Query
from storage.keys import fold
from storage.models import Watch
from storage.watches import Draft


async def watch(request: Request, context: Context) -> Message | None:
    """Make a watch; without a query, open the form for one."""
    if request.phrase is None:
        await forms.open_form(None, context)
        return None
    channel = place(request, context)
    async with context.services.db.reading() as session:
        query, as_text = await _query(session, request, context)
    check_direction(query, request.filters)
    asked = expression(query, request.filters)
    every = request.options.get("every", "now")
    draft = Draft(channel, context.user_id, asked, query, request.filters, request.ping, every)
    return made_message(await make(draft, context, as_text), context.texts)


def place(request: Request, context: Context) -> str:
    """The channel that a watch tells: the one named, the person's own messages, or this one."""
    wanted = request.options.get("to", context.channel_id)
    return context.user_id if wanted == "me" else wanted


async def _query(session: AsyncSession, request: Request, context: Context) -> tuple[Query, str]:
    """The query, and the name that is watched as words because nothing is known under it."""
    assert request.phrase is not None, "asked before"
    try:
        resolver = Resolver(session, context.services.directory, context.team_id, context.texts.lang)
        query = await resolver.query(request.phrase)
    except UnknownName as unknown:
        if unknown.near or not is_whole(unknown, request.phrase):
            raise
        return Query("text", fold(unknown.text), unknown.text), unknown.text
    return query, ""


class _Several(Exception):  # noqa: N818 - a question back
    def __init__(self, found: list[Watch], query: Query) -> None:
        super().__init__(found, query)
        self.watches = found
        self.query = query


async def unwatch(request: Request, context: Context) -> Message:
    """Remove a watch by number, the one of this channel for a query, or all of this channel."""
    try:
        async with context.services.db.transaction() as session:
            targets = await _targets(session, request, context)
            for target in targets:
                await may_change(session, target, context)
                await watches.remove(session, target)
                await record(session, "unwatch", target, context)
    except _Several as several:
        return choose_message("unwatch", several.watches, several.query, context.texts)
    return removed_message(targets, context.channel_id, context.texts)


async def pause(request: Request, context: Context) -> Message:
    """Let a watch rest."""
    return await _set_state(request, context, watches.PAUSED)


async def resume(request: Request, context: Context) -> Message:
    """Let a watch work again, also one whose channel was broken."""
    return await _set_state(request, context, watches.ACTIVE)


async def _set_state(request: Request, context: Context, state: str) -> Message:
    action = "pause" if state == watches.PAUSED else "resume"
    try:
        async with context.services.db.transaction() as session:
            targets = await _targets(session, request, context)
            for target in targets:
                await may_change(session, target, context)
                await watches.set_state(session, target, state, context.services.clock())
                await record(session, action, target, context)
    except _Several as several:
        return choose_message(action, several.watches, several.query, context.texts)
    return changed_message(
        f"watch-{'paused' if state == watches.PAUSED else 'resumed'}", targets, context.channel_id, context.texts
    )


async def edit(request: Request, context: Context) -> None:
    """Open the form of a watch."""
    await forms.open_edit(int(request.args["number"]), context)


async def _targets(session: AsyncSession, request: Request, context: Context) -> list[Watch]:
    """The watches that a number, a query or `all` means; raise UserError for none, `_Several` where it is not clear."""
    phrase = request.phrase
    assert phrase is not None, "the grammar requires it"
    text = phrase.text.removeprefix("#")
    if not phrase.kind and not phrase.ends and text.isascii() and text.isdigit():
        return [await by_number(session, int(text[:9]), context)]
    here = await watches.of_channel(session, context.team_id, context.channel_id)
    if phrase.kind == "all":
        if not here:
            raise UserError("error-not-watched", name=phrase.text or "*")
        return here
    query = await _target_query(session, request, context)
    found = [each for each in here if _same(watches.criteria(each).query, query)]
    if len(found) > 1:
        raise _Several(found, query)
    if not found:
        raise UserError("error-not-watched", name=query.label or query.key)
    return found


async def _target_query(session: AsyncSession, request: Request, context: Context) -> Query:
    assert request.phrase is not None, "asked before"
    try:
        return await Resolver(session, context.services.directory, context.team_id, context.texts.lang).query(request.phrase)
    except UnknownName as unknown:
        return Query("text", fold(unknown.text), unknown.text)


def _same(one: Query, other: Query) -> bool:
    if one.parts or other.parts:
        return len(one.parts) == len(other.parts) and one.key == other.key and all(map(_same, one.parts, other.parts))
    return one.key == other.key
