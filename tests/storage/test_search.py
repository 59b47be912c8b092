"""Moves looked up: what the database finds is what `matches` would keep, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage import feed_health, known_names, lists, search
from storage.backtest import backtest
from storage.criteria import Clause, Filters, Query, matches
from storage.database import Database
from storage.models import CorrectionRow, EntryRow, FeedRow, MentionRow, SourceRow, SuppressionRow
from storage.search import Found, Search
from storage.seen import digests_of
from tests.storage.builders import DIRECTORY, NOW, a_move, a_report, stored

OPENAI, TML, GOOGLE = (Query("company", key) for key in ("openai", "thinking-machines", "google"))
MOVES = [
    a_move(),
    a_move(
        people=("Jane Roe",),
        from_org="OpenAI",
        to_org="Mistral",
        kind="join",
        role="Chief Technology Officer",
        level="c",
        confidence=0.6,
    ),
    a_move(people=("J. Roe",), from_org=None, to_org="Google DeepMind", kind="join", role="research lead", lang="en"),
    a_move(
        people=(), group_words="two engineers", from_org="Stripe", to_org=None, kind="leave", status="confirmed", role="ingénieur"
    ),
    a_move(
        people=("吴泳铭",),
        from_org=None,
        to_org="Zörg & Co_100%",
        kind="promote",
        role="Directrice technique",
        said_at=NOW - timedelta(days=100),
    ),
    a_move(
        people=("Eddie Wu",),
        from_org="Zörg & Co_100%",
        to_org="Google",
        kind="return",
        status="denied",
        said_at=NOW - timedelta(days=40),
    ),
]
REPORTS = [
    a_report(),
    a_report(outlet="The Wire", url="https://news.wire.example/x", title="Jane Roe swaps OpenAI for Mistral"),
    a_report(outlet="Wire", url="http://wire.example", title="A lead for DeepMind"),
    a_report(outlet="Paymts", url="", title="Engineers leave Stripe"),
    a_report(outlet="某", url="https://x.example/1", title="吴泳铭出任CEO"),
    a_report(outlet="Le Quotidien", title="Eddie Wu revient"),
]
QUERIES = [
    OPENAI,
    TML,
    GOOGLE,
    Query("company", DIRECTORY.company_key("Zörg & Co_100%")),
    Query("person", "jane roe"),
    Query("person", DIRECTORY.person_key("Eddie Wu")),
    Query("role", "cto"),
    Query("role", "cto", parts=(Query("company", "mistral-ai"),)),
    Query("role", "engineer", parts=(Query("sector", "fintech"),)),
    Query("corridor", parts=(OPENAI, Query("company", "mistral-ai"))),
    Query("corridor", parts=(Query("all"), GOOGLE)),
    Query("sector", "ai"),
    Query("list", "portfolio"),
    Query("any", parts=(OPENAI, GOOGLE)),
    Query("text", "engineers"),
    Query("text", "engineer"),
    Query("text", "吴泳"),
    Query("text", "100", "100%"),
    Query("all"),
]
FILTERS = [
    Filters(),
    Filters("in"),
    Filters("out"),
    Filters(conf=0.7),
    Filters(since=NOW - timedelta(days=50)),
    Filters(until=NOW - timedelta(days=50)),
    Filters(clauses=(Clause("type", ("join", "leave")),)),
    Filters(clauses=(Clause("type", ("poach",)),)),
    Filters(clauses=(Clause("type", ("poach",), negated=True),)),
    Filters(clauses=(Clause("level", ("c",), negated=True), Clause("status", ("reported",)))),
    Filters(clauses=(Clause("role", ("cto", "head of research")),)),
    Filters(clauses=(Clause("role", ("cto",), negated=True),)),
    Filters(clauses=(Clause("source", ("wire.example",)),)),
    Filters(clauses=(Clause("source", ("Le Quotidien",), negated=True),)),
]


async def fill(db: Database) -> None:
    async with db.transaction() as session:
        for move, report in zip(MOVES, REPORTS, strict=True):
            await stored(session, move, report)
        await lists.add(session, "T1", "portfolio", [TML, Query("person", "jane roe", "Jane Roe")], by="U1", now=NOW)


async def found(db: Database, query: Query, filters: Filters = FILTERS[0], **more: object) -> Found:
    async with db.reading() as session:
        return await search.find(session, Search("T1", query, filters, **more), DIRECTORY)


def people(result: Found) -> list[tuple[str, ...]]:
    return [hit.move.people or (hit.move.group_words or "",) for hit in result.hits]


async def test_the_database_finds_what_matches(db: Database) -> None:
    """Every query with every filter: the SQL and the pure function agree, and so do the counts."""
    await fill(db)
    kept = {"portfolio": (TML, Query("person", "jane roe"))}
    for query in QUERIES:
        for filters in FILTERS:
            expected = {
                move.people or (move.group_words or "",)
                for move, report in zip(MOVES, REPORTS, strict=True)
                if matches(query, filters, move, report, directory=DIRECTORY, lists=kept)
            }
            result = await found(db, query, filters, limit=50)
            assert set(people(result)) == expected, (query, filters)
            assert result.total == len(expected)
            assert result.people == sum(max(len(names), 1) for names in expected)


async def test_newest_first_in_pages(db: Database) -> None:
    """Pages follow one another; surest first where it is asked for."""
    await fill(db)
    first, second = [await found(db, Query("all"), limit=4, offset=offset) for offset in (0, 4)]
    dates = [hit.move.said_at for hit in (*first.hits, *second.hits)]
    assert dates == sorted(dates, reverse=True)
    assert (len(second.hits), second.total) == (2, 6)
    assert people(await found(db, Query("all"), by_confidence=True))[-1] == ("Jane Roe",)


async def test_who_came_and_who_left_are_people(db: Database) -> None:
    """Three who return together are three; a group described in words counts as one."""
    await fill(db)
    result = await found(db, OPENAI)
    assert (result.joined, result.left, result.people, result.total) == (3, 1, 4, 2)
    assert [hit.comes for hit in result.hits].count(True) == 1
    stripe = await found(db, Query("company", "stripe"))
    assert (stripe.joined, stripe.left) == (0, 1)


async def test_a_workspace_sees_its_own_feeds_corrections_and_suppressions(db: Database) -> None:
    """What one workspace corrected, forgot or reads alone does not concern the others."""
    await fill(db)
    async with db.transaction() as session:
        session.add(FeedRow(id=1, url="https://own.example", created_at=NOW, next_check_at=NOW, shared=False))
        await session.flush()
        session.add(SourceRow(team_id="T2", feed_id=1, added_at=NOW))
        await stored(session, a_move(people=("Own One",), shared=False), a_report(feed_id=1))
        session.add(CorrectionRow(team_id="T1", move_id=1, verdict="wrong", what="not_a_move", at=NOW))
        changes = {"from_org": "Google", "from_key": "google"}
        session.add(CorrectionRow(team_id="T1", move_id=2, verdict="wrong", what="company", changes=changes, at=NOW))
        session.add_all(SuppressionRow(team_id="T1", digest=one, at=NOW) for one in digests_of("Eddie Wu", DIRECTORY))
    assert people(await found(db, OPENAI)) == []
    assert people(await found(db, GOOGLE, limit=50)) == [("J. Roe",), ("Jane Roe",)]
    assert (await found(db, GOOGLE)).total == 2
    async with db.reading() as session:
        other = await search.find(session, Search("T2", OPENAI, FILTERS[0]), DIRECTORY)
    assert (other.total, other.people) == (3, 5)


async def test_a_backtest_counts_the_last_90_days(db: Database) -> None:
    """Older moves do not count; a period in the filters neither."""
    await fill(db)
    async with db.reading() as session:
        past = await backtest(
            session, "T1", Query("all"), Filters(until=NOW - timedelta(days=300)), directory=DIRECTORY, now=NOW + timedelta(1)
        )
    assert (past.alerts, len(past.newest), past.is_noisy) == (5, 5, False)
    assert replace(past, alerts=451).is_noisy
    assert past.per_week == pytest.approx(5 * 7 / 90)


async def test_what_was_read_about_a_company(db: Database) -> None:
    """Stories naming it or what it owns, each once."""
    async with db.transaction() as session:
        session.add(FeedRow(id=1, url="https://f.example", created_at=NOW, next_check_at=NOW))
        await session.flush()
        session.add_all(EntryRow(id=n, feed_id=1, key=str(n), story_key=str(n), seen_at=NOW) for n in (1, 2))
        await session.flush()
        for entry, key in ((1, "google"), (1, "google-deepmind"), (2, "google-deepmind")):
            session.add(MentionRow(entry_id=entry, company_key=key, seen_at=NOW - timedelta(hours=entry)))
    async with db.reading() as session:
        read = await search.read_about(session, GOOGLE, NOW - timedelta(days=1), DIRECTORY)
        assert await search.read_about(session, Query("all"), None, DIRECTORY) is None
    assert read == search.Read(2, NOW - timedelta(hours=1))


async def test_names_by_their_beginning(db: Database) -> None:
    """Companies and people that only moves know are found by any name's beginning, signs of LIKE included."""
    await fill(db)
    async with db.reading() as session:
        assert await known_names.starting(session, "Zorg", 5) == (["Zörg & Co_100%"], [])
        companies, movers = await known_names.starting(session, "roe", 5)
        assert (companies, sorted(movers)) == ([], ["J. Roe", "Jane Roe"])
        assert await known_names.starting(session, "%", 5) == ([], [])
        assert await known_names.company(session, "zorg co_100") == "Zörg & Co_100%"
        assert await known_names.person(session, "jane roe") == "Jane Roe"


async def test_feeds_are_counted_for_each_workspace(db: Database) -> None:
    """Shared feeds unless paused there, own feeds of those who added them; failing ones come first."""
    async with db.transaction() as session:
        shared = {"created_at": NOW, "next_check_at": NOW, "checked_at": NOW, "new_at": NOW}
        session.add(FeedRow(id=1, url="https://1.example", **shared))
        session.add(FeedRow(id=2, url="https://2.example", failures=3, error="refused", **shared))
        session.add(FeedRow(id=3, url="https://3.example", **shared | {"shared": False}))
        await session.flush()
        session.add(SourceRow(team_id="T1", feed_id=1, added_at=NOW, paused=True))
        session.add(SourceRow(team_id="T1", feed_id=3, added_at=NOW))
    async with db.reading() as session:
        assert await feed_health.health(session, "T1") == feed_health.Health(2, 1, NOW)
        assert await feed_health.health(session, "T2") == feed_health.Health(2, 1, NOW)
        assert [feed.id for feed in await feed_health.feeds(session, "T1", 10)] == [2, 3]
