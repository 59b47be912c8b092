"""Feeds: added, used by workspaces, moved, and how they are doing; see `storage.polling` for how they are claimed."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import EntryRow, Feed, FeedRow, Fetch, FetchRow, Source, SourceRow
from storage.polling import ACTIVE, GONE, PAUSED
from storage.upsert import insert_into

KEPT_FETCHES = 20


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed as somebody asks for it; see `storage.models.Feed` for the fields."""

    url: str
    title: str = ""
    lang: str = ""
    topic: str = ""
    folder: str = ""
    require: str = ""
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed is doing: its last look, and how long its entries take from publication until they are seen."""

    feed: Feed
    last: Fetch | None
    delay: timedelta | None = None


# --- adding and removing


async def add(session: AsyncSession, wanted: NewFeed, now: datetime) -> tuple[Feed, bool]:
    """Store a feed, or take up again one that is known; its first poll is due at once.

    A feed that was paused or gone starts with a baseline again, so that what it told meanwhile alerts nobody.

    Returns:
        The feed, and whether it was not being read before.
    """
    values = asdict(wanted) | {"created_at": now, "next_check_at": now}
    fresh = Feed(**values).model_dump(exclude={"id"})
    insertion = insert_into(session, FeedRow).values(**fresh).on_conflict_do_nothing().returning(col(FeedRow.id))
    is_new = (await session.exec(insertion)).first() is not None
    row = (await session.exec(select(FeedRow).where(FeedRow.url == wanted.url))).one()
    taken_up = row.state != ACTIVE
    if taken_up:
        row.sqlmodel_update({"state": ACTIVE, "baseline_at": None, "next_check_at": now, "failures": 0, "error": None})
        row.sqlmodel_update({"failing_since": None, "told_failing_at": None, "etag": None, "last_modified": None})
    if wanted.shared and not row.shared:
        row.sqlmodel_update({"shared": True})
    await session.flush()
    return Feed.of(row), is_new or taken_up


async def add_source(session: AsyncSession, source: Source) -> bool:
    """Let a workspace use a feed, or use it again; False where it already does."""
    values = source.model_dump()
    insertion = insert_into(session, SourceRow).values(**values).on_conflict_do_nothing().returning(col(SourceRow.feed_id))
    if (await session.exec(insertion)).first() is not None:
        return True
    mine = [col(SourceRow.team_id) == source.team_id, col(SourceRow.feed_id) == source.feed_id]
    resumed = await session.exec(update(SourceRow).where(*mine, col(SourceRow.paused)).values(paused=False))
    return bool(resumed.rowcount)


async def pause_source(session: AsyncSession, team_id: str, feed_id: int, *, paused: bool, by: str, now: datetime) -> None:
    """Stop hearing of a feed in one workspace, or hear of it again; a shared feed gets a source that says so."""
    source = Source(team_id=team_id, feed_id=feed_id, added_by=by, added_at=now, paused=paused)
    insertion = insert_into(session, SourceRow).values(**source.model_dump())
    await session.exec(insertion.on_conflict_do_update(index_elements=["team_id", "feed_id"], set_={"paused": paused}))


async def remove_source(session: AsyncSession, team_id: str, feed_id: int) -> bool:
    """End a workspace's use of a feed; one that nobody uses any more is no longer read, and what it told stays."""
    mine = [col(SourceRow.team_id) == team_id, col(SourceRow.feed_id) == feed_id]
    removed = await session.exec(delete(SourceRow).where(*mine))
    used = select(SourceRow.feed_id).where(SourceRow.feed_id == feed_id)
    idle = [col(FeedRow.id) == feed_id, col(FeedRow.shared).is_(False), ~used.exists()]
    await session.exec(update(FeedRow).where(*idle).values(state=PAUSED))
    return bool(removed.rowcount)


async def remove(session: AsyncSession, feed_id: int) -> bool:
    """Delete a feed with its entries; the moves it told stay."""
    return bool((await session.exec(delete(FeedRow).where(col(FeedRow.id) == feed_id))).rowcount)


# --- moving


