"""Where a post could double or be lost: processes that lose their claims, channels that break meanwhile, races of writers."""

from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import OperationalError

from bot.delivery import LEASE, WAITS
from storage import alerts, outbox, refusals
from storage.channels import break_channel, revive_channel
from storage.database import Database
from storage.models import ChannelRow, DeliveryRow, MoveRow
from tests.bot.line import Clock, courier, deliveries, publish, report_of, second_report, stored_alerts, watch
from tests.slack_standin import Slack
from tests.slack_standin.state import BOT_TOKEN, BOT_USER, TEAM


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as standin:
        yield standin


async def run(line, clock: Clock, seconds: int = 3) -> None:
    for _ in range(seconds):
        await line.deliver_due()
        clock.advance(1)


async def break_it(db: Database, clock: Clock) -> None:
    async with db.transaction() as session:
        await break_channel(session, TEAM, "CGENERAL", "not_in_channel", clock())


async def revive(db: Database, clock: Clock) -> None:
    async with db.transaction() as session:
        await revive_channel(session, TEAM, "CGENERAL", clock())


async def test_whoever_lost_the_lease_gathers_no_burst(db: Database, slack: Slack) -> None:
    """A process frozen before it bundles leaves the channel's further alerts to whoever took it over."""
    clock = Clock()
    here = await watch(db)
    await publish(db, [here], "Ann Lee")
    async with courier(db, slack, clock) as frozen, courier(db, slack, clock) as other:
        [claimed] = await frozen._claim(1)
        clock.advance(LEASE.total_seconds() + 1)
        await other.deliver_due()
        for n in range(4):
            await publish(db, [here], f"Person{n} Lee", now=clock())
        clock.advance(1)
        assert await other._claim(1)
        await frozen.deliver(claimed)
    assert "bundle" not in [row.op for row in await deliveries(db)]


async def test_a_report_written_while_an_edit_is_claimed_is_told(postgres_db: Database, slack: Slack) -> None:
    """The writer's transaction ends only after another process looked for work: the edit waits for it."""
    clock = Clock()
    move = await publish(postgres_db, [await watch(postgres_db)])
    async with courier(postgres_db, slack, clock) as line:
        await run(line, clock)
        await second_report(postgres_db, move, "Daily Example", now=clock())
        async with postgres_db.transaction() as session:
            session.add(report_of(move, "Evening Example", clock()))
            (await session.get_one(MoveRow, move.id)).reports += 1
            await session.flush()
            await alerts.refresh(session, move.id or 0, clock())
            await run(line, clock)
        await run(line, clock)
    assert "Evening Example" in str(slack.messages()[0].args["blocks"])
    assert {row.state for row in await deliveries(postgres_db)} == {"done"}


async def test_what_may_be_posted_when_its_channel_breaks_is_not_told_again(db: Database, slack: Slack) -> None:
    """The connection broke after the message was stored, then the app was removed; the backlog tells the others only."""
    clock = Clock()
    here = await watch(db)
    await publish(db, [here], "Ann Lee")
    slack.fail("chat.postMessage", drop=True, after_effect=True)
    async with courier(db, slack, clock) as line:
        await line.deliver_due()
        slack.state.channels["CGENERAL"].members.discard(BOT_USER)
        slack.fail("conversations.history", error="not_in_channel")
        clock.advance(60)
        await line.deliver_due()
        assert (await deliveries(db))[0].state == "unsure"
        for name in ("Bea Lee", "Cid Lee"):
            await publish(db, [here], name, now=clock())
        slack.state.channels["CGENERAL"].members.add(BOT_USER)
        await revive(db, clock)
        await run(line, clock)
    first, backlog = slack.messages()
    assert "Ann Lee" in first.text
    assert "Ann Lee" not in str(backlog.args["blocks"])
    assert {alert.state for alert in await stored_alerts(db)} == {"sent"}


