"""Members of a workspace: their language, their time zone, whether they administer it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import NO_ANSWER
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
    user = answer["user"]
    admin = bool(user.get("is_admin") or user.get("is_owner"))
    told = Person(
        team_id=team_id,
        user_id=user_id,
        name=_name(user),
        locale=user.get("locale") or "",
        tz=user.get("tz") or "",
        is_admin=admin,
        fetched_at=now,
    )
    async with db.transaction() as session:
        return await people.store(session, told)


def _name(user: dict[str, Any]) -> str:
    """What a member is called in the workspace: the display name they chose, else their real name."""
    profile = user.get("profile") or {}
    return str(profile.get("display_name") or user.get("real_name") or user.get("name") or "")[:80]
