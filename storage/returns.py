"""Who went back where they came from, and which of a company's known founders and leaders have left it."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Query
from storage.directory import Directory
from storage.movers import moves_of
from storage.names import same_person
from storage.outlines import Outline
from storage.search import Search, family
from storage.tally import TIMES, Who, corrected_ids, counter, everybody
from storage.trends import counted

Role = Literal["founders", "leaders"]

MOST = 10_000  # who are told of


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
    """Who went back, newest first, how many they are, and how many people came in all, those who went back among them."""

    boomerangs: tuple[Boomerang, ...]
    total: int
    came: int


@dataclass(frozen=True, slots=True)
class Departed:
    """How many founders (or leaders) of a company the catalogue knows, and whom of them stored moves say left, and when."""

    company: str
    role: Role
    known: int
    left: tuple[tuple[str, datetime], ...]


async def returns(
    session: AsyncSession, team_id: str, query: Query | None, filters: Filters, directory: Directory, *, limit: int = MOST
) -> Returns:
    """Who went back to a company: called a return by an outlet, or seen to leave it and to come again.

    When they left is looked for in everything that is stored, not in the period of the filters alone.
    """
    subject = query or Query("all")
    ever = replace(filters, direction="", since=None, until=None, clauses=())
    sides = ("in", "out") if subject.has_sides else ("", "")
    came = Search(team_id, subject, replace(filters, direction=sides[0]))
    left = Search(team_id, subject, replace(ever, direction=sides[1]))
    pairs = _Pairs()
    async for part in everybody(session, came, directory, TIMES):
        pairs.came(part)
        if came == left:
            pairs.left(part)
    if came != left:
        async for part in everybody(session, left, directory, TIMES):
            pairs.left(part)
    found, people = await asyncio.to_thread(pairs.told, directory)
    shown = found[:limit]
    theirs = await moves_of(session, {who for who, _ in shown}) | await corrected_ids(session, team_id)
    back = await counted(session, came, directory, only=theirs)
    gone = await counted(session, left, directory, only=theirs)
    told = await asyncio.to_thread(_boomerangs, back, gone, set(shown), directory)
    return Returns(told, len(found), people)


class _Pairs:
    """Who came where and who left where, filled part by part."""

    def __init__(self) -> None:
        self._people: set[Who] = set()
        self._came: dict[tuple[str, str], int] = {}
        self._told: dict[tuple[str, str], int] = {}
        self._left: dict[tuple[str, str], int] = {}

    def came(self, part: Iterable[Sequence[Any]]) -> None:
        """The newest coming of everybody to each company, and the newest that is called a return."""
        for move_id, person, _, to, kind, second in part:
            if not to:
                continue
            self._people.add(person or move_id)
            if person:
                pair = (person, to)
                if second >= self._came.get(pair, second):
                    self._came[pair] = second
                if kind == "return" and second >= self._told.get(pair, second):
                    self._told[pair] = second

    def left(self, part: Iterable[Sequence[Any]]) -> None:
        """The first leaving of everybody from each company."""
        for _, person, origin, _, _, second in part:
            if person and origin:
                pair = (person, origin)
                if second <= self._left.get(pair, second):
                    self._left[pair] = second

    def told(self, directory: Directory) -> tuple[list[tuple[str, str]], int]:
        """Who went back to what, newest first, and how many people came."""
        back = self._told
        for pair in self._came.keys() & self._left.keys():
            if self._left[pair] < self._came[pair]:
                back[pair] = self._came[pair]
        return sorted(back, key=lambda pair: (-back[pair], pair)), counter(self._people, directory)(self._people)


def _boomerangs(
    came: Iterable[Outline], left: Iterable[Outline], shown: Collection[tuple[str, str]], directory: Directory
) -> tuple[Boomerang, ...]:
    departures = _departures(left, directory)
    found: dict[tuple[str, str], Boomerang] = {}
    for outline in came:
        for name in outline.people:
            key = (directory.person_key(name), outline.to_key or "")
            if key not in shown:
                continue
            before = [at for at in departures.get(key, ()) if at < outline.said_at]
            if outline.kind == "return" or before:
                found[key] = _boomerang(name, outline, max(before, default=None), directory)
    return tuple(sorted(found.values(), key=lambda each: each.at, reverse=True))


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
