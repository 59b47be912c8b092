"""What Slack sent → a `Context`: who, where, in which language, at what time there."""

import hashlib
from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers.context import Context
from handlers.dispatch import handlers
from handlers.people import person_of
from handlers.services import Services
from handlers.texts import Texts, language


async def context_of(
    services: Services,
    client: AsyncWebClient,
    bolt: AsyncBoltContext,
    payload: Mapping[str, Any],
    *,
    channel_id: str | None = None,
) -> Context:
    """The surroundings of a command, an action, a submission or an event.

    Args:
        services: everything of ours.
        client: the Web API with the workspace's token.
        bolt: what Bolt knows of the request; the locale is kept in it for the last resort.
        payload: the body of the request.
        channel_id: where it counts, where the request itself does not say.
    """
    now = services.clock()
    team_id, user_id = bolt.team_id or bolt.enterprise_id or "", bolt.user_id or ""
    person = await person_of(services.db, client, team_id, user_id, now)
    bolt["locale"] = person.locale
    texts = Texts(language(person.prefs.get("lang") or person.locale), person.tz or "UTC")
    return Context(
        services=services,
        client=client,
        team_id=team_id,
        user_id=user_id,
        channel_id=_place(bolt.channel_id or "" if channel_id is None else channel_id, user_id),
        texts=texts,
        now=now.astimezone(texts.zone),
        is_admin=person.is_admin,
        reference=_reference(team_id, user_id, str(payload.get("trigger_id") or payload.get("event_id") or now.timestamp())),
        built=frozenset(handlers()),
        trigger_id=str(payload.get("trigger_id") or ""),
        bot_id=bolt.bot_user_id or "",
    )


def _place(channel_id: str, user_id: str) -> str:
    """The channel; for direct messages the member, under whose id watches and alerts of theirs are kept."""
    return user_id if channel_id.startswith("D") else channel_id


def _reference(*parts: str) -> str:
    """A short mark of this request; nothing of it can be read back."""
    return hashlib.blake2b("|".join(parts).encode(), digest_size=4).hexdigest().upper()
