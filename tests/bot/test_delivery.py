"""The delivery, against a stand-in for Slack: nothing lost, nothing doubled, nobody held up by others."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import metrics
from bot.delivery import LEASE
from storage import outbox
from storage.database import Database
from tests.bot.line import Clock, courier, deliveries, publish, second_report, stored_alerts, watch
from tests.bot.line import channel as channel_row
from tests.slack_standin import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as standin:
        yield standin


async def test_an_alert_is_posted_once_and_remembered(db: Database, slack: Slack) -> None:
    """A channel with two watches on one company gets one message; the row knows which it is."""
    clock = Clock()
    watches = [await watch(db), await watch(db)]
    await publish(db, watches)
    async with courier(db, slack, clock) as line:
        assert await line.deliver_due() == 1
        clock.advance(5)
        assert await line.deliver_due() == 0
    [message] = slack.messages()
    [alert] = await stored_alerts(db)
    assert (alert.state, alert.ts, list(alert.watch_ids)) == ("sent", message.ts, [watches[0].id, watches[1].id])
    assert "Jane Roe" in message.text
    assert message.args["metadata"]["event_payload"]["alert_id"] == alert.id


async def test_a_channel_gets_one_message_a_second_in_order(db: Database, slack: Slack) -> None:
    """However many wait, and however often delivery runs."""
    clock = Clock()
    here = await watch(db)
    for name in ("Ann Lee", "Bea Lee", "Cid Lee"):
        await publish(db, [here], name)
    async with courier(db, slack, clock) as line:
        for expected in (1, 2, 3):
            await line.deliver_due()
            await line.deliver_due()
            assert len(slack.messages()) == expected
            clock.advance(1)
    assert [message.text.split(" ")[1] for message in slack.messages()] == ["Ann", "Bea", "Cid"]


async def test_a_connection_broken_after_the_message_was_stored_does_not_double_it(db: Database, slack: Slack) -> None:
    """The next try looks for the message first, and finds it by its metadata."""
    clock = Clock()
    await publish(db, [await watch(db)])
    slack.fail("chat.postMessage", drop=True, after_effect=True)
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
        assert [row.state for row in await deliveries(db)] == ["doubtful"]
        clock.advance(60)
        await line.deliver_due()
    [message] = slack.messages()
    assert [(row.state, row.ts) for row in await deliveries(db)] == [("done", message.ts)]


async def test_a_connection_broken_before_the_message_was_stored_does_not_lose_it(db: Database, slack: Slack) -> None:
    """What is not found is sent."""
    clock = Clock()
    await publish(db, [await watch(db)])
    slack.fail("chat.postMessage", drop=True)
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
        clock.advance(60)
        await line.deliver_due()
    assert len(slack.messages()) == 1


async def test_without_the_history_scope_a_doubtful_alert_is_sent_again_and_counted(sqlite_db: Database, slack: Slack) -> None:
    """A missed alert is worse than a doubled one; the count says how often it came to that."""
    clock = Clock()
    slack.state.scopes = "commands,chat:write"
    await publish(sqlite_db, [await watch(sqlite_db)])
    slack.fail("chat.postMessage", drop=True, after_effect=True)
    before = metrics.DOUBTFUL.labels("sent again unseen")._value.get()
    async with courier(sqlite_db, slack, clock) as line:
        await line.deliver_due()
        clock.advance(60)
        await line.deliver_due()
    assert len(slack.messages()) == 2
    assert metrics.DOUBTFUL.labels("sent again unseen")._value.get() == before + 1


async def test_a_limited_channel_waits_as_long_as_slack_says_and_holds_up_no_other(db: Database, slack: Slack) -> None:
    """Retry-After is one channel's matter."""
    slack.state.add_channel("COTHER", "other")
    clock = Clock()
    await publish(db, [await watch(db)], "Ann Lee")
    await publish(db, [await watch(db, "COTHER")], "Bea Lee", now=clock() + timedelta(milliseconds=1))
    clock.advance(1)
    slack.fail("chat.postMessage", retry_after=30)
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
        assert (len(slack.messages()), len(slack.messages("COTHER"))) in {(0, 1), (1, 0)}
        clock.advance(29)
        await line.deliver_due()
        assert len(slack.messages()) + len(slack.messages("COTHER")) == 1
        clock.advance(2)
        await line.deliver_due()
    assert (len(slack.messages()), len(slack.messages("COTHER"))) == (1, 1)


