"""Questions that are answered in figures: how moves develop, who gains from whom, who went back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.commands.asking import command_of, queries_of, query_of, said_sent
from handlers.context import Context, File, Forms
from handlers.errors import UserError
from handlers.export import rows_as_csv
from handlers.grammar import Request
from handlers.views.figures import (
    ROWS,
    Figures,
    asked_again,
    corridor_figures,
    departed_line,
    figure_forms,
    flow_figures,
    returns_figures,
    trend_figures,
    trend_table,
)
from handlers.views.table import Table
from storage import flows, trends
from storage import returns as store
from storage.criteria import Filters, Query
from storage.returns import Departed
from storage.trends import Step, Trend

LINES = 6  # as many as Slack's charts take
_WEEKS, _MONTHS = 11, 335  # with the one that runs, twelve steps
_FLOW = timedelta(days=30)
_FILES = {"csv", "json"}


async def trend(request: Request, context: Context) -> Forms:
    """Comings and goings over time, of up to `LINES` names."""
    async with context.services.db.reading() as session:
        queries = await queries_of(session, request, context)
        if len(queries) > LINES:
            raise UserError("too-many-lines", most=LINES, n=len(queries))
        filters, step = _period(request, context, await trends.first_told(session))
        found = await trends.trend(
            session,
            context.team_id,
            queries,
            filters,
            step=step,
            zone=context.texts.zone,
            directory=context.services.directory,
        )
        alone = queries[0] if len(queries) == 1 else Query("all")
        departures = await store.departed(session, context.team_id, alone, context.services.directory)
    if request.options.get("as") in _FILES:
        return _file("trend", trend_table(found, context.texts), context)
    return _laid_out(_trend_with_buttons(found, request, departures, context), request, context)


def _trend_with_buttons(found: Trend, request: Request, departures: Sequence[Departed], context: Context) -> Figures:
    figures = trend_figures(found, request.filters, departures, context.texts)
    other = "month" if found.step == "week" else "week"
    again = request if request.verb == "trend" else replace(request, text=f"trend {command_of(request, context, **{'as': ''})}")
    buttons = asked_again(
        again.text,
        context.texts,
        (f"button-{other}", command_of(again, context, by=other)),
        ("button-csv", command_of(again, context, **{"as": "csv"})),
    )
    return replace(figures, buttons=buttons)


def _period(request: Request, context: Context, first: datetime | None) -> tuple[Filters, Step]:
    """Both ends of the period, and the step that fits it; without a period, up to twelve of the steps asked for."""
    now = context.now.astimezone(UTC)
    until = request.filters.until or now + timedelta(seconds=1)
    asked = request.options.get("by")
    days = _MONTHS if asked == "month" else _WEEKS * 7
    begin = max(until - timedelta(days=days), min(first or now, until - timedelta(days=2 * days / 12)))
    since = request.filters.since or _whole(begin, asked or "week", context)
    step: Step = "month" if asked == "month" else "week" if asked == "week" else trends.step_for(since, until)
    return replace(request.filters, since=since, until=until), step


def _whole(since: datetime, step: str, context: Context) -> datetime:
    """The start of the step in which an instant lies, so that no chart begins with half a week."""
    zone = context.texts.zone
    chosen: Step = "month" if step == "month" else "week"
    return trends.begin_of(trends.steps(since, since + timedelta(days=1), chosen, zone)[0], zone)


async def flow(request: Request, context: Context) -> Forms:
    """Who gains from whom: net by company, or by corridor."""
    since = request.filters.since or context.now.astimezone(UTC) - _FLOW
    filters = replace(request.filters, since=since)
    async with context.services.db.reading() as session:
        query = await query_of(session, request, context) if request.phrase else None
        found = await flows.flow(session, context.team_id, query, filters, context.services.directory)
    corridors = request.options.get("by") == "corridor"
    limit = None if request.options.get("as") in _FILES else ROWS  # a file holds them all
    figures = (corridor_figures if corridors else flow_figures)(found, filters, context.texts, limit)
    if request.options.get("as") in _FILES:
        return _file("corridors" if corridors else "flow", figures.table, context)
    other = (
        ("button-net", command_of(request, context, by=""))
        if corridors
        else ("button-corridors", command_of(request, context, by="corridor"))
    )
    csv = ("button-csv", command_of(request, context, **{"as": "csv"}))
    buttons = asked_again(request.text, context.texts, *([other, csv] if figures.table else []))
    return _laid_out(replace(figures, buttons=buttons), request, context)


async def boomerangs(request: Request, context: Context) -> Forms:
    """Who went back where they came from."""
    services = context.services
    limit = store.MOST if request.options.get("as") in _FILES else ROWS
    async with services.db.reading() as session:
        query = await query_of(session, request, context) if request.phrase else None
        found = await store.returns(session, context.team_id, query, request.filters, services.directory, limit=limit)
        departures = await store.departed(session, context.team_id, query or Query("all"), services.directory)
    figures = returns_figures(found, query, request.filters, context.texts)
    if request.options.get("as") in _FILES:
        return _file("boomerangs", figures.table, context)
    lines = [*figures.lines, *(departed_line(each, context.texts) for each in departures)]
    buttons = asked_again(request.text, context.texts, ("button-csv", command_of(request, context, **{"as": "csv"})))
    return _laid_out(replace(figures, lines=lines, buttons=buttons if figures.table else ()), request, context)


def _laid_out(figures: Figures, request: Request, context: Context) -> Forms:
    shared_by = context.user_id if request.options.get("share") else ""
    return figure_forms(figures, context.texts, shape=request.options.get("as", ""), shared_by=shared_by)


def _file(name: str, table: Table | None, context: Context) -> Forms:
    rows = table.rows if table else []
    return file_of(name, table.header if table else (), rows, context)


def file_of(name: str, header: Sequence[str], rows: Sequence[Sequence[object]], context: Context) -> Forms:
    """A table as a CSV file for the person who asked."""
    file = File(f"{name}-{context.now:%Y-%m-%d}.csv", rows_as_csv(header, rows), name)
    return Forms((said_sent(file.name, len(rows), context),), file=file)
