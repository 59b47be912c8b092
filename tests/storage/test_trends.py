"""Figures: each person counted once, per workspace, in the reader's weeks."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from storage.corrections import record
from storage.criteria import Clause, Filters, Query
from storage.database import Database
from storage.directory import Company, Directory, Known
from storage.flows import flow
from storage.lists import add
from storage.models import Correction
from storage.returns import departed, returns
from storage.suppressions import forget
from storage.trends import begin_of, steps, trend
from tests.storage.builders import DIRECTORY, NOW, a_move, stored

OPENAI = Query("company", "openai", "OpenAI")
EVER = Filters(since=NOW - timedelta(days=60), until=NOW + timedelta(days=1))


def days_ago(days: int) -> dict[str, datetime]:
    return {"said_at": NOW - timedelta(days=days)}


async def test_a_person_counts_once_however_often_and_however_spelt(db: Database) -> None:
    async with db.transaction() as session:
        await stored(session, a_move(people=("Barret Zoph", "Luke Metz")))
        await stored(session, a_move(people=("Brett Zoph",), kind="join", from_org=None, **days_ago(1)))
        await stored(session, a_move(people=(), group_words="two engineers", kind="join", from_org=None, **days_ago(2)))
        found = await trend(session, "T1", [OPENAI], EVER, step="week", zone=ZoneInfo("UTC"), directory=DIRECTORY)
    assert found.lines[0].total_came == found.people == 3  # two named, and a group that counts as one
    assert found.lines[0].total_left == 0


async def test_promotions_boards_and_what_was_denied_change_no_headcount(db: Database) -> None:
    async with db.transaction() as session:
        for kind, status in (("promote", "confirmed"), ("board", "confirmed"), ("join", "denied"), ("join", "reversed")):
            await stored(session, a_move(people=(f"{kind} {status}",), kind=kind, status=status, from_org=None))
        counted = await trend(session, "T1", [OPENAI], EVER, step="week", zone=ZoneInfo("UTC"), directory=DIRECTORY)
        asked = Filters("", (Clause("type", ("promote",)),), since=EVER.since, until=EVER.until)
        promoted = await trend(session, "T1", [OPENAI], asked, step="week", zone=ZoneInfo("UTC"), directory=DIRECTORY)
    assert (counted.people, promoted.people) == (0, 1)


async def test_weeks_begin_on_the_readers_monday(db: Database) -> None:
    monday_in_tokyo = datetime(2026, 11, 15, 16, 0, tzinfo=UTC)  # Sunday in London
    async with db.transaction() as session:
        await stored(session, a_move(said_at=monday_in_tokyo))
        period = Filters(since=datetime(2026, 11, 10, tzinfo=UTC), until=datetime(2026, 11, 18, tzinfo=UTC))
        counts = [
            (await trend(session, "T1", [OPENAI], period, step="week", zone=ZoneInfo(zone), directory=DIRECTORY)).lines[0].came
            for zone in ("Asia/Tokyo", "Europe/London")
        ]
    assert counts == [(0, 3), (3, 0)]


async def test_net_flow_and_corridors(db: Database) -> None:
    async with db.transaction() as session:
        await stored(session, a_move())  # three from Thinking Machines to OpenAI
        await stored(session, a_move(people=("Ada Roe",), from_org="OpenAI", to_org="Mistral", kind="join"))
        everybody = await flow(session, "T1", None, EVER, DIRECTORY)
        openai = await flow(session, "T1", OPENAI, EVER, DIRECTORY)
    assert [(net.name, net.net) for net in everybody.nets] == [("Thinking Machines Lab", -3), ("OpenAI", 2), ("Mistral AI", 1)]
    assert next((each.from_name, each.to_name, each.people) for each in everybody.corridors) == (
        "Thinking Machines Lab",
        "OpenAI",
        3,
    )
    assert [(net.name, net.came, net.left) for net in openai.nets] == [("Thinking Machines Lab", 3, 0), ("Mistral AI", 0, 1)]


async def test_a_workspace_counts_what_it_corrected_and_nobody_it_forgot(db: Database) -> None:
    async with db.transaction() as session:
        wrong = await stored(session, a_move(people=("Ada Roe",)))
        turned = await stored(session, a_move(people=("Bo Lee",)))
        await stored(session, a_move(people=("Cy Poe", "Di Fox")))
        said = {"team_id": "T1", "verdict": "wrong", "by": "U1", "at": NOW}
        await record(session, Correction(move_id=wrong.id, what="not_a_move", **said))
        swapped = {"from_org": "OpenAI", "from_key": "openai", "to_org": "Stripe", "to_key": "stripe"}
        await record(session, Correction(move_id=turned.id, what="direction", changes=swapped, **said))
        await forget(session, "Cy Poe", DIRECTORY, team_id="T1", by="U1", now=NOW)
        mine, theirs = [
            (await trend(session, team, [OPENAI], EVER, step="month", zone=ZoneInfo("UTC"), directory=DIRECTORY)).lines[0]
            for team in ("T1", "T2")
        ]
    assert (mine.total_came, mine.total_left) == (1, 1)
    assert (theirs.total_came, theirs.total_left) == (4, 0)


async def test_boomerangs_are_told_or_seen(db: Database) -> None:
    async with db.transaction() as session:
        await stored(session, a_move(people=("Ada Roe",), from_org="OpenAI", to_org=None, kind="leave", **days_ago(200)))
        await stored(session, a_move(people=("Ada Roe",), from_org="Stripe", kind="join", **days_ago(3)))
        await stored(session, a_move(people=("Bo Lee",), kind="return"))
        await stored(session, a_move(people=("Cy Poe",), kind="join"))
        found = await returns(session, "T1", OPENAI, EVER, DIRECTORY)
    assert [(each.name, each.left_at is not None) for each in found.boomerangs] == [("Bo Lee", False), ("Ada Roe", True)]
    assert found.came == 3


async def test_founders_who_left_and_did_not_come_back(db: Database) -> None:
    founders = ("Barret Zoph", "Luke Metz", "Sam Schoenholz", "Mira Murati", "John Schulman", "Lilian Weng")
    directory = Directory.of(
        [Company("openai", "OpenAI"), Company("thinking-machines", "Thinking Machines Lab", founders=founders)],
        [Known("Barret Zoph", ("Brett Zoph",))],
    )
    async with db.transaction() as session:
        await stored(session, a_move(people=("Brett Zoph", "Luke Metz", "Sam Schoenholz")))
        await stored(session, a_move(people=("John Schulman",), to_org=None, kind="leave", **days_ago(20)))
        back = {"from_org": "OpenAI", "to_org": "Thinking Machines Lab", "kind": "return"}
        await stored(session, a_move(people=("John Schulman",), **back, **days_ago(10)))
        (found,) = await departed(session, "T1", Query("company", "thinking-machines"), directory)
    assert ([name for name, _ in found.left], found.known) == (["Barret Zoph", "Luke Metz", "Sam Schoenholz"], 6)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(1, 400),
    st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe"]),
    st.sampled_from(["week", "month"]),
)
def test_steps_cover_the_period_without_gaps(start: datetime, days: int, name: str, step: str) -> None:
    zone, since = ZoneInfo(name), start.replace(tzinfo=UTC)
    until = since + timedelta(days=days)
    found = steps(since, until, step, zone)
    assert begin_of(found[0], zone) <= since < until
    assert begin_of(found[-1], zone) < until
    assert all(one < other for one, other in itertools.pairwise(found))
    assert all(day.weekday() == 0 if step == "week" else day.day == 1 for day in found)
    assert isinstance(found[0], date)


async def test_a_list_is_told_of_its_own_companies_alone(sqlite_db: Database) -> None:
    async with sqlite_db.transaction() as session:
        await stored(session, a_move())
        await stored(session, a_move(people=("Ada Roe",), from_org="Stripe", to_org="Mistral", kind="join"))
        await add(session, "T1", "labs", [OPENAI, Query("company", "mistral-ai", "Mistral AI")], by="U1", now=NOW)
        found = await flow(session, "T1", Query("list", "labs", "@labs"), EVER, DIRECTORY)
    assert [(net.key, net.net) for net in found.nets] == [("openai", 3), ("mistral-ai", 1)]
