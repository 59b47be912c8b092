"""Ways out for the owner of watches in a channel that cannot be posted to."""

import json
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Block
from handlers.texts import Texts

FORM = "broken_move_form"
PLACE = "broken_move_place"


def mending_buttons(channel_id: str, texts: Texts) -> Block:
    """Invited again, move the watches, delete them."""
    confirm = {
        "title": mrkdwn.plain(texts("broken-confirm-title"), 100),
        "text": mrkdwn.plain(texts("broken-confirm"), 300),
        "confirm": mrkdwn.plain(texts("broken-confirm-yes"), 30),
        "deny": mrkdwn.plain(texts("button-cancel"), 30),
    }
    delete = mrkdwn.button(texts("button-delete-watches"), "broken_delete", channel_id, style="danger")
    return mrkdwn.actions(
        mrkdwn.button(texts("button-retry"), "broken_retry", channel_id),
        mrkdwn.button(texts("button-move"), "broken_move", channel_id),
        {**delete, "confirm": confirm},
    )


def move_view(channel_id: str, texts: Texts) -> dict[str, Any]:
    """The form that asks for another channel."""
    element = {
        "type": "conversations_select",
        "action_id": "value",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    place = {
        "type": "input",
        "block_id": PLACE,
        "label": mrkdwn.plain(texts("broken-move-label"), 200),
        "hint": mrkdwn.plain(texts("broken-move-hint"), 200),
        "element": element,
    }
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": mrkdwn.plain(texts("broken-move-title"), mrkdwn.VIEW_TITLE),
        "submit": mrkdwn.plain(texts("broken-move-send"), mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("button-cancel"), mrkdwn.VIEW_TITLE),
        "private_metadata": json.dumps({"channel": channel_id}),
        "blocks": [place],
    }


def moved_view(n: int, channel_id: str, texts: Texts) -> dict[str, Any]:
    """What is shown once the watches were moved."""
    return {
        "type": "modal",
        "title": mrkdwn.plain(texts("broken-move-title"), mrkdwn.VIEW_TITLE),
        "close": mrkdwn.plain(texts("button-close"), mrkdwn.VIEW_TITLE),
        "blocks": [mrkdwn.section(texts("broken-moved", n=n, channel=f"<#{channel_id}>"))],
    }