async def test_a_burst_becomes_one_message(db: Database, slack: Slack) -> None:
    """More than three alerts at once are one message with a line each, and each alert knows it."""
    clock = Clock()
    here = await watch(db)
    for n in range(5):
        await publish(db, [here], f"Person{n} Lee")
    async with courier(db, slack, clock) as line:
        for _ in range(3):
            await line.deliver_due()
            clock.advance(1)
    [message] = slack.messages()
    assert all(f"Person{n} Lee" in str(message.args["blocks"]) for n in range(5))
    assert {alert.bundle_ts for alert in await stored_alerts(db)} == {message.ts}


async def test_a_fourth_alert_within_ten_minutes_waits_a_minute_for_company(sqlite_db: Database, slack: Slack) -> None:
    """Then it is posted with whatever has come, or alone."""
    clock = Clock()
    here = await watch(sqlite_db)
    async with courier(sqlite_db, slack, clock) as line:
        for n in range(3):
            await publish(sqlite_db, [here], f"Person{n} Lee", now=clock())
            await line.deliver_due()
            clock.advance(20)
        await publish(sqlite_db, [here], "Dan Lee", now=clock())
        await line.deliver_due()
        assert len(slack.messages()) == 3
        clock.advance(30)
        await publish(sqlite_db, [here], "Eve Lee", now=clock())
        clock.advance(31)
        await line.deliver_due()
        clock.advance(1)
        await line.deliver_due()
    assert len(slack.messages()) == 4
    assert all(name in str(slack.messages()[3].args["blocks"]) for name in ("Dan Lee", "Eve Lee"))


async def test_further_reports_edit_the_alert_once_and_add_one_line(db: Database, slack: Slack) -> None:
    """Two outlets that follow within a moment are one edit and one quiet line in the thread."""
    clock = Clock()
    move = await publish(db, [await watch(db)])
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
        clock.advance(5)
        await second_report(db, move, "Daily Example", now=clock())
        await second_report(db, move, "Evening Example", now=clock())
        for _ in range(4):
            await line.deliver_due()
            clock.advance(1)
    [parent, reply] = slack.messages(replies=True)
    assert (parent.edits, reply.thread_ts) == (1, parent.ts)
    assert "Evening Example" in str(parent.args["blocks"])
    assert len(slack.messages()) == 1


async def test_a_report_that_comes_before_the_alert_is_posted_is_in_it(db: Database, slack: Slack) -> None:
    """Then there is nothing to edit and no line to add."""
    clock = Clock()
    move = await publish(db, [await watch(db)])
    await second_report(db, move, "Daily Example", now=clock())
    async with courier(db, slack, clock) as line:
        for _ in range(4):
            await line.deliver_due()
            clock.advance(1)
    [only] = slack.messages(replies=True)
    assert only.edits == 0
    assert "Daily Example" in str(only.args["blocks"])


async def test_refused_blocks_do_not_cost_the_alert(sqlite_db: Database, slack: Slack) -> None:
    """Simpler blocks are tried, then the text alone."""
    await publish(sqlite_db, [await watch(sqlite_db)])
    slack.fail("chat.postMessage", error="invalid_blocks", times=2)
    async with courier(sqlite_db, slack, Clock()) as line:
        await line.deliver_due()
    [message] = slack.messages()
    assert "Jane Roe" in message.text
    assert not message.args.get("blocks")


async def test_whoever_lost_the_lease_neither_sends_nor_marks(db: Database, slack: Slack) -> None:
    """A process that was frozen beyond its lease finds the delivery taken over, and leaves it."""
    clock = Clock()
    await publish(db, [await watch(db)])
    async with courier(db, slack, clock) as frozen, courier(db, slack, clock) as other:
        [claimed] = await frozen._claim(1)
        clock.advance(LEASE.total_seconds() + 1)
        await other.deliver_due()
        await frozen.deliver(claimed)
    [message] = slack.messages()
    assert [(row.state, row.ts) for row in await deliveries(db)] == [("done", message.ts)]


