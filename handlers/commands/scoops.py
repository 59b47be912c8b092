"""Which outlets tell moves first."""

from dataclasses import replace
from datetime import UTC, timedelta

from handlers.commands.asking import command_of
from handlers.commands.figures import file_of
from handlers.context import Context, Forms
from handlers.grammar import Request
from handlers.views.figures import asked_again, figure_forms
from handlers.views.scoops import board_figures, board_table
from storage.scoops import board

_PERIOD = timedelta(days=90)


async def show(request: Request, context: Context) -> Forms:
    """The scoop board of the last 90 days, or of the period asked for."""
    now = context.now.astimezone(UTC)
    filters = replace(request.filters, since=request.filters.since or now - _PERIOD)
    async with context.services.db.reading() as session:
        found = await board(session, context.team_id, filters, context.services.directory, now)
    if request.options.get("as") in {"csv", "json"}:
        table = board_table(found, context.texts)
        return file_of("sources", table.header, table.rows, context)
    buttons = asked_again(request.text, context.texts, ("button-csv", command_of(request, context, **{"as": "csv"})))
    figures = replace(board_figures(found, context.texts), buttons=buttons if found.outlets else ())
    return figure_forms(figures, context.texts, shared_by=context.user_id if request.options.get("share") else "")
