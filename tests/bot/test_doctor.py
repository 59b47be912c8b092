"""`moves doctor`: each of the usual troubles is found, with what to do."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.doctor import examine
from bot.parts import now
from bot.settings import load_settings
from storage.channels import break_channel
from storage.database import Database
from storage.feeds import NewFeed, add
from storage.models import DeliveryRow, FeedRow
from tests.bot.line import publish, watch
from tests.slack_standin import Slack
from tests.slack_standin.state import ALL_SCOPES, TEAM

Trouble = Callable[[Database, Slack], Awaitable[None]]


async def token(_db: Database, slack: Slack) -> None:
    slack.state.token_revoked = True


async def scope(_db: Database, slack: Slack) -> None:
    slack.state.scopes = ALL_SCOPES.replace("users:read,", "")


async def history(_db: Database, slack: Slack) -> None:
    slack.state.scopes = ALL_SCOPES.replace("im:history,", "")


async def channel(db: Database, _slack: Slack) -> None:
    await watch(db)
    async with db.transaction() as session:
        await break_channel(session, TEAM, "CGENERAL", "not_in_channel", now())


async def feed(db: Database, _slack: Slack) -> None:
    async with db.transaction() as session:
        await add(session, NewFeed("https://gone.example/feed", "Gone", "en"), now())
        await session.exec(update(FeedRow).values(failures=3, error="The server says 404.", checked_at=now()))


async def schema(db: Database, _slack: Slack) -> None:
    async with db.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))


async def lease(db: Database, _slack: Slack) -> None:
    await publish(db, [await watch(db)], now=now() - timedelta(minutes=1))
    async with db.transaction() as session:
        await session.exec(update(DeliveryRow).values(lease_owner="dead", lease_until=now() - timedelta(minutes=1)))


@pytest.mark.parametrize(
    ("trouble", "found", "advice"),
    [
        (token, "WRONG  bot token: Slack says token_revoked", "install the app again"),
        (scope, "WRONG  scopes: users:read missing", "OAuth & Permissions"),
        (history, "note   scopes: without im:history", "optional"),
        (channel, "note   channel CGENERAL (T0ACME): not_in_channel", "/invite @Moves"),
        (feed, "note   feed 1 https://gone.example/feed: The server says 404.", "moves feeds check 1"),
        (schema, "WRONG  schema", "moves migrate"),
        (lease, "note   outbox: 1 with a lease that ran out", "moves run"),
    ],
)
async def test_each_trouble_is_found_with_what_to_do(sqlite_db: Database, trouble: Trouble, found: str, advice: str) -> None:
    """What is wrong ends with a failure, what is only worth knowing does not; a healthy installation shows neither."""
    async with Slack() as slack:
        settings = load_settings(**slack.env, MOVES_DATABASE_URL=sqlite_db.url)
        assert found not in (await examine(settings))[1]
        await trouble(sqlite_db, slack)
        healthy, told = await examine(settings)
    assert healthy != found.startswith("WRONG")
    lines = told.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(found))
    assert advice in lines[at + 1]
