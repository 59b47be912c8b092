"""The server: HTTP in, sockets out, people who act."""

import asyncio
import hashlib
import hmac
import json
import time
import urllib.parse
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, WSMsgType, web

from tests.slack_standin import api
from tests.slack_standin.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, TEAM, Fault, Posted, State

_JSON_ARGUMENTS = {"blocks", "view", "files", "metadata", "attachments", "unfurls"}


class Slack:
    """One workspace of Slack, Acme: Alice (an admin), Bob (French), the channel general, and the app in it."""

    def __init__(self, *, request_url: str | None = None, port: int = 0) -> None:
        """Prepare a workspace; with `request_url` payloads are posted there, else they go down the app's sockets."""
        self.state = State()
        self.request_url = request_url
        self.port = port
        self.url = ""
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self.state.add_user("UALICE", "alice", is_admin=True)
        self.state.add_user("UBOB", "bob", locale="fr-FR", tz="Europe/Paris")
        self.state.add_channel("CGENERAL", "general", members={"UALICE", "UBOB"})

    async def __aenter__(self) -> Self:
        """Start to listen on loopback."""
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/api/{method}", self._call)  # slack_sdk reads with GET
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/respond/{id}", self._respond)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_post("/control/{verb}", self._control)
        app.router.add_get("/control/messages", self._messages)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop."""
        await self.cut_sockets()
        await self._runner.cleanup()

    @property
    def env(self) -> dict[str, str]:
        """The settings that make an app talk to this stand-in in Socket Mode."""
        return {"SLACK_API_URL": f"{self.url}/api/", "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}

    # what tests look at

    def messages(self, channel: str = "CGENERAL", *, replies: bool = False) -> list[Posted]:
        """The messages of a channel, oldest first."""
        return self.state.in_channel(channel, replies=replies)

    def fail(self, method: str, **fault: Any) -> None:
        """Make the next call(s) of a method fail; see `Fault`."""
        self.state.faults.append(Fault(method, **fault))

    async def wait_messages(
        self, count: int, channel: str = "CGENERAL", *, replies: bool = False, seconds: float = 10
    ) -> list[Posted]:
        """Wait until a channel has at least `count` messages."""
        deadline = time.monotonic() + seconds
        while len(found := self.messages(channel, replies=replies)) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(found)} of {count} messages: {[m.text for m in found]}")
            await asyncio.sleep(0.02)
        return found

    async def wait_connected(self, seconds: float = 10) -> None:
        """Wait until the app has opened a socket."""
        deadline = time.monotonic() + seconds
        while not self._sockets:
            if time.monotonic() > deadline:
                raise TimeoutError("no socket was opened")
            await asyncio.sleep(0.02)

    async def cut_sockets(self) -> None:
        """Close all sockets, as a broken network does."""
        for socket in self._sockets[:]:
            await socket.close(code=1011)

    # what people do

    async def slash(self, text: str, *, user: str = "UALICE", channel: str = "CGENERAL") -> list[dict[str, Any]]:
        """Type `/moves text`; the answers, first that of the ack."""
        return (await self.timed_slash(text, user=user, channel=channel))["shown"]

    async def timed_slash(
        self, text: str, *, user: str = "UALICE", channel: str = "CGENERAL", patience: float = 0
    ) -> dict[str, Any]:
        """Type `/moves text`: after how many seconds it was acknowledged, and what was shown within `patience` seconds of that."""
        response_id, begin = str(next(self.state.counter)), time.monotonic()
        self._answers[response_id] = []
        name = self.state.channels[channel].name if channel in self.state.channels else "x"
        acked = await self.deliver(
            "slash_commands",
            {
                "command": "/moves", "text": text, "user_id": user, "user_name": "someone", "channel_id": channel, "channel_name": name,
                "team_id": TEAM, "team_domain": "acme", "api_app_id": "A0APP", "token": "x", "trigger_id": f"t{response_id}",
                "response_url": f"{self.url}/respond/{response_id}",
            },
        )  # fmt: skip
        seconds = time.monotonic() - begin
        while not acked and not self._answers[response_id] and time.monotonic() - begin < patience:  # noqa: ASYNC110 - a plain list
            await asyncio.sleep(0.02)
        return {"seconds": seconds, "shown": ([acked] if acked else []) + self._answers[response_id]}

    def interaction(self, kind: str, user: str, **more: Any) -> dict[str, Any]:
        """The frame that all interactive payloads share."""
        response_id = str(next(self.state.counter))
        self._answers[response_id] = []
        return {
            "type": kind, "user": {"id": user, "team_id": TEAM}, "team": {"id": TEAM, "domain": "acme"}, "api_app_id": "A0APP",
            "token": "x", "trigger_id": f"t{response_id}", "response_url": f"{self.url}/respond/{response_id}", **more,
        }  # fmt: skip

    async def click(self, message: Posted, action_id: str, *, user: str = "UALICE", value: str | None = None) -> Any:
        """Press a button (or a feedback button, by value) of a message."""
        element = _find(message.args.get("blocks") or [], action_id)
        action = {
            "type": element["type"],
            "action_id": action_id,
            "block_id": "b",
            "action_ts": "1",
            "value": value or element.get("value", ""),
        }
        body = self.interaction(
            "block_actions", user, actions=[action], channel={"id": message.channel, "name": "c"},
            container={"type": "message", "message_ts": message.ts, "channel_id": message.channel},
            message={"ts": message.ts, **message.args},
        )  # fmt: skip
        return await self.deliver("interactive", body)

    async def submit(self, view_id: str, values: dict[str, Any], *, user: str = "UALICE") -> Any:
        """Send a modal; `values` is Slack's `state.values`."""
        view = self.state.views[view_id] | {"state": {"values": values}, "hash": "h"}
        return await self.deliver("interactive", self.interaction("view_submission", user, view=view))

    async def event(self, event: dict[str, Any]) -> None:
        """Tell the app an event."""
        number = next(self.state.counter)
        body = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0APP", "event": event, "event_id": f"Ev{number}",
                "event_time": int(time.time()), "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}]}  # fmt: skip
        await self.deliver("events_api", body)

    async def deliver(self, kind: str, payload: dict[str, Any]) -> Any:
        """Bring a payload to the app and give back what it acked with; TimeoutError after Slack's 3 seconds."""
        if self.request_url:
            return await self._deliver_http(kind, payload)
        await self.wait_connected()
        envelope = f"e{next(self.state.counter)}"
        acked = self._acks[envelope] = asyncio.get_running_loop().create_future()
        await self._sockets[next(self.state.counter) % len(self._sockets)].send_json(
            {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        try:
            return await asyncio.wait_for(acked, 3)
        finally:
            del self._acks[envelope]

    async def _deliver_http(self, kind: str, payload: dict[str, Any]) -> Any:
        form = kind != "events_api"
        if kind == "interactive":
            payload = {"payload": json.dumps(payload)}
        body = urllib.parse.urlencode(payload) if form else json.dumps(payload)
        stamp = str(int(time.time()))
        signature = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if form else "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        async with ClientSession() as session, asyncio.timeout(3):
            assert self.request_url
            async with session.post(self.request_url, data=body, headers=headers) as response:
                assert response.status == 200, await response.text()
                text = await response.text()
        return json.loads(text) if text.startswith("{") else text or None

    # what the app calls

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fault = self.state.due_fault(method)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault and fault.drop and not fault.after_effect:
            return _dropped(request)
        refusal = _refusal(fault) if fault else None
        if fault and refusal and not fault.after_effect:
            return refusal
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        result = api.call(self.state, method, token, await _arguments(request), self.url)
        if fault and fault.drop:
            return _dropped(request)
        if refusal:
            return refusal
        return web.json_response(result, headers={"X-OAuth-Scopes": self.state.scopes})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {"type": "hello", "num_connections": len(self._sockets) + 1, "connection_info": {"app_id": "A0APP"}}
        )
        self._sockets.append(socket)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acked(json.loads(message.data))
        finally:
            self._sockets.remove(socket)
        return socket

    def _acked(self, data: dict[str, Any]) -> None:
        waiting = self._acks.get(data.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(data.get("payload"))

    async def _respond(self, request: web.Request) -> web.Response:
        self._answers.setdefault(request.match_info["id"], []).append(await request.json())
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        self.state.files[request.match_info["id"]]["body"] = await request.read()
        return web.Response(text="OK")

    # a process of its own is steered over HTTP

    async def _control(self, request: web.Request) -> web.Response:
        verb, body = request.match_info["verb"], await request.json()
        match verb:
            case "fail":
                self.fail(**body)
            case "mend":
                self.state.faults.clear()
            case "slash":
                return web.json_response(await self.slash(**body))
            case "timed_slash":
                return web.json_response(await self.timed_slash(**body))
            case "channel":
                self.state.add_channel(**body)
            case "scopes":
                self.state.scopes = body["scopes"]
            case "cut":
                await self.cut_sockets()
            case _:
                return web.json_response({"error": f"no verb {verb}"}, status=404)
        return web.json_response({})

    async def _messages(self, request: web.Request) -> web.Response:
        found = self.messages(request.query.get("channel", "CGENERAL"), replies="replies" in request.query)
        return web.json_response([{"ts": m.ts, "edits": m.edits, **m.args} for m in found])


def _dropped(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()


def _refusal(fault: Fault) -> web.Response | None:
    if fault.retry_after is not None:
        return web.json_response(
            {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(fault.retry_after)}
        )
    if fault.status:
        return web.Response(status=fault.status, text="upstream trouble")
    return web.json_response({"ok": False, "error": fault.error}) if fault.error else None


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = {**request.query, **await request.post()}
    return {key: json.loads(str(value)) if key in _JSON_ARGUMENTS else value for key, value in form.items()}


def _find(blocks: list[dict[str, Any]], action_id: str) -> dict[str, Any]:
    elements = [e for block in blocks for e in [*block.get("elements", []), block.get("accessory") or {}]]
    found: dict[str, Any] = next(e for e in elements if e.get("action_id") == action_id)
    return found
