"""What becomes of feeds and moves over time, over real HTTP, on SQLite."""

import subprocess
import sys
from datetime import timedelta

import pytest

from storage import feeds
from storage.database import Database
from storage.models import Correction, CorrectionRow, DeliveryRow
from storage.suppressions import forget
from tests.pipeline.conftest import Newsroom, opened

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def db(sqlite_db: Database) -> Database:
    """One database is enough here: what differs between the two is proven in `test_pipeline`."""
    return sqlite_db


async def test_old_news_alerts_nobody(room: Newsroom) -> None:
    """What was published more than seven days ago is recorded and no more."""
    [ledger] = await opened(room, "Ledger")
    ledger.publish("Jane Roe joins OpenAI", room.now - 8 * DAY)
    ledger.publish("Ravi Moe joins OpenAI")  # without a date it counts from when it is seen
    await room.poll()
    assert {move.people[0]: move.alertable for move in await room.moves()} == {"Jane Roe": False, "Ravi Moe": True}
    assert len(await room.alerts()) == 1


async def test_what_only_a_baseline_told_alerts_once_somebody_tells_it_as_news(room: Newsroom) -> None:
    """Nobody was told of it, and it is news; a further report is not."""
    ledger, courier = await opened(room, "Ledger", "Courier")
    late = room.press.outlet("Late")
    late.publish("Jane Roe joins OpenAI as chief scientist", room.now)
    await room.subscribe(late)
    await room.poll()
    assert not await room.alerts()
    ledger.publish("OpenAI hires Jane Roe as chief scientist", room.now)
    await room.poll()
    courier.publish("Jane Roe joins OpenAI", room.now)
    await room.poll()
    [move] = await room.moves()
    assert (move.reports, move.alertable, len(await room.alerts())) == (3, True, 1)


async def test_a_feed_that_is_added_again_starts_with_a_baseline(room: Newsroom) -> None:
    """Whether it was removed or only no longer used, nothing that it told meanwhile alerts."""
    [ledger] = await opened(room, "Ledger")
    feed = await room.feed(ledger)
    async with room.db.transaction() as session:
        await feeds.remove(session, feed.id or 0)
    ledger.publish("Jane Roe joins OpenAI", room.now)
    await room.subscribe(ledger)
    await room.poll()
    own = room.press.outlet("Own")
    own.publish("Nothing of note", room.now)
    feed = await room.subscribe(own, shared=False)
    await room.use(feed)
    await room.poll()
    async with room.db.transaction() as session:
        await feeds.remove_source(session, "T1", feed.id or 0)
    own.publish("Ravi Moe joins OpenAI", room.now)
    assert (await room.poll()).feeds == 1
    await room.subscribe(own, shared=False)
    await room.use(feed)
    await room.poll()
    assert [move.people for move in await room.moves()] == [("Jane Roe",), ("Ravi Moe",)]
    assert not await room.alerts()


async def test_a_workspace_that_said_there_is_no_such_move_hears_no_more_of_it(room: Newsroom) -> None:
    """Its correction holds for later reports; other workspaces are told."""
    ledger, courier = await opened(room, "Ledger", "Courier")
    ledger.publish("Jane Roe joins Anthropic", room.now)
    await room.poll()
    [move] = await room.moves()
    async with room.db.transaction() as session:
        wrong = Correction(team_id="T1", move_id=move.id or 0, verdict="wrong", what="not_a_move", at=room.now)
        session.add(CorrectionRow.model_validate(wrong.model_dump()))
    await room.watch("anthropic")
    await room.watch("anthropic", channel="C2", team="T2")
    courier.publish("Anthropic hires Jane Roe", room.now)
    await room.poll()
    assert [alert.team_id for alert in await room.alerts()] == ["T2"]


