"""Moves: one fact, however many outlets tell it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.directory import Directory
from storage.keys import family_name
from storage.merge import Merged, as_reversed, merged
from storage.models import Entry, Move, MoveRow, MoverRow, Report, ReportRow
from storage.movers import mover
from storage.same import RETOLD, WINDOW, Verdict, compare, matches
from storage.seen import without_suppressed
from storage.suppressions import suppressed
from storage.upsert import insert_into

_LOCK = 0x6D6F7665  # one process at a time decides whether a move is known
_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class NewMove:
    """A move as one entry tells it; see `storage.models.Move` for the fields."""

    kind: str
    status: str
    people: tuple[str, ...] = ()
    group_words: str | None = None
    from_org: str | None = None
    to_org: str | None = None
    from_key: str | None = None
    to_key: str | None = None
    role: str | None = None
    level: str = "ic"
    evidence: str = ""
    lang: str = ""
    announced_by: str | None = None
    claims: tuple[dict[str, Any], ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an account of a move.

    Attributes:
        move: the move as it is now stored.
        report: this entry's report of it.
        is_new, is_new_report: whether move and report were not known before.
        changes: what the report changed in a known move, by field: ``(before, after)``.
        reversed: the moves that this one undoes.
    """

    move: Move
    report: Report
    is_new: bool
    is_new_report: bool
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    reversed: tuple[int, ...] = ()


async def record(
    session: AsyncSession, new: NewMove, entry: Entry, directory: Directory, now: datetime, *, shared: bool = True
) -> Recorded | None:
    """Store what an entry tells of a move: as a new one, or as one more report of a known one.

    A new one alerts nobody before `allow_alerts`. Safe to repeat. People who asked to be forgotten are left out before
    anything is stored.

    Args:
        session: the caller's transaction.
        new: the move as read.
        entry: the stored entry that tells it.
        directory: who is who.
        now: the instant.
        shared: whether the feed serves every workspace.

    Returns:
        What became of it, or None where nobody is left in it.
    """
    told = without_suppressed(_move(new, entry, directory, now, shared), await suppressed(session), directory)
    if told is None or not (told.people or (told.group_words and (told.from_key or told.to_key))):
        return None
    await _take_turn(session)
    known = await _candidates(session, told, directory)
    judged = [(compare(told, move, directory), move) for move in known]
    same = sorted((pair for pair in judged if pair[0].is_same), key=lambda pair: -pair[0].strength)
    if same:
        return await _add_report(session, told, entry, same, directory)
    return await _add_move(session, told, entry, judged, directory)


def _move(new: NewMove, entry: Entry, directory: Directory, now: datetime, shared: bool) -> Move:
    keys = {
        f"{end}_key": getattr(new, f"{end}_key") or (directory.company_key(org) if (org := getattr(new, f"{end}_org")) else None)
        for end in ("from", "to")
    }
    said_at = min(entry.published_at or now, now)
    values = {name: getattr(new, name) for name in NewMove.__slots__} | keys
    return Move(**values, said_at=said_at, seen_at=now, changed_at=now, shared=shared)


