"""Moves and figures as files: CSV for spreadsheets, JSON for programs, each line with its sources."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from storage.search import Hit

_COLUMNS = (
    "id", "date", "people", "not_named", "from", "to", "role", "level", "type", "status", "confidence", "language",
    "evidence", "outlets", "sources",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(hits: Iterable[Hit]) -> bytes:
    """Moves as CSV in UTF-8 with a mark that spreadsheets need to read it as such; lists are separated by semicolons."""
    rows = [[_flat(value) for value in _record(hit).values()] for hit in hits]
    return rows_as_csv(_COLUMNS, rows)


def rows_as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Any table as CSV; a text that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_json(hits: Iterable[Hit]) -> bytes:
    """Moves as a JSON list, each with its sources."""
    return json.dumps([_record(hit) for hit in hits], ensure_ascii=False, indent=1).encode()


def _record(hit: Hit) -> dict[str, Any]:
    move = hit.move
    values = (
        move.id, move.said_at.isoformat(), list(move.people), move.group_words or "", move.from_org or "", move.to_org or "",
        move.role or "", move.level, move.kind, move.status, move.confidence, move.lang, move.evidence,
        [report.outlet for report in hit.reports], [report.url for report in hit.reports],
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))


def _flat(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
