"""Questions: who came, who left, what happened here."""

from dataclasses import replace
from datetime import UTC, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.commands import figures
from handlers.commands.asking import command_of, query_of, said_sent
from handlers.context import Answer, Context, File, Forms
from handlers.export import as_csv, as_json
from handlers.grammar import Phrase, Request, vocabulary
from handlers.mrkdwn import Message
from handlers.resolve import MistypedVerb, UnknownName
from handlers.views.moves import Answered, moves_message, summary_message, table_forms
from handlers.views.queries import label
from handlers.views.sentence import as_plain
from storage import search, watches
from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.keys import fold
from storage.returns import Departed, departed
from storage.search import Found, Search

_PAGE = 10
_SUMMARY = 5
_MOST = 10_000  # moves in one file


async def show(request: Request, context: Context) -> Answer:
    """Answer a question about moves, in the shape that was asked for.

    A name that is not known and looks like no other is sought as words.
    """
    shape = request.options.get("as", "list")
    if shape == "chart":
        return await figures.trend(request, context)
    if shape in {"csv", "json"}:
        return await _file(request, context, shape)
    asked = await look_up(request, context)
    shared_by = context.user_id if request.options.get("share") else ""
    if shape == "table" and asked.found.total:
        return table_forms(asked, context.texts, shared_by=shared_by)
    return moves_message(asked, context.texts, shared_by=shared_by)


async def look_up(request: Request, context: Context) -> Answered:
    """Find what a question asks for; raise UserError where it cannot be told what that is."""
    directory = context.services.directory
    async with context.services.db.reading() as session:
        query, guessed = await _query(session, request, context)
        size = int(request.options.get("n", _PAGE))
        offset = (int(request.options.get("page", 1)) - 1) * size
        wanted = Search(context.team_id, query, request.filters, request.options.get("sort") == "conf", size, offset)
        found = await search.find(session, wanted, directory)
        read = None
        departures: list[Departed] = []
        if not found.total:
            read = await search.read_about(session, query, request.filters.since, directory)
        elif request.filters.direction != "in":
            departures = await departed(session, context.team_id, query, directory)
    command = command_of(request, context, page="")
    query = _as_told(query, found, directory)
    return Answered(query, request.filters, found, offset, size, command, read, guessed, tuple(departures))


def _as_told(query: Query, found: Found, directory: Directory) -> Query:
    """A person under the name that outlets write, where they told of them, and not as somebody typed it."""
    if query.kind != "person":
        return query
    names = (name for hit in found.hits for name in hit.move.people if directory.person_key(name) == query.key)
    return replace(query, label=next(names, query.label))


async def _file(request: Request, context: Context, kind: str) -> Forms:
    """All moves that answer a question, as a file."""
    async with context.services.db.reading() as session:
        query, _ = await _query(session, request, context)
        wanted = Search(context.team_id, query, request.filters, request.options.get("sort") == "conf", limit=_MOST)
        found = await search.find(session, wanted, context.services.directory)
    name = f"moves-{context.now:%Y-%m-%d}.{kind}"
    file = File(name, as_csv(found.hits) if kind == "csv" else as_json(found.hits), label(query, context.texts, as_plain))
    return Forms((said_sent(name, len(found.hits), context, of=found.total),), file=file)


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
    try:
        return await query_of(session, request, context), ""
    except UnknownName as unknown:
        if unknown.near or not request.phrase or not is_whole(unknown, request.phrase):
            raise
        if request.verb == "show" and (verb := vocabulary.mistyped(unknown.text.split()[0], context.texts.lang)):
            raise MistypedVerb(unknown.text, verb) from unknown
        return Query("text", fold(unknown.text), unknown.text), unknown.text


def is_whole(unknown: UnknownName, phrase: Phrase) -> bool:
    """Whether the name that is not known is all that was asked for."""
    return phrase.ends is None and unknown.text == phrase.text
