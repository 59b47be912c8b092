"""A workspace without Slack: the real listeners and the real delivery talk to a client that keeps all to itself."""

import itertools
import json
import time
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

TEAM, CHANNEL, USER, BOT = "TDEMO", "CDEMO", "UYOU", "UBOT"


class LocalSlack(AsyncWebClient):
    """Slack's Web API for one channel, `#talent`, in memory; what is posted there can be read back."""

    def __init__(self) -> None:
        """An empty channel."""
        super().__init__("xoxb-demo")
        self.channel: dict[str, dict[str, Any]] = {}
        self.ephemerals: list[dict[str, Any]] = []
        self._count = itertools.count(1)

    async def api_call(self, api_method: str, **kwargs: Any) -> AsyncSlackResponse:
        """Answer as Slack would; nothing leaves the process."""
        arguments = {**(kwargs.get("params") or {}), **(kwargs.get("data") or {}), **(kwargs.get("json") or {})}
        answer = {"ok": True, **self._answer(api_method, arguments)}
        return AsyncSlackResponse(
            client=self, http_verb="POST", api_url=api_method, req_args=kwargs, data=answer, headers={}, status_code=200
        )

    def parents(self) -> list[dict[str, Any]]:
        """The messages of the channel, oldest first."""
        return [message for message in self.channel.values() if not message.get("thread_ts")]

    def replies(self, ts: str) -> list[dict[str, Any]]:
        """The thread below a message."""
        return [message for message in self.channel.values() if message.get("thread_ts") == ts]

    def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        handler: Callable[[dict[str, Any]], dict[str, Any]] | None = {
            "auth.test": self._auth,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._ephemeral,
            "users.info": self._user,
            "conversations.info": self._info,
            "conversations.open": lambda _: {"channel": {"id": "DYOU"}},
            "conversations.members": lambda _: {"members": [USER, BOT], "response_metadata": {"next_cursor": ""}},
        }.get(method)
        return handler(arguments) if handler else {}

    def _auth(self, _arguments: dict[str, Any]) -> dict[str, Any]:
        return {"team": "Demo", "team_id": TEAM, "user_id": BOT, "bot_id": "BDEMO", "url": "https://demo.invalid/"}

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        ts = f"{int(time.time())}.{next(self._count):06}"
        self.channel[ts] = _decoded(arguments) | {"ts": ts}
        return {"channel": arguments.get("channel"), "ts": ts, "message": self.channel[ts]}

    def _update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self.channel[arguments["ts"]] |= _decoded(arguments) | {"edited": True}
        return {"channel": arguments.get("channel"), "ts": arguments["ts"]}

    def _ephemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self.ephemerals.append(_decoded(arguments))
        return {"message_ts": "1.1"}

    def _user(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {
            "user": {"id": arguments.get("user"), "name": "you", "locale": "en-US", "tz": "UTC", "is_admin": True, "profile": {}}
        }

    def _info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": arguments.get("channel"), "name": "talent", "is_member": True, "is_private": False}}


def _decoded(arguments: dict[str, Any]) -> dict[str, Any]:
    decoded = {k: json.loads(v) if k in {"blocks", "metadata"} and isinstance(v, str) else v for k, v in arguments.items()}
    return {key: value for key, value in decoded.items() if value is not None}


async def slash(app: AsyncApp, text: str) -> dict[str, Any]:
    """Type `/moves text` in the channel: the app's own listener answers; the answer is a message."""
    body = {
        "command": "/moves", "text": text, "team_id": TEAM, "team_domain": "demo", "channel_id": CHANNEL,
        "channel_name": "talent", "user_id": USER, "user_name": "you", "trigger_id": "demo", "response_url": "https://demo.invalid/", "api_app_id": "ADEMO",
        "token": "demo", "is_enterprise_install": "false",
    }  # fmt: skip
    response = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    answered: dict[str, Any] = (
        json.loads(response.body) if response.body and response.body.startswith("{") else {"text": response.body}
    )
    return answered
