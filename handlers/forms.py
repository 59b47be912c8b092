"""The form of a watch, opened."""

import structlog

from handlers.context import Context
from handlers.errors import NO_ANSWER, UserError
from handlers.making import by_number
from handlers.permissions import may_change
from handlers.views.watch_modal import Form, form_view
from storage.backtest import Backtest, backtest
from storage.criteria import Filters, Query
from storage.models import Watch
from storage.watches import criteria

_log = structlog.get_logger(__name__)


async def open_form(watch: Watch | None, context: Context) -> None:
    """Open the form, prefilled for a watch; raise UserError where Slack does not let us."""
    form = Form(watch, context.channel_id)
    asked = criteria(watch) if watch else None
    past = await past_of(asked.query, asked.filters, context) if asked else None
    try:
        await context.client.views_open(trigger_id=context.trigger_id, view=form_view(form, past, context.texts))
    except NO_ANSWER as error:
        _log.warning("form not opened", reference=context.reference, error=type(error).__name__)
        raise UserError("error-form") from error


async def open_edit(number: int, context: Context) -> None:
    """Open the form of a watch; raise UserError where there is none or this person may not change it."""
    async with context.services.db.reading() as session:
        watch = await by_number(session, number, context)
        await may_change(session, watch, context)
    await open_form(watch, context)


async def past_of(query: Query, filters: Filters, context: Context) -> Backtest:
    """What a watch would have told."""
    services = context.services
    async with services.db.reading() as session:
        return await backtest(session, context.team_id, query, filters, directory=services.directory, now=services.clock())
