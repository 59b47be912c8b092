"""Questions answered in figures, tables and files, through the real app."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from handlers import typed
from storage.database import Database
from storage.models import CorrectionRow
from tests.handlers.room import TEAM, Room, seen
from tests.storage.builders import NOW, a_move, a_report, stored


class Answers:
    """Where answers go that follow the acknowledgement: keeps them, and refuses what it is told to."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.refused: set[str] = set()

    async def until(self, count: int) -> None:
        """Wait until so many answers have come."""
        async with asyncio.timeout(30):  # a picture may be drawn first
            while len(self.got) < count:  # noqa: ASYNC110 - the answers are a plain list
                await asyncio.sleep(0.005)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self.refused & {block["type"] for block in body.get("blocks", [])}:
            return web.Response(status=400, text="invalid_blocks")
        self.got.append(body)
        return web.Response(text="ok")


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    kept = Answers()
    runner = web.AppRunner(web.Application())
    runner.app.router.add_post("/respond", kept.take)
    runner.app.router.add_post("/upload", _taken)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    kept.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield kept
    await runner.cleanup()


async def _taken(request: web.Request) -> web.Response:
    _UPLOADED.append(await request.read())
    return web.Response(text="OK")


_UPLOADED: list[bytes] = []


@pytest.fixture
async def room(sqlite_db: Database, answers: Answers) -> Room:
    db = sqlite_db
    room = await Room(db).install()
    _UPLOADED.clear()
    room.answers |= {
        "conversations.open": {"channel": {"id": "DALICE"}},
        "files.getUploadURLExternal": {"upload_url": f"{answers.url}/upload", "file_id": "F1"},
        "files.completeUploadExternal": {"files": [{"id": "F1", "title": "x"}]},
    }
    async with db.transaction() as session:
        await stored(session, a_move())
        await stored(
            session,
            a_move(people=("Ada Roe",), from_org="OpenAI", to_org="Mistral", kind="join", said_at=NOW - timedelta(days=9)),
        )
        await stored(session, a_move(people=("=Bo Lee",), from_org=None, kind="join", said_at=NOW - timedelta(days=20)))
    return room


async def ask(room: Room, answers: Answers, text: str, user: str = "UALICE") -> dict[str, Any]:
    """Type a command whose answer follows its acknowledgement."""
    before = len(answers.got)
    await room.send(
        {"command": "/moves", "text": text, "user_id": user, "channel_id": "C1", "response_url": f"{answers.url}/respond"}
    )
    await answers.until(before + 1)
    return answers.got[before]


def block(answer: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in answer["blocks"] if each["type"] == kind)


def cells(answer: dict[str, Any]) -> list[list[str]]:
    return [
        [cell.get("text") or cell["elements"][0]["elements"][0]["text"] for cell in row] for row in block(answer, "table")["rows"]
    ]


async def test_a_trend_is_a_line_chart_with_its_table_and_rule(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "trend openai")
    chart = block(answer, "data_visualization")["chart"]
    assert chart["type"] == "line"
    assert [sum(point["value"] for point in series["data"]) for series in chart["series"]] == [4, 1]
    assert len(chart["axis_config"]["categories"]) == 4  # from the week of the oldest stored move
    assert cells(answer)[1][1:] == ["3", "0", "+3"]
    assert "4 joined, 1 left, net +3" in answer["text"]
    assert "n = 5" in answer["text"]
    assert "each person counted once" in answer["text"]
    assert answer["response_type"] == "ephemeral"


async def test_several_subjects_are_compared_by_their_net(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "tendance openai, mistral par:mois", user="UBOB")
    chart = block(answer, "data_visualization")["chart"]
    assert {series["name"]: sum(point["value"] for point in series["data"]) for series in chart["series"]} == {
        "OpenAI": 3,
        "Mistral AI": 1,
    }
    assert "arrivées 4, départs 1, solde +3" in answer["text"]


async def test_what_slack_refuses_is_sent_as_a_picture_with_its_table(room: Room, answers: Answers) -> None:
    answers.refused = {"data_visualization"}
    answer = await ask(room, answers, "flow")
    assert block(answer, "table")
    await answers.until(2)
    assert _UPLOADED[0].startswith(b"\x89PNG")
    [made] = room.called("files.getUploadURLExternal")
    assert "Thinking Machines Lab −3" in made["alt_txt"].replace("-3", "−3")
    assert room.called("files.completeUploadExternal")[0]["channel_id"] == "DALICE"
    assert "direct messages" in answers.got[-1]["text"]


async def test_without_tables_there_is_lined_up_text(room: Room, answers: Answers) -> None:
    answers.refused = {"table"}
    answer = await ask(room, answers, "flow as:table")
    assert "```" in seen(answer)
    assert "Thinking Machines Lab" in seen(answer)


async def test_net_flow_names_who_gains_and_who_loses(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "flow since:30d")
    assert "Gained most: OpenAI +3 and Mistral AI +1" in answer["text"]
    assert "Lost most: Thinking Machines Lab −3" in answer["text"]
    assert cells(answer)[1][0] == "OpenAI"


async def test_corridors_are_a_matrix(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "flow by:corridor as:table")
    assert cells(answer)[1] == ["Thinking Machines Lab", "OpenAI", "3"]


