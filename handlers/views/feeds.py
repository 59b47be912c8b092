"""Feeds in words: how many, which of them fail, and why."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from handlers import mrkdwn
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.commands import run_button
from storage.feed_health import Health
from storage.models import Feed

FEED_PAGE = 15


def feeds_message(health: Health, feeds: Sequence[Feed], page: int, texts: Texts) -> Message:
    """A page of feeds under their count."""
    if not health.feeds:
        said = texts("feeds-none")
        return Message(text=said, blocks=[mrkdwn.section(said)])
    said = counts(health, texts)
    blocks = [
        mrkdwn.section(texts("under-title", title=f"*{texts('feeds-title')}*", said=said)),
        *(mrkdwn.section(feed_line(feed, texts)) for feed in feeds),
    ]
    if health.feeds > FEED_PAGE:
        blocks += _turn(health, page, texts)
    return Message(text=texts("under-title", title=texts("feeds-title"), said=said), blocks=blocks)


def counts(health: Health, texts: Texts) -> str:
    """``214 feeds, 212 healthy · last article seen …``."""
    newest = texts("feeds-newest", when=mrkdwn.date(health.newest, texts.moment(health.newest))) if health.newest else ""
    return texts("feeds-counts", n=health.feeds, healthy=health.healthy, newest=newest)


def feed_line(feed: Feed, texts: Texts) -> str:
    """One feed: its title or host, linked, and how it is."""
    when = feed.failing_since or feed.checked_at
    return texts(
        "feed-line",
        id=str(feed.id),
        title=mrkdwn.link(feed.url, feed.title or urlsplit(feed.url).hostname or feed.url, 100),
        state=_state(feed),
        when=mrkdwn.date(when, texts.moment(when)) if when else "",
        error=mrkdwn.escape(feed.error or "?", 300),
    )


def _state(feed: Feed) -> str:
    if feed.state == "paused":
        return "paused"
    if feed.failures:
        return "failing"
    return "ok" if feed.checked_at else "new"


def _turn(health: Health, page: int, texts: Texts) -> list[Block]:
    pages = -(-health.feeds // FEED_PAGE)
    back = [run_button(texts("button-previous"), f"feeds page:{page - 1}", 1)] if page > 1 else []
    on = [run_button(texts("button-next"), f"feeds page:{page + 1}", 2)] if page < pages else []
    return [mrkdwn.context(texts("page-of", page=page, pages=pages)), *([mrkdwn.actions(*back, *on)] if back or on else [])]
