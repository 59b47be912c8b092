"""The last resort: an error that nobody foresaw is logged under a number that the person is told."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from handlers.texts import Texts, language

log = structlog.get_logger(__name__)
_POLL = 0.05  # Bolt looks for an acknowledgement every 0.01 s


def last_resort(count: Callable[[], None]) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Bolt's handler of errors; `count` is called for each."""

    async def answer(
        error: Exception, request: AsyncBoltRequest, response: BoltResponse | None, body: dict[str, Any]
    ) -> BoltResponse | None:
        count()
        reference = f"E-{uuid4().hex[:8].upper()}"
        log.error("listener failed", reference=reference, exc_info=error, what=_what(body), team=request.context.team_id)
        text = _texts(request)("unforeseen", reference=reference)
        if response is None:  # acknowledged already
            # Bolt forgets an acknowledgement when the listener raises right after it, before it was looked for
            await asyncio.sleep(_POLL)
            await _tell(request, text)
            return None
        return _reply(body, text)

    return answer


def _what(body: dict[str, Any]) -> str:
    actions = [action.get("action_id") for action in body.get("actions", [])]
    view = body.get("view", {}).get("callback_id")
    return str(body.get("command") or actions or view or body.get("event", {}).get("type") or body.get("type"))


def _texts(request: AsyncBoltRequest) -> Texts:
    return Texts(language(request.context.get("locale")))


def _reply(body: dict[str, Any], text: str) -> BoltResponse:
    """An acknowledgement that shows the text: in the form for a command, or on the fields of a form that was submitted."""
    if body.get("command"):
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if body.get("type") == "view_submission":
        block = next((block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"), None)
        if block:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {block: text}})
    return BoltResponse(status=200, body="")


async def _tell(request: AsyncBoltRequest, text: str) -> None:
    respond = request.context.respond
    if respond is None or not request.context.response_url:
        return
    try:
        await respond(text=text, response_type="ephemeral", replace_original=False)
    except Exception:  # the error itself is in the log; that it could not be told is the lesser trouble
        log.exception("could not tell about an error")
