"""The form of a watch: opened, counted while it is filled, stored."""

import re
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import home, making
from handlers.context import Context
from handlers.errors import NO_ANSWER, UserError
from handlers.forms import past_of
from handlers.grammar.expression import expression
from handlers.grammar.tokens import QUOTES
from handlers.incoming import context_of
from handlers.making import by_number
from handlers.services import Services
from handlers.views.problem import sentence
from handlers.views.watch_modal import (
    CALLBACK,
    CONF,
    ENTITY,
    KEEP,
    LEVEL,
    PLACE,
    TYPES,
    Filled,
    done_view,
    filled,
    other_filters,
    with_backtest,
)
from handlers.views.watches import Made
from storage import watches
from storage.criteria import Clause, Filters, Query
from storage.models import Watch
from storage.watches import Draft, criteria

_log = structlog.get_logger(__name__)


def register(app: AsyncApp, services: Services) -> None:
    """Listen to what happens in the form. The buttons that open it belong to `typed`."""

    async def changed(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body)
        view = body["view"]
        async with services.db.reading() as session:
            drafted = await _criteria(session, filled(view), asked)
        past = await past_of(*drafted, asked) if drafted else None
        try:
            await client.views_update(view_id=view["id"], hash=view["hash"], view=with_backtest(view, past, asked.texts))
        except NO_ANSWER as error:  # changed again meanwhile, or closed: the next change counts again
            _log.info("count not shown", error=type(error).__name__)

    async def submitted(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, body, channel_id="")
        form = filled(body["view"])
        try:
            made = await _store(form, asked)
        except _Refused as refused:
            await ack(response_action="errors", errors={refused.block: sentence(refused.error, asked.texts)})
            return
        await ack(response_action="update", view=done_view(made, asked.texts))
        if form.meta.get("home"):
            await home.publish(asked)

    app.view(CALLBACK)(submitted)
    app.action(re.compile(rf"watch_({ENTITY}|{TYPES}|{LEVEL}|{CONF})"))(changed)


class _Refused(Exception):  # noqa: N818 - it is told beside the field
    def __init__(self, block: str, error: UserError) -> None:
        super().__init__(block)
        self.block = block
        self.error = error


async def _store(form: Filled, context: Context) -> Made:
    """Store what the form says; raise `_Refused` with the field that is wrong."""
    async with context.services.db.reading() as session:
        known = await _edited(session, form, context)
        drafted = await _criteria(session, form, context)
    if drafted is None:
        raise _Refused(ENTITY, UserError("error-entity"))
    channel = context.user_id if form.me else form.channel_id
    if not channel:
        raise _Refused(PLACE, UserError("error-place"))
    groups = tuple(ping for ping in known.ping if not ping.startswith("<@")) if known else ()
    query, filters = drafted
    every = known.every if known else "now"
    draft = Draft(channel, context.user_id, expression(query, filters), query, filters, (*form.ping, *groups), every)
    try:
        return await (making.change(known, draft, context) if known else making.make(draft, context))
    except UserError as error:
        raise _Refused(PLACE, error) from error


async def _edited(session: AsyncSession, form: Filled, context: Context) -> Watch | None:
    if not form.meta.get("watch"):
        return None
    try:
        return await by_number(session, form.meta["watch"], context)
    except UserError as error:
        raise _Refused(ENTITY, error) from error


async def _criteria(session: AsyncSession, form: Filled, context: Context) -> tuple[Query, Filters] | None:
    """What the form asks for; None while nothing is chosen."""
    watch = await watches.by_number(session, context.team_id, form.meta["watch"]) if form.meta.get("watch") else None
    kept = criteria(watch) if watch else None
    query = (kept and kept.query) if form.entity == KEEP else chosen(form.entity, form.entity_label, context)
    clauses = [Clause("type", form.types)] if form.types else []
    clauses += [Clause("level", (form.level,))] if form.level else []
    others = other_filters(kept.filters) if kept else Filters()
    filters = replace(others, clauses=(*clauses, *others.clauses), conf=form.conf)
    return (query, filters) if query else None


def chosen(entity: str, shown: str, context: Context) -> Query | None:
    """The query behind a choice of the entity field."""
    kind, _, key = entity.partition(":")
    if kind == "company" and key:
        return Query(
            "company", key, context.services.directory.label(key) if key in context.services.directory.companies else shown
        )
    if kind == "person" and key:
        return Query("person", key, shown)
    if kind == "list" and key:
        return Query("list", key, f"@{key}")
    if kind == "sector" and key:
        return Query("sector", key, key)
    return Query("text", key, shown.translate(QUOTES).replace('"', "").strip() or key) if kind == "text" and key else None
