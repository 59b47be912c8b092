"""Filters as conditions on the columns of moves."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, false, func, not_, or_
from sqlmodel import col, select

from storage.criteria import MOVED_OVER, Clause, Filters
from storage.models import MoveRow, ReportRow

Condition = ColumnElement[bool]
Value = TypeVar("Value", int, str)

_AT_ONCE = 1000  # values in one statement; PostgreSQL takes 65,535 in all


def plain_conditions(filters: Filters) -> list[Condition]:
    """The filters that columns tell by themselves."""
    conditions = [_clause(clause) for clause in filters.clauses if clause.key != "role"]
    conditions += [col(MoveRow.confidence) >= filters.conf] if filters.conf else []
    conditions += [col(MoveRow.said_at) >= filters.since] if filters.since else []
    conditions += [col(MoveRow.said_at) < filters.until] if filters.until else []
    return conditions


def _clause(clause: Clause) -> Condition:
    if clause.key == "source":
        some: Condition = col(MoveRow.id).in_(select(ReportRow.move_id).where(or_(*map(_from_source, clause.values))))
    else:
        column = {"type": MoveRow.kind, "level": MoveRow.level, "status": MoveRow.status, "lang": MoveRow.lang}[clause.key]
        some = col(column).in_(clause.values)
        if clause.key == "type" and MOVED_OVER in clause.values:
            some = or_(some, and_(col(MoveRow.from_key).is_not(None), col(MoveRow.to_key).is_not(None)))
    return not_(func.coalesce(some, false())) if clause.negated else some


def in_parts(values: Collection[Value]) -> Iterator[list[Value]]:
    """Values in lists that are short enough for one statement."""
    ranked = sorted(values)
    return (ranked[begin : begin + _AT_ONCE] for begin in range(0, len(ranked), _AT_ONCE))


def on_side(keys: Iterable[str], direction: str) -> Condition:
    """Moves with one of these companies on the side asked for."""
    gains, loses = col(MoveRow.to_key).in_(keys), col(MoveRow.from_key).in_(keys)
    return {"in": gains, "out": loses}.get(direction, or_(gains, loses))


def _from_source(source: str) -> Condition:
    host = source.lower().removeprefix("www.")
    url = func.lower(ReportRow.url)
    starts = [f"{scheme}://{www}{host}" for scheme in ("http", "https") for www in ("", "www.")]
    return or_(
        func.lower(ReportRow.outlet) == source.lower(),
        *(or_(url == start, url.startswith(f"{start}/", autoescape=True)) for start in starts),
        url.contains(f".{host}/", autoescape=True),
    )
