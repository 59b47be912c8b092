"""Posting: a rendered message goes to Slack once; what Slack answers becomes a message's ts or a `DeliveryError`.

The client must not retry by itself (`quiet_client`): slack_sdk's default handler repeats a `chat.postMessage` whose
connection broke after Slack had stored the message, and the channel reads it twice. Instead every message of ours carries
its delivery's key as metadata, by which it is found again.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import DeliveryError
from handlers.mrkdwn import Message
from storage.refusals import TOKEN_BROKEN

EVENT_TYPE = "moves_bot"
TIMEOUT = 10  # seconds for one call

_CHANNEL_BROKEN = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "team_access_not_granted",
        "missing_scope",
        "not_allowed_token_type",
        "ekm_access_denied",
    }
)
_TRY_LATER = frozenset({"service_unavailable", "request_timeout", "team_added_to_org", "rollup_error"})
_LIMITED = frozenset({"ratelimited", "rate_limited"})
_MAYBE_DONE = frozenset({"fatal_error", "internal_error"})  # "some aspect of the operation may have succeeded"
_TOO_RICH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments"})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it goes out.

    Attributes:
        channel: channel or member id.
        key: the delivery's key, kept in the message's metadata.
        messages: the message, then simpler forms of it for when Slack refuses its blocks.
        edit_ts: the message to edit, or None to post a new one.
        thread_ts: the message in whose thread to post, or None.
        broadcast: whether a line in a thread is also shown in the channel.
        facts: plain data kept in the metadata beside the key (the alert's and the move's id).
    """

    channel: str
    key: str
    messages: Sequence[Message]
    edit_ts: str | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


Renew = Callable[[], Awaitable[None]]
"""Called before each further call to Slack; raises where the sender may not go on."""


@asynccontextmanager
async def quiet_client(base_url: str) -> AsyncIterator[AsyncWebClient]:
    """A client that makes each call once, each on a connection of its own.

    A kept connection that the server closes meanwhile would leave in doubt whether the message was taken.
    """
    connector = aiohttp.TCPConnector(force_close=True)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=True) as session:
        yield AsyncWebClient(base_url=base_url, session=session, retry_handlers=[], timeout=TIMEOUT)


async def post(client: AsyncWebClient, token: str, outgoing: Outgoing, renew: Renew) -> str:
    """Post or edit a message and return its ts; raise DeliveryError where Slack did not take it.

    Blocks that Slack refuses are replaced by simpler ones, and in the end by the text alone: an alert is never lost to its looks.
    """
    *richer, last = [*outgoing.messages, Message(text=outgoing.messages[0]["text"])]
    for message in richer:
        try:
            return await _send(client, token, outgoing, message)
        except DeliveryError as error:
            if error.code not in _TOO_RICH:
                raise
        await renew()
    return await _send(client, token, outgoing, last)


async def _send(client: AsyncWebClient, token: str, outgoing: Outgoing, message: Message) -> str:
    common: dict[str, Any] = {
        "token": token,
        "channel": outgoing.channel,
        "text": message["text"],
        "blocks": message.get("blocks", []),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": outgoing.key, **outgoing.facts}},
    }
    try:
        if outgoing.edit_ts or outgoing.thread_ts:
            common["channel"] = await _conversation(client, token, outgoing.channel)
        if outgoing.edit_ts:
            answer = await client.chat_update(ts=outgoing.edit_ts, **common)
        else:
            quiet: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
            if outgoing.thread_ts:
                quiet |= {"thread_ts": outgoing.thread_ts, "reply_broadcast": outgoing.broadcast}
            answer = await client.chat_postMessage(**common, **quiet)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise delivery_error(error) from error
    return str(answer["ts"])


async def _conversation(client: AsyncWebClient, token: str, channel: str) -> str:
    """Where what was posted is: a new message may go to a member's id, but it is kept under that of the conversation."""
    if not channel.startswith(("U", "W")):
        return channel
    opened = await client.conversations_open(token=token, users=channel)
    return str(opened["channel"]["id"])


async def find(client: AsyncWebClient, token: str, outgoing: Outgoing, since: datetime) -> str | None:
    """Look for a message that may have been posted since an instant; its ts, or None where it is not there.

    Raises:
        DeliveryError: ``missing_scope`` where the workspace did not grant to look, or another reason for not knowing.
    """
    where: dict[str, Any] = {
        "token": token,
        "channel": outgoing.channel,
        "oldest": str((since - timedelta(minutes=5)).timestamp()),
        "include_all_metadata": True,
        "limit": 200,
    }
    cursor = ""
    while True:
        try:
            where["channel"] = await _conversation(client, token, where["channel"])
            if outgoing.thread_ts:
                answer = await client.conversations_replies(ts=outgoing.thread_ts, cursor=cursor, **where)
            else:
                answer = await client.conversations_history(cursor=cursor, **where)
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            raise delivery_error(error) from error
        for message in answer.get("messages") or []:
            if _key_of(message) == outgoing.key:
                return str(message["ts"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None


def _key_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key: str | None = (metadata.get("event_payload") or {}).get("key")
    return key


def delivery_error(error: Exception) -> DeliveryError:
    """What an error of the client means for the delivery: try later, look first, or wait until somebody mends the channel."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return DeliveryError("unreachable", after=timedelta(0))
    if not isinstance(error, SlackApiError):
        return DeliveryError("no_answer", after=timedelta(0), doubtful=True)
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", 0)
    data = getattr(error.response, "data", None)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or code in _LIMITED:  # noqa: PLR2004 - HTTP's own number
        return DeliveryError("ratelimited", after=_retry_after(error.response))
    return _by_code(code) if code else DeliveryError(f"http_{status}", after=timedelta(0), doubtful=True)


def _by_code(code: str) -> DeliveryError:
    if code in _MAYBE_DONE:
        return DeliveryError(code, after=timedelta(0), doubtful=True)
    if code in _TRY_LATER:
        return DeliveryError(code, after=timedelta(0))
    return DeliveryError(code, channel_broken=code in _CHANNEL_BROKEN | TOKEN_BROKEN)


def _retry_after(response: Any) -> timedelta:
    headers = {name.lower(): value for name, value in dict(getattr(response, "headers", {}) or {}).items()}
    try:
        return timedelta(seconds=max(float(headers["retry-after"]), 1))
    except (KeyError, ValueError):
        return timedelta(seconds=30)
