"""Watches in the database: numbers, the index, and who hears of a move."""

import asyncio
from datetime import timedelta

from storage import lists, watches
from storage.criteria import Clause, Filters, Query
from storage.database import Database
from storage.models import MuteRow, Report, SourceRow, Watch
from storage.wanting import wanting
from storage.watches import Draft
from tests.storage.builders import DIRECTORY, NOW, a_move, a_report

OPENAI, GOOGLE = Query("company", "openai", "OpenAI"), Query("company", "google", "Google")


ANY = Filters()


async def watching(db: Database, query: Query, filters: Filters = ANY, *, channel: str = "C1", team: str = "T1") -> Watch:
    draft = Draft(channel, "U1", f"{query}{filters}", query, filters)
    async with db.transaction() as session:
        return (await watches.create(session, team, draft, DIRECTORY, NOW))[0]


async def hearing(db: Database, report: Report | None = None, **move) -> list[str]:
    async with db.reading() as session:
        found = await wanting(session, a_move(**move), report or a_report(), DIRECTORY, NOW)
    return [f"{watch.team_id}/{watch.number}" for watch in found]


async def test_numbers_are_short_and_never_used_twice(db: Database) -> None:
    """Each workspace counts from 1, also when many people watch at once, and a removed number stays free."""
    made = await asyncio.gather(*(watching(db, Query("text", f"t{n}")) for n in range(8)))
    assert sorted(watch.number for watch in made) == list(range(1, 9))
    async with db.transaction() as session:
        await watches.remove(session, max(made, key=lambda watch: watch.number))
    assert (await watching(db, OPENAI)).number > 8
    assert (await watching(db, OPENAI, team="T2")).number == 1


async def test_the_same_watch_twice_is_one(db: Database) -> None:
    """Asking again, even at the same moment, gives the watch that is there."""
    made = await asyncio.gather(*(watching(db, OPENAI) for _ in range(4)))
    assert len({watch.id for watch in made}) == 1


async def test_who_hears_of_a_move(db: Database) -> None:
    """Every workspace whose watch asks for it, through parents and lists too; a paused watch does not."""
    await watching(db, OPENAI)
    paused = await watching(db, Query("person", "luke metz"))
    await watching(db, GOOGLE)
    await watching(db, OPENAI, Filters(clauses=(Clause("type", ("leave",)),)))
    await watching(db, Query("list", "portfolio"), team="T2")
    async with db.transaction() as session:
        await watches.set_state(session, paused, watches.PAUSED, NOW)
        await lists.add(session, "T2", "Portfolio", [OPENAI], by="U1", now=NOW)
        await watches.reindex_list(session, "T2", "portfolio", DIRECTORY)
    assert await hearing(db) == ["T1/1", "T2/1"]
    assert await hearing(db, to_org="Google DeepMind") == ["T1/3"]


async def test_own_feeds_serve_their_own_workspace(db: Database) -> None:
    """A feed that only T1 added tells T1 alone; a shared feed that T2 has paused tells T2 nothing."""
    await watching(db, OPENAI)
    await watching(db, OPENAI, team="T2")
    async with db.transaction() as session:
        from storage.models import FeedRow

        session.add_all(FeedRow(id=n, url=f"https://f{n}.example", created_at=NOW, next_check_at=NOW) for n in (1, 2))
        await session.flush()
        session.add(SourceRow(team_id="T1", feed_id=1, added_at=NOW))
        session.add(SourceRow(team_id="T2", feed_id=2, added_at=NOW, paused=True))
    assert await hearing(db, a_report(feed_id=1), shared=False) == ["T1/1"]
    assert await hearing(db, a_report(feed_id=2)) == ["T1/1"]
    assert await hearing(db) == ["T1/1", "T2/1"]


async def test_mutes_hold_until_they_end(db: Database) -> None:
    """A muted company, person, outlet or watch is silent in its channel alone, and only so long."""
    await watching(db, OPENAI)
    await watching(db, OPENAI, channel="C2")
    for subject, key in [("company", "thinking-machines"), ("person", "luke metz"), ("source", "Le Quotidien"), ("watch", "1")]:
        async with db.transaction() as session:
            row = MuteRow(team_id="T1", channel_id="C1", subject=subject, key=key, at=NOW, until=NOW + timedelta(hours=1))
            session.add(row)
        assert await hearing(db) == ["T1/2"], subject
        async with db.transaction() as session:
            await session.delete(await session.merge(row))
    async with db.transaction() as session:
        session.add(MuteRow(team_id="T1", channel_id="C1", subject="company", key="openai", at=NOW, until=NOW))
    assert await hearing(db) == ["T1/1", "T1/2"]


async def test_an_edited_watch_is_found_by_what_it_asks_now(db: Database) -> None:
    """Number and owner stay, the index follows."""
    watch = await watching(db, GOOGLE)
    async with db.transaction() as session:
        draft = Draft("C1", "U2", "openai", OPENAI, Filters())
        changed = await watches.edit(session, watch, draft, DIRECTORY, NOW)
    assert (changed.number, changed.owner_id, changed.expression) == (watch.number, "U1", "openai")
    assert await hearing(db) == ["T1/1"]
    assert await hearing(db, to_org="Google", from_org=None) == []
