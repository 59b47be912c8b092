"""Moves by what they are about, as one workspace may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, case, cast, distinct, false, func, not_, or_, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import corrections, suppressions
from storage.clauses import Condition, on_side, plain_conditions
from storage.criteria import Filters, Lists, Query, matches
from storage.directory import Directory
from storage.keys import family_name
from storage.lists import team_lists
from storage.models import CorrectionRow, MentionRow, Move, MoveRow, MoverRow, Report, ReportRow, SourceRow
from storage.movers import forgotten_keys, told_of
from storage.names import same_person
from storage.roles import role_says
from storage.seen import as_corrected, is_withdrawn, without_suppressed

_CANDIDATES = 2000  # of a text, whose whole words only the program can tell


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    Attributes:
        team_id: the workspace that asks: its corrections, its suppressions and its own feeds count.
        query, filters: what the moves are about.
        by_confidence: surest first instead of newest first.
        limit, offset: which part of the answer.
    """

    team_id: str
    query: Query
    filters: Filters
    by_confidence: bool = False
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A move with its reports, the first one first; `comes` says that it brings people to what was asked for."""

    move: Move
    reports: tuple[Report, ...]
    comes: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the answer, and figures about the whole of it.

    Attributes:
        hits: the part asked for.
        total: how many moves there are.
        joined, left: how many people came to and left what was asked for; 0 where it has no sides.
        people: how many people moved, each counted once.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    joined: int = 0
    left: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """How much was read about a company: stories that name it, and when the newest of them was seen."""

    stories: int
    newest: datetime | None


async def find(session: AsyncSession, search: Search, directory: Directory) -> Found:
    """Look moves up: newest (or surest) first, those that the workspace withdrew or asked to forget left out."""
    finder = await _Finder.of(session, search.team_id, directory)
    wanted = await finder.wanted(search)
    total, people, joined, left = (await session.exec(await finder.figures(search, wanted))).one()
    if not total:
        return Found()
    order: list[Any] = [col(MoveRow.said_at).desc(), col(MoveRow.id).desc()]
    if search.by_confidence:
        order.insert(0, col(MoveRow.confidence).desc())
    rows = await session.exec(select(MoveRow).where(wanted).order_by(*order).offset(search.offset).limit(search.limit))
    moves = await _as_seen(session, search.team_id, [Move.of(row) for row in rows], directory)
    told = await reports_of(session, [move.id or 0 for move in moves])
    hits = tuple(Hit(move, told.get(move.id or 0, ()), finder.comes(move, search.query)) for move in moves)
    return Found(hits, total, joined, left if search.query.has_sides else 0, people)


async def answering(session: AsyncSession, search: Search, directory: Directory) -> Condition:
    """The condition on moves that holds for those which answer a search, as the workspace may see and has corrected them."""
    return await (await _Finder.of(session, search.team_id, directory)).wanted(search)


async def reports_of(session: AsyncSession, move_ids: Sequence[int]) -> dict[int, tuple[Report, ...]]:
    """The reports of these moves, each move's first one first."""
    rows = await session.exec(select(ReportRow).where(col(ReportRow.move_id).in_(move_ids)).order_by(col(ReportRow.id)))
    told: dict[int, list[Report]] = {}
    for row in rows:
        told.setdefault(row.move_id, []).append(Report.of(row))
    return {move_id: tuple(reports) for move_id, reports in told.items()}


async def read_about(session: AsyncSession, query: Query, since: datetime | None, directory: Directory) -> Read | None:
    """How many stories naming the company were read, or None where the query is about no company."""
    if query.kind != "company":
        return None
    about: list[Condition] = [col(MentionRow.company_key).in_(directory.family(query.key))]
    about += [col(MentionRow.seen_at) >= since] if since else []
    count = func.count(func.distinct(col(MentionRow.entry_id)))
    stories, newest = (await session.exec(select(count, func.max(MentionRow.seen_at)).where(*about))).one()
    return Read(stories, newest)


def family(key: str, directory: Directory) -> set[str]:
    """A company with all that it owns."""
    return directory.family(key)


