"""What a workspace says of the moves it was told: right, or wrong and how; and what follows from it."""

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.alerts import refresh
from storage.models import AlertRow, Correction, CorrectionRow, EntryRow, Move, MoveRow, ReportRow
from storage.seen import as_corrected, is_withdrawn, newest
from storage.thread_lines import take_back
from storage.workspaces import record_change

WRONGS = ("not_a_move", "person", "company", "direction", "old_news", "duplicate")
"""What can be wrong with an alert."""


_WRONG_ABOUT_PEOPLE = ("not_a_move", "person")  # lines that were posted about them may not stand
_JUDGES = col(CorrectionRow.verdict).in_(("right", "wrong"))  # a note says something, and judges nothing


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the moves that a workspace judged were right."""

    right: int
    judged: int

    @property
    def percent(self) -> int:
        """Right ones in a hundred, rounded; 0 where nothing was judged."""
        return round(100 * self.right / self.judged) if self.judged else 0


async def record(session: AsyncSession, correction: Correction) -> Correction:
    """Store a correction with its line in the log, and have every copy in the workspace's channels edited."""
    row = CorrectionRow.model_validate(correction.model_dump())
    session.add(row)
    await session.flush()
    detail = {"verdict": row.verdict, "what": row.what, "changes": row.changes}
    subject = f"move {row.move_id}"
    await record_change(session, team_id=row.team_id, by=row.by, action="correction", subject=subject, detail=detail, now=row.at)
    if row.verdict == "wrong" and row.what in _WRONG_ABOUT_PEOPLE:
        await take_back(session, row.move_id, row.at, team_id=row.team_id)
    await refresh(session, row.move_id, row.at, team_id=row.team_id)
    return Correction.of(row)


async def note(session: AsyncSession, said: Correction) -> None:
    """Keep what somebody says of a move without judging it (verdict ``note``), with its line in the log."""
    session.add(CorrectionRow.model_validate(said.model_dump()))
    subject = f"move {said.move_id}"
    await record_change(session, said.team_id, said.by, "feedback", subject, said.changes, said.at)


async def copies(session: AsyncSession, team_id: str, move_id: int) -> int:
    """How many messages of a workspace show a move."""
    mine = (AlertRow.team_id == team_id, AlertRow.move_id == move_id, AlertRow.state == "sent")
    return (await session.exec(select(func.count()).select_from(AlertRow).where(*mine))).one()


async def of_moves(session: AsyncSession, team_id: str, move_ids: Collection[int]) -> dict[int, Correction]:
    """The correction that counts, the workspace's newest, of each of these moves that has one."""
    where = (CorrectionRow.team_id == team_id, col(CorrectionRow.move_id).in_(list(move_ids)), _JUDGES)
    rows = (await session.exec(select(CorrectionRow).where(*where))).all() if move_ids else []
    made: dict[int, list[Correction]] = {}
    for row in rows:
        made.setdefault(row.move_id, []).append(Correction.of(row))
    return {move_id: found for move_id, them in made.items() if (found := newest(them))}


async def corrected(session: AsyncSession, team_id: str, moves: Iterable[Move]) -> list[Move]:
    """The moves as the workspace corrected them, without those it said are none."""
    moves = list(moves)
    found = await of_moves(session, team_id, [move.id for move in moves if move.id is not None])
    pairs = [(move, found.get(move.id or 0)) for move in moves]
    return [as_corrected(move, correction) for move, correction in pairs if not is_withdrawn(correction)]


async def precision(session: AsyncSession, team_id: str) -> Precision:
    """How many of the moves a workspace judged it calls right; its newest word on each counts."""
    rows = (
        await session.exec(select(CorrectionRow).where(CorrectionRow.team_id == team_id).order_by(col(CorrectionRow.id)))
    ).all()
    last = {row.move_id: row.verdict for row in rows if row.verdict in ("right", "wrong")}
    return Precision(sum(verdict == "right" for verdict in last.values()), len(last))


async def export(session: AsyncSession, team_id: str = "") -> AsyncIterator[dict[str, Any]]:
    """Labelled lines, one for each story of a judged move, in the format the classifier is measured with.

    Each is ``{"id", "lang", "title", "summary", "source", "date", "label"}``; without `team_id`, of all workspaces, where
    the newest word on a move counts. Old news and duplicates are moves all the same.
    """
    rows = await session.exec(select(CorrectionRow).order_by(col(CorrectionRow.id)))
    last = {
        row.move_id: Correction.of(row)
        for row in rows.all()
        if row.verdict in ("right", "wrong") and team_id in ("", row.team_id)
    }
    for move_id, correction in last.items():
        move = await session.get(MoveRow, move_id)
        reports = select(ReportRow, EntryRow).join(EntryRow, col(EntryRow.id) == col(ReportRow.entry_id))
        for report, entry in (await session.exec(reports.where(ReportRow.move_id == move_id).order_by(col(ReportRow.id)))).all():
            if move is not None:
                yield _labelled(Move.of(move), report, entry, correction)


def _labelled(move: Move, report: ReportRow, entry: EntryRow, correction: Correction) -> dict[str, Any]:
    is_move = not (correction.verdict == "wrong" and correction.what == "not_a_move")
    return {
        "id": entry.story_key,
        "lang": entry.lang or report.lang,
        "title": entry.title,
        "summary": entry.summary,
        "source": entry.outlet or report.outlet,
        "date": f"{entry.published_at:%Y-%m-%d}" if entry.published_at else "",
        "label": {"is_move": is_move, "sure": True, "moves": [_label(as_corrected(move, correction), report)] if is_move else []},
    }


def _label(move: Move, report: ReportRow) -> dict[str, Any]:
    return {
        "persons": list(move.people),
        "group": move.group_words,
        "from_org": move.from_org,
        "to_org": move.to_org,
        "role": move.role,
        "kind": move.kind,
        "status": report.status or move.status,
    }
