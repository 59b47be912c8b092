"""Moves in outline: as much of each as counting needs, so that many thousands of them can be counted at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import corrections, suppressions
from storage.clauses import in_parts
from storage.directory import Directory
from storage.models import CorrectionRow, Move, MoveRow
from storage.names import same_person
from storage.search import Search, answering
from storage.seen import as_corrected, digests_of


@dataclass(frozen=True, slots=True)
class Outline:
    """A move without its words; `people` is empty where nobody is named."""

    move_id: int
    people: tuple[str, ...]
    from_key: str | None
    from_org: str | None
    to_key: str | None
    to_org: str | None
    kind: str
    status: str
    said_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether it was denied or undone, so that nobody moved."""
        return self.status in {"denied", "reversed"}


async def outlines(
    session: AsyncSession, search: Search, directory: Directory, *, only: Collection[int] | None = None
) -> list[Outline]:
    """All moves that answer a search, oldest first, as the workspace corrected them and without people it forgot.

    `limit`, `offset` and the order of the search do not count; `only` some moves are looked at where they are given.
    """
    wanted = await answering(session, search, directory)
    columns: list[Any] = [getattr(MoveRow, name) for name in _COLUMNS]
    told = select(*columns).where(wanted).order_by(col(MoveRow.said_at), col(MoveRow.id))
    found: dict[int, Outline] = {}
    for part in [None] if only is None else in_parts(only):
        rows = await session.exec(told.where(col(MoveRow.id).in_(part)) if part is not None else told)
        found |= {row[0]: Outline(row[0], tuple(row[1]), *row[2:]) for row in rows}
    found |= await _corrected(session, search.team_id, found)
    hidden = await suppressions.suppressed(session, search.team_id)
    return [_without(outline, hidden, directory) for outline in found.values()] if hidden else list(found.values())


_COMMON = 10  # names of one family and initial

_COLUMNS = ("id", "people", "from_key", "from_org", "to_key", "to_org", "kind", "status", "said_at")


async def _corrected(session: AsyncSession, team_id: str, found: Collection[int]) -> dict[int, Outline]:
    """Those of the moves that the workspace corrected, as they are now."""
    judged = select(CorrectionRow.move_id).where(CorrectionRow.team_id == team_id, CorrectionRow.verdict == "wrong")
    ids = [move_id for move_id in set((await session.exec(judged)).all()) if move_id in found]
    newest = await corrections.of_moves(session, team_id, ids)
    rows = (await session.exec(select(MoveRow).where(col(MoveRow.id).in_(ids)))).all() if ids else []
    moves = [as_corrected(Move.of(row), newest.get(row.id or 0)) for row in rows]
    return {move.id or 0: _outline(move) for move in moves}


def _outline(move: Move) -> Outline:
    ends = (move.from_key, move.from_org, move.to_key, move.to_org)
    return Outline(move.id or 0, tuple(move.people), *ends, move.kind, move.status, move.said_at)


def _without(outline: Outline, hidden: frozenset[str], directory: Directory) -> Outline:
    kept = tuple(name for name in outline.people if not digests_of(name, directory) & hidden)
    rest = [getattr(outline, name) for name in _COLUMNS[2:]]
    return Outline(outline.move_id, kept, *rest) if kept != outline.people else outline


def heads(found: Iterable[Outline], directory: Directory) -> int:
    """How many people move: each counts once, however often and however spelt; a move that names nobody counts as one."""
    named: dict[str, str] = {}
    unnamed = 0
    for outline in found:
        named |= {directory.person_key(name): name for name in outline.people}
        unnamed += not outline.people
    return unnamed + (len(persons(named, directory)) if len(named) > 1 else len(named))


def persons(keys: Iterable[str], directory: Directory) -> list[str]:
    """One key for each person among the keys of names; spellings of one person are told by family name and given name.

    Only names that begin alike are compared, and of very common ones (`_COMMON`) only the first: comparing takes time.
    """
    families: dict[tuple[str, str], list[str]] = {}
    for key in sorted(sorted(keys), key=len, reverse=True):
        kin = families.setdefault((key.rpartition(" ")[2], key[:1]), [])
        if len(kin) >= _COMMON or not any(same_person(known, key, directory) for known in kin):
            kin.append(key)
    return [key for kin in families.values() for key in kin]
