"""Right and Wrong: what people say of an alert."""

import json
from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.clicks import line, tell
from handlers.context import Context
from handlers.errors import UserError
from handlers.incoming import context_of
from handlers.services import Services
from handlers.views.wrong import CALLBACK, WHAT, thanks_view, typed, wrong_view
from storage import corrections
from storage.corrections import WRONGS
from storage.directory import Directory
from storage.models import KINDS, Correction, Move
from storage.refs import find
from storage.shown import story_of_move

_MOST_PEOPLE = 60
_SUPERSEDED = {"not_found", "hash_conflict"}  # the form was closed, or another choice was faster


@dataclass(frozen=True, slots=True)
class Wrong:
    """The listeners of Right, Wrong and the form behind it."""

    services: Services

    def register(self, app: AsyncApp) -> None:
        """Listen to the buttons, as feedback buttons and as plain ones, and to the form."""
        for action_id in ("alert_verdict", "alert_right", "alert_wrong"):
            app.action(action_id)(self.verdict)
        app.action(WHAT)(self.chosen)
        app.view(CALLBACK)(self.sent)

    async def verdict(
        self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        """A click on Right is stored; one on Wrong opens the form."""
        await ack()
        asked = await context_of(self.services, client, context, body)
        said, _, move_id = body["actions"][0]["value"].partition(":")
        move = await _move(asked, int(move_id))
        if move is None:
            await tell(respond, line(asked.texts("wrong-gone")))
        elif said == "wrong":
            view = wrong_view(move, asked.texts, channel_id=asked.channel_id)
            await client.views_open(trigger_id=asked.trigger_id, view=view)
        else:
            precision, _ = await store(asked, move, "right")
            how_good = asked.texts("precision", percent=str(precision.percent), n=precision.judged)
            await tell(respond, line(asked.texts("right-thanks", precision=how_good)))

    async def chosen(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """What is wrong was chosen: show the fields for it."""
        await ack()
        meta = json.loads(body["view"]["private_metadata"])
        asked = await context_of(self.services, client, context, body, channel_id=meta["channel"])
        what = body["actions"][0]["selected_option"]["value"]
        move = await _move(asked, meta["move"])
        if move is not None and what in WRONGS:
            shown = wrong_view(move, asked.texts, channel_id=meta["channel"], what=what)
            try:
                await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=shown)
            except SlackApiError as error:
                if error.response.get("error") not in _SUPERSEDED:
                    raise

    async def sent(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """The form was sent: store the correction, or say on its field what is missing."""
        meta = json.loads(body["view"]["private_metadata"])
        asked = await context_of(self.services, client, context, body, channel_id=meta["channel"])
        values = typed(body["view"]["state"]["values"])
        move = await _move(asked, meta["move"])
        if move is None:
            await ack(response_action="errors", errors={WHAT: asked.texts("wrong-gone")})
            return
        try:
            what, changes = await _changes(asked, move, values)
        except _FieldError as error:
            await ack(response_action="errors", errors={error.block_id: asked.texts(error.key)})
            return
        precision, edited = await store(asked, move, "wrong", what, changes)
        await ack(response_action="update", view=thanks_view(precision, edited, asked.texts))


class _FieldError(UserError):
    def __init__(self, block_id: str, key: str) -> None:
        super().__init__(key)
        self.block_id = block_id


async def _move(context: Context, move_id: int) -> Move | None:
    """The move as the workspace sees it; None where it is gone or nothing may be told of it."""
    async with context.services.db.reading() as session:
        story = await story_of_move(session, context.team_id, move_id, context.services.directory)
    return None if story is None or story.forgotten else story.move


async def store(
    context: Context, move: Move, verdict: str, what: str = "", changes: dict[str, Any] | None = None
) -> tuple[corrections.Precision, int]:
    """Store what somebody said of a move; returns the workspace's precision and how many messages are edited."""
    said = Correction(
        team_id=context.team_id,
        move_id=move.id or 0,
        verdict=verdict,
        what=what,
        changes=changes or {},
        by=context.user_id,
        at=context.services.clock(),
    )
    async with context.services.db.transaction() as session:
        await corrections.record(session, said)
        precision = await corrections.precision(session, context.team_id)
        copies = await corrections.copies(session, context.team_id, said.move_id)
    context.services.wake_delivery()
    return precision, copies


async def _changes(context: Context, move: Move, values: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """What is wrong and what it should be; raise _FieldError for what was left out."""
    what = values.get(WHAT, "")
    if what == "person":
        return what, _people(values.get("person-people", ""))
    if what in ("company", "direction"):
        return what, _companies(what, values, context.services.directory)
    if what == "duplicate":
        return what, await _duplicate(context, move, values.get("duplicate-other", ""))
    if what not in WRONGS:
        raise _FieldError(WHAT, "wrong-choose")
    return what, {}


def _people(text: str) -> dict[str, Any]:
    names = [name.strip() for name in text.replace("、", ",").replace("，", ",").split(",") if name.strip()]
    if not names or len(names) > _MOST_PEOPLE:
        raise _FieldError("person-people", "wrong-people-missing")
    return {"people": list(dict.fromkeys(names)), "group_words": None}


def _companies(what: str, values: dict[str, str], directory: Directory) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side in ("from", "to"):
        name = values.get(f"{what}-{side}_org", "") or None
        company = directory.company(name) if name else None
        found[f"{side}_org"] = company.name if company else name
        found[f"{side}_key"] = directory.company_key(name) if name else None
    if not found["from_org"] and not found["to_org"]:
        raise _FieldError(f"{what}-to_org", "wrong-company-missing")
    kind = values.get("direction-kind", "")
    return found | ({"kind": kind} if what == "direction" and kind in KINDS else {})


async def _duplicate(context: Context, move: Move, text: str) -> dict[str, Any]:
    async with context.services.db.reading() as session:
        found = await find(session, context.team_id, text, context.services.story_key)
    if found is None or found.move_id is None or found.move_id == move.id:
        raise _FieldError("duplicate-other", "wrong-other-missing")
    return {"duplicate_of": text if "://" in text else str(found.move_id), "duplicate_id": found.move_id}


def register(app: AsyncApp, services: Services) -> None:
    """Listen to Right, Wrong and their form."""
    Wrong(services).register(app)
