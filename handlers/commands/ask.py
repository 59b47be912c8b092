"""Questions: who came, who left, what happened here."""

from dataclasses import replace
from datetime import UTC, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Phrase, Request
from handlers.grammar.tokens import tokens
from handlers.grammar.vocabulary import key as key_of
from handlers.mrkdwn import Message
from handlers.resolve import Resolver, UnknownName
from handlers.views.moves import Answered, moves_message, summary_message
from storage import search, watches
from storage.criteria import Filters, Query
from storage.keys import fold
from storage.search import Search

_PAGE = 10
_SUMMARY = 5


async def show(request: Request, context: Context) -> Message:
    """Answer a question about moves; a name that is not known and looks like no other is sought as words."""
    return moves_message(await look_up(request, context), context.texts)


async def look_up(request: Request, context: Context) -> Answered:
    """Find what a question asks for; raise UserError where it cannot be told what that is."""
    async with context.services.db.reading() as session:
        query, guessed = await _query(session, request, context)
        check_direction(query, request.filters)
        size = int(request.options.get("n", _PAGE))
        offset = (int(request.options.get("page", 1)) - 1) * size
        wanted = Search(context.team_id, query, request.filters, request.options.get("sort") == "conf", size, offset)
        found = await search.find(session, wanted, context.services.directory)
        read = None
        if not found.total:
            read = await search.read_about(session, query, request.filters.since, context.services.directory)
    command = _without_page(request.text, context.texts.lang)
    return Answered(query, request.filters, found, offset, size, command, read, guessed)


def check_direction(query: Query, filters: Filters) -> None:
    """Refuse `in` and `out` where they would silently mean nothing."""
    if filters.direction and not query.has_sides:
        raise UserError("error-direction")


async def summary(request: Request, context: Context) -> Message:  # noqa: ARG001 - every verb is given both
    """What this channel watches, and the newest moves about it."""
    since = (context.now - timedelta(days=7)).astimezone(UTC)
    async with context.services.db.reading() as session:
        watched = await watches.of_channel(session, context.team_id, context.channel_id)
        query = Query("any", parts=tuple(watches.criteria(watch).query for watch in watched)) if watched else Query("all")
        wanted = Search(context.team_id, query, Filters(since=since), limit=_SUMMARY)
        found = await search.find(session, wanted, context.services.directory)
    return summary_message(watched, found, context.texts)


async def _query(session: AsyncSession, request: Request, context: Context) -> tuple[Query, str]:
    phrase = request.phrase
    if phrase is None:
        raise UserError("error-missing", verb="show", slot="query")
    if request.verb == "person" and not phrase.kind and not phrase.ends:
        phrase = replace(phrase, kind="person")
    try:
        return await Resolver(session, context.services.directory, context.team_id, context.texts.lang).query(phrase), ""
    except UnknownName as unknown:
        if unknown.near or not is_whole(unknown, phrase):
            raise
        return Query("text", fold(unknown.text), unknown.text), unknown.text


def is_whole(unknown: UnknownName, phrase: Phrase) -> bool:
    """Whether the name that is not known is all that was asked for."""
    return phrase.ends is None and unknown.text == phrase.text


def _without_page(text: str, lang: str) -> str:
    """The command without its page, so that another page can be put behind it."""
    if not any(token.key and key_of(token.key, lang) == "page" for token in tokens(text, lang)):
        return text
    return " ".join(word for word in text.split() if key_of(word.partition(":")[0], lang) != "page")
