"""Named lists: made, shown, changed."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import mrkdwn
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Phrase, Request
from handlers.mrkdwn import Message
from handlers.resolve import Resolver, UnknownName
from handlers.texts import Texts
from handlers.views.queries import label
from storage import lists, watches
from storage.criteria import Query
from storage.keys import fold
from storage.models import NamedList
from storage.workspaces import record_change

_SHOWN = 60


async def manage(request: Request, context: Context) -> Message:
    """Show all lists or one, add to it, take off it."""
    name, action = request.args.get("list"), request.args.get("action", "show")
    if not name:
        return await _all(context)
    if action == "show":
        if request.phrase:
            raise UserError("error-unknown-word", token=request.phrase.text, verb="list", nearest="add")
        return await _one(name, context)
    if not request.phrase:
        raise UserError("error-missing", verb="list", slot="query")
    return await _change(name, action, request.phrase, context)


async def _all(context: Context) -> Message:
    async with context.services.db.reading() as session:
        found = await lists.of_team(session, context.team_id)
    if not found:
        return _message(context.texts("list-none"))
    lines = [_line("list-is", each, context.texts) for each in found]
    return _message("\n".join([f"*{context.texts('lists-title')}*", *lines]))


async def _one(name: str, context: Context) -> Message:
    async with context.services.db.reading() as session:
        found = await lists.find(session, context.team_id, name)
    if not found:
        raise UserError("error-no-list", name=name, nearest="none")
    return _message(_line("list-is", found, context.texts))


async def _change(name: str, action: str, phrase: Phrase, context: Context) -> Message:
    services = context.services
    async with services.db.transaction() as session:
        items = await _items(session, phrase, context)
        by, now = context.user_id, services.clock()
        if action == "add":
            await lists.add(session, context.team_id, name, items, by=by, now=now)
        else:
            await lists.drop(session, context.team_id, name, items, by=by, now=now)
        await watches.reindex_list(session, context.team_id, fold(name), services.directory)
        await record_change(session, context.team_id, by, "list", f"@{fold(name)}", {action: phrase.text}, now)
        changed = await lists.find(session, context.team_id, name)
    if not changed:
        return _message(context.texts("list-empty", name=f"@{mrkdwn.escape(name, 80)}"))
    return _message(_line("list-made", changed, context.texts))


async def _items(session: AsyncSession, phrase: Phrase, context: Context) -> Sequence[Query]:
    """The names of a list; one that nothing is known of is kept as words."""
    resolver = Resolver(session, context.services.directory, context.team_id, context.texts.lang)
    items = []
    for name in _names(phrase):
        try:
            item = await resolver.query(name)
        except UnknownName as unknown:
            if unknown.near:
                raise
            item = Query("text", fold(unknown.text), unknown.text)
        if item.kind not in {"company", "person", "text", "sector"}:
            raise UserError("error-entity")
        items.append(item)
    return items


def _names(phrase: Phrase) -> list[Phrase]:
    if phrase.exact or phrase.kind or phrase.ends:
        return [phrase]
    return [Phrase(part.strip()) for part in phrase.text.split(",") if part.strip()]


def _line(key: str, named: NamedList, texts: Texts) -> str:
    items = [label(Query.from_data(item), texts) for item in named.items[:_SHOWN]]
    return texts(key, name=f"*@{mrkdwn.escape(named.name, 80)}*", items=texts.joined(items))


def _message(said: str) -> Message:
    return Message(text=mrkdwn.truncate(said.replace("*", ""), mrkdwn.TEXT), blocks=[mrkdwn.section(said)])
