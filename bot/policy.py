"""Judgement without I/O, in the order in which it applies: what is read, what is a baseline, what may alert, and why.

1. A feed looked at for the first time, or whose entries all got new identities, is a baseline: stored, read, never alerted.
2. An entry that lacks what its feed requires is stored and not read.
3. An entry whose reading stays in doubt is read again with the text of its article.
4. A move alerts where it was told by an entry that is no baseline and not too old, and nobody was told of it before.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.classifier.reading import Reading
from bot.feeds import schedule
from storage.values import Entry, Feed

if TYPE_CHECKING:
    from storage.models import Correction, Watch
    from storage.moves import Recorded

NEWS = timedelta(days=7)
UNCLEAR = 0.2
SURE = 0.9
_ALL_NEW = 0.9
_LEAST = 3
_HASTE = timedelta(minutes=1)
_SHORTEST = timedelta(seconds=1)
_MOST_DOUBLINGS = 10
_HAS_TEXT = 600  # characters of content from which an article is not worth fetching


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision with its reason, for the log and for people who ask why."""

    yes: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a server asks for in its answer: how long that is fresh, how long it wants to be left alone."""

    max_age: timedelta | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """The operator's bounds for the interval of a feed that works, and chance (in [0, 1)) for the jitter."""

    floor: timedelta
    ceiling: timedelta
    rand: Callable[[], float]


def is_baseline(feed: Feed, fresh: Sequence[Entry], known: int, told_before: Collection[str], now: datetime) -> Judgement:
    """Whether what a feed shows now is where it starts, not news.

    Args:
        feed: the feed as it was before this look.
        fresh: the entries whose keys were never seen.
        known: how many entries of the document were seen before.
        told_before: the story keys among `fresh` that are known.
        now: the instant.
    """
    if feed.baseline_at is None:
        return Judgement(yes=True, reason="first look at this feed")
    if not looks_all_new(feed, len(fresh), known):
        return Judgement(yes=False, reason="")
    last = feed.checked_at or feed.baseline_at
    old = sum(entry.story_key in told_before or (entry.published_at or now) < last for entry in fresh)
    if old >= _ALL_NEW * len(fresh):
        return Judgement(yes=True, reason="all entries of this feed got new identities at once")
    return Judgement(yes=False, reason="")


def looks_all_new(feed: Feed, fresh: int, known: int) -> bool:
    """Whether so many entries of a feed are new at once that their identities may have changed."""
    return feed.baseline_at is not None and fresh >= _LEAST and fresh >= _ALL_NEW * (fresh + known)


def lacks_required(feed: Feed, entry: Entry) -> str | None:
    """Why an entry is not read at all, or None."""
    if not feed.require:
        return None
    pattern = _pattern(feed.require)
    if pattern is None or pattern.search(f"{entry.title}\n{entry.summary}\n{entry.content}"):
        return None
    return "it does not contain what this feed's entries must contain"


@lru_cache(maxsize=256)
def _pattern(require: str) -> re.Pattern[str] | None:
    try:
        return re.compile(require, re.IGNORECASE)
    except re.error:
        return None


def wants_text(reading: Reading) -> bool:
    """Whether the text of a story could tell more than title and teaser: they look like a move or leave it unclear."""
    if not reading.is_move:
        return reading.score >= UNCLEAR
    return reading.score < SURE or any(not move.persons or not (move.from_org or move.to_org) for move in reading.moves)


def wants_article(entry: Entry, reading: Reading, now: datetime) -> bool:
    """Whether the article is worth a request: its text could tell more, the entry came without it, and it is still news."""
    return bool(entry.url) and len(entry.content) < _HAS_TEXT and not is_too_old(entry, now) and wants_text(reading)


def is_too_old(entry: Entry, now: datetime) -> bool:
    """Whether an entry was published so long ago that it is no news any more."""
    return entry.published_at is not None and entry.published_at < now - NEWS


def may_alert(entry: Entry, recorded: "Recorded", now: datetime) -> Judgement:
    """Whether channels are told of a move now that this entry has told it."""
    if entry.baseline:
        return Judgement(yes=False, reason="it was there when the feed was first looked at")
    if not recorded.is_new_report:
        return Judgement(yes=False, reason="this article told it before")
    if is_too_old(entry, now):
        return Judgement(yes=False, reason="published more than 7 days ago")
    if recorded.move.said_at < now - NEWS:
        return Judgement(yes=False, reason="first told more than 7 days ago")
    return Judgement(yes=True, reason="news")


def hearers(watches: "Sequence[Watch]", corrections: "Collection[Correction]") -> "list[Watch]":
    """The watches that are told: all but those of workspaces that said there is no such move."""
    from storage.seen import is_withdrawn  # noqa: PLC0415 - loads the ORM, which a quiet round of polling does without

    refused = {correction.team_id for correction in corrections if is_withdrawn(correction)}
    return [watch for watch in watches if watch.team_id not in refused]


def tells_more(closer: Reading, first: Reading) -> bool:
    """Whether the reading of the whole article replaces that of title and summary: it finds a move, and nothing gets lost."""
    if not closer.is_move:
        return False
    return not first.is_move or _people(closer) >= _people(first)


def _people(reading: Reading) -> int:
    return sum(len(move.persons) for move in reading.moves)


def next_look(rhythm: Mapping[str, Any], now: datetime, wishes: Wishes, pace: Pace, failures: int = 0) -> datetime:
    """When a feed of this rhythm is due again: as `bot.feeds.schedule` says; where the operator asks for haste, at that pace."""
    if pace.floor < _HASTE:
        wait = max(pace.floor, _SHORTEST) * int(2 ** min(failures, _MOST_DOUBLINGS))
        return now + max(min(wait, schedule.LONGEST), wishes.retry_after or _SHORTEST)
    return schedule.next_check(
        now,
        floor=pace.floor,
        ceiling=pace.ceiling,
        ttl=timedelta(seconds=rhythm["ttl"]) if rhythm.get("ttl") else None,
        max_age=wishes.max_age,
        retry_after=wishes.retry_after,
        published=[datetime.fromtimestamp(each, UTC) for each in rhythm.get("published", ())],
        failures=failures,
        rand=pace.rand(),
        skip_hours=frozenset(rhythm.get("hours", ())),
        skip_days=frozenset(rhythm.get("days", ())),
    )
