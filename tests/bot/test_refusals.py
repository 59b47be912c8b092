"""Channels that cannot be posted to: their alerts wait, their people are told once, and all is told when it works again."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from storage import refusals
from storage.database import Database
from storage.models import WatchRow
from tests.bot.line import Clock, channel, courier, deliveries, publish, watch
from tests.slack_standin import Slack
from tests.slack_standin.state import BOT_USER


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as standin:
        yield standin


async def run(line, clock: Clock, seconds: int) -> None:
    for _ in range(seconds):
        await line.deliver_due()
        clock.advance(1)


async def test_a_channel_we_were_removed_from_keeps_its_alerts_and_tells_the_owner_once(db: Database, slack: Slack) -> None:
    """The watch says why, the owner gets one message however many alerts there are, and nothing is dropped."""
    clock = Clock()
    here = await watch(db)
    slack.state.channels["CGENERAL"].members.discard(BOT_USER)
    async with courier(db, slack, clock) as line:
        for name in ("Ann Lee", "Bea Lee"):
            await publish(db, [here], name, now=clock())
            await run(line, clock, 3)
    async with db.reading() as session:
        [row] = await session.exec(select(WatchRow))
    assert (row.state, row.reason) == ("broken", "not_in_channel")
    [told] = slack.messages("DALICE")
    assert "/invite" in told.text
    assert [(each.op, each.state) for each in await deliveries(db)] == [
        ("alert", "waiting"),
        ("dm", "done"),
        ("alert", "waiting"),
    ]


async def test_a_probe_finds_out_that_it_works_again_and_the_backlog_is_one_message(db: Database, slack: Slack) -> None:
    """One waiting alert is tried; when it comes through the rest follows as one digest, and the watch works."""
    clock = Clock()
    here = await watch(db)
    slack.state.channels["CGENERAL"].archived = True
    async with courier(db, slack, clock) as line:
        for name in ("Ann Lee", "Bea Lee", "Cid Lee"):
            await publish(db, [here], name, now=clock())
            await run(line, clock, 2)
        await probe(db, clock)
        await run(line, clock, 3)
        assert len(slack.messages("DALICE")) == 1  # a failed probe tells nobody again
        slack.state.channels["CGENERAL"].archived = False
        await probe(db, clock)
        await run(line, clock, 5)
    first, backlog = slack.messages()
    assert "Ann Lee" in first.text
    assert all(name in str(backlog.args["blocks"]) for name in ("Bea Lee", "Cid Lee"))
    assert (await channel(db)).broken is None


async def probe(db: Database, clock: Clock) -> None:
    clock.advance(3601)
    async with db.transaction() as session:
        assert await refusals.probe(session, clock(), broken_before=clock() - timedelta(hours=1)) == 1


async def test_a_message_that_a_person_deleted_is_not_edited_and_breaks_no_channel(sqlite_db: Database, slack: Slack) -> None:
    """An edit refused for its message alone is dropped with the reason."""
    from tests.bot.line import second_report

    clock = Clock()
    move = await publish(sqlite_db, [await watch(sqlite_db)])
    async with courier(sqlite_db, slack, clock) as line:
        await run(line, clock, 1)
        slack.messages()[0].deleted = True
        await second_report(sqlite_db, move, "Daily Example", now=clock())
        await run(line, clock, 3)
    assert [(row.op, row.state, row.error) for row in await deliveries(sqlite_db)][1] == (
        "update",
        "dropped",
        "message_not_found",
    )
    assert (await channel(sqlite_db)).broken is None


async def test_a_revoked_token_makes_everything_wait(sqlite_db: Database, slack: Slack) -> None:
    """Alerts are kept until the app is installed again."""
    clock = Clock()
    await publish(sqlite_db, [await watch(sqlite_db)])
    slack.state.token_revoked = True
    async with courier(sqlite_db, slack, clock) as line:
        await run(line, clock, 2)
        assert (await channel(sqlite_db)).broken == "token_revoked"
        slack.state.token_revoked = False
        async with sqlite_db.transaction() as session:
            await refusals.probe(session, clock(), codes=["token_revoked"])
        await run(line, clock, 2)
    assert len(slack.messages()) == 1


async def _removed(slack: Slack, away: bool) -> None:
    members = slack.state.channels["CGENERAL"].members
    (members.discard if away else members.add)(BOT_USER)


async def _archived(slack: Slack, away: bool) -> None:
    slack.state.channels["CGENERAL"].archived = away


async def _deleted(slack: Slack, away: bool) -> None:
    gone = slack.state.channels.pop("CGENERAL", None) or slack.state.add_channel("CGENERAL", "general")
    if not away:
        slack.state.channels["CGENERAL"] = gone


async def _made_private(slack: Slack, away: bool) -> None:
    slack.state.channels["CGENERAL"].private = True
    await _removed(slack, away)


async def _restricted(slack: Slack, away: bool) -> None:
    slack.state.channels["CGENERAL"].posting_restricted = away


async def _revoked(slack: Slack, away: bool) -> None:
    slack.state.token_revoked = away


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (_removed, "not_in_channel"),
        (_archived, "is_archived"),
        (_deleted, "channel_not_found"),
        (_made_private, "channel_not_found"),  # what Slack calls a private channel that one is not in
        (_restricted, "restricted_action"),
        (_revoked, "token_revoked"),
    ],
)
async def test_whatever_the_reason_watches_wait_the_owner_is_told_once_and_the_backlog_comes(
    sqlite_db: Database, slack: Slack, happens: Callable[..., Awaitable[None]], reason: str
) -> None:
    """Alerts of the last seven days are told when it works again, the older one is not."""
    clock = Clock()
    here = await watch(sqlite_db)
    await happens(slack, away=True)
    async with courier(sqlite_db, slack, clock) as line:
        await publish(sqlite_db, [here], "Old Lee", now=clock())
        await run(line, clock, 2)
        async with sqlite_db.reading() as session:
            [row] = await session.exec(select(WatchRow))
        assert (row.state, row.reason) == ("broken", reason)
        clock.advance(3 * 86400)
        for name in ("Ann Lee", "Bea Lee", "Cid Lee"):
            await publish(sqlite_db, [here], name, now=clock())
            await run(line, clock, 2)
        clock.advance(5 * 86400)
        await happens(slack, away=False)
        async with sqlite_db.transaction() as session:
            await refusals.probe(session, clock())
        await run(line, clock, 8)
    told = slack.messages("DALICE")
    assert len(told) == (0 if reason == "token_revoked" else 1)  # without a token nobody can be told, and then it is not true
    for message in told:
        buttons = {element.get("action_id") for block in message.args["blocks"] for element in block.get("elements", [])}
        assert {"broken_retry", "broken_move", "broken_delete"} <= buttons
    channel_messages = " ".join(message.text + str(message.args["blocks"]) for message in slack.messages())
    assert all(name in channel_messages for name in ("Ann Lee", "Bea Lee", "Cid Lee"))
    assert "Old Lee" not in channel_messages
    assert len(slack.messages()) == 2  # the one that was tried, and the rest as one digest
    assert (await channel(sqlite_db)).broken is None
