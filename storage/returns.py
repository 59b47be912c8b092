"""Who went back where they came from, and which of a company's known founders and leaders have left it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.names import same_person
from storage.outlines import Outline, heads
from storage.search import Search, family
from storage.trends import counted

Role = Literal["founders", "leaders"]


@dataclass(frozen=True, slots=True)
class Boomerang:
    """Somebody who went back to a company: when that was told, from where, and when they had left, where that is known."""

    name: str
    company: str
    via: str | None
    at: datetime
    left_at: datetime | None
    move_id: int


@dataclass(frozen=True, slots=True)
class Returns:
    """Who went back, newest first, and how many people came in all, those who went back among them."""

    boomerangs: tuple[Boomerang, ...]
    came: int


@dataclass(frozen=True, slots=True)
class Departed:
    """How many founders (or leaders) of a company the catalogue knows, and whom of them stored moves say left, and when."""

    company: str
    role: Role
    known: int
    left: tuple[tuple[str, datetime], ...]


async def returns(session: AsyncSession, team_id: str, query: Query | None, filters: Filters, directory: Directory) -> Returns:
    """Who went back to a company: called a return by an outlet, or seen to leave it and to come again.

    When they left is looked for in everything that is stored, not in the period of the filters alone.
    """
    subject = query or Query("all")
    ever = replace(filters, direction="", since=None, clauses=())
    sides = ("in", "out") if subject.has_sides else ("", "")
    came = await counted(session, Search(team_id, subject, replace(filters, direction=sides[0])), directory)
    left = await counted(session, Search(team_id, subject, replace(ever, direction=sides[1])), directory)
    return await asyncio.to_thread(_returns_of, [outline for outline in came if outline.to_key], left, directory)


def _returns_of(came: Sequence[Outline], left: Sequence[Outline], directory: Directory) -> Returns:
    departures = _departures(left, directory)
    found: dict[tuple[str, str], Boomerang] = {}
    for outline in came:
        for name in outline.people:
            key = (directory.person_key(name), outline.to_key or "")
            before = [at for at in departures.get(key, ()) if at < outline.said_at]
            if outline.kind == "return" or before:
                found[key] = _boomerang(name, outline, max(before, default=None), directory)
    newest = sorted(found.values(), key=lambda each: each.at, reverse=True)
    return Returns(tuple(newest), heads(came, directory))


def _departures(left: Iterable[Outline], directory: Directory) -> dict[tuple[str, str], list[datetime]]:
    found: dict[tuple[str, str], list[datetime]] = {}
    for outline in left:
        for name in outline.people if outline.from_key else ():
            found.setdefault((directory.person_key(name), outline.from_key or ""), []).append(outline.said_at)
    return found


def _boomerang(name: str, outline: Outline, left_at: datetime | None, directory: Directory) -> Boomerang:
    key = outline.to_key or ""
    company = directory.label(key) if key in directory.companies else outline.to_org or key
    return Boomerang(name, company, outline.from_org, outline.said_at, left_at, outline.move_id)


async def departed(session: AsyncSession, team_id: str, query: Query, directory: Directory) -> list[Departed]:
    """Which founders and leaders that the catalogue knows of a company have left it, by all stored moves.

    Those who went back are there again; a role of which nobody left is left out.
    """
    company = directory.companies.get(query.key) if query.kind == "company" else None
    if company is None or not (company.founders or company.leaders):
        return []
    ours = family(company.key, directory)
    # asked by person: a company has thousands of moves, its founders and leaders have few
    people = tuple(Query("person", directory.person_key(name)) for name in (*company.founders, *company.leaders))
    theirs = await counted(session, Search(team_id, Query("any", parts=people), Filters()), directory)
    found = [outline for outline in theirs if {outline.from_key, outline.to_key} & ours]
    told = []
    roles: list[tuple[Role, tuple[str, ...]]] = [("founders", company.founders), ("leaders", company.leaders)]
    for role, names in roles:
        left = [(name, at) for name in names if (at := _left_at(name, found, ours, directory))]
        if left:
            told.append(Departed(company.name, role, len(names), tuple(sorted(left, key=lambda each: each[1]))))
    return told


def _left_at(name: str, found: Iterable[Outline], ours: set[str], directory: Directory) -> datetime | None:
    """When a person left for good: their last move took them away."""
    key, gone = directory.person_key(name), None
    for outline in found:  # oldest first
        if any(same_person(key, other, directory) for other in outline.people):
            away = outline.from_key in ours and outline.to_key not in ours
            gone = outline.said_at if away else None
    return gone
