"""What becomes of feeds and moves over time, over real HTTP, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from bot.pipeline import poll_due
from storage import feeds
from storage.models import Correction, CorrectionRow, DeliveryRow, FeedRow
from storage.suppressions import forget
from tests.pipeline.conftest import Newsroom
from tests.pipeline.publisher import Outlet

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def opened(room: Newsroom, *titles: str) -> list[Outlet]:
    """Outlets that are subscribed to and past their baseline, and a channel that watches OpenAI."""
    outlets = [room.press.outlet(title) for title in titles]
    for outlet in outlets:
        outlet.publish("Nothing of note", room.now)
        await room.subscribe(outlet)
    await room.watch("openai")
    await room.poll()
    return outlets


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
    assert not [each for each in stored if "Roe" in each.model_dump_json()]


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
        assert not (await session.exec(select(FeedRow.id).where(FeedRow.lease_owner != None))).all()  # noqa: E711