async def test_an_expired_lease_is_doubtful(db: Database, slack: Slack) -> None:
    """Who claimed and died may have posted: the message is looked for before it is posted again."""
    clock = Clock()
    await publish(db, [await watch(db)])
    async with courier(db, slack, clock) as dead, courier(db, slack, clock) as heir:
        [claimed] = await dead._claim(1)
        slack.fail("chat.postMessage", drop=True, after_effect=True)
        with pytest.raises(Exception, match="no_answer"):  # posted, but nothing could be written back
            from handlers.outgoing import plan

            async with db.reading() as session:
                made = await plan(session, claimed, heir.directory)
            await dead._send(claimed, made)
        clock.advance(LEASE.total_seconds() + 1)
        await heir.deliver_due()
    assert len(slack.messages()) == 1


async def test_many_couriers_share_the_work(postgres_db: Database, slack: Slack) -> None:
    """Three processes on PostgreSQL: each alert once, no channel twice at a time."""
    channels = [slack.state.add_channel(f"C{n}", f"c{n}").id for n in range(6)]
    watches = [await watch(postgres_db, channel) for channel in channels]
    for n in range(3):
        await publish(postgres_db, watches, f"Person{n} Lee")
    clock = Clock()
    async with (
        courier(postgres_db, slack, clock) as a,
        courier(postgres_db, slack, clock) as b,
        courier(postgres_db, slack, clock) as c,
    ):
        for _ in range(4):
            await asyncio.gather(a.deliver_due(), b.deliver_due(), c.deliver_due())
            clock.advance(1)
    for channel in channels:
        assert [message.text.split(" ")[1] for message in slack.messages(channel)] == ["Person0", "Person1", "Person2"]


async def test_stopping_takes_nothing_new_and_finishes_what_flies(sqlite_db: Database, slack: Slack) -> None:
    """Whoever stops the courier waits for the post that is under way."""
    slack.state.add_channel("COTHER", "other")
    await publish(sqlite_db, [await watch(sqlite_db)], "Ann Lee")
    slack.fail("chat.postMessage", delay=0.5)
    stopping = asyncio.Event()
    async with courier(sqlite_db, slack, Clock()) as line:
        running = asyncio.create_task(line.deliver_due(stopping))
        await asyncio.sleep(0.2)
        stopping.set()
        await publish(sqlite_db, [await watch(sqlite_db, "COTHER")], "Bea Lee")
        assert await running == 1
    assert (len(slack.messages()), len(slack.messages("COTHER"))) == (1, 0)


async def test_an_enqueue_that_is_rolled_back_posts_nothing(db: Database, slack: Slack) -> None:
    """Nothing is sent from a transaction that failed."""
    with pytest.raises(RuntimeError):
        async with db.transaction() as session:
            await outbox.enqueue(session, outbox.Item("T0ACME", "CGENERAL", "message", "x", {"text": "x"}), Clock()())
            raise RuntimeError
    async with courier(db, slack, Clock()) as line:
        assert await line.deliver_due() == 0
    assert slack.messages() == []


async def test_an_alert_in_direct_messages_is_edited_and_goes_on(sqlite_db: Database, slack: Slack) -> None:
    """A message goes to a member's id, but Slack edits it under the conversation's; the member stays reachable."""
    clock = Clock()
    move = await publish(sqlite_db, [await watch(sqlite_db, "UALICE")])
    async with courier(sqlite_db, slack, clock) as line:
        assert await line.deliver_due() == 1
        clock.advance(60)
        await second_report(sqlite_db, move, "The Wire", now=clock())
        for _ in range(3):
            await line.deliver_due()
            clock.advance(5)
    assert slack.messages(slack.state.direct("UALICE").id)[0].edits == 1
    assert {row.state for row in await deliveries(sqlite_db)} == {"done"}
    assert (await channel_row(sqlite_db, "UALICE")).broken is None
