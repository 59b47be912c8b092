"""Why there is an alert, or why there is none: what was read, what was made of it, and which watches asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import mutes, watches
from storage.criteria import Filters, matches
from storage.directory import Directory
from storage.lists import team_lists
from storage.models import Entry, EntryRow, Feed, FeedRow, Report, Watch
from storage.redaction import redact
from storage.refs import Found
from storage.shown import Story, story_of_alert, story_of_move

Outcome = Literal["matched", "paused", "broken", "muted", "filters", "other"]
"""What a watch did with a move: it asked for it; it asks for it but is paused, broken or muted; its filters leave it out; it is
about something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A watch and what it did with the move."""

    watch: Watch
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Why:
    """All there is to say about a story.

    Attributes:
        entry: what was read, the first report's entry; None where it is no longer kept.
        feed: where it came from.
        story: the move, as the workspace sees it, or None where no move was read.
        asked: the channel's watches and what they did with it, those that matched first.
        alerted: whether this channel has an alert about it.
    """

    entry: Entry | None
    feed: Feed | None
    story: Story | None
    asked: tuple[Asked, ...] = ()
    alerted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a workspace."""

    team_id: str
    channel_id: str


async def why(session: AsyncSession, place: Place, found: Found, directory: Directory, now: datetime) -> Why:
    """Gather the stages for what a person pointed at, as seen from where they are, or from the alert's channel."""
    story = await _story(session, place.team_id, found, directory)
    entry = _unread(found.entry or await _entry(session, story.reports if story else ()), story)
    feed = await session.get(FeedRow, entry.feed_id) if entry else None
    seen_from = replace(place, channel_id=found.alert.channel_id) if found.alert else place
    judged = await judge(session, seen_from, story, directory, now) if story else ()
    alerted = set(found.alert.watch_ids) if found.alert else set()
    asked = [Asked(one.watch, "matched") if one.watch.id in alerted else one for one in judged]
    return Why(entry, Feed.of(feed) if feed else None, story, tuple(sorted(asked, key=_order)), found.alert is not None)


def _unread(entry: Entry | None, story: Story | None) -> Entry | None:
    """The entry without the notes that name people who are to be forgotten."""
    if entry is None or story is None or not story.hidden:
        return entry
    told = {name: redact(getattr(entry, name), story.hidden) for name in ("title", "summary", "reason")}
    return entry.model_copy(update={**told, "content": "", "reading": {}})


def _order(asked: Asked) -> tuple[bool, int]:
    return asked.outcome != "matched", asked.watch.number


async def _story(session: AsyncSession, team_id: str, found: Found, directory: Directory) -> Story | None:
    if found.alert:
        return await story_of_alert(session, found.alert, directory)
    return await story_of_move(session, team_id, found.move_id, directory) if found.move_id else None


async def _entry(session: AsyncSession, reports: Sequence[Report]) -> Entry | None:
    ids = [report.entry_id for report in reports if report.entry_id]
    first = select(EntryRow).where(col(EntryRow.id).in_(ids)).order_by(col(EntryRow.id)).limit(1)
    row = (await session.exec(first)).first() if ids else None
    return Entry.of(row) if row else None


async def judge(session: AsyncSession, place: Place, story: Story, directory: Directory, now: datetime) -> tuple[Asked, ...]:
    """What each watch of a channel does with a move as its first report tells it."""
    lists = await team_lists(session, place.team_id)
    muted = await mutes.mutes_of(session, [(place.team_id, place.channel_id)], now)
    report = story.reports[0] if story.reports else None

    def outcome(watch: Watch) -> Outcome:
        asks = watches.criteria(watch)
        if not matches(asks.query, Filters(asks.filters.direction), story.move, report, directory=directory, lists=lists):
            return "other"
        if not matches(asks.query, asks.filters, story.move, report, directory=directory, lists=lists):
            return "filters"
        if watch.state in ("paused", "broken"):
            return "paused" if watch.state == "paused" else "broken"
        is_muted = any(mutes.silences(mute, watch, story.move, report, directory) for mute in muted)
        return "muted" if is_muted else "matched"

    mine = await watches.of_channel(session, place.team_id, place.channel_id)
    return tuple(Asked(watch, outcome(watch)) for watch in mine)
