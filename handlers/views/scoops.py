"""The scoop board in words and as a table."""

from datetime import timedelta

from handlers.texts import Texts
from handlers.views.figures import ROWS, Figures
from handlers.views.sentence import as_plain
from handlers.views.table import Cell, Table
from storage.scoops import Board, Scoops

_HOUR = timedelta(hours=1)
_DAYS_FROM = timedelta(hours=48)


def board_figures(board: Board, texts: Texts) -> Figures:
    """Which outlets tell moves first, how far ahead, how often right."""
    if not board.outlets:
        return Figures([texts("scoops-none", day=texts.day(board.since))], texts("scoops-rule"))
    said = texts("scoops-said", n=board.moves, day=texts.day(board.since), compared=board.compared)
    small = [texts("scoops-more", n=more)] if (more := len(board.outlets) - ROWS) > 0 else []
    return Figures([f"*{texts('scoops-title')}*", said], texts("scoops-rule"), board_table(board, texts, ROWS), small=small)


def board_table(board: Board, texts: Texts, rows: int | None = None) -> Table:
    """The board as a table; `rows` limits it."""
    header = [texts(f"column-{name}") for name in ("outlet", "moves", "month", "alone", "first", "lead", "right")]
    return Table(header, [_row(each, texts) for each in board.outlets[:rows]], frozenset(range(1, len(header))))


def _row(each: Scoops, texts: Texts) -> list[Cell]:
    first = texts("of-number", part=each.first, whole=each.shared) if each.shared else "–"
    right = texts("of-number", part=each.right, whole=each.judged) if each.judged else "–"
    lead = length(each.lead, texts) if each.lead is not None else "–"
    return [as_plain(each.outlet, 60), str(each.moves), texts.number(round(each.a_month, 1)), str(each.alone), first, lead, right]


def length(lasting: timedelta, texts: Texts) -> str:
    """A length of time in the unit that fits it."""
    if lasting < _HOUR:
        return texts("length-minutes", n=max(1, round(lasting.total_seconds() / 60)))
    if lasting < _DAYS_FROM:
        return texts("length-hours", n=round(lasting / _HOUR))
    return texts("length-days", n=round(lasting / timedelta(days=1)))
