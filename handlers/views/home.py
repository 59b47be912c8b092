"""App Home: how the feeds are, what happened, what is watched in this person's channels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Block
from handlers.texts import Texts
from handlers.views.feeds import counts
from handlers.views.moves import hit_block
from handlers.views.watches import PAGE, watch_block
from storage.feed_health import Health
from storage.models import Watch
from storage.search import Hit
from storage.watches import Hits


@dataclass(frozen=True, slots=True)
class Home:
    """What App Home shows.

    Attributes:
        health: of the feeds.
        newest: moves of what is watched, or of everything where nothing is.
        watches: one page of the watches of this person's channels; `total` of them in all.
        hits: of these watches, by id.
        notice: what the last click led to, in plain mrkdwn, or empty.
    """

    health: Health
    newest: Sequence[Hit]
    watches: Sequence[Watch]
    total: int
    hits: Mapping[int, Hits]
    page: int = 1
    notice: str = ""


def home_view(home: Home, texts: Texts) -> dict[str, Any]:
    """The view for `views.publish`."""
    add = mrkdwn.button(texts("button-add-watch"), "watch_add", style="primary")
    status = texts("home-no-feeds") if not home.health.feeds else counts(home.health, texts)
    blocks: list[Block] = [mrkdwn.section(texts("under-title", title=f"*{texts('feeds-title')}*", said=status))]
    if home.notice:
        blocks.append(mrkdwn.section(home.notice))
    blocks.append(mrkdwn.actions(add))
    blocks += [mrkdwn.header(texts("home-newest")), *_newest(home, texts)]
    blocks += [mrkdwn.header(texts("home-watches")), *_watches(home, texts)]
    blocks.append(mrkdwn.context(texts("home-help")))
    return {"type": "home", "blocks": blocks}


def _newest(home: Home, texts: Texts) -> list[Block]:
    return [hit_block(hit, texts) for hit in home.newest] or [mrkdwn.section(texts("home-quiet"))]


def _watches(home: Home, texts: Texts) -> list[Block]:
    if not home.watches:
        return [mrkdwn.section(texts("home-none"))]
    blocks = [watch_block(watch, home.hits.get(watch.id or 0, Hits()), "", texts) for watch in home.watches]
    if home.total > PAGE:
        pages = -(-home.total // PAGE)
        blocks.append(mrkdwn.context(texts("page-of", page=home.page, pages=pages)))
        back = [mrkdwn.button(texts("button-previous"), "home_page.1", str(home.page - 1))] if home.page > 1 else []
        on = [mrkdwn.button(texts("button-next"), "home_page.2", str(home.page + 1))] if home.page < pages else []
        blocks.append(mrkdwn.actions(*back, *on))
    return blocks
