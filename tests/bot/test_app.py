"""The app as a process: it starts, serves, is stopped and killed."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from tests.bot.line import deliveries, publish, watch
from tests.slack_standin import Slack

ROOT = Path(__file__).parents[2]


class Process:
    """`moves run`, with its log."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self.log = log

    async def wait_for(self, words: str, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while words not in self.log.read_text():  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)

    async def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 25)


@asynccontextmanager
async def moves(*arguments: str, folder: Path, **settings: str) -> AsyncIterator[Process]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "MOVES_"))}
    log = folder / "log"
    with log.open("w") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=folder,
            env=clean | settings | {"PYTHONPATH": str(ROOT)},
            stdout=stream,
            stderr=stream,
        )
    try:
        yield Process(process, log)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_posts_serves_metrics_and_stops_when_asked(sqlite_db: Database, tmp_path: Path) -> None:
    """One run from start to SIGTERM in Socket Mode, with a log of JSON that holds no name and no token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    async with Slack() as slack:
        more = {"MOVES_DATABASE_URL": sqlite_db.url, "MOVES_METRICS_PORT": port, "MOVES_LOG_FORMAT": "json"}
        async with moves("run", folder=tmp_path, **slack.env, **more) as app:
            await app.wait_for('"running"')
            await publish(sqlite_db, [await watch(sqlite_db)])
            await slack.wait_messages(1)
            await app.wait_for('"delivered"')
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
                assert (await web.get("/healthz")).status == 200
                assert (await web.get("/readyz")).status == 200
                assert 'moves_deliveries_total{op="alert",outcome="sent"} 1.0' in await (await web.get("/metrics")).text()
            assert await app.stop() == 0
            events = [json.loads(line) for line in app.log.read_text().splitlines()]
    assert "stopped" in [event["event"] for event in events]
    assert not any(secret in app.log.read_text() for secret in ("Jane Roe", "xoxb-", "xapp-"))


async def test_sigterm_lets_the_post_under_way_be_finished(sqlite_db: Database, tmp_path: Path) -> None:
    """Slack takes its time; the process waits for it and writes down that it is done."""
    async with Slack() as slack:
        await publish(sqlite_db, [await watch(sqlite_db)])
        slack.fail("chat.postMessage", delay=1)
        async with moves("run", folder=tmp_path, **slack.env, MOVES_DATABASE_URL=sqlite_db.url) as app:
            async with asyncio.timeout(20):
                while slack.state.faults[0].times:  # noqa: ASYNC110 - until the post is under way
                    await asyncio.sleep(0.02)
            assert slack.messages() == []
            assert await app.stop() == 0
        assert len(slack.messages()) == 1
    assert [row.state for row in await deliveries(sqlite_db)] == ["done"]


async def test_a_token_that_slack_refuses_stops_the_start(sqlite_db: Database, tmp_path: Path) -> None:
    """One line says what to do."""
    async with Slack() as slack:
        slack.state.token_revoked = True
        async with moves("run", folder=tmp_path, **slack.env, MOVES_DATABASE_URL=sqlite_db.url) as app:
            assert await asyncio.wait_for(app.process.wait(), 20) == 1
            assert "SLACK_BOT_TOKEN: Slack says token_revoked" in app.log.read_text()


async def test_it_starts_while_slack_is_down_and_delivers_when_it_is_back(sqlite_db: Database, tmp_path: Path) -> None:
    """An outage is no reason to end."""
    async with Slack() as slack:
        env, port = slack.env, slack.port
    await publish(sqlite_db, [await watch(sqlite_db)])
    async with moves("run", folder=tmp_path, **env, MOVES_DATABASE_URL=sqlite_db.url) as app:
        await app.wait_for("not delivered", 40)
        async with Slack(port=port) as slack:
            await slack.wait_messages(1, seconds=40)
            assert await app.stop() == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "nonsense-7f3a"}, "must begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "no way for Slack to reach the app"),
    ],
)
async def test_wrong_settings_stop_the_start_with_a_line_each(settings: dict[str, str], said: str, tmp_path: Path) -> None:
    """What to set is said, and no secret."""
    async with moves("run", folder=tmp_path, **settings) as app:
        assert await asyncio.wait_for(app.process.wait(), 20) == 1
        text = app.log.read_text()
    assert said in text
    assert "Traceback" not in text
    assert "nonsense-7f3a" not in text
