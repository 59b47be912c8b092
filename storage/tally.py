"""Who moved, as narrow rows in small parts, and how many people that are.

A year of moves is counted in figures that fit on a screen, so nothing of it is kept but keys; the parts leave the event
loop free between them.
"""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Integer, cast, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Clause
from storage.directory import Directory
from storage.models import CorrectionRow, MoveRow, MoverRow
from storage.movers import forgotten_keys, told_of
from storage.outlines import Outline, outlines, persons
from storage.search import Search, answering

HEADCOUNT = ("join", "leave", "return", "found")
OVER = ("denied", "reversed")

_PART = 1000  # rows; some milliseconds of work

Who = str | int
"""A person by key; where nobody is named the move by its id, which counts as one."""


ENDS = ("from_key", "from_org", "to_key", "to_org")
TIMES = ("from_key", "to_key", "kind", "second")
"""What can be told of everybody: columns of moves, and ``second``, when it was said in whole seconds since 1970."""


def headcount(search: Search) -> Search:
    """The search for moves that change a headcount, unless its filters themselves say which kinds count."""
    if any(clause.key == "type" for clause in search.filters.clauses):
        return search
    return replace(search, filters=replace(search.filters, clauses=(*search.filters.clauses, Clause("type", HEADCOUNT))))


async def everybody(
    session: AsyncSession, search: Search, directory: Directory, wanted: Sequence[str]
) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """All who moved, as the workspace corrected the moves and without people it forgot; in parts, in no order.

    Counted is what `headcount` says; moves that were denied or undone only where the filters ask for states.

    Yields:
        Rows of the move's id, the person's key (None where nobody is named), and what is `wanted` (`ENDS`, `TIMES`).
    """
    search = headcount(search)
    asked = any(clause.key == "status" for clause in search.filters.clauses)
    amended = await corrected_ids(session, search.team_id)
    columns: list[Any] = [MoveRow.id, MoverRow.key, *(_column(session, name) for name in wanted)]
    told = select(*columns).outerjoin(MoverRow, told_of(await forgotten_keys(session, search.team_id, directory)))
    told = told.where(await answering(session, search, directory), col(MoveRow.id).not_in(amended))
    told = told if asked else told.where(col(MoveRow.status).not_in(OVER))
    # past the ORM: it would make an object of each row
    rows = await (await session.connection()).stream(told)
    async for part in rows.partitions(_PART):
        yield part
    now = await outlines(session, search, directory, only=amended) if amended else []
    yield [row for outline in now if asked or not outline.is_over for row in _rows(outline, wanted, directory)]


def _column(session: AsyncSession, name: str) -> Any:
    if name != "second":
        return getattr(MoveRow, name)
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%s", MoveRow.said_at), Integer)  # a number is compared quicker than a time is made
    return cast(func.floor(func.extract("epoch", col(MoveRow.said_at))), BigInteger)


def _rows(outline: Outline, wanted: Sequence[str], directory: Directory) -> Iterable[Sequence[Any]]:
    told = [int(outline.said_at.timestamp()) if name == "second" else getattr(outline, name) for name in wanted]
    keys: Sequence[str | None] = [directory.person_key(name) for name in outline.people] or [None]
    return ((outline.move_id, key, *told) for key in keys)


async def corrected_ids(session: AsyncSession, team_id: str) -> set[int]:
    """The moves that a workspace called wrong."""
    judged = select(CorrectionRow.move_id).where(CorrectionRow.team_id == team_id, CorrectionRow.verdict == "wrong")
    return set((await session.exec(judged)).all())


def counter(everyone: Iterable[Who], directory: Directory) -> Callable[[AbstractSet[Who]], int]:
    """How to count the people in any part of a crowd, spellings of one person as one.

    Which names have a second spelling in the crowd is looked for once; most parts then hold none of them.
    """
    families: dict[tuple[str, str], list[str]] = {}
    for key in everyone:
        if isinstance(key, str):
            families.setdefault((key.rpartition(" ")[2], key[:1]), []).append(key)
    kin = (keys for keys in families.values() if len(keys) > 1 and len(persons(keys, directory)) < len(keys))
    spelt = frozenset(key for keys in kin for key in keys)

    def count(people: AbstractSet[Who]) -> int:
        if spelt.isdisjoint(people):
            return len(people)
        doubtful: Collection[str] = [key for key in people if isinstance(key, str) and key in spelt]
        return len(people) - len(doubtful) + len(persons(doubtful, directory))

    return count