async def redirect(session: AsyncSession, feed: Feed, url: str) -> bool:
    """Read a feed from its new address for good; where that is read already, its users get that one and this one ends.

    Returns:
        Whether the feed goes on under the new address.
    """
    other = (await session.exec(select(FeedRow.id).where(FeedRow.url == url))).first()
    if other is None:
        moved = {"url": url, "moved_to": None, "moved_seen": 0}
        await session.exec(update(FeedRow).where(col(FeedRow.id) == feed.id).values(**moved))
        return True
    for source in (await session.exec(select(SourceRow).where(SourceRow.feed_id == feed.id))).all():
        await add_source(session, Source.of(source).model_copy(update={"feed_id": other}))
    if feed.shared:
        await session.exec(update(FeedRow).where(col(FeedRow.id) == other).values(shared=True))
    ended = {"state": GONE, "error": f"moved to {url}, which is read already"}
    await session.exec(update(FeedRow).where(col(FeedRow.id) == feed.id).values(**ended))
    return False


# --- telling


async def by_id(session: AsyncSession, feed_id: int) -> Feed | None:
    """The feed of this id."""
    row = await session.get(FeedRow, feed_id)
    return Feed.of(row) if row else None


async def by_url(session: AsyncSession, url: str) -> Feed | None:
    """The feed at this address."""
    row = (await session.exec(select(FeedRow).where(FeedRow.url == url))).first()
    return Feed.of(row) if row else None


async def all_feeds(session: AsyncSession) -> list[Feed]:
    """Every feed, by id."""
    return [Feed.of(row) for row in await session.exec(select(FeedRow).order_by(col(FeedRow.id)))]


async def sources(session: AsyncSession, team_id: str) -> list[tuple[Feed, Source | None]]:
    """The feeds a workspace hears of, by id: the shared ones and its own, each with its source where it has one."""
    mine = (col(SourceRow.feed_id) == col(FeedRow.id)) & (col(SourceRow.team_id) == team_id)
    query = select(FeedRow, SourceRow).outerjoin(SourceRow, mine)
    query = query.where(or_(col(FeedRow.shared), col(SourceRow.team_id).is_not(None))).order_by(col(FeedRow.id))
    return [(Feed.of(feed), Source.of(source) if source else None) for feed, source in (await session.exec(query)).all()]


async def users(session: AsyncSession, feed_id: int) -> list[Source]:
    """Who asked for a feed, in all workspaces."""
    return [Source.of(row) for row in await session.exec(select(SourceRow).where(SourceRow.feed_id == feed_id))]


async def last_fetches(session: AsyncSession, feed_id: int, limit: int = KEPT_FETCHES) -> list[Fetch]:
    """The newest looks at a feed, newest first."""
    query = select(FetchRow).where(FetchRow.feed_id == feed_id).order_by(col(FetchRow.at).desc(), col(FetchRow.id).desc())
    return [Fetch.of(row) for row in await session.exec(query.limit(limit))]


async def median_delay(session: AsyncSession, feed_id: int) -> timedelta | None:
    """The median time from publication until seen, of the newest 50 entries that came after the baseline."""
    dated = [col(EntryRow.feed_id) == feed_id, col(EntryRow.baseline).is_(False), col(EntryRow.published_at).is_not(None)]
    query = select(EntryRow.published_at, EntryRow.seen_at).where(*dated).order_by(col(EntryRow.seen_at).desc()).limit(50)
    delays = sorted(max(seen - published, timedelta(0)) for published, seen in await session.exec(query) if published)
    return delays[len(delays) // 2] if delays else None


async def health(session: AsyncSession, team_id: str | None = None) -> list[Health]:
    """How the feeds are doing, failing ones first; those of one workspace, or all."""
    heard = [feed for feed, _ in await sources(session, team_id)] if team_id else await all_feeds(session)
    newest = select(func.max(FetchRow.id)).group_by(col(FetchRow.feed_id))
    last = {row.feed_id: Fetch.of(row) for row in await session.exec(select(FetchRow).where(col(FetchRow.id).in_(newest)))}
    ordered = sorted(heard, key=lambda feed: (feed.state == ACTIVE and not feed.failures, -feed.failures, feed.id or 0))
    return [Health(feed, last.get(feed.id or 0)) for feed in ordered]
