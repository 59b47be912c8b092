"""Which bot token belongs to which workspace: the one that is a setting, or those that installations brought."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackClientError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

from handlers.errors import DeliveryError
from handlers.posting import delivery_error
from storage import workspaces
from storage.database import Database

ROTATE_BEFORE = 120  # minutes before a token that is rotated ends
_LOCK = 7_042_002  # for PostgreSQL's advisory locks: a refresh token works once, so one process rotates at a time


class SingleToken:
    """The token that is a setting, and the workspace it belongs to."""

    def __init__(self, client: AsyncWebClient, token: str) -> None:
        """Use a token with a client; nothing is asked yet."""
        self._client = client
        self._token = token
        self._identity: dict[str, Any] | None = None

    async def identity(self) -> dict[str, Any]:
        """What `auth.test` says of the token, asked once; raise DeliveryError where Slack cannot be asked or refuses it."""
        if self._identity is None:
            try:
                answer = await self._client.auth_test(token=self._token)
            except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
                raise delivery_error(error) from error
            self._identity = dict(answer.data) if isinstance(answer.data, dict) else {}
        return self._identity

    async def bot(self, team_id: str | None, enterprise_id: str | None = None) -> Bot | None:
        """The bot, where the token is this workspace's."""
        found = await self.identity()
        if not ({team_id, enterprise_id} - {None}) & {found.get("team_id"), found.get("enterprise_id")}:
            return None
        return Bot(
            bot_token=self._token,
            bot_id=str(found.get("bot_id") or ""),
            bot_user_id=str(found.get("user_id") or ""),
            team_id=found.get("team_id"),
            enterprise_id=found.get("enterprise_id"),
            installed_at=0.0,
        )


class InstalledTokens:
    """The tokens that installations brought; one that is about to end is rotated first."""

    def __init__(
        self, db: Database, store: AsyncInstallationStore, rotator: AsyncTokenRotator, clock: Callable[[], datetime]
    ) -> None:
        """Read from a store in the database; rotate with the app's client id and secret."""
        self._db = db
        self._clock = clock
        self._store = store
        self._rotator = rotator
        self._turn = asyncio.Lock()

    async def bot(self, team_id: str | None, enterprise_id: str | None = None) -> Bot | None:
        """The bot of a workspace, or of the organisation that installed the app for all of its workspaces."""
        found = await self._find(team_id, enterprise_id)
        return await self._fresh(found) if found else None

    async def _find(self, team_id: str | None, enterprise_id: str | None) -> Bot | None:
        if enterprise_id is None and team_id:
            async with self._db.reading() as session:
                known = await workspaces.workspace(session, team_id)
            enterprise_id = known.enterprise_id if known else None
        own = await self._store.async_find_bot(enterprise_id=enterprise_id, team_id=team_id) if team_id else None
        if own or not enterprise_id:
            return own
        return await self._store.async_find_bot(enterprise_id=enterprise_id, team_id=None, is_enterprise_install=True)

    async def _fresh(self, bot: Bot) -> Bot:
        if not self._ends_soon(bot):
            return bot
        async with self._turn, self._db.engine.begin() as connection:
            if not self._db.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            newest = await self._find(bot.team_id, bot.enterprise_id) or bot  # another process may have been first
            return await self._rotate(newest) if self._ends_soon(newest) else newest

    def _ends_soon(self, bot: Bot) -> bool:
        ends, now = bot.bot_token_expires_at, self._clock().timestamp()
        return bool(bot.bot_refresh_token) and ends is not None and ends <= now + ROTATE_BEFORE * 60

    async def _rotate(self, bot: Bot) -> Bot:
        try:
            fresh = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ROTATE_BEFORE)
        except SlackTokenRotationError as error:
            raise delivery_error(error.api_error) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise delivery_error(error) from error
        if fresh is None:
            return bot
        await self._store.async_save_bot(fresh)
        return fresh


class Tokens(AsyncAuthorize):
    """The bot of every workspace, for Bolt and for the delivery: installed ones first, then the one that is a setting."""

    def __init__(self, installed: InstalledTokens | None, single: SingleToken | None) -> None:
        """Look in these places."""
        self._places = [place for place in (installed, single) if place]

    async def bot(self, team_id: str | None, enterprise_id: str | None = None) -> Bot | None:
        """The bot of a workspace; None where it has none."""
        for place in self._places:
            if found := await place.bot(team_id, enterprise_id):
                return found
        return None

    async def token(self, team_id: str) -> str:
        """The bot token of a workspace; raise DeliveryError where it has none, or where it cannot be known now."""
        found = await self.bot(team_id)
        if found is None:
            raise DeliveryError("no_installation", channel_broken=True)
        return str(found.bot_token)

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_more: Any) -> AuthorizeResult | None:
        """For Bolt: who the app is where a request comes from. No call to Slack is made, so that the answer comes at once."""
        try:
            found = await self.bot(team_id, enterprise_id)
        except DeliveryError:
            return None
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
            bot_token=found.bot_token,
            bot_scopes=found.bot_scopes,
        )