async def test_a_forgotten_person_stays_forgotten(room: Newsroom) -> None:
    """New reports bring back neither the move nor the name; others in the same story are kept."""
    [ledger] = await opened(room, "Ledger")
    async with room.db.transaction() as session:
        await forget(session, "Jane Roe", room.poller.directory, team_id="", by="U1", now=room.now)
    ledger.publish("Jane Roe joins OpenAI", room.now)
    ledger.publish("Jane Roe and Ravi Moe join OpenAI", room.now)
    await room.poll()
    assert [move.people for move in await room.moves()] == [("Ravi Moe",)]
    stored = [*await room.entries(), *await room.moves(), *await room.reports()]
    assert not [each for each in stored if "Roe" in str(each)]


async def test_entries_without_what_a_feed_requires_are_not_read(room: Newsroom) -> None:
    """Of a register's filings only those of one kind count."""
    filings = room.press.outlet("Filings")
    filings.publish("Nothing of note", room.now)
    await room.subscribe(filings, require=r"item\s+5\.02")
    await room.poll()
    filings.publish("Jane Roe joins OpenAI", room.now, summary="Item 1.01")
    filings.publish("Ravi Moe joins OpenAI", room.now, summary="Item 5.02")
    await room.poll()
    assert [move.people for move in await room.moves()] == [("Ravi Moe",)]
    assert any("must contain" in entry.reason for entry in await room.entries())


async def test_an_address_that_moved_for_good_is_taken_over_when_it_was_seen_twice(room: Newsroom) -> None:
    """Once may be a mistake."""
    old, new = room.press.outlet("Old"), room.press.outlet("New")
    new.publish("Nothing of note", room.now)
    feed = await room.subscribe(old)
    old.moved_to = room.press.url(new)
    await room.poll()
    assert (await room.feed(old)).moved_seen == 1
    await room.poll()
    assert (await room.feed(new)).id == feed.id
    asked = old.asked
    await room.poll()
    assert old.asked == asked


async def test_a_feed_that_moves_to_one_we_read_hands_its_users_over(room: Newsroom) -> None:
    """Nothing is fetched twice."""
    old, new = room.press.outlet("Old"), room.press.outlet("New")
    new.publish("Nothing of note", room.now)
    await room.use(await room.subscribe(old, shared=False))
    kept = await room.subscribe(new)
    old.moved_to = room.press.url(new)
    await room.poll()
    await room.poll()
    assert (await room.feed(old)).state == "gone"
    async with room.db.reading() as session:
        assert [source.team_id for source in await feeds.users(session, kept.id or 0)] == ["T1"]


async def test_a_feed_that_is_gone_says_so_and_is_not_asked_again(room: Newsroom) -> None:
    """410 is for good."""
    ledger = room.press.outlet("Ledger")
    ledger.status = 410
    await room.subscribe(ledger)
    await room.poll()
    feed = await room.feed(ledger)
    assert (feed.state, bool(feed.error)) == ("gone", True)
    assert (await room.poll(later=30 * DAY)).feeds == 0


async def test_owners_are_told_once_that_a_feed_fails_and_once_that_it_works(room: Newsroom) -> None:
    """After a day; not by every failure."""
    ledger = room.press.outlet("Ledger")
    ledger.publish("Nothing of note", room.now)
    await room.use(await room.subscribe(ledger))
    ledger.status = 503
    for _ in range(6):
        await room.poll(later=25 * HOUR)
    ledger.status = 200
    for _ in range(2):
        await room.poll(later=25 * HOUR)
    told = [(delivery.op, delivery.channel_id, delivery.payload["key"]) for delivery in await room.rows(DeliveryRow)]
    assert told == [("dm", "U1", "feed-failing"), ("dm", "U1", "feed-recovered")]
    assert (await room.feed(ledger)).failures == 0


def test_a_quiet_pass_loads_neither_slack_nor_parser_nor_classifier() -> None:
    """Most passes find nothing new; what they do not need costs more than the polling."""
    heavy = "slack_bolt slack_sdk feedparser trafilatura alembic bot.classifier.catalogue bot.classifier.read"
    code = f"import sys, bot.cli, bot.commands.polling; print(*set('{heavy}'.split()) & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []
