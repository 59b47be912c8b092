"""Feeds: added, claimed when they are due, and how fetching them went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import EntryRow, Feed, FeedRow, Fetch, FetchRow, Source, SourceRow
from storage.upsert import insert_into

ACTIVE, PAUSED, GONE = "active", "paused", "gone"
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
class Look:
    """How one look at a feed went.

    Attributes:
        feed_id, owner: the feed, and who claimed it.
        at, next_check_at: when it was, and when the next one is due.
        status, ms, size, new: HTTP status (0 where none came), milliseconds, bytes on the wire, new entries.
        changes: other columns of the feed to be set: validators, hashes, rhythm, baseline, …
    """

    feed_id: int
    owner: str
    at: datetime
    next_check_at: datetime
    status: int
    ms: int = 0
    size: int = 0
    new: int = 0
    changes: Mapping[str, Any] = field(default_factory=dict)


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


# --- claiming


async def claim_due(session: AsyncSession, *, now: datetime, owner: str, lease: timedelta, limit: int) -> list[Feed]:
    """Take up to `limit` feeds that are due, longest due first, and lease them to `owner`.

    On PostgreSQL any number of processes get disjoint feeds (`SKIP LOCKED`); on SQLite there is one writer at a time.
    """
    due = (
        select(FeedRow.id)
        .where(FeedRow.state == ACTIVE, FeedRow.next_check_at <= now)
        .where(or_(col(FeedRow.lease_until).is_(None), col(FeedRow.lease_until) <= now))
        .order_by(col(FeedRow.next_check_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    mine = update(FeedRow).where(col(FeedRow.id).in_(due)).values(lease_owner=owner, lease_until=now + lease)
    rows = await session.exec(mine.returning(*FeedRow.__table__.columns))  # type: ignore[attr-defined]
    return [Feed.model_construct(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name for a row's columns


async def claim(session: AsyncSession, feed_id: int, *, owner: str, until: datetime) -> None:
    """Take one feed, due or not, whoever has it."""
    mine = col(FeedRow.id) == feed_id
    await session.exec(update(FeedRow).where(mine).values(lease_owner=owner, lease_until=until))


async def extend(session: AsyncSession, owner: str, until: datetime) -> None:
    """Make the leases longer that an owner still holds: its heartbeat."""
    await session.exec(update(FeedRow).where(col(FeedRow.lease_owner) == owner).values(lease_until=until))


async def release(session: AsyncSession, owner: str) -> None:
    """Give back what was claimed and not looked at, so that others need not wait for the end of the lease."""
    mine = col(FeedRow.lease_owner) == owner
    await session.exec(update(FeedRow).where(mine).values(lease_owner=None, lease_until=None))


# --- how it went

_WORKS = {"failures": 0, "failing_since": None, "error": None, "told_failing_at": None}
_FREE = {"lease_owner": None, "lease_until": None}


async def record_success(session: AsyncSession, looks: Sequence[Look]) -> None:
    """Note looks that went well and give the feeds back; those of one transaction in as few statements as can be."""
    plain = [look for look in looks if not look.changes]
    for look in looks:
        if look.changes:
            await _give_back(session, look, {**_WORKS, **look.changes})
    if plain:
        table = FeedRow.__table__  # type: ignore[attr-defined]
        mine = (table.c.id == bindparam("feed_id"), table.c.lease_owner == bindparam("owner"))
        seen: dict[str, Any] = {"checked_at": bindparam("at"), "next_check_at": bindparam("due")}
        statement = update(table).where(*mine).values(**_WORKS, **_FREE, **seen)
        connection = await session.connection()
        await connection.execute(
            statement,
            [{"feed_id": each.feed_id, "owner": each.owner, "at": each.at, "due": each.next_check_at} for each in plain],
        )
    await _log(session, [(look, None) for look in looks])


async def record_failure(session: AsyncSession, look: Look, error: str, *, gone: bool = False) -> None:
    """Note a look that failed and give the feed back; `gone` ends it for good."""
    failing: dict[str, Any] = {
        "failures": col(FeedRow.failures) + 1,
        "failing_since": func.coalesce(col(FeedRow.failing_since), look.at),
        "error": error,
    }
    await _give_back(session, look, failing | dict(look.changes) | ({"state": GONE} if gone else {}))
    await _log(session, [(look, error)])


async def _give_back(session: AsyncSession, look: Look, columns: Mapping[str, Any]) -> None:
    mine = [col(FeedRow.id) == look.feed_id, col(FeedRow.lease_owner) == look.owner]
    kept = {"checked_at": look.at, "next_check_at": look.next_check_at, **_FREE}
    await session.exec(update(FeedRow).where(*mine).values(**kept, **columns))


async def _log(session: AsyncSession, looks: Iterable[tuple[Look, str | None]]) -> None:
    rows = [
        {
            "feed_id": look.feed_id,
            "at": look.at,
            "status": look.status,
            "ms": look.ms,
            "size": look.size,
            "new": look.new,
            "error": error,
        }
        for look, error in looks
    ]
    if rows:
        connection = await session.connection()
        await connection.execute(insert(FetchRow.__table__), rows)  # type: ignore[attr-defined]


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


async def has_any(session: AsyncSession) -> bool:
    """Whether there is any feed at all."""
    return (await session.exec(select(FeedRow.id).limit(1))).first() is not None