async def test_a_probe_looks_first_too(sqlite_db: Database, slack: Slack) -> None:
    """What may be posted is looked up, even where it is what a broken channel is tried with."""
    clock = Clock()
    await publish(sqlite_db, [await watch(sqlite_db)])
    slack.fail("chat.postMessage", drop=True, after_effect=True)
    async with courier(sqlite_db, slack, clock) as line:
        await line.deliver_due()
        await break_it(sqlite_db, clock)
        async with sqlite_db.transaction() as session:
            assert await refusals.probe(session, clock()) == 1
        await run(line, clock)
    assert len(slack.messages()) == 1


async def test_a_channel_that_breaks_during_a_post_does_not_double_it(db: Database, slack: Slack) -> None:
    """Slack tells of the removal while the last post is under way, and takes that post."""
    clock = Clock()
    await publish(db, [await watch(db)])
    async with courier(db, slack, clock) as line:
        [claimed] = await line._claim(1)
        await break_it(db, clock)
        await line.deliver(claimed)
        await revive(db, clock)
        await run(line, clock)
    [message] = slack.messages()
    assert ("alert", "done", message.ts) in [(row.op, row.state, row.ts) for row in await deliveries(db)]


async def test_a_bundle_that_waits_for_its_channel_is_in_the_backlog(db: Database, slack: Slack) -> None:
    """All of its alerts are told, beside those that came later."""
    clock = Clock()
    here = await watch(db)
    for n in range(5):
        await publish(db, [here], f"Person{n} Lee")
    slack.state.channels["CGENERAL"].members.discard(BOT_USER)
    async with courier(db, slack, clock) as line:
        await run(line, clock)
        for name in ("Ann Lee", "Bea Lee"):
            await publish(db, [here], name, now=clock())
        slack.state.channels["CGENERAL"].members.add(BOT_USER)
        await revive(db, clock)
        await run(line, clock)
    told = str([message.args["blocks"] for message in slack.messages()])
    assert all(told.count(f"*{name}*") == 1 for name in (*(f"Person{n} Lee" for n in range(5)), "Ann Lee", "Bea Lee"))


async def test_edits_and_direct_messages_outlive_a_revoked_token(sqlite_db: Database, slack: Slack) -> None:
    """They wait as alerts do, until the app is installed again."""
    clock = Clock()
    move = await publish(sqlite_db, [await watch(sqlite_db)])
    async with courier(sqlite_db, slack, clock) as line:
        await run(line, clock)
        slack.state.token_revoked = True
        await second_report(sqlite_db, move, "Daily Example", now=clock())
        async with sqlite_db.transaction() as session:
            await outbox.enqueue(session, outbox.Item(TEAM, "UBOB", "dm", "x", {"text": "hello"}), clock())
        await run(line, clock)
        slack.state.token_revoked = False
        async with sqlite_db.transaction() as session:
            await refusals.probe(session, clock(), codes=["token_revoked"])
        await run(line, clock, 5)
    assert [message.edits for message in slack.messages()] == [1]
    assert [message.text for message in slack.messages("DBOB")] == ["hello"]


@pytest.mark.parametrize(
    "trouble", [lambda: RuntimeError("a fault of ours"), lambda: OperationalError("SELECT", {}, Exception("server closed"))]
)
async def test_one_failure_of_ours_after_an_outage_drops_nothing(
    sqlite_db: Database, slack: Slack, trouble: Callable[[], Exception]
) -> None:
    """However many tries the outage cost."""
    clock = Clock()
    await publish(sqlite_db, [await watch(sqlite_db)])
    slack.fail("chat.postMessage", status=503, times=len(WAITS) + 1)

    async def fails(_team: str) -> str:
        raise trouble()

    async def works(_team: str) -> str:
        return BOT_TOKEN

    async with courier(sqlite_db, slack, clock) as line:
        for _ in range(len(WAITS) + 1):
            await line.deliver_due()
            clock.advance(600)
        line.token = fails
        await line.deliver_due()
        line.token = works
        clock.advance(600)
        await line.deliver_due()
    assert len(slack.messages()) == 1


