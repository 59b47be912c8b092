"""What in a workspace needs somebody's attention: feeds that fail, watches that stand still, names that are only words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import feed_health, lists
from storage.models import Feed, Watch

_FEEDS = 5
_DAY_OF_FAILURES = 3  # a feed that failed once or twice is tried again soon


@dataclass(frozen=True, slots=True)
class Attention:
    """Failing feeds (the worst first), watches whose channel is broken, watches that are paused, names kept as words."""

    feeds: tuple[Feed, ...] = ()
    broken: tuple[Watch, ...] = ()
    paused: tuple[Watch, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether anything is."""
        return bool(self.feeds or self.broken or self.paused or self.words)


async def attention(session: AsyncSession, team_id: str, watches: Sequence[Watch]) -> Attention:
    """What needs attention in a workspace, of these watches."""
    feeds = await feed_health.feeds(session, team_id, _FEEDS)
    named = await lists.of_team(session, team_id)
    return Attention(
        feeds=tuple(feed for feed in feeds if feed.failures >= _DAY_OF_FAILURES),
        broken=tuple(watch for watch in watches if watch.state == "broken"),
        paused=tuple(watch for watch in watches if watch.state == "paused"),
        words=tuple(item["label"] for each in named for item in each.items if item["kind"] == "text"),
    )
