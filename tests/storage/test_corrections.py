"""Corrections change what one workspace sees, are counted, and become labelled lines; forgetting takes a person out."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import alerts, corrections, suppressions
from storage.database import Database
from storage.models import (
    AlertRow,
    AuditRow,
    Correction,
    DeliveryRow,
    EntryRow,
    FeedRow,
    Move,
    MoveRow,
    MoverRow,
    ReportRow,
    WatchRow,
)
from storage.shown import story_of_alert, story_of_move
from tests.storage.builders import DIRECTORY, NOW, a_move, a_report, stored

TRIO = ("Barret Zoph", "Luke Metz", "Sam Schoenholz")


async def told(session: AsyncSession, move: Move | None = None) -> Move:
    """A move read from an entry and posted as an alert in two workspaces."""
    feed = FeedRow(url="https://quotidien.example/rss", created_at=NOW, next_check_at=NOW)
    session.add(feed)
    await session.flush()
    entry = EntryRow(
        feed_id=feed.id, key="k", story_key="story",
        title="Barret Zoph et deux autres retournent chez OpenAI", summary="Zoph revient.",
        content="Barret Zoph revient avec Metz.", outlet="Le Quotidien", lang="fr", published_at=NOW, seen_at=NOW, is_move=True,
        reading={"trace": [["people", "Barret Zoph"]]},
    )  # fmt: skip
    session.add(entry)
    await session.flush()
    evidence = "Barret Zoph, Luke Metz et Sam Schoenholz retournent chez OpenAI."
    report = a_report(entry_id=entry.id, title=entry.title, evidence=evidence)
    move = await stored(session, move or a_move(evidence=evidence), report)
    watches = [
        WatchRow(
            team_id=team, number=1, channel_id=f"C{team}", owner_id="U1", expression="openai", created_at=NOW, changed_at=NOW
        )
        for team in ("T1", "T2")
    ]
    session.add_all(watches)
    await session.flush()
    await alerts.enqueue(session, move, watches, NOW)
    await session.exec(update(AlertRow).values(ts="1.2", state="sent"))
    return move


def wrong(move: Move, what: str, **changes: Any) -> Correction:
    return Correction(team_id="T1", move_id=move.id or 0, verdict="wrong", what=what, changes=changes, by="U1", at=NOW)


def right(move: Move) -> Correction:
    return Correction(team_id="T1", move_id=move.id or 0, verdict="right", by="U1", at=NOW)


async def edits(session: AsyncSession) -> list[str]:
    rows = await session.exec(select(DeliveryRow).where(DeliveryRow.op == "update").order_by(col(DeliveryRow.id)))
    return [row.channel_id for row in rows]


async def test_a_correction_edits_the_copies_of_its_workspace_alone(db: Database) -> None:
    async with db.transaction() as session:
        move = await told(session)
        await corrections.record(session, wrong(move, "person", people=["Bo Lee"]))
        mine = await story_of_move(session, "T1", move.id or 0, DIRECTORY)
        other = await story_of_move(session, "T2", move.id or 0, DIRECTORY)
        assert mine is not None
        assert other is not None
        assert (mine.move.people, other.move.people) == (("Bo Lee",), TRIO)
        assert (await edits(session)) == ["CT1"]
        assert (await session.exec(select(AuditRow.action, AuditRow.by))).all() == [("correction", "U1")]


@pytest.mark.parametrize("what", ["not_a_move", "old_news", "duplicate"])
async def test_what_is_no_news_is_withdrawn(sqlite_db: Database, what: str) -> None:
    async with sqlite_db.transaction() as session:
        move = await told(session)
        await corrections.record(session, wrong(move, what))
        story = await story_of_move(session, "T1", move.id or 0, DIRECTORY)
        assert story is not None
        assert story.withdrawn == what
        assert await corrections.corrected(session, "T1", [move]) == []
        assert await corrections.corrected(session, "T2", [move]) == [move]
        await corrections.record(session, right(move))
        assert await corrections.corrected(session, "T1", [move]) == [move]


async def test_the_newest_word_on_a_move_counts(db: Database) -> None:
    async with db.transaction() as session:
        moves = [await stored(session, a_move(people=(name,))) for name in TRIO]
        for correction in (
            right(moves[0]),
            right(moves[1]),
            wrong(moves[1], "company"),
            wrong(moves[2], "person"),
            right(moves[2]),
        ):
            await corrections.record(session, correction)
        found = await corrections.precision(session, "T1")
        assert (found.right, found.judged, found.percent) == (2, 3, 67)
        assert (await corrections.precision(session, "T2")).percent == 0


async def test_export_gives_labelled_lines(db: Database) -> None:
    async with db.transaction() as session:
        move = await told(session)
        await corrections.record(
            session, wrong(move, "direction", from_org="OpenAI", to_org="Thinking Machines Lab", kind="join")
        )
        lines = [line async for line in corrections.export(session, "T1")]
        assert [list(line) for line in lines] == [["id", "lang", "title", "summary", "source", "date", "label"]]
        assert lines[0]["label"]["moves"][0] == {
            "persons": list(TRIO), "group": None, "from_org": "OpenAI", "to_org": "Thinking Machines Lab", "role": None,
            "kind": "join", "status": "reported",
        }  # fmt: skip
        await corrections.record(session, wrong(move, "not_a_move"))
        assert [line["label"] async for line in corrections.export(session)] == [{"is_move": False, "sure": True, "moves": []}]
        assert [line async for line in corrections.export(session, "T2")] == []


async def test_the_operator_forgets_a_person_everywhere(db: Database) -> None:
    async with db.transaction() as session:
        move = await told(session)
        done = await suppressions.forget(session, "barret zoph", DIRECTORY, team_id="", by="U1", now=NOW)
        assert (done.moves, done.alerts) == (1, 2)
        tables = (MoveRow, MoverRow, ReportRow, EntryRow, AuditRow)
        texts = [str(tuple(row)) for table in tables for row in await session.exec(select(*table.__table__.columns))]
        assert texts
        assert not [text for text in texts if "zoph" in text.casefold()]
        assert "Luke Metz" in "".join(texts)
        digests = await suppressions.suppressed(session, "T9")
        assert suppressions.unsuppressed(TRIO, digests, DIRECTORY) == TRIO[1:]
        story = await story_of_move(session, "T1", move.id or 0, DIRECTORY)
        assert story is not None
        assert not story.withdrawn


async def test_a_move_of_a_forgotten_person_alone_is_withdrawn(db: Database) -> None:
    async with db.transaction() as session:
        move = await told(session, a_move(people=("Eddie Wu",), evidence="Eddie Wu joins."))
        await suppressions.forget(session, "吴泳铭", DIRECTORY, team_id="", by="U1", now=NOW)
        for team in ("T1", "T2"):
            story = await story_of_move(session, team, move.id or 0, DIRECTORY)
            assert story is not None
            assert story.withdrawn == "forgotten"
        assert not suppressions.unsuppressed(["Wu Yongming"], await suppressions.suppressed(session), DIRECTORY)


async def test_a_workspace_forgets_for_itself(db: Database) -> None:
    async with db.transaction() as session:
        move = await told(session)
        done = await suppressions.forget(session, "Barret Zoph", DIRECTORY, team_id="T1", by="U1", now=NOW)
        assert (done.moves, done.alerts) == (1, 1)
        mine = await story_of_move(session, "T1", move.id or 0, DIRECTORY)
        other = await story_of_move(session, "T2", move.id or 0, DIRECTORY)
        assert mine is not None
        assert other is not None
        assert mine.move.people == TRIO[1:]
        assert "Zoph" not in mine.move.evidence + mine.reports[0].title
        assert other.move.people == TRIO
        again = await suppressions.forget(session, "Barret Zoph", DIRECTORY, team_id="T1", by="U1", now=NOW)
        assert again.moves == 1


async def test_an_alert_tells_its_story_with_its_watches(sqlite_db: Database) -> None:
    async with sqlite_db.transaction() as session:
        await told(session)
        alert = await alerts.by_id(session, 1)
        assert alert is not None
        story = await story_of_alert(session, alert, DIRECTORY)
        assert story is not None
        assert [watch.team_id for watch in story.watches] == ["T1"]
        assert len(story.reports) == 1
        assert await story_of_move(session, "T1", 999, DIRECTORY) is None
