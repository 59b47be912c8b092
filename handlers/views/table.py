"""Tables: Slack's block where it is taken, lined-up text where it is not."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.mrkdwn import Block, clean, section, truncate

ROWS = 100
CHARACTERS = 10_000
_CELL = 200
_TEXT_CELL = 32
_TEXT = 2_800
_WIDE = {"W", "F"}  # East Asian letters take two places


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str


Cell = str | int | Link


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; columns of numbers stand at the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: frozenset[int] = field(default_factory=frozenset)


def table_block(table: Table) -> Block:
    """The ``table`` block; rows beyond Slack's limits are left out, so the caller says how many there are."""
    rows = [[_raw(name) for name in table.header]]
    left = CHARACTERS - sum(len(name) for name in table.header)
    for row in table.rows[: ROWS - 1]:
        left -= sum(len(_shown(cell)) for cell in row)
        if left < 0:
            break
        rows.append([_cell(cell) for cell in row])
    aligned = [_column(place, table) for place in range(len(table.header))]
    return {"type": "table", "rows": rows, "column_settings": aligned}


def _column(place: int, table: Table) -> dict[str, Any]:
    """Numbers at the right; texts may take several lines, the first column (a date, a name) does not."""
    return {"align": "right"} if place in table.numbers else {"align": "left", "is_wrapped": place > 0}


def _shown(cell: Cell) -> str:
    return truncate(clean(cell.text if isinstance(cell, Link) else str(cell)), _CELL) or "–"


def _raw(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": truncate(clean(text), _CELL) or "–"}


def _cell(cell: Cell) -> dict[str, Any]:
    if not isinstance(cell, Link) or not cell.url.startswith(("https://", "http://")):
        return _raw(_shown(cell))
    link = {"type": "link", "url": cell.url, "text": _shown(cell)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}


def table_text(table: Table) -> Block:
    """The table as lined-up text, for where Slack takes no table block."""
    cells = [[truncate(clean(name), _TEXT_CELL) for name in table.header]]
    cells += [[truncate(_shown(cell), _TEXT_CELL) for cell in row] for row in table.rows]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(table.header))]
    lines: list[str] = []
    for row in cells:
        line = "  ".join(_padded(text, widths[place], right=place in table.numbers) for place, text in enumerate(row)).rstrip()
        if sum(len(each) + 1 for each in lines) + len(line) > _TEXT:
            break
        lines.append(line)
    safe = "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("`", "'")
    return section(f"```{safe}```")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)


def _padded(text: str, width: int, *, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap
