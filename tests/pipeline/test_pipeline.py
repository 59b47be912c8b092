"""The way of one entry, over real HTTP, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import OperationalError

import pytest
from sqlmodel import select

from bot.pipeline import poll_due
from storage import feeds
from storage.database import Database
from storage.models import DeliveryRow, FeedRow
from tests.pipeline.conftest import Newsroom, opened

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_the_first_poll_is_a_baseline_and_the_next_story_alerts(room: Newsroom) -> None:
    """What was there when a feed was added is stored, read and searchable, and never alerted."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Jane Roe joins OpenAI as chief scientist", room.now)
    await room.subscribe(ledger)
    await room.watch("openai")
    await room.poll()
    [old] = await room.moves()
    assert (old.people, old.to_key, old.alertable) == (("Jane Roe",), "openai", False)
    assert not await room.alerts()
    ledger.publish("Anthropic engineer Ravi Moe joins OpenAI", room.now + 6 * HOUR)
    await room.poll()
    _, new = await room.moves()
    assert new.people == ("Ravi Moe",)
    [alert] = await room.alerts()
    assert (alert.move_id, alert.channel_id, alert.state) == (new.id, "C1", "pending")


async def test_a_round_without_a_database_fails_and_does_not_wait_for_ever(room: Newsroom, tmp_path: Path) -> None:
    """The database is away when feeds are to be claimed: that round is lost, the next one goes on."""
    ledger = room.press.outlet("Ledger")
    await room.subscribe(ledger)
    away = Database(f"sqlite:///{tmp_path}/away/moves.db")
    async with asyncio.timeout(5) as limit:
        with pytest.raises((ExceptionGroup, OperationalError)):
            await poll_due(replace(room.poller, db=away))
    assert not limit.expired()
    await away.close()
    assert (await room.poll()).feeds == 1


async def test_an_unchanged_feed_costs_one_look(room: Newsroom) -> None:
    """The validators are sent back, and a 304 is noted like every look."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Globex opens an office", room.now)
    feed = await room.subscribe(ledger)
    await room.poll()
    tally = await room.poll()
    assert (tally.feeds, tally.entries, tally.failed) == (1, 0, 0)
    async with room.db.reading() as session:
        newest, first = await feeds.last_fetches(session, feed.id or 0)
    assert (newest.status, newest.new, first.status, first.new) == (304, 0, 200, 1)
    assert ledger.asked == 2


async def test_other_outlets_add_reports_and_no_second_alert(room: Newsroom) -> None:
    """Another language and another spelling of one person are one more report of the same move."""
    ledger, monde = room.press.outlet("Ledger"), room.press.outlet("Quotidien", "fr")
    for outlet in (ledger, monde):
        outlet.publish("Nothing of note", room.now)
        await room.subscribe(outlet)
    await room.watch("openai")
    await room.poll()
    monde.publish("Brett Zoph quitte Thinking Machines Lab et retourne chez OpenAI", room.now + 5 * HOUR)
    await room.poll()
    ledger.publish("Barret Zoph returns to OpenAI from Thinking Machines Lab", room.now + 5 * HOUR)
    await room.poll()
    [move] = await room.moves()
    assert move.reports == 2
    assert {report.lang for report in await room.reports()} == {"fr", "en"}
    assert len(await room.alerts()) == 1


async def test_one_broken_feed_stops_no_other(room: Newsroom) -> None:
    """Its error is stored, readable, and the others are read in the same round."""
    broken, fine = room.press.outlet("Broken"), room.press.outlet("Fine")
    broken.status = 500
    fine.publish("Jane Roe joins OpenAI", room.now)
    await room.subscribe(broken)
    await room.subscribe(fine)
    tally = await room.poll()
    assert (tally.feeds, tally.failed, tally.entries) == (2, 1, 1)
    feed = await room.feed(broken)
    assert feed.failures == 1
    assert feed.error
    assert "500" in feed.error


async def test_new_identities_for_all_entries_alert_nobody(room: Newsroom) -> None:
    """A feed whose guids all change at once starts with a baseline again."""
    ledger = room.press.outlet("Ledger")
    people = ("Jane Roe", "Ravi Moe", "Lena Poe", "Omar Noe")
    for number, name in enumerate(people):
        ledger.publish(f"{name} joins OpenAI", room.now - HOUR, guid=f"old-{number}", link=f"https://l.example/{number}")
    await room.subscribe(ledger)
    await room.watch("openai")
    await room.poll()
    ledger.items.clear()
    for number, name in enumerate(people):
        ledger.publish(f"{name} joins OpenAI!", room.now - HOUR, guid=f"new-{number}", link=f"https://l.example/n/{number}")
    await room.poll()
    assert len(await room.entries()) == 8
    assert len(await room.moves()) == 4
    assert not await room.alerts()


async def test_an_edited_title_makes_no_new_entry(room: Newsroom) -> None:
    """The guid is the identity."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Jane Roe joins OpenAI", room.now, guid="one")
    await room.subscribe(ledger)
    await room.poll()
    ledger.items.clear()
    ledger.publish("Updated: Jane Roe joins OpenAI as research head", room.now, guid="one")
    await room.poll()
    assert len(await room.entries()) == 1


async def test_pollers_share_the_feeds(room: Newsroom) -> None:
    """Two processes on one database look at each due feed once."""
    for number in range(12):
        outlet = room.press.outlet(f"Outlet{number}")
        outlet.publish("Nothing of note", room.now)
        await room.subscribe(outlet)
    room.now += HOUR
    rivals = [replace(room.poller, owner=f"p{number}", claim=3) for number in range(3)]
    tallies = await asyncio.gather(*(poll_due(rival) for rival in rivals))
    assert sum(tally.feeds for tally in tallies) == 12
    assert [outlet.asked for outlet in room.press.outlets.values()] == [1] * 12
    async with room.db.reading() as session:
        assert not (await session.exec(select(FeedRow.id).where(FeedRow.lease_owner != None))).all()  # noqa: E711 - SQLAlchemy makes IS NOT NULL of it


async def test_a_later_report_extends_and_confirms_and_edits_what_was_posted(room: Newsroom) -> None:
    """A group is one move; its alert hears of the newcomer, and no second one is made."""
    ledger, courier = await opened(room, "Ledger", "Courier")
    ledger.publish("Barret Zoph and Luke Metz return to OpenAI from Thinking Machines Lab", room.now)
    await room.poll()
    [first] = await room.moves()
    courier.publish("Barret Zoph, Luke Metz and Sam Schoenholz return to OpenAI", room.now)
    await room.poll()
    [move] = await room.moves()
    assert first.people == ("Barret Zoph", "Luke Metz")
    assert move.people == ("Barret Zoph", "Luke Metz", "Sam Schoenholz")
    assert [change["changes"]["people"] for change in move.history] == [[list(first.people), list(move.people)]]
    assert len(await room.alerts()) == 1
    assert [delivery.op for delivery in await room.rows(DeliveryRow)] == ["alert", "update"]


async def test_leaving_again_reverses_the_first_move(room: Newsroom) -> None:
    """A new fact with an alert of its own, and the old message is edited."""
    [ledger] = await opened(room, "Ledger")
    ledger.publish("Jane Roe joins OpenAI", room.now)
    await room.poll()
    ledger.publish("Jane Roe leaves OpenAI", room.now + 150 * DAY)
    await room.poll(later=150 * DAY + HOUR)
    joined, left = await room.moves()
    assert (joined.status, left.kind, left.status) == ("reversed", "leave", "confirmed")
    assert joined.history[-1]["by"] == left.id
    assert sorted(delivery.op for delivery in await room.rows(DeliveryRow)) == ["alert", "alert", "update"]
