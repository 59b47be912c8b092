"""What an alert is to say now: its move as the workspace sees it, its reports, and the watches that wanted it."""

from dataclasses import dataclass, replace

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import alerts, corrections, suppressions
from storage.directory import Directory
from storage.models import Alert, Correction, Move, MoveRow, Report, ReportRow, Watch
from storage.redaction import redact
from storage.seen import as_corrected, is_withdrawn, without_suppressed


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that a message about a move shows.

    Attributes:
        move: as the workspace corrected it, without people who are to be forgotten.
        reports: the first one first.
        watches: those of the channel that wanted it.
        correction: what the workspace said of it last.
        hidden: people who asked to be forgotten and are still in what is stored for other workspaces.
        forgotten: whether all who moved asked to be forgotten, so that nothing may be told.
    """

    move: Move
    reports: tuple[Report, ...] = ()
    watches: tuple[Watch, ...] = ()
    correction: Correction | None = None
    hidden: tuple[str, ...] = ()
    forgotten: bool = False

    @property
    def withdrawn(self) -> str:
        """Why there is nothing to tell any more: what the workspace called it, ``forgotten``, or empty."""
        if self.forgotten:
            return "forgotten"
        return self.correction.what if self.correction and is_withdrawn(self.correction) else ""


async def story_of_move(session: AsyncSession, team_id: str, move_id: int, directory: Directory) -> Story | None:
    """The story of a move as one workspace sees it; None where there is no such move."""
    row = await session.get(MoveRow, move_id)
    if row is None:
        return None
    rows = await session.exec(select(ReportRow).where(ReportRow.move_id == move_id).order_by(ReportRow.id))  # type: ignore[arg-type]  # SQLModel types a column as the value it holds
    return await _seen(session, team_id, Story(Move.of(row), tuple(Report.of(one) for one in rows)), directory)


async def story_of_alert(session: AsyncSession, alert: Alert, directory: Directory) -> Story | None:
    """The story an alert tells, with its watches; None where its move is gone."""
    found = await alerts.story_of(session, alert)
    if found is None:
        return None
    move, reports, watches = found
    return await _seen(session, alert.team_id, Story(move, tuple(reports), tuple(watches)), directory)


async def _seen(session: AsyncSession, team_id: str, story: Story, directory: Directory) -> Story:
    correction = (await corrections.of_moves(session, team_id, [story.move.id or 0])).get(story.move.id or 0)
    move = as_corrected(story.move, correction)
    kept = without_suppressed(move, await suppressions.suppressed(session, team_id), directory)
    emptied = not story.move.people and not story.move.group_words  # taken out of what is stored
    if kept is None or emptied:
        return replace(story, correction=correction, forgotten=True)
    gone = [name for name in move.people if name not in kept.people]
    reports = tuple(_without(report, gone) for report in story.reports) if gone else story.reports
    return replace(story, move=kept, reports=reports, correction=correction, hidden=tuple(gone))


def _without(report: Report, names: list[str]) -> Report:
    return report.model_copy(update={"title": redact(report.title, names), "evidence": redact(report.evidence, names)})