async def test_who_went_back(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "boomerangs openai")
    assert "3 people went back, of 4 who came (75 %)" in answer["text"]
    assert len(cells(answer)) == 4


async def test_a_table_of_moves_links_to_their_sources(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "openai as:table")
    links = [cell for row in block(answer, "table")["rows"] for cell in row if cell["type"] == "rich_text"]
    assert len(links) == 3
    assert "quotidien.example" in str(links[0])


async def test_csv_goes_to_the_askers_messages_without_formulas(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "openai as:csv")
    rows = list(csv.DictReader(io.StringIO(_UPLOADED[0].decode("utf-8-sig"))))
    assert len(rows) == 3
    assert {row["people"] for row in rows} == {"Barret Zoph; Luke Metz; Sam Schoenholz", "Ada Roe", "'=Bo Lee"}
    assert all(row["sources"].startswith("https://www.quotidien.example") for row in rows)
    assert room.called("files.completeUploadExternal")[0]["channel_id"] == "DALICE"
    assert "3 lines" in answer["text"]


async def test_json_keeps_lists(room: Room, answers: Answers) -> None:
    await ask(room, answers, "openai as:json")
    assert json.loads(_UPLOADED[0])[0]["people"] == ["Barret Zoph", "Luke Metz", "Sam Schoenholz"]


@pytest.mark.parametrize(
    "text", ["trend openai as:csv", "flow as:csv", "flow par:couloir as:csv", "boomerangs as:csv", "sources as:csv"]
)
async def test_figures_go_as_csv_too(room: Room, answers: Answers, text: str) -> None:
    await ask(room, answers, text, user="UBOB")
    assert len(_UPLOADED[0].decode().splitlines()) > 1


@pytest.mark.parametrize(
    ("text", "known"),
    [("flow as:csv", 3), ("flow by:corridor as:csv", 2), ("boomerangs as:csv", 3)],
)
async def test_a_file_holds_more_rows_than_the_message_shows(room: Room, answers: Answers, text: str, known: int) -> None:
    """The message's table ends after 20 rows, the file after the last; `known` rows come of what the room holds already."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWX"
    async with room.db.transaction() as session:
        for letter in letters:
            await stored(session, a_move(people=(f"{letter}ndrea {letter}quist",), from_org=f"Firm {letter}", to_org="OpenAI"))
    await ask(room, answers, text)
    header, *rows = _UPLOADED[0].decode("utf-8-sig").splitlines()
    assert header
    assert len(rows) == known + len(letters)


async def test_a_file_that_cannot_be_sent_says_what_is_missing(room: Room, answers: Answers) -> None:
    room.answers["conversations.open"] = {"error": "missing_scope"}
    answer = await ask(room, answers, "openai as:csv")
    assert "files:write" in answer["text"]
    assert not _UPLOADED


async def test_share_as_the_last_word_shows_it_to_the_channel(room: Room, answers: Answers) -> None:
    answer = await ask(room, answers, "flow since:30d share")
    assert answer["response_type"] == "in_channel"
    assert "Shared by <@UALICE>" in seen(answer)
    assert not any(each["type"] == "actions" for each in answer["blocks"])
    told = await room.say("openai share")
    assert told["response_type"] == "in_channel"


async def test_the_scoop_board(db: Database, answers: Answers) -> None:
    room = await Room(db).install()
    async with db.transaction() as session:
        for number, lead in enumerate((10, 30, 50)):
            reports = [
                a_report(outlet="Première", published_at=NOW - timedelta(hours=3)),
                a_report(outlet="Second Post", published_at=NOW - timedelta(hours=3) + timedelta(minutes=lead)),
            ]
            move = await stored(session, a_move(people=(f"Person {number}",)), *reports)
            verdict, what = ("wrong", "not_a_move") if number == 2 else ("right", "")
            session.add(CorrectionRow(team_id=TEAM, move_id=move.id, verdict=verdict, what=what, by="U1", at=NOW))
    answer = await ask(room, answers, "sources since:30d")
    rows = cells(answer)
    assert rows[1] == ["Première", "2", "2", "0", "2 of 2", "20 min", "2 of 3"]
    assert rows[2] == ["Second Post", "2", "2", "0", "0 of 2", "–", "–"]


async def test_too_many_names_for_one_chart(room: Room) -> None:
    answer = await room.say("trend openai, mistral, google, stripe, deepmind, alphabet, watch")
    assert "up to 6 names" in answer["text"]


async def test_digest_preview_says_when_and_what(room: Room, answers: Answers) -> None:
    assert "every:daily@9" in (await room.say("digest preview"))["text"]
    made = await room.say("watch openai every:weekly@mon-9")
    assert "every Monday at 9:00" in seen(made)
    answer = await ask(room, answers, "digest preview")
    assert "Nothing new" in answer["text"]
    assert "every Monday at 9:00 (UTC)" in seen(answer)
    assert "nothing to tell" in (await room.say("digest now"))["text"]


async def test_a_question_that_takes_long_is_acknowledged_first(
    room: Room, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed, "PATIENCE", 0.0)
    for text, said in (("openai", "4 joined, 1 left"), ("flow since:30d", "Gained most")):
        answer = await ask(room, answers, text)
        assert said in answer["text"]
        assert answer["response_type"] == "ephemeral"
