"""From whom to whom: gains and losses of companies, and the corridors that people took. Counted are people, each once."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import Filters, Lists, Query
from storage.directory import Directory
from storage.lists import team_lists
from storage.search import Search, family
from storage.tally import ENDS, Who, counter, everybody


@dataclass(frozen=True, slots=True)
class Net:
    """A company's gains and losses (or, about one company, those against this other one)."""

    key: str
    name: str
    came: int
    left: int

    @property
    def net(self) -> int:
        """Gains less losses."""
        return self.came - self.left


@dataclass(frozen=True, slots=True)
class Corridor:
    """How many people went from one company to another."""

    from_key: str
    from_name: str
    to_key: str
    to_name: str
    people: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Who gains from whom: companies by how much they gained and lost, corridors by how many took them."""

    nets: tuple[Net, ...]
    corridors: tuple[Corridor, ...]
    people: int
    about: Query | None = None


async def flow(session: AsyncSession, team_id: str, query: Query | None, filters: Filters, directory: Directory) -> Flow:
    """Count gains and losses by company, or, about one company, by the other end of its moves; and the corridors.

    About several companies (a list, a sector) only these are told: the others are counted by half of their moves alone.
    """
    subject = query or Query("all")
    ours = members(subject, await team_lists(session, team_id), directory)
    crowd = _Crowd(directory, ours if subject.kind == "company" else None)
    async for part in everybody(session, Search(team_id, subject, filters), directory, ENDS):
        crowd.add(part)
    return await asyncio.to_thread(crowd.told, subject, ours)


def members(query: Query, lists: Lists, directory: Directory) -> set[str]:
    """The companies that a query is about, with all that they own; none where it is not about companies."""
    if query.kind == "company":
        return family(query.key, directory)
    if query.kind == "sector":
        own = [key for key, company in directory.companies.items() if query.key in company.sectors]
        return set().union(*(family(key, directory) for key in own))
    parts = lists.get(query.key, ()) if query.kind == "list" else query.parts if query.kind == "any" else ()
    return set().union(*(members(part, lists, directory) for part in parts))


class _Crowd:
    """Who gained and lost whom, filled part by part; about the companies `own` alone where they are given."""

    def __init__(self, directory: Directory, own: Collection[str] | None) -> None:
        self.directory, self.own = directory, own
        self.people: set[Who] = set()
        self.gains: dict[str, set[Who]] = defaultdict(set)
        self.losses: dict[str, set[Who]] = defaultdict(set)
        self.corridors: dict[tuple[str, str], set[Who]] = defaultdict(set)
        self.names: dict[str, tuple[int, str]] = {}

    def add(self, part: Iterable[Sequence[Any]]) -> None:
        known = self.directory.companies
        for move_id, person, origin, origin_name, to, to_name in part:
            who: Who = person or move_id
            self.people.add(who)
            if origin and origin not in known:
                self._name(move_id, origin, origin_name)
            if to and to not in known:
                self._name(move_id, to, to_name)
            if origin == to:
                continue
            if origin and to:
                self.corridors[origin, to].add(who)
            self._count(who, origin, to)

    def _name(self, move_id: int, key: str, name: str | None) -> None:
        """The name of a company that the catalogue does not know, as it was told last."""
        if name and self.names.get(key, (0, ""))[0] < move_id:
            self.names[key] = (move_id, name)

    def _count(self, who: Who, origin: str | None, to: str | None) -> None:
        came, left = to, origin
        if self.own is not None:  # gains are then told by where they came from
            inwards, outwards = to in self.own and origin not in self.own, origin in self.own and to not in self.own
            came, left = origin if inwards else None, to if outwards else None
        if came:
            self.gains[came].add(who)
        if left:
            self.losses[left].add(who)

    def told(self, subject: Query, ours: Collection[str]) -> Flow:
        count = counter(self.people, self.directory)
        shown = [key for key in {**self.gains, **self.losses} if self.own is not None or not ours or key in ours]
        nobody: set[Who] = set()
        nets = [
            Net(key, self.name(key), count(self.gains.get(key, nobody)), count(self.losses.get(key, nobody))) for key in shown
        ]
        nets.sort(key=lambda each: (-abs(each.net), -each.came - each.left, each.name))
        corridors = [
            Corridor(origin, self.name(origin), to, self.name(to), count(people))
            for (origin, to), people in self.corridors.items()
        ]
        corridors.sort(key=lambda each: (-each.people, each.from_name, each.to_name))
        return Flow(tuple(nets), tuple(corridors), count(self.people), None if subject.kind == "all" else subject)

    def name(self, key: str) -> str:
        return self.directory.label(key) if key in self.directory.companies else self.names.get(key, (0, key))[1]
