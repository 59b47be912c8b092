"""What polling needs, as one value, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import FeedError
from bot.feeds.article import ArticleReader
from bot.feeds.fetch import Fetcher
from bot.feeds.page import NotModified, Page
from bot.feeds.pool import Parser
from bot.policy import Pace
from bot.reader import StoryRead, StoryReader
from storage.database import Database
from storage.values import Entry, Feed

if TYPE_CHECKING:
    from bot.feeds.cut import Reading as Document
    from storage.directory import Directory

LEASE = timedelta(minutes=1)  # made longer by the heartbeat of whoever polls: what a killed process held is soon free


@dataclass(frozen=True, slots=True)
class Poller:
    """Everything that polling needs.

    Attributes:
        who: gives the directory, the same one each time.
        owner: name of this process among those that share the database.
        claim: how many feeds are taken at a time.
        at_once: how many feeds are looked at concurrently.
        counted: is told what came of each batch, for the metrics.
    """

    db: Database
    who: "Callable[[], Directory]"
    fetcher: Fetcher
    parser: Parser
    reader: StoryReader
    articles: ArticleReader
    clock: Callable[[], datetime]
    pace: Pace
    owner: str
    claim: int = 500
    at_once: int = 64
    counted: "Callable[[Tally], None]" = lambda _tally: None

    @property
    def directory(self) -> "Directory":
        """Who is who; loaded when the first new entry needs it, because most rounds bring none."""
        return self.who()


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look at a feed brought, before anything is written.

    Attributes:
        answer: what the server said; None where nothing came.
        document: what was parsed; None where nothing changed.
        body_hash: of the document's bytes.
        baseline: why its new entries are a baseline; empty where they are news.
        stories: the new entries, read; those that are not to be read come in `unread`.
        error: what went wrong.
    """

    feed: Feed
    at: datetime
    answer: Page | NotModified | None = None
    document: "Document | None" = None
    body_hash: str | None = None
    baseline: str = ""
    stories: tuple[StoryRead, ...] = ()
    unread: tuple[Entry, ...] = ()
    error: FeedError | None = None


@dataclass(slots=True)
class Tally:
    """What a round of polling came to.

    Attributes:
        feeds, failed, changed: looked at; of these, that could not be read; that told something new.
        entries, stories, told: new ones; of these, read; that tell a move.
        moves, reports, alerts: that came of them.
    """

    feeds: int = 0
    failed: int = 0
    entries: int = 0
    moves: int = 0
    reports: int = 0
    alerts: int = 0
    changed: int = 0
    stories: int = 0
    told: int = 0

    def add(self, other: "Tally") -> None:
        """Count another one in."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
