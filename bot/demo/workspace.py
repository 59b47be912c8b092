"""A workspace without Slack: one channel behind a Web API on loopback, which the app talks to as it talks to Slack."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

TEAM, CHANNEL, USER, BOT = "TDEMO", "CTALENT", "UYOU", "UBOT"
_PATIENCE = 30  # seconds for an answer that follows its acknowledgement
_JSON = {"blocks", "metadata", "view"}

Arguments = dict[str, Any]


class Workspace:
    """Slack's Web API for the channel `#talent`, in memory; what is posted there can be read back."""

    def __init__(self) -> None:
        """An empty channel."""
        self.messages: dict[str, Arguments] = {}
        self.changed: dict[str, None] = {}  # the ts of what was posted or edited, in order
        self.url = ""
        self._answers: asyncio.Queue[Arguments] = asyncio.Queue()
        self._count = itertools.count(1)
        self._methods: dict[str, Callable[[Arguments], Arguments]] = {
            "auth.test": self._auth,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "users.info": self._user,
            "conversations.info": self._channel,
            "conversations.members": self._members,
            "conversations.open": self._direct,
        }

    async def __aenter__(self) -> Self:
        """Start to listen on a free port of loopback."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)  # slack_sdk asks some methods with GET
        app.router.add_post("/respond", self._respond)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        await self._runner.cleanup()

    def parents(self) -> list[Arguments]:
        """The messages of the channel, oldest first, without those in threads."""
        return [message for message in self.messages.values() if not message.get("thread_ts")]

    async def slash(self, app: AsyncApp, text: str) -> Arguments:
        """Type `/moves text` in the channel: the app's own listener answers, with its acknowledgement or after it."""
        body = {
            "command": "/moves", "text": text, "team_id": TEAM, "team_domain": "demo", "channel_id": CHANNEL,
            "channel_name": "talent", "user_id": USER, "user_name": "you", "trigger_id": "demo", "api_app_id": "ADEMO",
            "response_url": self.url.removesuffix("api/") + "respond", "token": "demo", "is_enterprise_install": "false",
        }  # fmt: skip
        response = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        if isinstance(response.body, str) and response.body.startswith("{"):
            answer: Arguments = json.loads(response.body)
            return answer
        try:
            return await asyncio.wait_for(self._answers.get(), _PATIENCE)
        except TimeoutError:
            return {"text": str(response.body or "")}

    async def _respond(self, request: web.Request) -> web.Response:
        self._answers.put_nowait(await request.json())
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.Response:
        method = self._methods.get(request.match_info["method"])
        answer = method(await _arguments(request)) if method else {}
        return web.json_response({"ok": True, **answer})

    def _auth(self, _arguments: Arguments) -> Arguments:
        return {"team": "Demo", "team_id": TEAM, "user_id": BOT, "bot_id": "BDEMO", "url": "https://demo.invalid/"}

    def _post(self, arguments: Arguments) -> Arguments:
        ts = f"{int(time.time())}.{next(self._count):06}"
        self.messages[ts] = arguments | {"ts": ts}
        self.changed[ts] = None
        return {"channel": arguments.get("channel"), "ts": ts, "message": self.messages[ts]}

    def _update(self, arguments: Arguments) -> Arguments:
        self.messages[arguments["ts"]] |= arguments | {"edited": True}
        self.changed[arguments["ts"]] = None
        return {"channel": arguments.get("channel"), "ts": arguments["ts"]}

    def _user(self, arguments: Arguments) -> Arguments:
        return {"user": {"id": arguments.get("user"), "name": "you", "locale": "en-US", "tz": "UTC", "is_admin": True}}

    def _channel(self, arguments: Arguments) -> Arguments:
        return {"channel": {"id": arguments.get("channel"), "name": "talent", "is_member": True, "is_private": False}}

    def _direct(self, _arguments: Arguments) -> Arguments:
        return {"channel": {"id": "DYOU"}}

    def _members(self, _arguments: Arguments) -> Arguments:
        return {"members": [USER, BOT], "response_metadata": {"next_cursor": ""}}


async def _arguments(request: web.Request) -> Arguments:
    given = await request.json() if request.content_type == "application/json" else {**request.query, **await request.post()}
    read = {key: json.loads(value) if key in _JSON and isinstance(value, str) else value for key, value in given.items()}
    return {key: value for key, value in read.items() if value is not None}
