"""Which bot token belongs to which workspace."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import DeliveryError
from handlers.posting import delivery_error


class SingleToken:
    """The one workspace of an app whose token is a setting."""

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

    async def token(self, team_id: str) -> str:
        """The token, where it is this workspace's; raise DeliveryError where it is not."""
        identity = await self.identity()
        if team_id not in {identity.get("team_id"), identity.get("enterprise_id")}:
            raise DeliveryError("no_installation", channel_broken=True)
        return self._token

    async def authorize(self) -> AuthorizeResult | None:
        """For Bolt: the token for every request that Slack sends us."""
        try:
            identity = await self.identity()
        except DeliveryError:
            return None
        return AuthorizeResult.from_auth_test_response(bot_token=self._token, auth_test_response=identity)


Tokens = Callable[[str], Awaitable[str]]
"""The bot token of a workspace; raises DeliveryError where there is none."""
