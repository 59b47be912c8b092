"""What can be chosen in App Home: preferences, the workspace's defaults, the log, a question."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers import home, mrkdwn
from handlers.commands.admin import log
from handlers.context import Answer, Context, Forms
from handlers.dispatch import answer
from handlers.grammar import Request
from handlers.incoming import context_of
from handlers.mrkdwn import Block
from handlers.permissions import SETTING, only_admins
from handlers.services import Services
from handlers.texts import LANGS, Texts, language
from handlers.views.home import LANG, LOG, QUIET, SEARCH, TEAM_LANG, WHO
from storage import people
from storage.channels import set_channel
from storage.rhythm import is_quiet
from storage.workspaces import change_settings, record_change

ASK = "ask_form"
_IN_MODALS = {"section", "context", "header", "divider"}

Choice = Callable[[str, Context], Awaitable[Context]]
"""Stores a choice; gives back the surroundings in which App Home is shown afresh."""


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the menus and buttons of App Home."""

    def chosen(store: Choice) -> Callable[..., Awaitable[None]]:
        async def listen(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
            await ack()
            asked = await context_of(services, client, context, body, channel_id="")
            shown = await store(body["actions"][0]["selected_option"]["value"], asked)
            await home.publish(shown, notice=shown.texts("home-saved"))

        return listen

    async def search(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body, channel_id="")
        await client.views_open(trigger_id=asked.trigger_id, view=_ask_view(asked.texts))

    async def changes(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await ack()
        asked = await context_of(services, client, context, body, channel_id="")
        only_admins(asked)
        told = await log(Request("log"), asked)
        await client.views_open(trigger_id=asked.trigger_id, view=_shown(asked.texts("home-log-title"), told, asked.texts))

    async def asked_for(ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any]) -> None:
        asked = await context_of(services, client, context, body, channel_id="")
        text = body["view"]["state"]["values"]["ask"]["ask"]["value"] or ""
        await ack(response_action="update", view=_shown(asked.texts("ask-title"), await answer(text, asked), asked.texts))

    for action_id, store in ((LANG, _lang), (QUIET, _quiet), (WHO, _who), (TEAM_LANG, _team_lang)):
        app.action(action_id)(chosen(store))
    app.action(SEARCH)(search)
    app.action(LOG)(changes)
    app.view(ASK)(asked_for)


async def _lang(value: str, context: Context) -> Context:
    lang = value if value in LANGS else None
    async with context.services.db.transaction() as session:
        await people.prefer(session, context.team_id, context.user_id, lang=lang)
        person = await people.find(session, context.team_id, context.user_id)
    locale = lang or (person.locale if person else "")
    return replace(context, texts=Texts(language(locale), context.texts.tz))


async def _quiet(value: str, context: Context) -> Context:
    quiet = value if is_quiet(value) else ""
    async with context.services.db.transaction() as session:
        await set_channel(session, context.team_id, context.user_id, quiet=quiet, tz=context.texts.tz)
    return context


async def _who(value: str, context: Context) -> Context:
    return await _for_all(context, {SETTING: value})


async def _team_lang(value: str, context: Context) -> Context:
    return await _for_all(context, {"lang": value})


async def _for_all(context: Context, changes: dict[str, str]) -> Context:
    only_admins(context)
    async with context.services.db.transaction() as session:
        await change_settings(session, context.team_id, changes)
        now, subject = context.services.clock(), ", ".join(changes)
        await record_change(session, context.team_id, context.user_id, "settings", subject, changes, now)
    return context


def _ask_view(texts: Texts) -> dict[str, Any]:
    element = {
        "type": "plain_text_input",
        "action_id": "ask",
        "max_length": 300,
        "placeholder": mrkdwn.plain(texts("ask-hint"), 150),
    }
    asked = {"type": "input", "block_id": "ask", "label": mrkdwn.plain(texts("ask-label"), 2000), "element": element}
    return {
        "type": "modal",
        "callback_id": ASK,
        "title": mrkdwn.plain(texts("ask-title"), mrkdwn.VIEW_TITLE),
        "submit": mrkdwn.plain(texts("ask-submit"), 24),
        "close": mrkdwn.plain(texts("form-cancel"), 24),
        "blocks": [asked],
    }


def _shown(title: str, told: Answer, texts: Texts) -> dict[str, Any]:
    """An answer in a modal: its plainest form, without buttons, which belong to messages."""
    message = told.messages[-1] if isinstance(told, Forms) else told
    found = message.get("blocks", []) if message else []
    blocks: list[Block] = [_plain(block) for block in found if block["type"] in _IN_MODALS]
    return {
        "type": "modal",
        "title": mrkdwn.plain(title, mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("form-close"), 24),
        "blocks": blocks or [mrkdwn.section("–")],
    }


def _plain(block: Block) -> Block:
    return {name: value for name, value in block.items() if name != "accessory"}
