"""Feeds and entries as values: plain dataclasses, because every round of polling handles them by the thousand.

They know no library, so that a round over unchanged feeds need not load the ORM; their tables are in `storage.models.press`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Self

OPEN = ("pending", "doubtful")  # states of a delivery that is still to be sent
WAITING = ("waiting", "unsure")  # for a channel that cannot be posted to; `unsure` ones may have been posted before it broke


class Plain:
    """What these values share with the other stored ones (`storage.models.base.Value`): the same ways to make and to copy."""

    __slots__ = ()

    @classmethod
    def of(cls, row: Any) -> Self:
        """Make the value from a row (or anything with the same attributes)."""
        return cls(**{each.name: getattr(row, each.name) for each in fields(cls)})  # type: ignore[arg-type]  # all are dataclasses

    def model_copy(self, update: Mapping[str, Any]) -> Self:
        """The value with some fields changed."""
        return replace(self, **update)  # type: ignore[type-var]  # the classes that use it are dataclasses

    def model_dump(self, exclude: Collection[str] = ()) -> dict[str, Any]:
        """The fields by name."""
        names = (each.name for each in fields(self))  # type: ignore[arg-type]  # as above
        return {name: getattr(self, name) for name in names if name not in exclude}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Plain):
    """One feed, fetched once for everybody.

    ``require`` is a regular expression that the text of an entry must contain to be read at all (Item 5.02 of an 8-K);
    ``shared`` feeds serve every workspace, others only those with a `Source`; ``state`` is ``active``, ``paused`` or ``gone``.
    ``folder`` is its group in lists of feeds (``A / B`` for one within another);
    ``rhythm`` is what its last document says about when to look again: ``ttl`` in seconds, ``hours`` and ``days`` to be left
    out (UTC, 0 = Monday), ``published``: seconds since 1970 of its newest entries. All times are aware, UTC.
    """

    id: int | None = None
    url: str
    title: str = ""
    lang: str = ""
    topic: str = ""
    folder: str = ""
    require: str = ""
    shared: bool = True
    state: str = "active"
    rhythm: dict[str, Any] = field(default_factory=dict)
    created_at: datetime
    # what the next request sends, and what lets an unchanged body be skipped
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    cut_hashes: str = ""
    # when to look again, and who is looking now
    next_check_at: datetime
    lease_until: datetime | None = None
    lease_owner: str | None = None
    # how it went
    baseline_at: datetime | None = None
    checked_at: datetime | None = None
    new_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    told_failing_at: datetime | None = None
    error: str | None = None
    moved_to: str | None = None
    moved_seen: int = 0
    # WebSub: the hub that pushes this feed
    hub: str | None = None
    hub_secret: str | None = None
    hub_until: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a feed without an address (ValueError)."""
        if not self.url:
            raise ValueError("a feed needs an address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Plain):
    """One entry of a feed with what was read in it.

    ``key`` is its identity within the feed, ``story_key`` its identity across feeds; ``reading`` holds the stages of the reading
    as plain data for those who ask why; ``outlet`` is the name to show; ``baseline`` entries came with the first poll.
    """

    id: int | None = None
    feed_id: int
    key: str
    story_key: str
    url: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    outlet: str = ""
    lang: str = ""
    published_at: datetime | None = None
    seen_at: datetime
    baseline: bool = False
    is_move: bool = False
    score: float = 0.0
    reason: str = ""
    reading: dict[str, Any] = field(default_factory=dict)
    article_tried_at: datetime | None = None