async def _take_turn(session: AsyncSession) -> None:
    """Let no two processes decide at once that a move is new; on SQLite there is one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.exec(text("SELECT pg_advisory_xact_lock(:lock)").bindparams(lock=_LOCK))  # type: ignore[call-overload]  # SQLModel's exec is typed for its own selects alone


# --- finding what may be the same


async def _candidates(session: AsyncSession, told: Move, directory: Directory) -> list[Move]:
    """Moves with one of the people within the time in which old news is told again, or at one of the companies lately."""
    near = [col(MoveRow.said_at).between(told.said_at - RETOLD, told.said_at + RETOLD)]
    lately = col(MoveRow.said_at).between(told.said_at - WINDOW, told.said_at + WINDOW)
    found: dict[int, Move] = {}
    if told.people:
        ids = select(MoverRow.move_id).where(_is_one_of(told.people, directory))
        found |= await _moves(session, col(MoveRow.id).in_(ids), *near)
    keys = _family_of_companies(told, directory)
    if keys:
        there = or_(col(MoveRow.to_key).in_(keys), col(MoveRow.from_key).in_(keys))
        found |= await _moves(session, there, lately)
    return list(found.values())


def _is_one_of(people: Iterable[str], directory: Directory) -> Any:
    keys = {directory.person_key(name) for name in people}
    words = {word for key in keys for word in (family_name(key), key.split(" ")[0]) if word}
    return or_(col(MoverRow.key).in_(keys | words), col(MoverRow.family).in_(words))


def _family_of_companies(move: Move, directory: Directory) -> list[str]:
    """The companies of a move, those that own them and those they own."""
    own = {key for end in (move.from_key, move.to_key) for key in directory.lineage(end)}
    below = {key for end in (move.from_key, move.to_key) if end for key in directory.owned.get(end, ())}
    return sorted(own | below)


async def _moves(session: AsyncSession, *conditions: Any) -> dict[int, Move]:
    query = select(MoveRow).where(*conditions).order_by(col(MoveRow.said_at).desc()).limit(_MOST_CANDIDATES)
    return {row.id or 0: Move.of(row) for row in await session.exec(query)}


# --- one more report


async def _add_report(
    session: AsyncSession, told: Move, entry: Entry, same: Sequence[tuple[Verdict, Move]], directory: Directory
) -> Recorded:
    known = same[0][1]
    report, is_new = await _report(session, known.id or 0, told, entry)
    if not is_new:
        return Recorded(known, report, is_new=False, is_new_report=False)
    elsewhere = [name for _, move in same[1:] for name in matches(told.people, move.people, directory)]
    newcomers = told.model_copy(update={"people": tuple(name for name in told.people if name not in elsewhere)})
    result = merged(known, newcomers if newcomers.people else told, directory)
    await _write(session, result, directory)
    return Recorded(result.move, report, is_new=False, is_new_report=True, changes=result.changes)


async def _write(session: AsyncSession, result: Merged, directory: Directory) -> None:
    row = await session.get_one(MoveRow, result.move.id)
    row.sqlmodel_update(result.move.model_dump(exclude={"id"}))
    await session.flush()
    if "people" in result.changes:
        await session.exec(delete(MoverRow).where(col(MoverRow.move_id) == row.id))
        await _add_people(session, result.move, directory)


async def _report(session: AsyncSession, move_id: int, told: Move, entry: Entry) -> tuple[Report, bool]:
    wanted = Report(
        move_id=move_id,
        entry_id=entry.id,
        feed_id=entry.feed_id,
        story_key=entry.story_key,
        outlet=entry.outlet,
        url=entry.url,
        title=entry.title,
        lang=told.lang or entry.lang,
        kind=told.kind,
        status=told.status,
        evidence=told.evidence,
        announced_by=told.announced_by,
        published_at=entry.published_at,
        seen_at=told.seen_at,
    )
    insertion = insert_into(session, ReportRow).values(**wanted.model_dump(exclude={"id"})).on_conflict_do_nothing()
    is_new = (await session.exec(insertion.returning(col(ReportRow.id)))).first() is not None
    mine = select(ReportRow).where(ReportRow.move_id == move_id, ReportRow.story_key == entry.story_key)
    return Report.of((await session.exec(mine)).one()), is_new


# --- a new move


async def _add_move(
    session: AsyncSession, told: Move, entry: Entry, judged: Sequence[tuple[Verdict, Move]], directory: Directory
) -> Recorded:
    row = MoveRow(**told.model_dump(exclude={"id"}))
    session.add(row)
    await session.flush()
    move = Move.of(row)
    await _add_people(session, move, directory)
    report, _ = await _report(session, move.id or 0, told, entry)
    undone = [known for verdict, known in judged if verdict.outcome == "reversal" and known.said_at < told.said_at]
    for known in undone:
        await _write(session, as_reversed(known, by=move), directory)
    return Recorded(move, report, is_new=True, is_new_report=True, reversed=tuple(known.id or 0 for known in undone))


async def _add_people(session: AsyncSession, move: Move, directory: Directory) -> None:
    people = {directory.person_key(name): name for name in reversed(move.people)}
    session.add_all(mover(move.id or 0, key, name) for key, name in people.items() if key)
    await session.flush()


async def allow_alerts(session: AsyncSession, move: Move) -> Move:
    """Let channels be told of a move from now on."""
    row = await session.get_one(MoveRow, move.id)
    row.sqlmodel_update({"alertable": True})
    await session.flush()
    return Move.of(row)


async def by_id(session: AsyncSession, move_id: int) -> Move | None:
    """The move of this id."""
    row = await session.get(MoveRow, move_id)
    return Move.of(row) if row else None
