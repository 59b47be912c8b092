"""What can be done from an alert beside Why?, Right and Wrong: read, track, mute, edit the watch, see the company's moves."""

from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from handlers import dispatch, wrong
from handlers.clicks import listener
from handlers.commands.muting import mute_message, mute_thing
from handlers.context import Answer, Context
from handlers.errors import UserError
from handlers.grammar.expression import expression
from handlers.making import make
from handlers.mrkdwn import Message
from handlers.services import Services
from handlers.views.story import story_forms
from handlers.views.watches import made_message
from storage import alerts, mutes
from storage.criteria import Filters, Query
from storage.models import Move, Watch
from storage.shown import Story, story_of_alert, story_of_move
from storage.watches import Draft, of_channel

_MUTED_FOR = timedelta(days=7)
_TRACKED = 20  # people in one watch


async def _story(context: Context, move_id: int) -> Story:
    async with context.services.db.reading() as session:
        story = await story_of_move(session, context.team_id, move_id, context.services.directory)
    if story is None or story.forgotten:
        raise UserError("wrong-gone")
    return story


async def track(context: Context, action: dict[str, Any]) -> Message:
    """Watch the people of a move in this channel."""
    move = (await _story(context, int(action["value"]))).move
    directory = context.services.directory
    people = tuple(Query("person", directory.person_key(name), name) for name in move.people[:_TRACKED])
    if not people:
        raise UserError("track-nobody")
    query = people[0] if len(people) == 1 else Query("any", label=", ".join(one.label for one in people), parts=people)
    draft = Draft(context.channel_id, context.user_id, expression(query, Filters()), query, Filters())
    return made_message(await make(draft, context), context.texts)


async def company(context: Context, action: dict[str, Any]) -> Answer:
    """Show the moves of the company of a move, as typing its name would."""
    move = (await _story(context, int(action["value"]))).move
    name = (move.to_org or move.from_org or "").replace('"', " ")
    return await dispatch.answer(f'company:"{name}"', context)


async def opened(context: Context, action: dict[str, Any]) -> Message:
    """Show one move of a bundle as the alert it would have been."""
    move_id = int(action["value"])
    async with context.services.db.reading() as session:
        alert = await alerts.of_move(session, context.team_id, context.channel_id, move_id)
        story = await story_of_alert(session, alert, context.services.directory) if alert else None
    return story_forms(story or await _story(context, move_id), context.texts)[0]


async def menu(context: Context, action: dict[str, Any]) -> Answer:
    """Do what was chosen in an alert's menu."""
    verb, _, rest = action["selected_option"]["value"].partition(":")
    if verb == "edit":
        return await _edit(context, int(rest))
    subject, _, move_id = rest.partition(":")
    story = await _story(context, int(move_id))
    what, key, label = _subject(subject, story)
    made = await mute_thing(context, what, key, label, _MUTED_FOR)
    return mute_message(made, context.texts)


def _subject(subject: str, story: Story) -> tuple[str, str, str]:
    """What is muted, under which key, and how it is called."""
    move: Move = story.move
    if subject == "source" and story.reports:
        report = story.reports[0]
        return "source", min(mutes.source_keys(report), key=lambda key: "." not in key), report.outlet
    org, key = (move.to_org, move.to_key) if subject == "to" else (move.from_org, move.from_key)
    if not org or not key:
        raise UserError("wrong-gone")
    return "company", key, org


async def _edit(context: Context, watch_id: int) -> Answer:
    async with context.services.db.reading() as session:
        here = await of_channel(session, context.team_id, context.channel_id)
    watch: Watch | None = next((one for one in here if one.id == watch_id), None)
    if watch is None:
        raise UserError("menu-no-watch")
    return await dispatch.answer(f"edit {watch.number}", context)


async def _read(ack: AsyncAck) -> None:
    await ack()  # the button is a link; Slack tells of the click all the same


def register(app: AsyncApp, services: Services) -> None:
    """Listen to the buttons and the menu of alerts."""
    app.action("alert_read")(_read)
    for action_id, answer in (
        ("alert_track", track),
        ("alert_company", company),
        ("alert_menu", menu),
        ("bundle_open", opened),
    ):
        app.action(action_id)(listener(services, answer))
    wrong.register(app, services)