async def _as_seen(session: AsyncSession, team_id: str, moves: Sequence[Move], directory: Directory) -> list[Move]:
    """The moves as the workspace corrected them, without people it asked to forget."""
    hidden = await suppressions.suppressed(session, team_id)
    shown = (without_suppressed(move, hidden, directory) for move in await corrections.corrected(session, team_id, moves))
    return [move for move in shown if move]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Turns a search into conditions; what SQL cannot tell is looked up first."""

    session: AsyncSession
    directory: Directory
    lists: Lists
    hidden: frozenset[str]

    @classmethod
    async def of(cls, session: AsyncSession, team_id: str, directory: Directory) -> "_Finder":
        lists = await team_lists(session, team_id)
        return cls(session, directory, lists, await forgotten_keys(session, team_id, directory))

    async def wanted(self, search: Search) -> Condition:
        about = await self.corrected(search.team_id, search.query, search.filters)
        return and_(about, self.visible(search.team_id), self.not_forgotten())

    # --- what the team may see

    def visible(self, team_id: str) -> Condition:
        """Told by a shared feed, or by one of the workspace's own."""
        own = (
            select(ReportRow.move_id)
            .join(SourceRow, col(SourceRow.feed_id) == col(ReportRow.feed_id))
            .where(col(SourceRow.team_id) == team_id)
        )
        return or_(col(MoveRow.shared), col(MoveRow.id).in_(own))

    async def amended(self, team_id: str) -> list[tuple[Move, Sequence[Report], bool]]:
        """The moves that the workspace called wrong, as it corrected them, with their reports and whether it withdrew them."""
        rows = await self.session.exec(
            select(CorrectionRow.move_id).where(CorrectionRow.team_id == team_id, CorrectionRow.verdict == "wrong")
        )
        ids = set(rows.all())
        newest = await corrections.of_moves(self.session, team_id, ids)
        moves = [Move.of(row) for row in await self.session.exec(select(MoveRow).where(col(MoveRow.id).in_(ids)))] if ids else []
        told = await reports_of(self.session, list(ids)) if ids else {}
        judged = [(move, newest.get(move.id or 0)) for move in moves]
        return [(as_corrected(move, said), told.get(move.id or 0, ()), is_withdrawn(said)) for move, said in judged]

    async def corrected(self, team_id: str, query: Query, filters: Filters) -> Condition:
        """What answers a query; a move that the workspace corrected is found as what it is now, no longer as what it was."""
        about = await self.answers(query, filters)
        amended = await self.amended(team_id)
        if not amended:
            return about
        search = Search(team_id, query, filters)
        right = [move.id for move, reports, withdrawn in amended if not withdrawn and self._answers(move, reports, search)]
        return or_(col(MoveRow.id).in_(right), and_(about, col(MoveRow.id).not_in([move.id for move, _, _ in amended])))

    async def answers(self, query: Query, filters: Filters) -> Condition:
        """What answers a query by the stored columns; what is costly to tell is told only of what is left by the rest."""
        cheap, costly = plain_conditions(filters), [clause for clause in filters.clauses if clause.key == "role"]
        about = and_(true(), *cheap, await self.about(query, filters.direction, and_(true(), *cheap)))
        for clause in costly:
            some = or_(*[await self.role(value, about) for value in clause.values])
            about = and_(about, not_(func.coalesce(some, false())) if clause.negated else some)
        return about

    def _answers(self, move: Move, reports: Sequence[Report], search: Search) -> bool:
        query, filters = search.query, search.filters
        told: Sequence[Report | None] = reports or [None]
        return any(matches(query, filters, move, report, directory=self.directory, lists=self.lists) for report in told)

    def comes(self, move: Move, query: Query) -> bool:
        """Whether a move brings people to what was asked for."""
        return query.has_sides and matches(query, Filters("in"), move, None, directory=self.directory, lists=self.lists)

    def not_forgotten(self) -> Condition:
        """Moves of nobody but people whom the workspace asked to forget are not counted either."""
        if not self.hidden:
            return true()
        theirs = select(MoverRow.move_id).where(col(MoverRow.key).in_(self.hidden))
        others = select(MoverRow.move_id).where(col(MoverRow.key).not_in(self.hidden), col(MoverRow.move_id).in_(theirs))
        return or_(col(MoveRow.group_words).is_not(None), col(MoveRow.id).not_in(theirs), col(MoveRow.id).in_(others))

    async def figures(self, search: Search, wanted: Condition) -> Any:
        """Moves, people in them, those who came to what was asked for and those who did not, each person once."""
        person = func.coalesce(col(MoverRow.key), cast(col(MoveRow.id), Text))  # a move that names nobody counts as one
        since, until = search.filters.since, search.filters.until
        side = Filters("in", since=since, until=until)
        comes = await self.corrected(search.team_id, search.query, side) if search.query.has_sides else false()
        if search.filters.direction:
            comes = true() if search.filters.direction == "in" else false()
        counts = (
            func.count(distinct(each))
            for each in (col(MoveRow.id), person, case((comes, person)), case((comes, None), else_=person))
        )
        return select(*counts).select_from(MoveRow).outerjoin(MoverRow, told_of(self.hidden)).where(wanted)

    # --- what it is about

    async def about(self, query: Query, direction: str, within: Condition) -> Condition:
        """Moves that a query is about; `within` narrows down where it has to be looked up."""
        if query.kind in {"any", "list"}:
            parts = query.parts if query.kind == "any" else self.lists.get(query.key, ())
            return or_(false(), *[await self.about(part, direction, within) for part in parts])
        if query.kind == "corridor":
            left = await self.about(query.parts[0], "out", within)
            return and_(left, await self.about(query.parts[1], "in", and_(within, left)))
        if query.kind == "role":
            where = and_(true(), *[await self.about(part, direction, within) for part in query.parts])
            return and_(where, await self.role(query.key, and_(within, where)))
        if query.kind == "person":
            return await self.person(query.key)
        if query.kind == "text":
            return await self.text(query, direction, within)
        return true() if query.kind == "all" else on_side(self.companies(query), direction)

    def companies(self, query: Query) -> set[str]:
        if query.kind == "company":
            return self.directory.family(query.key)
        own = [key for key, company in self.directory.companies.items() if query.key in company.sectors]
        return set().union(*(self.directory.family(key) for key in own))

    async def person(self, key: str) -> Condition:
        """All spellings under which this person stands in moves."""
        near = select(MoverRow.key, MoverRow.name).where(or_(col(MoverRow.key) == key, col(MoverRow.family) == family_name(key)))
        rows = await self.session.exec(near.distinct())
        spelt = {each for each, name in rows if each == key or same_person(key, name, self.directory)}
        known = {name for name, of in self.directory.people.items() if of == key}
        return col(MoveRow.id).in_(select(MoverRow.move_id).where(col(MoverRow.key).in_({key, *spelt, *known})))

    async def role(self, wanted: str, within: Condition) -> Condition:
        """All posts, as told, that go by this name."""
        some = select(MoveRow.role).where(within, col(MoveRow.role).is_not(None)).distinct()
        return col(MoveRow.role).in_([role for role in await self.session.exec(some) if role_says(role, wanted)])

    async def text(self, query: Query, direction: str, within: Condition) -> Condition:
        """The newest moves in whose words a text stands as whole words."""
        tried = dict.fromkeys((query.key, query.label or query.key))
        told = select(ReportRow.move_id).join(MoveRow, col(MoveRow.id) == col(ReportRow.move_id)).where(within)
        told = told.where(or_(*(col(ReportRow.title).icontains(each, autoescape=True) for each in tried)))
        words = [MoveRow.from_org, MoveRow.to_org, MoveRow.role, MoveRow.group_words]
        near = or_(
            col(MoveRow.id).in_(told),
            on_side({self.directory.company_key(query.key)}, ""),
            *(col(column).icontains(each, autoescape=True) for each in tried for column in words),
        )
        newest = select(MoveRow).where(within, near).order_by(col(MoveRow.said_at).desc()).limit(_CANDIDATES)
        moves = [Move.of(row) for row in await self.session.exec(newest)]
        reports = await reports_of(self.session, [move.id or 0 for move in moves])
        search = Search("", query, Filters(direction))
        right = [move.id for move in moves if self._answers(move, reports.get(move.id or 0, ()), search)]
        return col(MoveRow.id).in_(right)
