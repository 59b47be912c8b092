"""A channel with people in it: what they type and press goes through the real Bolt app to the real listeners."""

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers import typed
from handlers.register import make_app
from handlers.services import Services
from storage.database import Database
from storage.models import WorkspaceRow
from tests.storage.builders import DIRECTORY, NOW

typed.PATIENCE = 60  # a busy machine must not change what is tested

TEAM = "T1"
PEOPLE = {
    "UALICE": {"locale": "en-US", "tz": "UTC", "is_admin": True},
    "UBOB": {"locale": "fr-FR", "tz": "Europe/Paris"},
    "UCAROL": {"locale": "en-GB", "tz": "UTC"},
}


class RecordingSlack(AsyncWebClient):
    """Slack's Web API as far as the listeners use it; each call is kept."""

    def __init__(self, calls: list[tuple[str, dict[str, Any]]], answers: dict[str, Any]) -> None:
        super().__init__(token="xoxb-test")
        self.calls = calls
        self.answers = answers

    async def api_call(self, api_method: str, **kwargs: Any) -> dict[str, Any]:
        args = {**(kwargs.get("params") or {}), **(kwargs.get("json") or {}), **(kwargs.get("data") or {})}
        self.calls.append((api_method, args))
        answer = self.answers.get(api_method, {})
        answer = answer(args) if callable(answer) else answer
        if "error" in answer:
            raise SlackApiError("refused", {"ok": False, **answer})
        return Answered({"ok": True, **answer})


class Answered(dict[str, Any]):
    """What Slack answers, as the SDK reads it."""

    @property
    def data(self) -> dict[str, Any]:
        return self


@dataclass
class Room:
    """The app of one workspace, and what it said."""

    db: Database
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    sources: Any = None

    def __post_init__(self) -> None:
        self.answers |= {
            "users.info": lambda args: {"user": {"id": args["user"], **PEOPLE[args["user"]]}},
            "conversations.info": {"channel": {"is_member": True}},
            "conversations.members": {"members": list(PEOPLE)},
            "users.conversations": {"channels": [{"id": "C1"}]},
        }
        services = Services(
            db=self.db,
            directory=DIRECTORY,
            clock=lambda: NOW,
            sources=self.sources,
            explain=None,
            wake_delivery=lambda: None,
            story_key=str,
        )

        async def authorize(**_: Any) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None, team_id=TEAM, bot_token="xoxb-test", bot_user_id="UBOT", bot_id="B1", bot_scopes=[]
            )

        client = RecordingSlack(self.calls, self.answers)
        self.app = make_app(services, client=client, tokens=authorize, signing_secret=None)

        async def ours(context: Any, next: Any) -> None:  # noqa: A002 - Bolt passes it by this name
            context["client"] = client  # Bolt would make a copy that talks to Slack
            await next()

        self.app.use(ours)
        self.triggers = itertools.count(1)

    async def install(self) -> "Room":
        """Note the workspace."""
        async with self.db.transaction() as session:
            session.add(WorkspaceRow(team_id=TEAM, name="Acme", bot_user_id="UBOT", installed_at=NOW))
        return self

    async def send(self, body: dict[str, Any]) -> Any:
        """Dispatch a payload and give back the body of the acknowledgement."""
        body = {"team_id": TEAM, "team": {"id": TEAM}, "trigger_id": f"t{next(self.triggers)}", **body}
        response = await self.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        assert response.status == 200, response.body
        return json.loads(response.body) if response.body.startswith("{") else response.body

    async def say(self, text: str, user: str = "UALICE", channel: str = "C1") -> dict[str, Any]:
        """Type `/moves …` and get the answer."""
        answer = await self.send({"command": "/moves", "text": text, "user_id": user, "channel_id": channel})
        assert answer, f"silence after {text!r}"
        return answer

    async def until(self, method: str, count: int = 1) -> dict[str, Any]:
        """Wait for a call that follows an acknowledgement, and give back its arguments."""
        async with asyncio.timeout(5):
            while len(self.called(method)) < count:  # noqa: ASYNC110 - the calls are a plain list
                await asyncio.sleep(0.005)
        return self.called(method)[count - 1]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of all calls of a method."""
        return [args for name, args in self.calls if name == method]


def seen(answer: dict[str, Any]) -> str:
    """All text of an answer or a view, as a person would read it."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend(node[key] for key in ("text", "value") if isinstance(node.get(key), str))
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(answer.get("blocks", []))
    return "\n".join(found)


def buttons(answer: dict[str, Any]) -> dict[str, str]:
    """Label → command of the buttons of an answer."""
    rows = [block["elements"] for block in answer["blocks"] if block["type"] == "actions"]
    return {element["text"]["text"]: element.get("value", "") for row in rows for element in row}
