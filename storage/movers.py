"""The people in moves: their rows, and which of them a workspace asked to forget."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.clauses import in_parts
from storage.directory import Directory
from storage.keys import digest, family_name, mark
from storage.models import MoveRow, MoverRow
from storage.suppressions import suppressed


def mover(move_id: int, key: str, name: str) -> MoverRow:
    """The row of a person in a move: by the key that the directory gives them, and the name as told."""
    return MoverRow(move_id=move_id, key=key[:200], family=family_name(key), name=name, mark=mark(key))


async def forgotten_keys(session: AsyncSession, team_id: str, directory: Directory) -> frozenset[str]:
    """The keys of people in moves whom the workspace (or the operator) asked to forget.

    Only digests of the forgotten are kept, so they are found by the marks of stored people: a few lookups in an index,
    however many people are stored.
    """
    hidden = await suppressed(session, team_id)
    if not hidden:
        return frozenset()
    known = {directory.people[spelt] for spelt in directory.people if digest(spelt) in hidden}
    marks = {one[:16] for one in hidden} | {mark(key) for key in known}
    rows = (await session.exec(select(MoverRow.key).where(col(MoverRow.mark).in_(marks)).distinct())).all()
    return frozenset(key for key in rows if key in known or digest(key) in hidden)


async def moves_of(session: AsyncSession, keys: Collection[str]) -> set[int]:
    """The moves in which these people are named."""
    found: set[int] = set()
    for some in in_parts(keys):
        found |= set((await session.exec(select(MoverRow.move_id).where(col(MoverRow.key).in_(some)))).all())
    return found


def told_of(hidden: Collection[str]) -> ColumnElement[bool]:
    """How people are joined to their moves: those who are to be forgotten are not."""
    joined = col(MoverRow.move_id) == col(MoveRow.id)
    return and_(joined, col(MoverRow.key).not_in(hidden)) if hidden else joined
