"""What the owner of watches is told, once, when their channel cannot be posted to any more."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Message
from handlers.texts import Texts
from handlers.views.mending import mending_buttons

_SHOWN = 10


def broken_message(channel_id: str, error: str, watches: Sequence[Mapping[str, Any]], texts: Texts) -> Message:
    """Say that alerts wait, why, and what to do about it.

    Args:
        channel_id: the channel.
        error: Slack's error code.
        watches: the owner's watches there, each ``{"number", "expression"}``.
        texts: the words of the reader.
    """
    channel = f"<#{channel_id}>"
    said = texts("broken-said", channel=channel, error=mrkdwn.escape(error, 60))
    advice = texts("broken-advice", error=error)
    lines = [f"• {_named(watch, texts)}" for watch in watches[:_SHOWN]]
    more = texts("broken-more", n=len(watches) - _SHOWN) if len(watches) > _SHOWN else ""
    blocks = [
        mrkdwn.section(f"{said}\n{advice}"),
        mrkdwn.section("\n".join(lines) or "–"),
        mrkdwn.context(more, texts("broken-kept")),
        mending_buttons(channel_id, texts),
    ]
    return Message(text=f"{said} {advice}", blocks=blocks)


def _named(watch: Mapping[str, Any], texts: Texts) -> str:
    return texts("why-watch", number=str(watch["number"]), expression=mrkdwn.escape(watch["expression"], 200))
