"""Members of a workspace: their language, their time zone, whether they administer it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import NO_ANSWER
from handlers.services import Services
from storage import people
from storage.database import Database
from storage.models import Person

_FRESH = timedelta(hours=12)
_PATIENCE = 0.5  # seconds that a first answer may wait for Slack to tell the language

_asking: set[asyncio.Task[Person | None]] = set()  # a task that nobody holds may be collected half done
_log = structlog.get_logger(__name__)


async def person_of(db: Database, client: AsyncWebClient, team_id: str, user_id: str, now: datetime) -> Person:
    """A member as stored, or as Slack tells.

    What is old is asked again in the background; where Slack does not answer in time, or the app may not ask
    (`users:read`), the person reads English in UTC.
    """
    async with db.reading() as session:
        known = await people.find(session, team_id, user_id)
    if known and known.fetched_at and now - known.fetched_at < _FRESH:
        return known
    task = asyncio.create_task(_ask(db, client, team_id, user_id, now))
    _asking.add(task)
    task.add_done_callback(_asking.discard)
    if known:
        return known
    try:
        told = await asyncio.wait_for(asyncio.shield(task), _PATIENCE)
    except TimeoutError:
        told = None
    return told or Person(team_id=team_id, user_id=user_id)


async def _ask(db: Database, client: AsyncWebClient, team_id: str, user_id: str, now: datetime) -> Person | None:
    try:
        answer = await client.users_info(user=user_id, include_locale=True)
    except NO_ANSWER as error:
        _log.info("person not told", user=user_id, error=type(error).__name__)
        return None
    async with db.transaction() as session:
        return await people.store(session, _person(team_id, answer["user"], now))


def _person(team_id: str, user: Mapping[str, Any], now: datetime) -> Person:
    return Person(
        team_id=team_id,
        user_id=user["id"],
        name=_name(user),
        locale=user.get("locale") or "",
        tz=user.get("tz") or "",
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        fetched_at=now,
    )


def _name(user: Mapping[str, Any]) -> str:
    """What a member is called in the workspace: the display name they chose, else their real name."""
    profile = user.get("profile") or {}
    return str(profile.get("display_name") or user.get("real_name") or user.get("name") or "")[:80]


def register(app: AsyncApp, services: Services) -> None:
    """Listen to members changing their language, time zone or rights, where the app is told of it."""

    async def changed(event: dict[str, Any], context: AsyncBoltContext) -> None:
        now = services.clock()
        person = _person(context.team_id or "", event["user"], now)
        async with services.db.transaction() as session:
            if known := await people.find(session, person.team_id, person.user_id):
                kept = person if person.locale else person.model_copy(update={"locale": known.locale})
                await people.store(session, kept)

    app.event("user_change")(changed)
