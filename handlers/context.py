"""Who asks, where and when: what every verb is given beside the request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from handlers.charts import Chart
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.services import Services
from handlers.texts import Texts


@dataclass(frozen=True, slots=True)
class Context:
    """One request's surroundings.

    Attributes:
        services: everything of ours.
        client: Slack's Web API with the workspace's token.
        team_id, user_id, channel_id: where it comes from; `channel_id` is empty in App Home.
        texts: words in the person's language and time zone.
        now: the instant, in the person's time zone.
        is_admin: whether they administer the workspace.
        reference: short mark of this request, the same in an error shown and in the log.
        built: the verbs that are answered; help names no others.
        trigger_id: Slack's permission to open a modal within 3 s, where there is one.
        bot_id: the app's own user id, empty where it is not known.
    """

    services: Services
    client: AsyncWebClient
    team_id: str
    user_id: str
    channel_id: str
    texts: Texts
    now: datetime
    is_admin: bool = False
    reference: str = ""
    built: frozenset[str] = frozenset()
    trigger_id: str = ""
    bot_id: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file for the person who asked, or for the channel: its name, what is in it, and what that is in words."""

    name: str
    data: bytes
    title: str


@dataclass(frozen=True, slots=True)
class Forms:
    """An answer that Slack may refuse in its richest form, or with which a file goes along.

    Attributes:
        messages: the richest form first; the first one that Slack takes is shown.
        chart: what is drawn as a picture where Slack does not take its own chart block, that is, where another than the
            first message is shown or `is_picture` says that there is no such block.
        file: what goes to the direct messages of the person who asked.
    """

    messages: tuple[Message, ...]
    chart: Chart | None = None
    is_picture: bool = False
    file: File | None = None


Answer = Message | Forms | None
"""What is shown; None where a modal was opened instead."""

Handler = Callable[[Request, Context], Awaitable[Answer]]
"""Answers one verb; raises UserError for what the person can mend."""
