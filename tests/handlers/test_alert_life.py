"""An alert from the post to the last correction, clicked in by real people's payloads over a real socket."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from handlers.views.wrong import WHAT
from storage.database import Database
from storage.models import AuditRow, CorrectionRow, MuteRow, WatchRow
from tests.handlers.acme import Acme, acme
from tests.slack_standin.state import Posted
from tests.storage.builders import a_report


async def until(check: Callable[[], Any]) -> Any:
    """Wait until the app has done something."""
    for _ in range(300):
        if found := check():
            return found
        await asyncio.sleep(0.01)
    raise TimeoutError("it did not happen")


async def opened(
    place: Acme, message: Posted, action_id: str, *, user: str = "UALICE", value: str | None = None
) -> dict[str, Any]:
    """Click something that opens a modal, and give the modal."""
    known = set(place.slack.state.views)
    await place.slack.click(message, action_id, user=user, value=value)
    view_id = await until(lambda: next(iter(set(place.slack.state.views) - known), None))
    return {"id": view_id, **place.slack.state.views[view_id]}


async def clicked(place: Acme, message: Posted, action_id: str, **how: Any) -> str:
    """Click something that answers whoever clicked, and give the answer."""
    before = place.said() if any(place.slack._answers.values()) else ""
    await place.slack.click(message, action_id, **how)
    await until(lambda: any(place.slack._answers.values()) and place.said() != before)
    return place.said()


def choice(what: str, **fields: str) -> dict[str, Any]:
    """What the form sends."""
    values: dict[str, Any] = {WHAT: {WHAT: {"type": "radio_buttons", "selected_option": {"value": what}}}}
    for name, value in fields.items():
        values[f"{what}-{name}"] = {"value": {"type": "plain_text_input", "value": value}}
    return values


async def correct(place: Acme, message: Posted, what: str, **fields: str) -> Any:
    view = await opened(place, message, "alert_verdict", value=next(iter(_wrong(message))))
    return await place.slack.submit(view["id"], choice(what, **fields))


def _wrong(message: Posted) -> list[str]:
    blocks = message.args["blocks"]
    return [b["elements"][0]["negative_button"]["value"] for b in blocks if b["type"] == "context_actions"]


async def test_the_whole_life_of_an_alert(sqlite_db: Database) -> None:
    """One message: told by one, by two, confirmed; and what the workspace says of it."""
    async with acme(sqlite_db) as place:
        move = await place.tell(await place.watch())
        assert place.alert().text.startswith("Reported: Barret Zoph, Luke Metz and Sam Schoenholz return to OpenAI")
        second = a_report(outlet="The Ledger", story_key="s2", url="https://ledger.example/b", lang="en")
        await place.report(move, second, reports=2)
        await place.report(move, None, status="confirmed", history=[{"changes": {"status": ["reported", "confirmed"]}}])
        messages = place.slack.messages(replies=True)
        assert [m.text for m in messages[1:]] == [
            "Also reported by <https://ledger.example/b|The Ledger>. 2 outlets tell it now.",
            (
                "*CONFIRMED*: Barret Zoph, Luke Metz and Sam Schoenholz return to OpenAI from Thinking Machines Lab. "
                "Source: <https://ledger.example/b|The Ledger>."
            ),
        ]
        assert place.alert().edits == 2
        assert place.alert().args["blocks"][0]["text"]["text"].startswith("CONFIRMED: Return · 3 people")


async def test_right_is_counted_and_thanked(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        said = await clicked(place, place.alert(), "alert_verdict", value="right:1")
        assert "100 % right of 1 alert judged here" in said
        assert "'replace_original': False" in said


@pytest.mark.parametrize(
    ("what", "fields", "shown"),
    [
        ("person", {"people": "Bo Lee"}, "Bo Lee returns to OpenAI"),
        ("company", {"from_org": "Mistral", "to_org": "open ai"}, "return to OpenAI from Mistral AI"),
        (
            "direction",
            {"from_org": "OpenAI", "to_org": "Thinking Machines Lab", "kind": ""},
            "return to Thinking Machines Lab from OpenAI",
        ),
        ("not_a_move", {}, "This alert was withdrawn: the story reports no move."),
        ("old_news", {}, "This alert was withdrawn: it was known before."),
    ],
)
async def test_wrong_corrects_every_copy(sqlite_db: Database, what: str, fields: dict[str, str], shown: str) -> None:
    async with acme(sqlite_db) as place:
        place.slack.state.add_channel("CRANDOM", "random")
        await place.tell(await place.watch(), await place.watch(channel="CRANDOM"))
        answer = await correct(place, place.alert(), what, **fields)
        assert answer["response_action"] == "update"
        assert "2 messages of this workspace are being edited" in str(answer["view"])
        await place.deliver()
        for channel in ("CGENERAL", "CRANDOM"):
            assert shown in place.alert(channel).text
        async with sqlite_db.reading() as session:
            assert (await session.exec(select(AuditRow.action).where(AuditRow.action == "correction"))).all() == ["correction"]


async def test_wrong_duplicate_names_the_other_alert(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        watch = await place.watch()
        await place.tell(watch)
        await place.tell(watch, people=("Bo Lee",))
        newest = place.slack.messages()[1]
        refused = await correct(place, newest, "duplicate", other="999")
        assert "not another alert" in refused["errors"]["duplicate-other"]
        link = f"https://acme.slack.com/archives/CGENERAL/p{place.alert().ts.replace('.', '')}"
        assert (await correct(place, newest, "duplicate", other=link))["response_action"] == "update"
        await place.deliver()
        assert f"<{link}|" in str(place.slack.messages()[1].args["blocks"])


@pytest.mark.parametrize(("what", "field"), [("person", "people"), ("company", "to_org"), ("duplicate", "other")])
async def test_an_empty_form_says_what_is_missing(sqlite_db: Database, what: str, field: str) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        answer = await correct(place, place.alert(), what)
        assert list(answer["errors"]) == [f"{what}-{field}"]


async def test_a_withdrawn_alert_comes_back(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        await correct(place, place.alert(), "not_a_move")
        await place.deliver()
        assert "Zoph" not in str(place.alert().args)
        await clicked(place, place.alert(), "alert_right")
        await place.deliver()
        assert "Barret Zoph" in place.alert().text


async def test_the_form_shows_the_fields_of_the_choice(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        view = await opened(place, place.alert(), "alert_verdict", value="wrong:1", user="UBOB")
        assert view["title"]["text"] == "Qu’est-ce qui est faux ?"
        body = place.slack.interaction(
            "block_actions", "UBOB", view={**view, "hash": "h"}, container={"type": "view"},
            actions=[{"type": "radio_buttons", "action_id": WHAT, "block_id": WHAT, "selected_option": {"value": "person"}}],
        )  # fmt: skip
        await place.slack.deliver("interactive", body)
        await until(lambda: "person-people" in str(place.slack.state.views[view["id"]]))
        assert "Barret Zoph, Luke Metz, Sam Schoenholz" in str(place.slack.state.views[view["id"]])


async def test_why_opens_the_stages(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.watch("mistral-ai")
        await place.tell(await place.watch())
        shown = str(await opened(place, place.alert(), "alert_why"))
        for part in ("Trois fondateurs", "Words that decided: retournent", "Who moves: Barret Zoph, Luke Metz, Sam Schoenholz",
                     "From: Thinking Machines Lab", "To: OpenAI", "Watch 2 `openai` by <@UALICE> asks for it.",
                     "Watch 1 `mistral-ai` is about something else.", "seen 6 minutes later"):  # fmt: skip
            assert part in shown
        assert "Pourquoi" in str(await opened(place, place.alert(), "alert_why", user="UBOB"))


async def test_moves_why_takes_a_link_a_number_and_an_address(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        link = f"https://acme.slack.com/archives/CGENERAL/p{place.alert().ts.replace('.', '')}"
        for pointer in (f"<{link}>", "1", "https://quotidien.example/a/"):
            assert "Words that decided: retournent" in str(await place.slack.slash(f"why {pointer}"))
        assert "Nothing is known under" in str(await place.slack.slash("why https://nobody.example/x"))
        place.slack.state.add_channel("CRANDOM", "random")
        elsewhere = await place.tell(people=("Bo Lee",), told={"url": "https://quotidien.example/b"})
        assert "This channel has no watch." in str(await place.slack.slash(f"why {elsewhere.id}", channel="CRANDOM"))
        assert "but its filters leave it out" not in str(await place.slack.slash(f"why {elsewhere.id}"))


async def test_moves_test_says_what_would_fire(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.watch()
        place.explained = {
            "is_move": True, "score": 0.97, "reason": "says joins", "lang": "en", "trace": [["people", "Jane Roe"]],
            "moves": [{"persons": ["Jane Roe"], "group": None, "from_org": None, "to_org": "OpenAI", "role": "CTO", "kind": "join",
                       "status": "confirmed", "evidence": "Jane Roe joins OpenAI (CTO)."}],
        }  # fmt: skip
        said = str(await place.slack.slash('test "Jane Roe joins OpenAI (CTO)"'))
        assert "It would be read as a move: Jane Roe joins OpenAI (CTO)." in said
        assert "1 watch of this workspace would alert" in said
        place.explained = {"is_move": False, "score": 0.02, "reason": "no mover", "lang": "en", "trace": [], "moves": []}
        assert "It would not be read as a move" in str(await place.slack.slash("test Shares of OpenAI move up"))
        assert "could not be read: nobody answers." in str(await place.slack.slash("test https://nobody.example"))


async def test_mute_from_the_menu_and_by_command(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        watch = await place.watch()
        await place.tell(watch)
        message = place.alert()
        body = place.slack.interaction(
            "block_actions", "UBOB", channel={"id": "CGENERAL"}, container={"type": "message", "message_ts": message.ts},
            actions=[{"type": "overflow", "action_id": "alert_menu", "block_id": "b", "selected_option": {"value": "mute:source:1"}}],
        )  # fmt: skip
        await place.slack.deliver("interactive", body)
        await until(lambda: any(place.slack._answers.values()))
        assert "Rien de ce que seul Le Quotidien rapporte ne sera dit dans ce canal jusqu’au" in place.said()
        assert "until" in str(await place.slack.slash("mute openai 1h"))
        assert "any more" in str(await place.slack.slash("mute Luke Metz forever"))
        async with sqlite_db.reading() as session:
            muted = {(row.subject, row.key) for row in (await session.exec(select(MuteRow))).all()}
        assert {("source", "quotidien.example"), ("company", "openai")} <= muted
        assert "OpenAI is heard again" in str(await place.slack.slash("unmute openai"))
        assert "not muted in this channel. Muted are:" in str(await place.slack.slash("unmute openai"))
        assert "is silent until" in str(await place.slack.slash("mute 1 1d"))


async def test_track_people_watches_them_here(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        await clicked(place, place.alert(), "alert_track")
        async with sqlite_db.reading() as session:
            made = (await session.exec(select(WatchRow).where(WatchRow.number == 2))).one()
        assert made.channel_id == "CGENERAL"
        assert all(name in made.expression for name in ("Barret Zoph", "Luke Metz", "Sam Schoenholz"))


async def test_company_moves_leaves_the_alert_as_it_is(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        said = await clicked(place, place.alert(), "alert_company")
        assert "OpenAI" in said
        assert "'replace_original': False" in said


async def test_forget_asks_an_admin_and_edits_what_was_posted(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        move = await place.tell(await place.watch(), status="reported", people=("Barret Zoph",))
        late = a_report(outlet="The Ledger", story_key="s2", url="https://ledger.example/b", lang="en")
        await place.report(move, late, reports=2, people=("Barret Zoph", "Luke Metz"))
        assert "Luke Metz is in it too" in place.slack.messages(replies=True)[1].text
        await place.report(move, None, status="confirmed")
        assert "Zoph" in place.slack.messages(replies=True)[2].text
        assert "admin" in str(await place.slack.slash("forget Barret Zoph", user="UBOB"))
        asked = (await place.slack.slash("forget Barret Zoph"))[0]
        assert "1 stored move names this person" in asked["text"]
        question = Posted("1.1", "CGENERAL", asked)
        assert "taken out of 1 move" in await clicked(place, question, "forget_confirm")
        await place.deliver()
        assert "Zoph" not in str([message.args for message in place.slack.messages(replies=True)])
        assert "Luke Metz" in place.alert().text
        assert len(place.slack.messages(replies=True)) == 3


async def test_feedback_and_export(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        await place.tell(await place.watch())
        assert "is kept" in str(await place.slack.slash("feedback 1 she never joined"))
        assert "There is no move 9" in str(await place.slack.slash("feedback 9 what"))
        assert "Nothing was judged yet" in str(await place.slack.slash("corrections"))
        await clicked(place, place.alert(), "alert_verdict", value="right:1")
        assert "1 labelled story was sent to you" in str(await place.slack.slash("corrections export"))
        async with sqlite_db.reading() as session:
            verdicts = (await session.exec(select(CorrectionRow.verdict))).all()
        assert sorted(verdicts) == ["note", "right"]


async def test_a_broken_channel_offers_ways_out(sqlite_db: Database) -> None:
    """Archived: the owner is told once with buttons; invited again, what waited comes; deleted, nothing waits any more."""
    async with acme(sqlite_db) as place:
        channel = place.slack.state.channels["CGENERAL"]
        channel.archived = True
        watch = await place.watch()
        await place.tell(watch)
        await place.tell(watch, people=("Bo Lee",))
        told = place.slack.messages("DALICE")
        assert len(told) == 1
        assert "is_archived" in await clicked(place, told[0], "broken_retry")
        channel.archived = False
        assert "works again. 2 alerts that waited" in await clicked(place, told[0], "broken_retry")
        await place.deliver()
        assert place.alert().args["blocks"][0]["text"]["text"] == "2 moves while I could not post here"
        assert "1 watch was deleted" in await clicked(place, told[0], "broken_delete")
        async with sqlite_db.reading() as session:
            assert (await session.exec(select(WatchRow))).all() == []


async def test_watches_of_a_broken_channel_move_with_their_backlog(sqlite_db: Database) -> None:
    async with acme(sqlite_db) as place:
        place.slack.state.channels["CGENERAL"].archived = True
        place.slack.state.add_channel("CRANDOM", "random")
        place.slack.state.add_channel("CAWAY", "away", bot=False)
        await place.tell(await place.watch())
        view = await opened(place, place.slack.messages("DALICE")[0], "broken_move")
        to = {"broken_move_place": {"value": {"type": "conversations_select", "selected_conversation": "CAWAY"}}}
        assert "errors" in (await place.slack.submit(view["id"], to))["response_action"]
        to["broken_move_place"]["value"]["selected_conversation"] = "CRANDOM"
        assert "1 watch tells <#CRANDOM> from now on" in str(await place.slack.submit(view["id"], to))
        await place.deliver()
        assert "Barret Zoph" in place.alert("CRANDOM").text
