"""Much of everything, made up: moves, entries and watches as a busy installation would have them after years."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, text
from sqlmodel import SQLModel

from bot.bench.faults.people import names
from bot.directory import load_directory
from storage.columns import UtcDateTime
from storage.criteria import Filters, Query
from storage.database import Database
from storage.keys import name_key
from storage.models import (
    FeedRow,
    Move,
    MoveRow,
    MoverRow,
    Report,
    ReportRow,
)
from storage.movers import mover
from storage.watches import Draft, create

_ROLES = ("CTO", "Chief Financial Officer", "head of research", "software engineer", "directrice technique", None, None, None)
_KINDS = ("join", "join", "leave", "leave", "return", "found", "promote", "board")
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each."""

    moves: int
    entries: int
    watches: int


class Made:
    """Chooses companies and people as the news does: a few of them again and again, most of them rarely."""

    def __init__(self, seed: int) -> None:
        """Make the same choices for the same seed."""
        self.random = random.Random(seed)  # noqa: S311 - made-up news need no secrets
        directory = load_directory()
        first = ["openai", "anthropic", "google", "meta", "mistral-ai", "nvidia", "thinking-machines", "microsoft"]
        known = [key for key in first if key in directory.companies]
        self.companies = known + [key for key in directory.companies if key not in known]
        self.weights = [1 / (rank + 20) for rank in range(len(self.companies))]
        self.labels = directory.companies
        self.people = names()

    def company(self) -> str | None:
        """The key of a company; now and then none."""
        return None if self.random.random() < 0.2 else self.random.choices(self.companies, self.weights)[0]  # noqa: PLR2004 - a share

    def person(self) -> str:
        """A name out of some ten thousand."""
        return self.random.choice(self.people) + self.random.choice("abcdefghijklmnopqrstuvwxy")

    def move(self, at: datetime) -> Move:
        """A move told at an instant."""
        left, to = self.company(), self.company()
        return Move(
            people=tuple(self.person() for _ in range(self.random.choice((1, 1, 1, 2, 3)))),
            from_org=self.labels[left].name if left else None,
            to_org=self.labels[to].name if to else None,
            from_key=left,
            to_key=to,
            role=self.random.choice(_ROLES),
            kind=self.random.choice(_KINDS),
            status=self.random.choice(("reported", "confirmed")),
            lang=self.random.choice(("en", "fr", "de")),
            confidence=round(self.random.random(), 2),
            said_at=at,
            seen_at=at,
            changed_at=at,
        )

    def query(self) -> Query:
        """What somebody would watch: most often a company."""
        key = self.random.choices(self.companies, self.weights)[0]
        company = Query("company", key, self.labels[key].name)
        other = Query("company", self.random.choice(self.companies))
        person = self.person()
        word = f"startup{self.random.randrange(500)}"
        made: Sequence[Query] = (
            Query("person", name_key(person), person),
            Query("role", "cto", "cto", (company,)),
            Query("corridor", parts=(company, other)),
            Query("text", word, word),
            Query("sector", "chips", "chips"),
            Query("role", "head of research", "head of research"),
        )
        return self.random.choices((company, *made), (80, 10, 3, 3, 2, 1, 1))[0]


def sample_moves(count: int, now: datetime) -> Iterator[tuple[Move, Report]]:
    """Moves that just came in, each with its report."""
    made = Made(2)
    for number in range(count):
        move = made.move(now)
        yield move, _report(move, number, now)


def _report(move: Move, number: int, at: datetime) -> Report:
    title = f"{' and '.join(move.people)}: {move.kind} at {move.to_org or move.from_org or f'startup{number % 500}'}"
    host = f"outlet{number % 300}.example"
    return Report(
        move_id=number, story_key=str(number), outlet=host, url=f"https://{host}/{number}", title=title, lang="en", seen_at=at
    )


def _again(report: Report, made: Made) -> Report:
    """The same told by another outlet within two days."""
    later = report.seen_at + timedelta(minutes=made.random.randrange(1, 2880))
    outlet = f"outlet{made.random.randrange(300)}.example"
    return report.model_copy(update={"story_key": f"{report.story_key}-2", "outlet": outlet, "seen_at": later})