async def test_what_this_program_fails_on_again_and_again_is_dropped(sqlite_db: Database, slack: Slack) -> None:
    """One message that cannot be made must not hold its channel up for ever."""
    clock = Clock()
    await publish(sqlite_db, [await watch(sqlite_db)])

    async def fails(_team: str) -> str:
        raise RuntimeError

    async with courier(sqlite_db, slack, clock) as line:
        line.token = fails
        await line.deliver_due()
        assert (await deliveries(sqlite_db))[0].error == "internal 1"
        async with sqlite_db.transaction() as session:
            await session.exec(update(DeliveryRow).values(error=f"internal {len(WAITS)}"))
        clock.advance(600)
        await line.deliver_due()
    [row] = await deliveries(sqlite_db)
    assert (row.state, row.error) == ("dropped", "this program fails on it, see the log")


async def test_what_is_written_while_its_channel_is_mended_is_sent(db: Database, slack: Slack) -> None:
    """Its writer saw the channel broken, and ended after another process had revived it."""
    clock = Clock()
    here = await watch(db)
    await break_it(db, clock)
    await publish(db, [here])
    async with db.transaction() as session:
        (await session.get_one(ChannelRow, (TEAM, "CGENERAL"))).broken = None
    async with courier(db, slack, clock) as line:
        await run(line, clock)
        assert slack.messages() == []
        async with db.transaction() as session:
            assert await outbox.wake_stranded(session, clock()) == 1
        await run(line, clock)
    assert len(slack.messages()) == 1


async def test_a_limited_workspace_holds_back_all_processes(db: Database, slack: Slack) -> None:
    """Two processes are refused in two channels; neither they nor a third one try another channel before it is time."""
    clock = Clock()
    for n, channel in enumerate(("COTHER", "CTHIRD")):
        slack.state.add_channel(channel, f"c{n}")
    for n, channel in enumerate(("CGENERAL", "COTHER", "CTHIRD")):
        await publish(db, [await watch(db, channel)], f"Person{n} Lee")
    slack.fail("chat.postMessage", retry_after=30, times=2)
    async with courier(db, slack, clock) as one, courier(db, slack, clock) as two, courier(db, slack, clock) as three:
        for line in (one, two):
            [claimed] = await line._claim(1)
            await line.deliver(claimed)
        clock.advance(2)
        assert await three.deliver_due() == 0
        clock.advance(30)
        assert await three.deliver_due() == 3


async def test_a_direct_message_in_doubt_is_looked_for_under_its_own_scope(sqlite_db: Database, slack: Slack) -> None:
    """With im:history it is found; a workspace that left it out may get it twice, and it is counted."""
    clock = Clock()
    for scopes, posted in ((slack.state.scopes, 1), (slack.state.scopes.replace("im:history", "x"), 3)):
        clock.advance(60)
        slack.state.scopes = scopes
        async with sqlite_db.transaction() as session:
            await outbox.enqueue(session, outbox.Item(TEAM, "UBOB", "dm", f"hello {posted}", {"text": "hello"}), clock())
        slack.fail("chat.postMessage", drop=True, after_effect=True)
        async with courier(sqlite_db, slack, clock) as line:
            await line.deliver_due()
            clock.advance(60)
            await line.deliver_due()
        assert len(slack.messages("DBOB")) == posted


async def test_alerts_for_many_channels_take_few_statements(db: Database) -> None:
    """However many channels hear of a move."""
    watches = [await watch(db, f"C{n}") for n in range(30)]
    said: list[str] = []
    event.listen(db.engine.sync_engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    await publish(db, watches)
    assert len(await deliveries(db)) == 30
    assert len([statement for statement in said if statement.startswith(("INSERT", "UPDATE", "SELECT"))]) <= 12


async def test_a_frozen_process_cannot_hold_its_locks_for_long(postgres_db: Database) -> None:
    """PostgreSQL ends a transaction whose process says nothing."""
    async with postgres_db.engine.connect() as connection:
        assert (await connection.execute(text("SHOW idle_in_transaction_session_timeout"))).scalar() == "30s"
