"""Queries, periods and places in words."""

from collections.abc import Callable
from datetime import timedelta

from handlers import mrkdwn
from handlers.texts import Texts
from storage.criteria import Filters, Query

_NAME = 80


def label(query: Query, texts: Texts, show: Callable[[str, int], str] = mrkdwn.escape) -> str:
    """What a query is about, safe in mrkdwn, or as `show` writes outside strings."""
    name = show(query.label or query.key, _NAME)
    if query.kind == "corridor":
        left, right = (texts("label-anywhere") if part.kind == "all" else label(part, texts, show) for part in query.parts)
        return texts("label-corridor", **{"from": left, "to": right})
    if query.kind == "role" and query.parts:
        return texts("label-role-at", role=name, place=label(query.parts[0], texts, show))
    if query.kind == "any":
        return texts.joined([label(part, texts, show) for part in query.parts])
    keys = {"all": "label-all", "text": "label-text", "sector": "label-sector", "person": "label-person"}
    return texts(keys[query.kind], name=name) if query.kind in keys else name


def period(filters: Filters, texts: Texts) -> str:
    """The period of filters, with a blank before it; empty where there is none."""
    if filters.since and filters.until:
        return texts("in-period", day=texts.day(filters.since), end=texts.day(filters.until - timedelta(seconds=1)))
    return texts("since-day", day=texts.day(filters.since)) if filters.since else ""


def place(channel_id: str, here: str, texts: Texts) -> str:
    """A channel in words: this one, a link to another, or somebody's direct messages."""
    if channel_id == here:
        return texts("place-here")
    if channel_id.startswith(("U", "W")):
        return texts("place-me", person=f"<@{channel_id}>")
    return texts("place-channel", channel=f"<#{channel_id}>")
