"""Entries: stored once, found again by their story, and the companies they name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import METADATA, Entry, EntryRow, SeenRow
from storage.upsert import insert_into

_ENTRY, _SEEN, _MENTION = (METADATA.tables[name] for name in ("entry", "seen", "mention"))
_MOST = 400  # rows or keys a statement: both databases limit the variables of one


async def known(session: AsyncSession, feed_id: int, keys: Collection[str]) -> set[str]:
    """Which of these entry keys a feed gave before."""
    wanted, found = list(keys), set[str]()
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        found |= set(await session.exec(select(SeenRow.key).where(SeenRow.feed_id == feed_id, col(SeenRow.key).in_(some))))
    return found


async def known_stories(session: AsyncSession, story_keys: Collection[str]) -> set[str]:
    """Which of these stories any feed told before."""
    wanted, found = list(story_keys), set[str]()
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        found |= set(await session.exec(select(EntryRow.story_key).where(col(EntryRow.story_key).in_(some))))
    return found


async def insert_new(session: AsyncSession, entries: Sequence[Entry]) -> list[Entry]:
    """Store the entries never seen before and return just those, with their ids, in the given order.

    What counts is the memory of keys, which outlives pruned entries; of two with one key the first is stored.
    """
    unseen = {(entry.feed_id, entry.key): entry for entry in reversed(entries)}
    fresh = [entry for entry in entries if unseen[entry.feed_id, entry.key] is entry]
    new = await _remember(session, fresh)
    stored = [entry for entry in fresh if (entry.feed_id, entry.key) in new]
    rows = [entry.model_dump(exclude={"id"}) for entry in stored]
    made = await _insert(session, insert(_ENTRY).returning(_ENTRY.c.feed_id, _ENTRY.c.key, _ENTRY.c.id), rows)
    ids = {(feed_id, key): entry_id for feed_id, key, entry_id in made}
    return [entry.model_copy(update={"id": ids[entry.feed_id, entry.key]}) for entry in stored]


async def _remember(session: AsyncSession, entries: Sequence[Entry]) -> set[tuple[int, str]]:
    rows = [{"feed_id": entry.feed_id, "key": entry.key} for entry in entries]
    insertion = insert_into(session, _SEEN).on_conflict_do_nothing().returning(_SEEN.c.feed_id, _SEEN.c.key)
    return {(feed_id, key) for feed_id, key in await _insert(session, insertion, rows)}


async def mention(session: AsyncSession, named: Mapping[int, Collection[str]], entries: Sequence[Entry]) -> None:
    """Note the companies (by key) that are named in entries (by their place in `entries`)."""
    rows = [
        {"entry_id": entries[at].id, "company_key": key[:120], "seen_at": entries[at].seen_at}
        for at, keys in named.items()
        for key in sorted(set(keys))
    ]
    if rows:
        await (await session.connection()).execute(insert_into(session, _MENTION).on_conflict_do_nothing(), rows)


async def _insert(session: AsyncSession, insertion: Any, rows: Sequence[dict[str, Any]]) -> Sequence[Any]:
    """Insert many rows with one statement that is compiled once, and give back what it returns."""
    return (await (await session.connection()).execute(insertion, rows)).all() if rows else ()


async def by_id(session: AsyncSession, entry_id: int) -> Entry | None:
    """The entry of this id."""
    row = await session.get(EntryRow, entry_id)
    return Entry.of(row) if row else None
