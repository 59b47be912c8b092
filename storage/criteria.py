"""What people ask for, as plain values: a query, filters, and whether a move answers them. Pure: no database, no clock."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

from storage.directory import Directory
from storage.keys import family_name, fold
from storage.models import Move, Report
from storage.names import in_words, is_wordless, same_person
from storage.roles import role_says

QueryKind = Literal["company", "person", "role", "corridor", "list", "sector", "text", "any", "all"]
Lists = Mapping[str, "tuple[Query, ...]"]
"""The named lists of one workspace, by folded name."""

EVERYTHING = "*"
"""The term of queries that must be tried on every move."""

MOVED_OVER = "poach"
"""The one type that is not a kind of its own: both organisations are known, so somebody went from one to the other."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a move must be about.

    Attributes:
        kind: ``company`` and ``person`` by ``key``; ``role`` (``key`` in its folded words) at ``parts[0]`` or anywhere;
            ``corridor`` from ``parts[0]`` to ``parts[1]``; ``list`` by its folded name; ``sector``; ``text`` in its folded
            words; ``any`` of ``parts``; ``all``.
        key: the identity that is compared.
        label: how people see it.
        parts: the queries it is made of.
    """

    kind: QueryKind
    key: str = ""
    label: str = ""
    parts: tuple["Query", ...] = ()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Query":
        """Read back what `to_data` wrote."""
        parts = tuple(cls.from_data(part) for part in data.get("parts", ()))
        return cls(data["kind"], data.get("key", ""), data.get("label", ""), parts)

    def to_data(self) -> dict[str, Any]:
        """Plain data for a JSON column."""
        return asdict(self)

    @property
    def has_sides(self) -> bool:
        """Whether ``in`` and ``out`` mean something for it."""
        if self.kind in {"role", "any"}:
            return any(part.has_sides for part in self.parts)
        return self.kind in {"company", "sector", "list", "text"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One filter: the move has any of the values under this key, or, negated, none of them."""

    key: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What is kept of the moves a query is about; all of it must hold.

    Attributes:
        direction: ``in`` (the company gains), ``out`` (it loses) or empty.
        clauses: keys are ``type``, ``role``, ``level``, ``status``, ``lang`` and ``source``.
        conf: least confidence, 0 to 1.
        since, until: when it was first told, UTC; `until` is excluded.
    """

    direction: str = ""
    clauses: tuple[Clause, ...] = ()
    conf: float = 0.0
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Filters":
        """Read back what `to_data` wrote."""
        clauses = tuple(Clause(c["key"], tuple(c["values"]), c["negated"]) for c in data.get("clauses", ()))
        since, until = (datetime.fromisoformat(data[end]) if data.get(end) else None for end in ("since", "until"))
        return cls(data.get("direction", ""), clauses, data.get("conf", 0.0), since, until)

    def to_data(self) -> dict[str, Any]:
        """Plain data for a JSON column."""
        ends = {end: when.isoformat() for end, when in (("since", self.since), ("until", self.until)) if when}
        return asdict(replace(self, since=None, until=None)) | {"since": None, "until": None} | ends


@dataclass(frozen=True, slots=True)
class Criteria:
    """A query with its filters, as a watch stores them."""

    query: Query
    filters: Filters

    @staticmethod
    @lru_cache(maxsize=20_000)
    def from_text(query: str, filters: str) -> "Criteria":
        """Read the JSON of both columns; equal texts are read once."""
        return Criteria(Query.from_data(json.loads(query)), Filters.from_data(json.loads(filters)))


# --- the index: under which terms a watch is found, and which terms a move looks up


def terms(query: Query, lists: Lists, directory: Directory) -> set[str]:
    """The terms under which a query is indexed; a move that answers it has at least one of them."""
    if query.kind in {"any", "list"}:
        parts = query.parts if query.kind == "any" else lists.get(query.key, ())
        return {term for part in parts for term in terms(part, lists, directory)}
    if query.kind == "corridor":
        return min((terms(part, lists, directory) for part in query.parts), key=lambda found: (EVERYTHING in found, len(found)))
    if query.kind == "role":
        return terms(query.parts[0], lists, directory) if query.parts else {EVERYTHING}
    return {
        "company": lambda: {f"c:{query.key}"},
        "person": lambda: {f"p:{query.key}", f"f:{family_name(query.key)}"},
        "sector": lambda: {f"s:{query.key}"},
        "text": lambda: _text_terms(query.key, directory),
    }.get(query.kind, lambda: {EVERYTHING})()


def _text_terms(text: str, directory: Directory) -> set[str]:
    if not text or is_wordless(text):
        return {EVERYTHING}
    return {f"c:{directory.company_key(text)}"[:220], f"w:{max(text.split(), key=len)}"[:220]}


def move_terms(move: Move, report: Report | None, directory: Directory) -> set[str]:
    """The terms a move looks up: its companies and their parents, their sectors, its people, the words it is told in."""
    lines = {key for end in (move.from_key, move.to_key) for key in directory.lineage(end)}
    found = {EVERYTHING} | {f"c:{key}" for key in lines}
    found |= {f"s:{sector}" for key in lines if key in directory.companies for sector in directory.companies[key].sectors}
    for name in move.people:
        found |= {f"p:{directory.person_key(name)}", f"f:{family_name(name)}"}
    return found | {f"w:{word}"[:220] for text in _told(move, report) for word in fold(text).split() if len(word) > 1}


def _told(move: Move, report: Report | None) -> Iterator[str]:
    yield from (text for text in (move.from_org, move.to_org, move.role, move.group_words, *move.people) if text)
    if report:
        yield report.title


# --- matching


@dataclass(frozen=True, slots=True)
class _Told:
    """A move as a report tells it, with what is needed to judge it."""

    move: Move
    report: Report | None
    directory: Directory
    lists: Lists


def matches(query: Query, filters: Filters, move: Move, report: Report | None, *, directory: Directory, lists: Lists) -> bool:
    """Whether a move, as told by a report, is what was asked for.

    Args:
        query: what it must be about.
        filters: what must hold besides.
        move: the move.
        report: the account of it that is new, or None to judge the move alone (then outlets cannot be told).
        directory: who belongs to whom.
        lists: the lists of the workspace that asks.
    """
    return _keeps(filters, move, report) and _about(query, filters.direction, _Told(move, report, directory, lists))


def _about(query: Query, direction: str, told: _Told) -> bool:
    return _ABOUT[query.kind](query, direction, told)


def _any_part(query: Query, direction: str, told: _Told) -> bool:
    parts = query.parts if query.kind == "any" else told.lists.get(query.key, ())
    return any(_about(part, direction, told) for part in parts)


def _corridor(query: Query, _direction: str, told: _Told) -> bool:
    return _about(query.parts[0], "out", told) and _about(query.parts[1], "in", told)


def _role(query: Query, direction: str, told: _Told) -> bool:
    return role_says(told.move.role, query.key) and all(_about(part, direction, told) for part in query.parts)


def _person(query: Query, _direction: str, told: _Told) -> bool:
    return any(same_person(query.key, name, told.directory) for name in told.move.people)


def _company(query: Query, direction: str, told: _Told) -> bool:
    return any(query.key in told.directory.lineage(key) for key, _ in _sides(told.move, direction))


def _sector(query: Query, direction: str, told: _Told) -> bool:
    return any(_in_sector(key, query.key, told.directory) for key, _ in _sides(told.move, direction))


def _sides(move: Move, direction: str) -> list[tuple[str | None, str | None]]:
    """Key and name of the organisations on the side that counts: who gains, who loses, or both."""
    gains, loses = (move.to_key, move.to_org), (move.from_key, move.from_org)
    return {"in": [gains], "out": [loses]}.get(direction, [gains, loses])


def _in_sector(key: str | None, sector: str, directory: Directory) -> bool:
    companies = (directory.companies.get(each) for each in directory.lineage(key))
    return any(company and sector in company.sectors for company in companies)


def _text(query: Query, direction: str, told: _Told) -> bool:
    """A text is sought in the names of the side asked for; without a side, in all that is told."""
    text, key = query.key, told.directory.company_key(query.key)
    sides = _sides(told.move, direction)
    if any(key in told.directory.lineage(side) for side, _ in sides):
        return True
    where = [name for _, name in sides if name] if direction else _told(told.move, told.report)
    return any(in_words(text, each) for each in where)


_ABOUT: Mapping[str, Callable[[Query, str, _Told], bool]] = {
    "all": lambda _query, _direction, _told: True,
    "any": _any_part,
    "list": _any_part,
    "corridor": _corridor,
    "role": _role,
    "person": _person,
    "company": _company,
    "sector": _sector,
    "text": _text,
}


def _keeps(filters: Filters, move: Move, report: Report | None) -> bool:
    return (
        move.confidence >= filters.conf
        and (filters.since is None or move.said_at >= filters.since)
        and (filters.until is None or move.said_at < filters.until)
        and all(_holds(clause, move, report) is not clause.negated for clause in filters.clauses)
    )


def _holds(clause: Clause, move: Move, report: Report | None) -> bool:
    test = _HOLDS[clause.key]
    return any(test(value, move, report) for value in clause.values)


_HOLDS: Mapping[str, Callable[[str, Move, Report | None], bool]] = {
    "type": lambda value, move, _: value == move.kind or (value == MOVED_OVER and bool(move.from_key and move.to_key)),
    "role": lambda value, move, _: role_says(move.role, value),
    "level": lambda value, move, _: value == move.level,
    "status": lambda value, move, _: value == move.status,
    "lang": lambda value, move, report: value == (report.lang if report else move.lang),
    "source": lambda value, _, report: report is not None and from_source(value, report),
}


def from_source(source: str, report: Report) -> bool:
    """Whether a report comes from this outlet: its name, its host, or a host below it."""
    host = (urlsplit(report.url).hostname or "").removeprefix("www.")
    wanted = source.casefold().removeprefix("www.")
    return host == wanted or host.endswith(f".{wanted}") or fold(report.outlet) == fold(source)
