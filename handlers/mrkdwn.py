"""Slack's own markup: escaping, links, dates, and the limits that Slack sets.

Limits are those of Slack's Block Kit and Web API references, as of 2026.
"""

import re
import unicodedata
from datetime import datetime
from typing import Any, NotRequired, TypedDict

HEADER = 150
SECTION = 3000
FIELD = 2000
BUTTON = 75
BUTTON_VALUE = 2000
URL = 3000
CONTEXT_ELEMENTS = 10
OPTION = 75
TEXT = 3900  # Slack advises 4,000 for the top-level text
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_TITLE = 24

Block = dict[str, Any]


class Message(TypedDict):
    """What `ack`, `chat.postMessage` and `chat.update` take: a full sentence for notifications, and blocks."""

    text: str
    blocks: NotRequired[list[Block]]
    response_type: NotRequired[str]


def clean(text: str) -> str:
    """One line of visible text: no control or direction-changing characters, white space single."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" or c in "\n\t\u200d" else " " for c in text)
    return " ".join(kept.split())


def truncate(text: str, limit: int) -> str:
    """Cut a text to at most `limit` characters, with an ellipsis where something is left out."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def escape(text: str, limit: int = SECTION) -> str:
    """An outside string made safe in mrkdwn: no mention, link or formatting can come out of it, whatever it holds.

    `limit` counts the characters of the result; an entity is never cut in two.
    """
    out: list[str] = []
    size = 0
    for char in clean(text):
        piece = _ENTITIES.get(char, char)
        if size + len(piece) > limit - 1:
            return "".join(out).rstrip() + "…"
        out.append(piece)
        size += len(piece)
    return "".join(out)


# the three characters Slack gives a meaning everywhere, then those that format: a look-alike keeps the text
# readable (an underscore formats only at the edge of a word; a word joiner takes the edge away)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "_": "_\u2060", "~": "∼", "`": "ˋ"}


def bold(text: str, limit: int = 300) -> str:
    """An outside string in bold."""
    return f"*{escape(text, limit)}*"


_SAFE_URL = re.compile(r"https?://[^\s<>|]+\Z", re.IGNORECASE)


def link(url: str, label: str, limit: int = 300) -> str:
    """A link with an outside label; an address that is not plain http(s) leaves just the label."""
    url = url.strip().replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    if not _SAFE_URL.match(url) or len(url) > URL:
        return escape(label, limit)
    return f"<{url.replace('&', '&amp;')}|{escape(label, limit)}>"


def button_url(url: str) -> str | None:
    """An address that a button may open, or None."""
    url = url.strip()
    return url if _SAFE_URL.match(url) and len(url) <= URL else None


def date(when: datetime, fallback: str) -> str:
    """An instant that each reader sees in their own time zone; `fallback` is shown by clients that cannot."""
    safe = escape(fallback, 100).replace("|", "/")
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{safe}>"


def section(text: str, **more: Any) -> Block:
    """A section of mrkdwn, cut to Slack's limit; an empty one would be refused, so it holds a dash."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": truncate(text, SECTION) or "–", "verbatim": True}, **more}


def context(*texts: str) -> Block:
    """Small print; each text is mrkdwn."""
    kept = [truncate(text, SECTION) for text in texts if text][:CONTEXT_ELEMENTS]
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True} for text in kept or ["–"]]}


def header(text: str) -> Block:
    """A heading of plain text."""
    return {"type": "header", "text": {"type": "plain_text", "text": truncate(clean(text), HEADER) or "–", "emoji": False}}


def button(
    label: str, action_id: str, value: str = "", *, url: str | None = None, style: str | None = None, spoken: str = ""
) -> Block:
    """A button; `spoken` is what a screen reader says where the label alone would not be clear."""
    made: Block = {"type": "button", "action_id": action_id, "text": plain(label, BUTTON)}
    optional = {
        "value": truncate(value, BUTTON_VALUE),
        "url": url,
        "style": style,
        "accessibility_label": truncate(spoken, BUTTON),
    }
    return made | {key: content for key, content in optional.items() if content}


def plain(text: str, limit: int) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": truncate(clean(text), limit) or "–", "emoji": False}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    return {"type": "actions", "elements": list(elements)} | ({"block_id": block_id} if block_id else {})