async def fill(db: Database, sizes: Sizes, team_id: str, now: datetime) -> None:
    """Store it all; the workspace `team_id` has its share of the watches."""
    async with db.transaction() as session:
        session.add(FeedRow(id=1, url="https://all.example/feed", state="paused", created_at=now, next_check_at=now))
    await _fill_moves(db, sizes.moves, now)
    await _fill_entries(db, sizes.entries, now)
    await _fill_watches(db, sizes.watches, team_id, now)
    async with db.engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()


async def _fill_moves(db: Database, count: int, now: datetime) -> None:
    made = Made(1)
    for begin in range(0, count, _BATCH):
        numbers = range(begin + 1, min(begin + _BATCH, count) + 1)
        moves = {number: made.move(now - timedelta(minutes=9 * (count - number))) for number in numbers}
        reports = [_report(move, number, move.said_at) for number, move in moves.items()]
        reports += [_again(reports[place], made) for place in range(0, len(reports), 3)]
        movers = [(number, name) for number, move in moves.items() for name in dict.fromkeys(move.people)]
        await _insert(db, MoveRow, [move.model_dump() | {"id": number} for number, move in moves.items()])
        await _insert(db, MoverRow, [_mover(number, name) for number, name in movers])
        await _insert(db, ReportRow, [report.model_dump(exclude={"id"}) for report in reports])
    await _set_sequence(db, "move", count)


def _mover(number: int, name: str) -> dict[str, Any]:
    return mover(number, name_key(name), name).model_dump()


async def _insert(db: Database, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    async with db.transaction() as session:
        await (await session.connection()).execute(insert(table), rows)


async def _set_sequence(db: Database, table: str, last: int) -> None:
    """PostgreSQL counts its keys apart from the rows."""
    if not db.is_sqlite:
        async with db.transaction() as session:
            query = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            await (await session.connection()).execute(query, {"name": table, "last": max(last, 1)})


async def _fill_entries(db: Database, count: int, now: datetime) -> None:
    """Made by the database itself, which is quicker than sending them."""
    data = "'{}'" if db.is_sqlite else "CAST('{}' AS JSON)"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
    columns = "id, feed_id, key, story_key, url, title, summary, content, outlet, lang, seen_at, baseline, is_move, score, reason"
    values = "i, 1, 'k' || i, 's' || i, 'https://outlet.example/' || i, 'A headline as long as headlines are, number ' || i"
    rest = "'', '', 'outlet.example', 'en', :now, false, false, 0.1, ''"
    entries = text(
        f"INSERT INTO entry ({columns}, reading) {numbers} SELECT {values}, {rest}, {data} FROM n"  # noqa: S608 - no outside text
    ).bindparams(bindparam("now", type_=UtcDateTime))
    mentions = text(
        f"INSERT INTO mention (entry_id, company_key, seen_at) {numbers} "  # noqa: S608 - no outside text
        "SELECT i, CASE WHEN i % 40 = 0 THEN 'openai' ELSE 'c' || (i % 900) END, :now FROM n"
    ).bindparams(bindparam("now", type_=UtcDateTime))
    async with db.transaction() as session:
        connection = await session.connection()
        await connection.execute(entries, {"count": count, "now": now})
        await connection.execute(mentions, {"count": count, "now": now})
    await _set_sequence(db, "entry", count)


async def _fill_watches(db: Database, count: int, team_id: str, now: datetime) -> None:
    """Ten for each channel, a hundred for each workspace."""
    made, directory = Made(3), load_directory()
    for batch in _batches(count, 100):
        team = team_id if batch[0] == 0 else f"T{batch[0] // 100}"
        async with db.transaction() as session:
            for number in batch:
                query = made.query()
                channel = "CGENERAL" if number < 10 else f"C{number // 10}"  # noqa: PLR2004 - the first channel is the one typed in
                draft = Draft(channel, "UALICE", f"{query.label} {number}", query, Filters(conf=0.3))
                await create(session, team, draft, directory, now)


def _batches(count: int, size: int) -> Iterator[tuple[int, ...]]:
    return (tuple(range(begin, min(begin + size, count))) for begin in range(0, count, size))
