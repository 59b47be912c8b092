"""The app's own doings: errors nobody foresaw, repeated events, comings and goings, tokens."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import MetaData
from sqlmodel import select

from handlers.comings import _Comings
from handlers.oauth import Client, make_flow, make_store, make_tokens
from handlers.posting import quiet_client
from handlers.register import make_app
from handlers.services import Services
from handlers.tokens import SingleToken, Tokens
from storage import workspaces
from storage.channels import break_channel
from storage.database import Database
from storage.directory import Directory
from storage.models import BOTS, INSTALLATIONS, STATES, ChannelRow, HandledEventRow, Workspace, WorkspaceRow
from tests.bot.line import watch
from tests.slack_standin import Slack
from tests.slack_standin.state import APP_TOKEN, BOT_TOKEN, BOT_USER, TEAM

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def unavailable(_text: str) -> dict[str, Any]:
    raise NotImplementedError


@pytest.fixture
async def world(sqlite_db: Database) -> AsyncIterator[tuple[Slack, Any]]:
    """A running app in Socket Mode, and Slack."""
    services = Services(sqlite_db, Directory(), lambda: NOW, None, unavailable, lambda: None, str)  # type: ignore[arg-type]  # what is not asked for in these tests is left out
    async with Slack() as slack, quiet_client(f"{slack.url}/api/") as client:
        web_client = AsyncWebClient(base_url=f"{slack.url}/api/")
        app = make_app(services, client=web_client, tokens=Tokens(None, SingleToken(client, BOT_TOKEN)), signing_secret=None)
        handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=web_client)
        await handler.connect_async()
        yield slack, app
        await handler.close_async()


async def test_an_error_nobody_foresaw_is_told_with_a_number_that_is_in_the_log(world, capsys, caplog) -> None:
    """Also when it is raised right after the acknowledgement, which Bolt would forget."""
    slack, app = world

    @app.action("alert_break")
    async def fail(ack) -> None:
        await ack()
        raise RuntimeError("boom")

    body = slack.interaction("block_actions", "UALICE", actions=[{"type": "button", "action_id": "alert_break", "block_id": "b"}])
    await slack.deliver("interactive", body)  # a missing acknowledgement would be a TimeoutError
    import asyncio

    for _ in range(50):
        if told := [answer for answers in slack._answers.values() for answer in answers]:
            break
        await asyncio.sleep(0.05)
    reference = told[0]["text"].split("E-")[1][:8]
    assert reference in capsys.readouterr().out + caplog.text


async def test_an_event_that_slack_sends_again_is_handled_once(world, sqlite_db: Database) -> None:
    slack, _app = world
    event = {"type": "channel_rename", "channel": {"id": "CGENERAL", "name": "first"}}
    body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0APP", "event_id": "Ev1", "event": event}
    await slack.deliver("events_api", body)
    await slack.deliver("events_api", body)
    async with sqlite_db.reading() as session:
        assert [row.event_id for row in await session.exec(select(HandledEventRow))] == ["Ev1"]


async def test_our_own_coming_back_mends_the_channel_and_our_going_breaks_it(world, sqlite_db: Database) -> None:
    import asyncio

    slack, _app = world
    await watch(sqlite_db)

    async def broken() -> str | None:
        await asyncio.sleep(0.3)  # an event is acknowledged before it is handled
        async with sqlite_db.reading() as session:
            row = await session.get(ChannelRow, (TEAM, "CGENERAL"))
            return row.broken if row else None

    await slack.event({"type": "member_left_channel", "user": "UALICE", "channel": "CGENERAL"})
    assert await broken() is None
    await slack.event({"type": "member_left_channel", "user": BOT_USER, "channel": "CGENERAL"})
    assert await broken() == "not_in_channel"
    await slack.event({"type": "member_joined_channel", "user": BOT_USER, "channel": "CGENERAL"})
    assert await broken() is None


async def test_a_workspace_that_left_is_erased_after_thirty_days_and_no_other(db: Database) -> None:
    """Every table that carries its id is emptied of it."""
    for team in ("T1", "T2"):
        await watch(db, "C1", team=team)
        async with db.transaction() as session:
            await workspaces.arrived(session, workspaces.Workspace(team_id=team, installed_at=NOW))
            await workspaces.record_change(session, team, "U1", "watch", "1", {}, NOW)
            await break_channel(session, team, "C1", "is_archived", NOW)
    async with db.transaction() as session:
        await workspaces.left(session, "T1", NOW)
        assert await workspaces.erase_departed(session, NOW + timedelta(days=29)) == []
        assert await workspaces.erase_departed(session, NOW + timedelta(days=30)) == ["T1"]
    async with db.reading() as session:
        for table in WorkspaceRow.metadata.sorted_tables:
            if "team_id" in table.c and table.name not in {"slack_bots", "slack_installations", "suppression"}:
                teams = set((await session.exec(select(table.c.team_id))).all())
                assert "T1" not in teams, table.name


def test_our_tables_of_installations_are_slack_sdks() -> None:
    """The same columns, so that its store can use them."""
    from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore as Store
    from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore as States

    theirs = MetaData()
    pairs = [
        (BOTS, Store.build_bots_table(theirs, "slack_bots")),
        (INSTALLATIONS, Store.build_installations_table(theirs, "slack_installations")),
        (STATES, States.build_oauth_states_table(theirs, "slack_oauth_states")),
    ]
    for ours, original in pairs:
        assert {c.name: (str(c.type), c.nullable) for c in ours.c} == {c.name: (str(c.type), c.nullable) for c in original.c}


async def test_a_token_about_to_end_is_rotated_once_and_each_workspace_has_its_own(db: Database) -> None:
    """Two askers at once make one rotation: a refresh token works once."""
    import asyncio

    asked: list[dict[str, Any]] = []

    async def access(request: web.Request) -> web.Response:
        asked.append(dict(await request.post()))
        await asyncio.sleep(0.1)
        answer = {"ok": True, "token_type": "bot", "access_token": "xoxe.xoxb-new", "refresh_token": "r2", "expires_in": 43200}
        return web.json_response(answer)

    server = web.Application()
    server.router.add_post("/api/oauth.v2.access", access)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        now = datetime.now(UTC)
        client = AsyncWebClient(base_url=f"http://127.0.0.1:{runner.addresses[0][1]}/api/")
        app = Client("1.2", "secret")
        store = make_store(db, app.id)
        ends = int((now + timedelta(minutes=5)).timestamp())
        await store.async_save(installation("T1", "xoxe.xoxb-old", bot_refresh_token="r1", bot_token_expires_at=ends))
        await store.async_save(installation("T2", "xoxb-other"))
        tokens = Tokens(make_tokens(db, app, store, client, lambda: now), None)
        assert await asyncio.gather(tokens.token("T1"), tokens.token("T1")) == ["xoxe.xoxb-new"] * 2
        assert await tokens.token("T2") == "xoxb-other"
        assert await tokens.bot("T3") is None
    finally:
        await runner.cleanup()
    assert [call["refresh_token"] for call in asked] == ["r1"]


async def test_an_organisation_that_takes_the_app_away_takes_it_from_all_its_workspaces(db: Database) -> None:
    """Its one token goes at once; after it installs the app again nothing of its workspaces is erased."""
    app = Client("1.2", "secret")
    store, web_client = make_store(db, app.id), AsyncWebClient()
    flow = make_flow(db, app, store, web_client, lambda: NOW)
    everywhere = installation(None, "xoxb-org", enterprise_id="E1", is_enterprise_install=True)
    async with db.transaction() as session:
        for team, enterprise in (("T1", "E1"), ("T2", "E1"), ("T3", None)):
            await workspaces.arrived(session, Workspace(team_id=team, enterprise_id=enterprise, installed_at=NOW))
    tokens = Tokens(make_tokens(db, app, store, web_client, lambda: NOW), None)
    request: Any = None
    await flow.store_installation(request, everywhere)
    assert await tokens.token("T1") == await tokens.token("T2") == "xoxb-org"

    services = Services(db, Directory(), lambda: NOW, None, unavailable, lambda: None, str)  # type: ignore[arg-type]  # what is not asked for in these tests is left out
    removed = AsyncBoltContext({"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": True})
    await _Comings(services, store).app_removed(removed)
    assert await tokens.bot("T1") is await tokens.bot("T2") is None
    async with db.reading() as session:
        assert sorted(await workspaces.absent(session)) == ["T1", "T2"]

    await flow.store_installation(request, everywhere)
    async with db.reading() as session:
        assert await workspaces.absent(session) == []


def installation(team_id: str | None, token: str, **more: Any) -> Installation:
    return Installation(app_id="A1", user_id="U1", team_id=team_id, bot_token=token, bot_id="B1", bot_user_id="UB", **more)
