"""What comes in: feeds, who asked for them, how fetching went, and entries."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.models.base import ROW, Value
from storage.values import Entry, Feed

__all__ = ["Entry", "EntryRow", "Feed", "FeedRow", "Fetch", "FetchRow", "MentionRow", "SeenRow", "Source", "SourceRow"]


class FeedRow(Value, table=True):
    """Table of feeds; `Feed` tells what the columns mean."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("url"), Index("feed_due", "state", "next_check_at"))
    model_config = ROW
    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(min_length=1, sa_type=Text)
    title: str = ""
    lang: str = ""
    topic: str = ""
    folder: str = ""
    require: str = ""
    shared: bool = True
    state: str = Field(default="active", max_length=16)
    rhythm: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    # what the next request sends, and what lets an unchanged body be skipped
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    cut_hashes: str = Field(default="", sa_type=Text)
    # when to look again, and who is looking now
    next_check_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_owner: str | None = None
    # how it went
    baseline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    new_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_failing_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str | None = Field(default=None, sa_type=Text)
    moved_to: str | None = None
    moved_seen: int = 0
    # WebSub: the hub that pushes this feed
    hub: str | None = None
    hub_secret: str | None = None
    hub_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Source(Value):
    """A workspace's own use of a feed: who added it, and whether it is paused there."""

    team_id: str = Field(primary_key=True)
    feed_id: int = Field(primary_key=True, foreign_key="feed.id", ondelete="CASCADE")
    added_by: str = ""
    added_at: datetime = Field(sa_type=UtcDateTime)
    paused: bool = False


class SourceRow(Source, table=True):
    """Table of sources."""

    __tablename__ = "source"
    model_config = ROW


class Fetch(Value):
    """One look at a feed: HTTP status (0 where there was no answer), milliseconds, bytes, new entries, and what went wrong."""

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    status: int = 0
    ms: int = 0
    size: int = 0
    new: int = 0
    error: str | None = Field(default=None, sa_type=Text)


class FetchRow(Fetch, table=True):
    """Table of the last fetches of each feed."""

    __tablename__ = "fetch"
    __table_args__ = (Index("fetch_newest", "feed_id", "at"),)
    model_config = ROW


class EntryRow(Value, table=True):
    """Table of entries; `Entry` tells what the columns mean."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("feed_id", "key"),
        Index("entry_story", "story_key"),
        Index("entry_seen", "seen_at"),
        Index("entry_feed_newest", "feed_id", "seen_at"),
    )
    model_config = ROW
    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id", ondelete="CASCADE")
    key: str = Field(max_length=64)
    story_key: str = Field(max_length=64)
    url: str = Field(default="", sa_type=Text)
    title: str = Field(default="", sa_type=Text)
    summary: str = Field(default="", sa_type=Text)
    content: str = Field(default="", sa_type=Text)
    outlet: str = ""
    lang: str = ""
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    baseline: bool = False
    is_move: bool = False
    score: float = 0.0
    reason: str = Field(default="", sa_type=Text)
    reading: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    article_tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SeenRow(Value, table=True):
    """The memory that outlives pruned entries: every entry key a feed ever gave."""

    __tablename__ = "seen"
    model_config = ROW
    feed_id: int = Field(primary_key=True, foreign_key="feed.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=64)


class MentionRow(Value, table=True):
    """A company named in an entry, so that a query without hits can say how much was read."""

    __tablename__ = "mention"
    __table_args__ = (Index("mention_company", "company_key", "seen_at"),)
    model_config = ROW
    entry_id: int = Field(primary_key=True, foreign_key="entry.id", ondelete="CASCADE")
    company_key: str = Field(primary_key=True, max_length=120)
    seen_at: datetime = Field(sa_type=UtcDateTime)
