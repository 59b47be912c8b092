"""Which verb is answered by whom, and the one way from a text to an answer."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import structlog

from handlers.commands import (
    admin,
    ask,
    digest,
    figures,
    health,
    helping,
    listing,
    lists,
    muting,
    scoops,
    sources,
    trust,
    watching,
    why,
)
from handlers.context import Answer, Context, Handler
from handlers.errors import UserError
from handlers.grammar import VERBS, parse
from handlers.grammar.expression import filters_text
from handlers.grammar.request import Request
from handlers.mrkdwn import Message
from handlers.resolve import MistypedVerb, UnknownName
from handlers.views.commands import run_button
from handlers.views.problem import problem
from storage.database import Database

_QUESTIONS = frozenset({"summary", "show", "person", "trend", "flow", "boomerangs", "sources"})
"""Verbs that only read, and may have to read much."""

_HEAVY = frozenset({"trend", "flow", "boomerangs", "sources"})
"""Those of them that read all moves of a time."""

_log = structlog.get_logger(__name__)


@cache
def handlers() -> Mapping[str, Handler]:
    """Every verb that is answered; a verb of the grammar that is missing here is not built yet and not in the help."""
    return {
        "summary": ask.summary,
        "show": ask.show,
        "person": ask.show,
        "trend": figures.trend,
        "flow": figures.flow,
        "boomerangs": figures.boomerangs,
        "sources": scoops.show,
        "digest": digest.show,
        "watch": watching.watch,
        "unwatch": watching.unwatch,
        "edit": watching.edit,
        "pause": watching.pause,
        "resume": watching.resume,
        "watches": listing.watches,
        "feeds": listing.feeds,
        "source": sources.source,
        "list": lists.manage,
        "mute": muting.mute,
        "unmute": muting.unmute,
        "why": why.show,
        "test": why.test,
        "health": health.show,
        "feedback": trust.feedback,
        "corrections": trust.show_corrections,
        "forget": trust.forget,
        "settings": admin.settings,
        "log": admin.log,
        "help": helping.show,
    }


async def answer(text: str, context: Context, *, share: bool = False) -> Answer:
    """Answer a command, its mistakes included; only what nobody foresaw is raised. `share` shows it to the channel."""
    try:
        request = parse(text, context.texts.lang, context.now)
        if share and "share" in VERBS[request.verb].keys:
            request = replace(request, options={**request.options, "share": "yes"})
        return await run(request, context)
    except UnknownName as unknown:
        return _did_you_mean(unknown, text, context)
    except MistypedVerb as mistyped:
        return _is_it_a_verb(mistyped, context)
    except UserError as error:
        return _mistake(error, context)


async def run(request: Request, context: Context) -> Answer:
    """Answer a request that was understood; raise UserError for what the person can mend."""
    handler = handlers().get(request.verb)
    if handler is None:
        raise UserError("error-not-built")
    aside = context.services.aside
    if aside is None or request.verb not in _QUESTIONS:
        return await handler(request, context)

    async def ask(db: Database) -> Answer:
        return await handler(request, replace(context, services=replace(context.services, db=db, aside=None)))

    answered: Answer = await aside(ask, heavy=request.verb in _HEAVY or "as" in request.options)
    return answered


def _mistake(error: UserError, context: Context) -> Message:
    _log.info("not understood", key=error.key, reference=context.reference)
    return problem(error, context.texts, context.reference)


def _is_it_a_verb(mistyped: MistypedVerb, context: Context) -> Message:
    """The command that may be meant as a button, and the words themselves as another."""
    _log.info("verb not known", reference=context.reference)
    words = mistyped.text.replace('"', " ").strip()
    meant = run_button(f"/moves {mistyped.command}", mistyped.command)
    search = run_button(context.texts("button-search-text"), f'text:"{words}"', 1)
    return problem(mistyped, context.texts, context.reference, [meant, search])


def _did_you_mean(unknown: UnknownName, text: str, context: Context) -> Message:
    """The names spelt nearly so as buttons that do what was meant, and the words themselves as the last one."""
    _log.info("name not known", reference=context.reference)
    request = parse(text, context.texts.lang, context.now)
    verb = "" if request.verb == "show" else request.verb
    rest = filters_text(request.filters)
    commands = [(company.name, f'company:"{company.name}"') for company in unknown.near]
    buttons = [
        run_button(name, " ".join(filter(None, (verb, named, rest))), place) for place, (name, named) in enumerate(commands)
    ]
    if verb in {"", "watch"} and (words := unknown.text.replace('"', " ").strip()):
        label = context.texts("button-watch-text" if verb else "button-search-text")
        buttons.append(run_button(label, " ".join(filter(None, (verb, f'text:"{words}"', rest))), len(buttons)))
    return problem(unknown, context.texts, context.reference, buttons)
