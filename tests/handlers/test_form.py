"""The form of a watch, its choices, and App Home."""

import json
from typing import Any

import pytest

from storage import watches
from storage.database import Database
from tests.handlers.room import Room, seen
from tests.storage.builders import a_move, stored


@pytest.fixture
async def room(sqlite_db: Database) -> Room:
    """A workspace with one move."""
    async with sqlite_db.transaction() as session:
        await stored(session, a_move())
    return await Room(sqlite_db).install()


def action(room: Room, action_id: str, value: str = "", **body: Any) -> dict[str, Any]:
    pressed = {"action_id": action_id, "block_id": "b", "type": "button", "value": value}
    return {"type": "block_actions", "user": {"id": "UALICE", "team_id": "T1"}, "actions": [pressed], **body}


def state(**values: Any) -> dict[str, Any]:
    return {"values": {block: {f"watch_{block}": value} for block, value in values.items()}}


def option(value: str, text: str = "x") -> dict[str, Any]:
    return {"selected_option": {"value": value, "text": {"type": "plain_text", "text": text}}}


async def submit(room: Room, view: dict[str, Any], **values: Any) -> Any:
    filled = {**view, "id": "V1", "hash": "h", "state": state(**values)}
    return await room.send({"type": "view_submission", "user": {"id": "UALICE", "team_id": "T1"}, "view": filled})


async def opened(room: Room, text: str) -> dict[str, Any]:
    """Open the form with a command and give back its view."""
    await room.send({"command": "/moves", "text": text, "user_id": "UALICE", "channel_id": "C1"})
    return room.called("views.open")[-1]["view"]


async def test_the_form_makes_a_watch(room: Room) -> None:
    """What is chosen is stored, and the answer says what it would have told."""
    view = await opened(room, "watch")
    assert view["title"]["text"] == "Watch moves"
    types = {"selected_options": [{"value": "return"}, {"value": "join"}]}
    place = {"selected_conversation": "C1"}
    answer = await submit(room, view, entity=option("company:openai"), types=types, conf=option("0.85"), place=place)
    assert answer["response_action"] == "update"
    assert "would have alerted 1 time" in seen(answer["view"])
    async with room.db.reading() as session:
        made = await watches.by_number(session, "T1", 1)
    assert made
    assert (made.expression, made.channel_id) == ("OpenAI type:return,join conf:0.85", "C1")


async def test_the_form_says_which_field_is_wrong(room: Room) -> None:
    """A mistake stands beside its field."""
    view = await opened(room, "watch")
    assert (await submit(room, view, entity={}))["errors"].keys() == {"entity"}
    assert (await submit(room, view, entity=option("company:openai")))["errors"].keys() == {"place"}
    room.answers["conversations.members"] = {"members": []}
    there = {"selected_conversation": "C9"}
    assert "that you are in" in (await submit(room, view, entity=option("text:x"), place=there))["errors"]["place"]


async def test_editing_is_prefilled_and_keeps_what_has_no_field(room: Room) -> None:
    """The same form, with the watch in it; a corridor and filters without a field stay."""
    await room.say("watch TML -> openai type:return -source:x.com conf:0.7 ping:<!subteam^S1>")
    view = await opened(room, "edit 1")
    assert "Thinking Machines Lab → OpenAI" in json.dumps(view, ensure_ascii=False)
    assert "-source:x.com" in seen(view)
    place = {"selected_conversation": "C1"}
    answer = await submit(room, view, entity=option("keep"), types={}, conf=option("0.3"), place=place)
    assert "Watch 1 is changed" in seen(answer["view"])
    async with room.db.reading() as session:
        changed = await watches.by_number(session, "T1", 1)
    assert changed
    assert changed.expression == "Thinking Machines Lab -> OpenAI -source:x.com conf:0.3"
    assert changed.ping == ("<!subteam^S1>",)


async def test_the_count_follows_what_is_chosen(room: Room) -> None:
    """Each change shows what the watch would have told."""
    view = await opened(room, "watch")
    view = {**view, "id": "V1", "hash": "h", "state": state(entity=option("company:openai"))}
    await room.send(action(room, "watch_entity", view=view, container={"type": "view"}))
    updated = (await room.until("views.update"))["view"]
    assert "would have alerted 1 time" in seen(updated)
    assert [block.get("block_id") for block in updated["blocks"]] == [block.get("block_id") for block in view["blocks"]]


@pytest.mark.parametrize(
    ("typed", "label", "value"),
    [
        ("open", "OpenAI", "company:openai"),
        ("ÓPEN", "OpenAI", "company:openai"),
        ("machines", "Thinking Machines Lab", "company:thinking-machines"),
        ("schoen", "Sam Schoenholz", "person:sam schoenholz"),
        ("吴", "Wu Yongming", "person:wu yongming"),
        ("fint", "fintech (sector)", "sector:fintech"),
        ("foo bar", "“foo bar”", "text:foo bar"),
    ],
)
async def test_choices_while_typing(room: Room, typed: str, label: str, value: str) -> None:
    """Names by the beginning of any word, in any case, accent or script; the words themselves are always a choice."""
    body = {
        "type": "block_suggestion",
        "action_id": "watch_entity",
        "block_id": "entity",
        "value": typed,
        "user": {"id": "UALICE"},
    }
    answer = await room.send({**body, "view": {"id": "V1"}, "container": {"type": "view"}})
    shown = {o["value"]: o["text"]["text"] for group in answer["option_groups"] for o in group["options"]}
    assert shown[value] == label


async def home_of(room: Room, user: str = "UALICE") -> dict[str, Any]:
    event = {"type": "app_home_opened", "user": user, "tab": "home", "channel": "D1"}
    before = len(room.called("views.publish"))
    await room.send({"type": "event_callback", "event_id": f"E{len(room.calls)}", "event": event})
    return (await room.until("views.publish", before + 1))["view"]


async def test_home_shows_the_watches_of_ones_channels(room: Room) -> None:
    """Newest moves, watches with their menus; what is done there shows at once."""
    assert "Nothing is watched" in seen(await home_of(room))
    await room.say("watch openai")
    await room.say("watch stripe", channel="C7", user="UCAROL")
    shown = seen(await home_of(room))
    assert "`OpenAI`" in shown
    assert "Stripe" not in shown
    assert "Barret Zoph" in shown
    chosen = {"action_id": "watch_menu", "block_id": "b", "type": "overflow", "selected_option": {"value": "unwatch 1"}}
    await room.send(action(room, "x", view={"type": "home", "id": "V1"}, container={"type": "view"}) | {"actions": [chosen]})
    assert "is removed" in seen((await room.until("views.publish", 3))["view"])


async def test_home_without_permission_to_see_channels(room: Room) -> None:
    """Then one's own watches are shown."""
    room.answers["users.conversations"] = {"error": "missing_scope"}
    await room.say("watch openai")
    assert "`OpenAI`" in seen(await home_of(room))
