"""Choices of the entity field while somebody types."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers import mrkdwn
from handlers.context import Context
from handlers.incoming import context_of
from handlers.mrkdwn import Block
from handlers.services import Services
from handlers.views.watch_modal import entity_option
from storage import known_names, lists
from storage.criteria import Query
from storage.keys import fold
from storage.prefixes import Prefixes

_COMPANIES, _PEOPLE, _MORE = 30, 15, 15


def register(app: AsyncApp, services: Services) -> None:
    """Listen to what is typed into the entity field."""
    prefixes = Prefixes(services.directory)

    async def typed(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, body)
        groups = await choices(str(body.get("value") or ""), prefixes, asked)
        await ack(option_groups=groups) if groups else await ack(options=[])

    app.options("watch_entity")(typed)


async def choices(text: str, prefixes: Prefixes, context: Context) -> list[Block]:
    """Companies, people, and lists, sectors or the words themselves, as groups of options."""
    if not fold(text):
        return []
    async with context.services.db.reading() as session:
        stored, people = await known_names.starting(session, text, _PEOPLE)
        named = await lists.of_team(session, context.team_id)
    groups = {
        "option-companies": _companies(text, stored, prefixes, context),
        "option-people": _people(text, people, prefixes, context),
        "option-more": _more(text, [each.name for each in named], context),
    }
    made = {key: [entity_option(query, context.texts) for query in queries] for key, queries in groups.items()}
    return [
        {"label": mrkdwn.plain(context.texts(key), mrkdwn.OPTION), "options": list({o["value"]: o for o in options}.values())}
        for key, options in made.items()
        if options
    ]


def _companies(text: str, stored: Any, prefixes: Prefixes, context: Context) -> list[Query]:
    known = [Query("company", company.key, company.name) for company in prefixes.companies(text, _COMPANIES)]
    keys = {query.key for query in known}
    told = [(context.services.directory.company_key(name), name) for name in stored]
    return known + [Query("company", key, name) for key, name in told if key not in keys]


def _people(text: str, stored: Any, prefixes: Prefixes, context: Context) -> list[Query]:
    told = {context.services.directory.person_key(name): name for name in stored}
    known = {key: key.title() for key in prefixes.people(text, _PEOPLE)}
    return [Query("person", key, name) for key, name in (known | told).items()]


def _more(text: str, names: list[str], context: Context) -> list[Query]:
    key = fold(text)
    sectors = {sector for company in context.services.directory.companies.values() for sector in company.sectors}
    found = [Query("list", name, f"@{name}") for name in names if name.startswith(key)]
    found += [Query("sector", sector, sector) for sector in sorted(sectors) if sector.startswith(key)]
    return [*found[:_MORE], Query("text", key[:120], text.strip()[:60])]
