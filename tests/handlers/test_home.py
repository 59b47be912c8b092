"""App Home: empty, full, and what can be chosen there; many names at once."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from handlers.naming import names_in, sort_names
from storage import lists, watches
from storage.channels import channel_of
from storage.database import Database
from storage.models import AlertRow, FeedRow
from storage.prefixes import Prefixes
from tests.handlers.room import Room, seen
from tests.storage.builders import DIRECTORY, NOW, a_move, stored


@pytest.fixture
async def room(sqlite_db: Database) -> Room:
    async with sqlite_db.transaction() as session:
        await stored(session, a_move(said_at=NOW - timedelta(days=2)))
    return await Room(sqlite_db).install()


async def home(room: Room, user: str = "UALICE") -> dict[str, Any]:
    """Open App Home and give back what is published."""
    before = len(room.called("views.publish"))
    event = {"type": "app_home_opened", "tab": "home", "user": user, "channel": "D1"}
    await room.send({"type": "event_callback", "event_id": f"E{before}{user}", "event": event})
    return (await room.until("views.publish", before + 1))["view"]


async def press(room: Room, action_id: str, *, user: str = "UALICE", **action: Any) -> None:
    pressed = {"action_id": action_id, "block_id": "b", "type": "button", **action}
    view = {"type": "home", "id": "V1"}
    await room.send({"type": "block_actions", "user": {"id": user, "team_id": "T1"}, "actions": [pressed], "view": view})


async def choose(room: Room, action_id: str, value: str, user: str = "UALICE") -> dict[str, Any]:
    """Choose in a menu of App Home and give back what is published then."""
    before = len(room.called("views.publish"))
    await press(room, action_id, user=user, selected_option={"value": value})
    return (await room.until("views.publish", before + 1))["view"]


async def submit(room: Room, view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    filled = {**view, "id": "V1", "hash": "h", "state": {"values": {block: {block: value} for block, value in values.items()}}}
    return await room.send({"type": "view_submission", "user": {"id": "UALICE", "team_id": "T1"}, "view": filled})


async def test_an_empty_home_offers_packs_and_the_week(room: Room) -> None:
    view = await home(room)
    assert "AI labs" in seen(view)
    assert "OpenAI *+3*" in seen(view)
    assert "n = 3" in seen(view)
    assert "Laboratoires" in seen(await home(room, "UBOB"))


async def test_a_full_home_stays_within_sixty_blocks(room: Room) -> None:
    for name in (
        "openai",
        "mistral",
        "stripe",
        "google",
        "alphabet",
        "deepmind",
        "tml",
        "company:watch",
        "text:robots",
        "text:x1",
        "text:x2",
    ):
        await room.say(f"watch {name}")
    await room.say("pause 2")
    async with room.db.transaction() as session:
        feed = FeedRow(url="https://a.example/feed", title="Example", failures=7, created_at=NOW, next_check_at=NOW)
        session.add(feed)
    view = await home(room)
    assert len(view["blocks"]) <= 60
    shown = seen(view)
    assert "failed 7 times" in shown
    assert "1 watch is paused" in shown or "A watch is paused" in shown
    assert "Page 1 of 2" in shown
    assert "For admins" in shown
    assert "Pour les administrateurs" not in seen(await home(room, "UBOB"))


async def test_the_language_can_be_chosen(room: Room) -> None:
    view = await choose(room, "home_lang", "fr")
    assert "Cette semaine" in seen(view)
    assert "arrivées" in (await room.say("openai"))["text"]
    assert "This week" in seen(await choose(room, "home_lang", "auto"))


async def test_quiet_hours_are_those_of_direct_messages(room: Room) -> None:
    view = await choose(room, "home_quiet", "22-7", user="UBOB")
    assert "De 22 h à 7 h" in seen(view)
    async with room.db.reading() as session:
        mine = await channel_of(session, "T1", "UBOB")
    assert (mine.quiet, mine.tz) == ("22-7", "Europe/Paris")


async def test_only_admins_change_what_holds_for_all(room: Room) -> None:
    await choose(room, "home_who", "owners")
    assert "owners of a watch" in (await room.say("settings"))["text"]
    await press(room, "home_who", user="UCAROL", selected_option={"value": "members"})
    assert "owners of a watch" in (await room.say("settings"))["text"]


async def test_a_pack_becomes_a_list_and_a_watch(room: Room) -> None:
    await press(room, "home_pack.0", value="ai-labs")
    view = (await room.until("views.open"))["view"]
    assert "2 names are known" in seen(view)
    me = {"selected_options": [{"value": "me"}]}
    every = {"selected_option": {"value": "daily@9"}}
    done = await submit(room, view, {"list": {"value": "AI Labs"}, "me": me, "every": every})
    assert "@ai_labs" in seen(done["view"])
    async with room.db.reading() as session:
        [made] = await watches.of_team(session, "T1")
        named = await lists.find(session, "T1", "ai_labs")
    assert (made.channel_id, made.every) == ("UALICE", "daily@9")
    assert [item["key"] for item in named.items] == ["openai", "mistral-ai"]


async def test_pasted_names_are_reviewed(room: Room) -> None:
    await press(room, "home_import")
    view = (await room.until("views.open"))["view"]
    empty = await submit(room, view, {"names": {"value": " , \n"}})
    assert "no name" in empty["errors"]["names"]
    review = await submit(
        room, view, {"names": {"value": "OpenAI\nmistrol, Eddie Wu; Zzyzx Robotics"}, "names2": {"value": None}}
    )
    shown = seen(review["view"])
    assert "2 names are known" in shown
    assert "Which one is “mistrol”?" in shown
    assert "1 name is unknown" in shown
    values = {
        "list": {"value": "portfolio"},
        "pick.0": {"selected_option": {"value": "company:mistral-ai"}},
        "place": {"selected_conversation": "C1"},
    }
    done = await submit(room, review["view"], {**values, "every": {"selected_option": {"value": "now"}}})
    assert "4 names" in seen(done["view"])
    async with room.db.reading() as session:
        named = await lists.find(session, "T1", "portfolio")
    assert {(item["kind"], item["key"]) for item in named.items} == {
        ("company", "openai"), ("person", "wu yongming"), ("company", "mistral-ai"), ("text", "zzyzx robotics"),
    }  # fmt: skip
    again = await submit(room, review["view"], values)
    assert "saved already" in again["errors"]["place"]
    assert "1 name" in seen(await home(room)) or "A name of your lists" in seen(await home(room))


def test_five_hundred_names_are_sorted_at_once() -> None:
    names = names_in("\n".join([*(f"Nobody {number}" for number in range(490)), "• OpenAI", "- openai", "“TML”"]))
    assert len(names) == 492
    found = sort_names(names, DIRECTORY, Prefixes(DIRECTORY))
    assert [query.key for query in found.known] == ["openai", "thinking-machines"]
    assert len(found.unknown) + len(found.ambiguous) == 490


async def test_a_search_is_answered_in_its_window(room: Room) -> None:
    await press(room, "home_search")
    view = (await room.until("views.open"))["view"]
    told = await submit(room, view, {"ask": {"value": "openai"}})
    assert "OpenAI" in seen(told["view"])
    assert "3 joined" in seen(told["view"])


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("settings quiet 22-7", "quiet", "22-7"),
        ("settings timezone Europe/Paris", "tz", "Europe/Paris"),
        ("settings language french", "lang", "fr"),
        ("settings empty on", "empty_digests", True),
        ("settings verified yes", "verified_quiet", True),
        ("settings threads off", "threads", False),
        ("settings broadcast confirmation", "broadcast", "confirmation"),
        ("reglages fils non", "threads", False),
    ],
)
async def test_a_channel_can_choose(room: Room, text: str, field: str, value: object) -> None:
    assert "Changed" in (await room.say(text, user="UCAROL"))["text"]
    async with room.db.reading() as session:
        assert getattr(await channel_of(session, "T1", "C1"), field) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("settings quiet late", "quiet 22-7"),
        ("settings timezone Mars", "Europe/Paris"),
        ("settings language elvish", "en, fr"),
        ("settings empty maybe", "empty on"),
        ("settings colour red", "no setting"),
    ],
)
async def test_what_a_channel_cannot_choose(room: Room, text: str, said: str) -> None:
    assert said in (await room.say(text))["text"]


async def test_a_link_to_an_alert_shows_it_as_it_stands(room: Room) -> None:
    async with room.db.transaction() as session:
        move = await stored(session, a_move(status="denied"))
        alert = AlertRow(team_id="T1", channel_id="C9", move_id=move.id, state="sent", ts="1732500000.000100", created_at=NOW)
        session.add(alert)
    link = "https://acme.slack.com/archives/C9/p1732500000000100"
    links = [
        {"domain": "slack.com", "url": link},
        {"domain": "slack.com", "url": "https://acme.slack.com/archives/C9/p1732500000000999"},
    ]
    event = {"type": "link_shared", "channel": "C1", "user": "UALICE", "message_ts": "1.1", "links": links}
    await room.send({"type": "event_callback", "event_id": "E9", "event": event})
    made = await room.until("chat.unfurl")
    unfurls = json.loads(made["unfurls"]) if isinstance(made["unfurls"], str) else made["unfurls"]
    assert list(unfurls) == [link]
    assert "Denied" in json.dumps(unfurls)
    assert made["ts"] == "1.1"


async def test_open_all_shows_every_move_of_a_digest(room: Room) -> None:
    told: list[dict[str, Any]] = []

    async def take(request: web.Request) -> web.Response:
        told.append(await request.json())
        return web.Response(text="ok")

    runner = web.AppRunner(web.Application())
    runner.app.router.add_post("/", take)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with room.db.transaction() as session:
        for number in range(17):
            move = await stored(session, a_move(people=(f"Person {number}",)))
            row = {"team_id": "T1", "channel_id": "C1", "state": "sent", "bundle_ts": "5.5", "created_at": NOW}
            session.add(AlertRow(move_id=move.id, **row))

    async def click(action_id: str, value: str) -> dict[str, Any]:
        pressed = {"action_id": action_id, "block_id": "b", "type": "button", "value": value}
        where = {"container": {"message_ts": "5.5"}, "channel": {"id": "C1"}, "response_url": url}
        await room.send({"type": "block_actions", "user": {"id": "UALICE", "team_id": "T1"}, "actions": [pressed], **where})
        async with asyncio.timeout(10):
            while not told:  # noqa: ASYNC110 - the answers are a plain list
                await asyncio.sleep(0.005)
        return told.pop()

    try:
        first = await click("digest_open", "1")
        assert "Person 16" in first["text"]
        assert first["response_type"] == "ephemeral"
        assert not first["replace_original"]
        assert len([block for block in first["blocks"] if block["type"] == "section"]) == 16
        second = await click("digest_open.2", "2 5.5")
        assert "Person 0" in second["text"]
        assert second["replace_original"]
    finally:
        await runner.cleanup()
