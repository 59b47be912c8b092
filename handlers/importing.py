"""Many names at once: a ready pack or a pasted list is reviewed, kept as a list, and watched.

Between the two forms the names wait in the person's preferences: Slack carries only 3,000 characters from one to the next.
"""

import asyncio
import re
from dataclasses import asdict
from functools import cache
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers import home
from handlers.context import Context
from handlers.errors import UserError
from handlers.incoming import context_of
from handlers.making import make
from handlers.naming import MOST, Ambiguous, Sorted, names_in, sort_names
from handlers.services import Services
from handlers.views.home import IMPORT, PACK
from handlers.views.importing import (
    LIST,
    NOTHING,
    PASTE,
    PICKS,
    PLACE,
    REVIEW,
    WORDS,
    Chosen,
    chosen,
    done_view,
    paste_view,
    pasted,
    review_view,
)
from handlers.views.problem import sentence
from handlers.views.queries import place
from storage import lists, people, watches
from storage.criteria import Filters, Query
from storage.keys import fold
from storage.prefixes import Prefixes
from storage.watches import Draft

_KEPT = "names"  # among a person's preferences


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the packs, to the button, and to both forms."""
    prefixes = cache(lambda: Prefixes(services.directory))  # made when the first name is looked up

    async def begun(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body, channel_id="")
        await client.views_open(trigger_id=asked.trigger_id, view=paste_view(asked.texts))

    async def packed(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body, channel_id="")
        key = str(body["actions"][0]["value"])
        found = Sorted(_companies(key, asked))
        await _keep(found, asked)
        await client.views_open(trigger_id=asked.trigger_id, view=review_view(found, key, asked.texts))

    async def named(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, body, channel_id="")
        names = names_in(pasted(body["view"]))
        if not 1 <= len(names) <= MOST:
            said = asked.texts("names-none") if not names else asked.texts("names-too-many", n=len(names), most=MOST)
            await ack(response_action="errors", errors={"names": said})
            return
        found = await asyncio.to_thread(sort_names, names, services.directory, prefixes())
        await _keep(found, asked)
        await ack(response_action="update", view=review_view(found, "portfolio", asked.texts))

    async def reviewed(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, body, channel_id="")
        form = chosen(body["view"])
        if not fold(form.name):
            await ack(response_action="errors", errors={LIST: asked.texts("error-list-name", value=form.name)})
            return
        try:
            said = await _store(form, asked)
        except UserError as error:
            await ack(response_action="errors", errors={PLACE: sentence(error, asked.texts)})
            return
        await ack(response_action="update", view=done_view(said, asked.texts))
        await home.publish(asked)

    app.action(IMPORT)(begun)
    app.action(re.compile(rf"{PACK}\.\d+"))(packed)
    app.view(PASTE)(named)
    app.view(REVIEW)(reviewed)


def _companies(key: str, context: Context) -> tuple[Query, ...]:
    directory = context.services.directory
    keys = next((pack.companies for pack in directory.packs if pack.key == key), ())
    return tuple(Query("company", each, directory.label(each)) for each in keys)


async def _keep(found: Sorted, context: Context) -> None:
    data = {
        "known": [asdict(query) for query in found.known],
        "ambiguous": [[each.name, [asdict(query) for query in each.choices]] for each in found.ambiguous],
        "unknown": list(found.unknown),
    }
    async with context.services.db.transaction() as session:
        await people.prefer(session, context.team_id, context.user_id, **{_KEPT: data})


async def _kept(context: Context) -> Sorted:
    """The names that wait; raise UserError where they do not any more, as after the form was sent twice."""
    async with context.services.db.reading() as session:
        person = await people.find(session, context.team_id, context.user_id)
    data = person.prefs.get(_KEPT) if person else None
    if not data:
        raise UserError("names-gone")
    ambiguous = (Ambiguous(name, tuple(map(Query.from_data, choices))) for name, choices in data["ambiguous"])
    return Sorted(tuple(map(Query.from_data, data["known"])), tuple(ambiguous), tuple(data["unknown"]))


async def _store(form: Chosen, context: Context) -> str:
    """Make the list and its watch; returns what was done in words."""
    channel = context.user_id if form.me else form.channel_id
    if not channel:
        raise UserError("error-place")
    items = _items(await _kept(context), form)
    if not items:
        raise UserError("error-entity")
    key, services = fold(form.name).replace(" ", "_"), context.services  # a name that can be typed as one word
    async with services.db.transaction() as session:
        now = services.clock()
        await lists.add(session, context.team_id, key, items, by=context.user_id, now=now)
    async with services.db.reading() as session:
        named = await lists.find(session, context.team_id, key)
    assert named, "just made"
    query = Query("list", named.name, f"@{named.name}")
    made = await make(Draft(channel, context.user_id, f"@{named.name}", query, Filters(), every=form.every), context)
    async with services.db.transaction() as session:
        await watches.reindex_list(session, context.team_id, named.name, services.directory)
        await people.prefer(session, context.team_id, context.user_id, **{_KEPT: None})
    where = place(channel, "", context.texts)
    return context.texts("names-done", list=f"@{named.name}", n=len(items), number=str(made.watch.number), place=where)


def _items(found: Sorted, form: Chosen) -> list[Query]:
    """Known names, the choices that were made, and words for the rest."""
    items = list(found.known)
    for number, each in enumerate(found.ambiguous):
        pick = form.picks.get(number, WORDS) if number < PICKS else WORDS
        picked = next((query for query in each.choices if f"{query.kind}:{query.key}"[:150] == pick), None)
        if picked:
            items.append(picked)
        elif pick != NOTHING:
            items.append(_words(each.name))
    return items + [_words(name) for name in found.unknown]


def _words(name: str) -> Query:
    return Query("text", fold(name), name)
