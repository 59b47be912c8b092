"""What a question is about, for all verbs that ask."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import mrkdwn
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.grammar.tokens import tokens
from handlers.grammar.vocabulary import key as key_of
from handlers.mrkdwn import Message
from handlers.resolve import Resolver
from storage.criteria import Filters, Query


async def query_of(session: AsyncSession, request: Request, context: Context) -> Query:
    """What a request asks about.

    Raises:
        UnknownName: a name in it is not known.
        UserError: it names nothing, or `in` and `out` mean nothing for it.
    """
    phrase = request.phrase
    if phrase is None:
        raise UserError("error-missing", verb=request.verb, slot="query")
    if request.verb == "person" and not phrase.kind and not phrase.ends:
        phrase = replace(phrase, kind="person")
    query = await Resolver(session, context.services.directory, context.team_id, context.texts.lang).query(phrase)
    check_direction(query, request.filters)
    return query


async def queries_of(session: AsyncSession, request: Request, context: Context) -> tuple[Query, ...]:
    """The subjects that are compared: the parts of a list with commas, else the one that is named."""
    query = await query_of(session, request, context)
    return query.parts if query.kind == "any" else (query,)


def check_direction(query: Query, filters: Filters) -> None:
    """Refuse `in` and `out` where they would silently mean nothing."""
    if filters.direction and not query.has_sides:
        raise UserError("error-direction")


def said_sent(name: str, lines: int, context: Context, *, of: int = 0) -> Message:
    """That a file was sent, how many lines it has, and where it was cut, of how many."""
    said = context.texts("file-sent", name=name, n=lines)
    if of > lines:
        said = f"{said} {context.texts('file-cut', n=lines, total=of)}"
    return Message(text=said, blocks=[mrkdwn.section(said)])


def command_of(request: Request, context: Context, **changes: str) -> str:
    """The text of a command with options changed; an empty value takes an option away."""
    lang = context.texts.lang
    kept = request.text
    if any(token.key and key_of(token.key, lang) in changes for token in tokens(kept, lang)):
        kept = " ".join(word for word in kept.split() if key_of(word.partition(":")[0], lang) not in changes or ":" not in word)
    return " ".join(filter(None, [kept, *(f"{key}:{value}" for key, value in changes.items() if value)]))
