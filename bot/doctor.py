"""`moves doctor`: the usual troubles, each with what to do about it."""

import shutil
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import make_url

from bot.parts import now
from bot.settings import Settings
from handlers.oauth import HISTORY, SCOPES
from handlers.posting import quiet_client
from storage import checkup
from storage.database import Database
from storage.errors import SchemaError

_DISK = 500_000_000  # bytes
_CLOCK = timedelta(seconds=60)  # Slack refuses requests that look older than five minutes
_SILENT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``level`` is ``ok``, ``note`` or ``wrong``; ``advice`` says what to do."""

    level: str
    what: str
    advice: str = ""

    def __str__(self) -> str:
        mark = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}[self.level]
        return f"{mark}  {self.what}" + (f"\n         → {self.advice}" if self.advice else "")


async def examine(settings: Settings) -> tuple[bool, str]:
    """Look everything over; say whether nothing is wrong, and what was found, one finding a line."""
    found = [*_settings(settings), *_disk(settings)]
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(quiet_client(settings.slack_api_url))
        found += await _tokens(settings, client)
        db = Database(settings.database_url)
        stack.push_async_callback(db.close)
        found += await _database(db)
    return all(finding.level != "wrong" for finding in found), "\n".join(map(str, found))


def _settings(settings: Settings) -> list[Finding]:
    problems = settings.slack_problems()
    if problems:
        return [Finding("wrong", "settings", problem) for problem in problems]
    mode = "many workspaces (OAuth)" if settings.oauth else "Socket Mode" if settings.socket_mode else "HTTP mode"
    return [Finding("ok", f"settings: {mode}")]


def _disk(settings: Settings) -> list[Finding]:
    url = make_url(settings.database_url)
    folder = Path(url.database or ".").resolve().parent if url.get_backend_name() == "sqlite" else Path.cwd()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"disk: {free / 1e9:.1f} GB free in {folder}"
    return [Finding("ok", said) if free > _DISK else Finding("wrong", said, "make room: a full disk stops everything")]


async def _tokens(settings: Settings, client: AsyncWebClient) -> list[Finding]:
    found: list[Finding] = []
    if settings.slack_bot_token:
        token = settings.slack_bot_token.get_secret_value()
        found += await _asked("bot token", lambda: client.auth_test(token=token), _whose)
    if settings.slack_app_token:
        app_token = settings.slack_app_token.get_secret_value()
        found += await _asked("app-level token", lambda: client.apps_connections_open(app_token=app_token), _connects)
    return found


Ask = Callable[[], Awaitable[Any]]


async def _asked(what: str, ask: Ask, read: Callable[[Any], list[Finding]]) -> list[Finding]:
    try:
        return read(await ask())
    except SlackApiError as error:
        code = error.response.get("error") if hasattr(error.response, "get") else error.response.status
        return [
            Finding("wrong", f"{what}: Slack says {code}", _TOKEN_ADVICE.get(str(code), "look the code up in Slack's reference"))
        ]
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        return [
            Finding(
                "wrong", f"{what}: Slack cannot be reached ({type(error).__name__})", "check network, proxy and SLACK_API_URL"
            )
        ]


_TOKEN_ADVICE = {
    "invalid_auth": "copy the token again from the app's page; it may belong to another app",
    "not_authed": "set the token",
    "token_revoked": "install the app again and copy the new token",
    "token_expired": "install the app again, or switch token rotation off for a single workspace",
    "account_inactive": "install the app again: its bot user was removed",
    "missing_scope": "add the scope connections:write to the app-level token",
    "not_allowed_token_type": "SLACK_APP_TOKEN must be an app-level token (xapp-…)",
}


def _whose(answer: Any) -> list[Finding]:
    headers = {name.lower(): value for name, value in dict(answer.headers).items()}
    found = [Finding("ok", f"bot token: {answer.get('user')} in {answer.get('team')} ({answer.get('team_id')})")]
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    if granted:
        found += _scopes(granted)
    if "date" in headers:
        found.append(_clock(parsedate_to_datetime(headers["date"])))
    return found


def _scopes(granted: set[str]) -> list[Finding]:
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        advice = "add them at 'OAuth & Permissions' and install the app again"
        return [Finding("wrong", f"scopes: {', '.join(missing)} missing", advice)]
    if without := [scope for scope in HISTORY if scope not in granted]:
        advice = "optional; with them a message whose fate is unknown is looked up before it is sent again"
        return [Finding("ok", "scopes: all that are needed"), Finding("note", f"scopes: without {', '.join(without)}", advice)]
    return [Finding("ok", "scopes: all that are needed, and history")]


def _clock(theirs: datetime) -> Finding:
    apart = abs(datetime.now(UTC) - theirs)
    said = f"clock: {apart.total_seconds():.0f} s from Slack's"
    return Finding("ok", said) if apart < _CLOCK else Finding("wrong", said, "set the clock by NTP: Slack refuses what looks old")


def _connects(_answer: Any) -> list[Finding]:
    return [Finding("ok", "app-level token: a socket can be opened")]


async def _database(db: Database) -> list[Finding]:
    try:
        await db.check_schema()
    except SchemaError as error:
        return [Finding("wrong", "schema", str(error))]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        return [Finding("wrong", f"database: {type(error).__name__}", "check that it runs, and MOVES_DATABASE_URL")]
    async with db.reading() as session:
        state = await checkup.look(session, now())
    return [Finding("ok", "schema: as this program knows it"), *_feeds(state), *_outbox(state), *_channels(state)]


def _feeds(state: checkup.State) -> list[Finding]:
    if not state.feeds:
        return [
            Finding("note", "feeds: none", "add one with `moves feeds add ADDRESS`, or all with `moves feeds import default`")
        ]
    found = [Finding("ok", f"feeds: {state.feeds}, of which {len(state.failing)} failing")]
    found += [
        Finding("note", f"feed {number} {url}: {error}", f"`moves feeds check {number}`")
        for number, url, error in state.failing[:10]
    ]
    if state.last_look is None or now() - state.last_look > _SILENT:
        found.append(Finding("note", "feeds: none was looked at for a day", "is `moves run` running?"))
    if state.stuck_feeds:
        advice = "their reader was killed; they are free again within a minute"
        found.append(Finding("note", f"feeds: {state.stuck_feeds} with a lease that ran out", advice))
    return found


def _outbox(state: checkup.State) -> list[Finding]:
    waits = f"outbox: {state.open} to be sent, {state.waiting} waiting for a channel, {state.dropped} dropped in a week"
    found = [Finding("ok", waits)]
    if state.oldest_open and now() - state.oldest_open > timedelta(minutes=10):
        age = (now() - state.oldest_open).total_seconds() / 60
        found.append(Finding("wrong", f"outbox: the oldest has waited {age:.0f} min ({state.last_error or 'not tried'})", _STUCK))
    if state.stuck_deliveries:
        advice = "their sender was killed; they are looked up and sent again within half a minute once `moves run` runs"
        found.append(Finding("note", f"outbox: {state.stuck_deliveries} with a lease that ran out", advice))
    return found


_STUCK = "is `moves run` running, and does Slack answer? Its log says why each try failed"
_CHANNEL_ADVICE = {
    "not_in_channel": "type /invite @Moves in it",
    "is_archived": "unarchive it, or watch in another channel",
    "no_installation": "install the app again",
}


def _channels(state: checkup.State) -> list[Finding]:
    return [
        Finding("note", f"channel {channel} ({team}): {error}", _CHANNEL_ADVICE.get(error, "see `/moves watches` there"))
        for team, channel, error in state.broken[:20]
    ]
