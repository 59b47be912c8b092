"""Digests: once a slot, with all that happened, whatever stops or doubles."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.digests import make_due
from storage.channels import set_channel
from storage.corrections import record
from storage.criteria import Filters, Query
from storage.database import Database
from storage.directory import Directory
from storage.models import Correction, DigestRow
from storage.watches import Draft, edit
from tests.bot.line import MONDAY, Clock, courier, deliveries, publish, second_report, stored_alerts, watch
from tests.slack_standin import Slack
from tests.slack_standin.state import TEAM

NINE = MONDAY + timedelta(days=1)  # Tuesday, 9:00 UTC


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as standin:
        yield standin


async def settle(db: Database, slack: Slack, at: datetime) -> list[Any]:
    """Make what is due at an instant, have it delivered, and return the channel's messages."""
    clock = Clock(at)
    await make_due(db, clock)
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
    return slack.messages()


async def choose(db: Database, **choices: Any) -> None:
    async with db.transaction() as session:
        await set_channel(session, TEAM, "CGENERAL", **choices)


async def test_a_days_moves_are_told_in_one_message(db: Database, slack: Slack) -> None:
    here = await watch(db, every="daily@9")
    for name in ("Ann Lee", "Bea Lee"):
        await publish(db, [here], name, now=MONDAY + timedelta(hours=2))
    assert await settle(db, slack, NINE - timedelta(minutes=1)) == []
    [message] = await settle(db, slack, NINE + timedelta(seconds=5))
    assert "2 moves" in message.text
    table = next(block for block in message.args["blocks"] if block["type"] == "table")
    assert len(table["rows"]) == 3
    assert {alert.bundle_ts for alert in await stored_alerts(db)} == {message.ts}
    assert len(await settle(db, slack, NINE + timedelta(minutes=1))) == 1


@pytest.mark.parametrize(("channel", "every"), [("CGENERAL", "now"), ("COTHER", "daily@9"), ("COTHER", "now")])
async def test_what_was_held_is_told_when_its_digest_will_not_come(db: Database, slack: Slack, channel: str, every: str) -> None:
    """A watch becomes an instant one or moves away; what another watch of the channel holds too is left to its digest."""
    here, weekly = await watch(db, every="daily@9"), await watch(db, every="weekly@mon-9")
    await publish(db, [here], "Ann Lee", now=MONDAY + timedelta(hours=2))
    await publish(db, [here, weekly], "Bea Lee", now=MONDAY + timedelta(hours=2))
    draft = Draft(channel, "UALICE", "openai", Query("company", "openai", "OpenAI"), Filters(), every=every)
    async with db.transaction() as session:
        await edit(session, here, draft, Directory(), MONDAY + timedelta(hours=3))
    [message] = await settle(db, slack, MONDAY + timedelta(hours=4))
    told = str(message.args)
    assert "Ann Lee" in told
    assert "Bea Lee" not in told
    assert len(await settle(db, slack, MONDAY + timedelta(days=7, minutes=1))) == 2


async def test_two_processes_make_one_digest(db: Database) -> None:
    here = await watch(db, every="hourly")
    await publish(db, [here], now=MONDAY + timedelta(minutes=5))
    made = await asyncio.gather(*(make_due(db, Clock(MONDAY + timedelta(hours=1))) for _ in range(4)))
    assert sum(made) == 1
    assert len(await deliveries(db)) == 1


async def test_after_a_pause_the_next_digest_holds_everything(db: Database, slack: Slack) -> None:
    here = await watch(db, every="daily@9")
    for day in range(3):
        await publish(db, [here], f"Person {day}", now=MONDAY + timedelta(days=day, hours=1))
    [message] = await settle(db, slack, MONDAY + timedelta(days=3, hours=2))
    assert "3 moves" in message.text


async def test_a_watch_made_after_the_slot_waits_for_the_next_one(db: Database) -> None:
    await choose(db, empty_digests=True)
    await watch(db, every="daily@9")  # made on Monday at nine
    assert await make_due(db, Clock(MONDAY + timedelta(hours=1))) == 0
    assert await make_due(db, Clock(NINE)) == 1


async def test_nothing_new_is_told_only_to_those_who_asked(db: Database, slack: Slack) -> None:
    await watch(db, every="daily@9")
    assert await settle(db, slack, NINE) == []
    await choose(db, empty_digests=True)
    [message] = await settle(db, slack, NINE + timedelta(days=1))
    assert "Nothing new" in message.text


async def test_a_quiet_week_is_verified_on_request(db: Database, slack: Slack) -> None:
    await choose(db, verified_quiet=True)
    await watch(db, every="weekly@mon-9")
    [message] = await settle(db, slack, MONDAY + timedelta(days=7))
    assert "0 stories read" in str(message.args["blocks"])


async def test_quiet_hours_hold_a_digest_back(db: Database, slack: Slack) -> None:
    await choose(db, quiet="8-12", tz="UTC")
    here = await watch(db, every="daily@9")
    await publish(db, [here], now=MONDAY + timedelta(hours=1))
    assert await settle(db, slack, NINE) == []
    assert len(await settle(db, slack, NINE + timedelta(hours=3))) == 1


async def test_nine_is_nine_in_the_channels_zone(db: Database) -> None:
    await choose(db, tz="America/New_York")
    here = await watch(db, every="daily@9")
    await publish(db, [here], now=MONDAY + timedelta(minutes=1))
    assert await make_due(db, Clock(MONDAY + timedelta(hours=4, minutes=59))) == 0
    assert await make_due(db, Clock(MONDAY + timedelta(hours=5))) == 1
    async with db.reading() as session:
        [row] = (await session.exec(select(DigestRow))).all()
    assert row.slot == MONDAY + timedelta(hours=5)


async def test_a_paused_watch_is_silent(db: Database) -> None:
    here = await watch(db, every="hourly", state="paused")
    await publish(db, [here])
    assert await make_due(db, Clock(NINE)) == 0


async def test_a_move_taken_back_leaves_the_posted_digest(db: Database, slack: Slack) -> None:
    here = await watch(db, every="hourly")
    wrong = await publish(db, [here], "Ann Lee", now=MONDAY + timedelta(minutes=1))
    await publish(db, [here], "Bea Lee", now=MONDAY + timedelta(minutes=2))
    at = MONDAY + timedelta(hours=1)
    await settle(db, slack, at)
    async with db.transaction() as session:
        said = {"verdict": "wrong", "what": "not_a_move", "by": "U1", "at": at}
        await record(session, Correction(team_id=TEAM, move_id=wrong.id, **said))
    [message] = await settle(db, slack, at + timedelta(minutes=1))
    shown = str(message.args["blocks"])
    assert "Bea Lee" in shown
    assert "Ann Lee" not in shown
    assert any(block["type"] == "table" for block in message.args["blocks"])


async def test_another_outlet_is_counted_in_the_posted_digest(db: Database, slack: Slack) -> None:
    here = await watch(db, every="hourly")
    move = await publish(db, [here], now=MONDAY + timedelta(minutes=1))
    at = MONDAY + timedelta(hours=1)
    await settle(db, slack, at)
    await second_report(db, move, "Other Post", now=at, status="confirmed")
    [message] = await settle(db, slack, at + timedelta(minutes=1))
    assert "Confirmed" in str(message.args["blocks"])
