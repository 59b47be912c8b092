"""People who asked to be forgotten: taken out of everything that is stored or shown, and kept out.

A workspace forgets for itself: what it is shown leaves the person out. The operator (an empty workspace id) forgets for the
whole installation: the person is taken out of what is stored. Either way only digests of the name are kept.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.alerts import refresh
from storage.directory import Directory
from storage.keys import family_name, fold, name_key
from storage.models import AlertRow, EntryRow, MoveRow, MoverRow, ReportRow, SuppressionRow
from storage.redaction import redact
from storage.seen import digests_of
from storage.thread_lines import take_back
from storage.upsert import insert_into
from storage.workspaces import record_change


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting a person did: moves they were taken out of, posted alerts that are edited."""

    moves: int
    alerts: int


async def forget(session: AsyncSession, name: str, directory: Directory, *, team_id: str, by: str, now: datetime) -> Forgotten:
    """Suppress a person and edit what was posted about them; without `team_id`, also delete what is stored about them."""
    names = await spellings(session, name, directory)
    for digest in sorted({one for spelling in names for one in digests_of(spelling, directory)}):
        values = {"team_id": team_id, "digest": digest, "by": by, "at": now}
        await session.exec(insert_into(session, SuppressionRow).values(**values).on_conflict_do_nothing())
    move_ids = await _moves_with(session, names)
    if not team_id:
        await _erase(session, names, move_ids)
    for move_id in move_ids:
        await take_back(session, move_id, now, team_id=team_id or None)
    edited = [await refresh(session, move_id, now, team_id=team_id or None) for move_id in move_ids]
    # the log says that somebody was forgotten and by whom, never who
    detail = {"moves": len(move_ids)}
    await record_change(session, team_id=team_id, by=by, action="forget", subject="", detail=detail, now=now)
    return Forgotten(len(move_ids), sum(edited))


async def suppressed(session: AsyncSession, team_id: str = "") -> frozenset[str]:
    """The digests that hold in a workspace, those of the whole installation included."""
    rows = await session.exec(select(SuppressionRow.digest).where(col(SuppressionRow.team_id).in_({team_id, ""})))
    return frozenset(rows.all())


def unsuppressed(people: Sequence[str], digests: Collection[str], directory: Directory) -> tuple[str, ...]:
    """The people who may be stored and shown."""
    return tuple(name for name in people if not digests_of(name, directory) & set(digests))


async def spellings(session: AsyncSession, name: str, directory: Directory) -> list[str]:
    """The names under which a person is known: as asked for, as the catalogue spells them, and as they stand in moves."""
    key = directory.person_key(name)
    keys = {name_key(name), key} | {spelt for spelt, known in directory.people.items() if known == key}
    rows = (await session.exec(select(MoverRow.name).where(col(MoverRow.key).in_(keys)))).all()
    return list(dict.fromkeys([name, *sorted(keys), *rows]))


async def count(session: AsyncSession, name: str, directory: Directory) -> int:
    """How many stored moves name a person."""
    return len(await _moves_with(session, await spellings(session, name, directory)))


async def _moves_with(session: AsyncSession, names: Sequence[str]) -> list[int]:
    keys = {name_key(name) for name in names}
    rows = await session.exec(select(MoverRow.move_id).where(col(MoverRow.key).in_(keys)).distinct())
    return sorted(rows.all())


async def _erase(session: AsyncSession, names: Sequence[str], move_ids: Sequence[int]) -> None:
    """Take the names out of moves, reports and entries; the rows stay, so that posted alerts can be edited."""
    keys = {name_key(name) for name in names}
    await session.exec(delete(MoverRow).where(col(MoverRow.key).in_(keys)))
    for move in (await session.exec(select(MoveRow).where(col(MoveRow.id).in_(move_ids)))).all():
        _erase_move(move, names, keys)
        session.add(move)
    alerts = (await session.exec(select(AlertRow).where(col(AlertRow.move_id).in_(move_ids)))).all()
    for alert in alerts:
        people = [name for name in alert.shown.get("people", ()) if name_key(name) not in keys]
        alert.sqlmodel_update({"shown": {**alert.shown, "people": people}})
        session.add(alert)
    await _erase_texts(session, names, move_ids)


def _erase_move(move: MoveRow, names: Sequence[str], keys: set[str]) -> None:
    people = tuple(name for name in move.people if name_key(name) not in keys)
    move.sqlmodel_update(
        {
            "people": people,
            "evidence": redact(move.evidence, names),
            "role": redact(move.role, names) if move.role else None,
            "announced_by": redact(move.announced_by, names) if move.announced_by else None,
            "claims": (),
            "history": (),
            "alertable": move.alertable and bool(people or move.group_words),
        }
    )


async def _erase_texts(session: AsyncSession, names: Sequence[str], move_ids: Sequence[int]) -> None:
    reports = (await session.exec(select(ReportRow).where(col(ReportRow.move_id).in_(move_ids)))).all()
    for report in reports:
        report.sqlmodel_update({"title": redact(report.title, names), "evidence": redact(report.evidence, names)})
        session.add(report)
    families = {word for name in names if (word := family_name(name))}
    told: list[ColumnElement[bool]] = [col(EntryRow.id).in_([report.entry_id for report in reports if report.entry_id])]
    told += [
        field.icontains(word, autoescape=True) for word in families for field in (col(EntryRow.title), col(EntryRow.summary))
    ]
    entries = (await session.exec(select(EntryRow).where(or_(*told)))).all()
    reported = {report.entry_id for report in reports}
    for entry in entries:
        # elsewhere a family name alone may be another person's: there the full name must stand
        if entry.id in reported or any(_names_fully(f"{entry.title} {entry.summary} {entry.content}", name) for name in names):
            _erase_entry(entry, names)
            session.add(entry)


def _names_fully(text: str, name: str) -> bool:
    """Whether the full name stands in a text, not just the family name."""
    return f" {fold(name)} " in f" {fold(text)} "


def _erase_entry(entry: EntryRow, names: Sequence[str]) -> None:
    told = {"title": redact(entry.title, names), "summary": redact(entry.summary, names)}
    entry.sqlmodel_update({**told, "content": "", "reading": {}, "reason": ""})
