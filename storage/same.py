"""What makes two accounts one move: people, organisations, direction, kind and time. Pure, and the only place that says so.

Two moves are compared whatever came first. The same people making the same change are one move within 21 days; where names
and organisations leave no doubt, also a year later, because old news told again is no new move. Who turns round (joins, and
leaves again after five months) makes a new move that reverses the old one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from storage.directory import Directory
from storage.models import Move
from storage.roles import role_says
from storage.spelling import CLOSE, EXACT, LIKE, OTHER, PART, Relation, alike, count_of, likeness, relation

WINDOW = timedelta(days=21)
RETOLD = timedelta(days=400)
_TURN = timedelta(days=3)  # shorter is one event told in two ways, not two
_BRIEF = timedelta(days=7)
_GROUP = timedelta(days=14)
_CROWD = 3  # a report that names fewer than a third of those whom another counts tells of other people
_DAY = timedelta(days=1)

_VAGUE = "the same person at the same time, and one of the two organisations is not known"
_ARRIVALS = frozenset({"join", "return", "found"})
_INSIDE = frozenset({"promote", "leave", "board"})  # a post is left and another one taken in the same house

Outcome = Literal["same", "reversal", "other"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two accounts are to each other, why, and how sure that is (to choose among several).

    A ``reversal`` is a move that undoes the other one.
    """

    outcome: Outcome
    reason: str
    strength: float = 0.0

    @property
    def is_same(self) -> bool:
        """Whether they tell one move."""
        return self.outcome == "same"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two moves, the earlier one first, and how their parts compare."""

    early: Move
    late: Move
    who: float
    to: Relation
    origin: Relation
    there_then_away: bool
    away_then_back: bool
    to_is_vague: bool
    origin_is_vague: bool

    @property
    def apart(self) -> timedelta:
        return self.late.said_at - self.early.said_at

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset((self.early.kind, self.late.kind))


def compare(a: Move, b: Move, directory: Directory) -> Verdict:
    """Judge whether two moves are one; the order of the arguments does not matter."""
    early, late = (a, b) if a.said_at <= b.said_at else (b, a)
    if _facts(early) == _facts(late) and late.said_at - early.said_at <= WINDOW:
        return Verdict("same", "told with the same facts", 2.0)
    if early.people and late.people:
        return _named(_pair(early, late, directory))
    return _unnamed(_pair(early, late, directory))


def matches(people: Sequence[str], others: Sequence[str], directory: Directory) -> dict[str, str]:
    """Which of these people are among the others, by name; each to the likeliest one."""
    found = {}
    for name in people:
        best = max(others, key=lambda other: likeness(name, other, directory), default="")
        if best and likeness(name, best, directory) >= PART:
            found[name] = best
    return found


def _facts(move: Move) -> tuple[object, ...]:
    return (move.people, move.group_words, move.from_key, move.to_key, move.kind)


def _pair(early: Move, late: Move, directory: Directory) -> _Pair:
    pairs = ((one, other) for one in early.people for other in late.people)
    return _Pair(
        early,
        late,
        max((likeness(one, other, directory) for one, other in pairs), default=OTHER),
        relation(early.to_key, late.to_key, directory),
        relation(early.from_key, late.from_key, directory),
        relation(early.to_key, late.from_key, directory) == "agree",
        relation(early.from_key, late.to_key, directory) == "agree",
        _one_unknown(early.to_key, late.to_key, directory),
        _one_unknown(early.from_key, late.from_key, directory),
    )


def _one_unknown(a: str | None, b: str | None, directory: Directory) -> bool:
    """Whether of two organisations one is in the catalogue and the other is some words that were taken for one."""
    return bool(a and b) and (a in directory.companies) != (b in directory.companies)


def _same(pair: _Pair, reason: str) -> Verdict:
    ends = (pair.to == "agree") + (pair.origin == "agree")
    return Verdict("same", reason, pair.who + ends / 10 - pair.apart / _DAY / 10_000)


def _named(pair: _Pair) -> Verdict:
    """Both accounts name people."""
    if pair.who == OTHER:
        return Verdict("other", "no person in common")
    if _turns(pair):
        return Verdict("reversal", "the same person goes the other way", pair.who)
    if pair.apart > WINDOW:
        return _retold(pair)
    if pair.to == "differ":
        told_wrong = pair.to_is_vague and _fits_but_for_the_name(pair)
        return _same(pair, _VAGUE) if told_wrong else Verdict("other", "the same person goes elsewhere")
    judge = _arriving if pair.to == "agree" else _leaving if pair.origin == "agree" else _loose
    return judge(pair)


def _turns(pair: _Pair) -> bool:
    """Whether the later move undoes the earlier: away from where they came to, or back to where they came from."""
    if pair.who < CLOSE or not _TURN <= pair.apart <= RETOLD or pair.to == "agree":
        return False
    if pair.there_then_away:
        return pair.early.kind != "leave"
    back = pair.away_then_back and pair.early.kind == "leave" and pair.late.kind in _ARRIVALS
    return back and pair.apart <= 3 * WINDOW


def _arriving(pair: _Pair) -> Verdict:
    if pair.kinds == {"leave", "board"}:
        return Verdict("other", "one leaves the house, the other its board")
    if pair.origin == "differ" and pair.who < CLOSE:
        return Verdict("other", "another origin and only a part of the name")
    return _same(pair, "the same person goes to the same organisation")


def _leaving(pair: _Pair) -> Verdict:
    if "promote" in pair.kinds and len(pair.kinds) > 1:
        return Verdict("other", "one stays in the house")
    return _same(pair, "the same person leaves the same organisation")


def _loose(pair: _Pair) -> Verdict:
    """No organisation is the same on both sides; what is told must fit together."""
    if pair.who < CLOSE:
        return Verdict("other", "only a part of the name, and no organisation in common")
    if pair.there_then_away or pair.away_then_back:
        inside = pair.kinds <= _INSIDE and len(pair.kinds) > 1 and pair.apart <= _BRIEF
        return _same(pair, "a post left and another taken in one house") if inside else Verdict("other", "the other direction")
    if pair.origin == "differ":
        told_wrong = pair.origin_is_vague and _fits_but_for_the_name(pair)
        return _same(pair, _VAGUE) if told_wrong else Verdict("other", "the same person leaves elsewhere")
    if "leave" in pair.kinds and pair.kinds & _ARRIVALS and pair.who >= LIKE:
        return _same(pair, "one tells whence, the other whither")
    silent = not any((pair.early.to_key, pair.early.from_key)) or not any((pair.late.to_key, pair.late.from_key))
    if silent and pair.who >= LIKE and (_kin(pair) or (pair.kinds <= _INSIDE and pair.apart <= _BRIEF)):
        return _same(pair, "the same person, and no organisation speaks against it")
    return Verdict("other", "nothing but the person in common")


def _fits_but_for_the_name(pair: _Pair) -> bool:
    """Nobody makes two such moves in three days; an organisation that nobody knows was misnamed or misread."""
    return pair.who >= LIKE and pair.apart <= _TURN and _kin(pair)


def _kin(pair: _Pair) -> bool:
    return len(pair.kinds) == 1 or pair.kinds <= _ARRIVALS or pair.kinds <= {*_ARRIVALS, "promote"}


def _retold(pair: _Pair) -> Verdict:
    """Long after: one move only where nothing is in doubt."""
    if pair.apart > RETOLD or pair.who < LIKE or pair.early.status == "reversed":
        return Verdict("other", "too long ago")
    if not _kin(pair) or "differ" in (pair.to, pair.origin):
        return Verdict("other", "too long ago for another account of it")
    if pair.early.kind in ("promote", "board") and not _one_post(pair):
        return Verdict("other", "another post")
    decided = pair.to if pair.early.to_key or pair.late.to_key else pair.origin
    return _same(pair, "old news told again") if decided == "agree" else Verdict("other", "too long ago to be sure")


def _one_post(pair: _Pair) -> bool:
    early, late = pair.early.role, pair.late.role
    return not early or not late or alike(early, late) or role_says(early, late) or role_says(late, early)


def _unnamed(pair: _Pair) -> Verdict:
    """One account or both tell of people without names: the organisations and the words have to do."""
    if "differ" in (pair.to, pair.origin) or not _kin(pair):
        return Verdict("other", "unnamed people elsewhere")
    if not _counts_fit(pair):
        return Verdict("other", "another number of people")
    both = pair.to == pair.origin == "agree"
    if both and pair.apart <= (_BRIEF if pair.early.people or pair.late.people else _GROUP):
        return _same(pair, "unnamed people between the same organisations")
    if "agree" in (pair.to, pair.origin) and pair.apart <= _BRIEF and _described_alike(pair):
        return _same(pair, "people described alike at the same organisation")
    return Verdict("other", "unnamed people, and not enough in common")


def _counts_fit(pair: _Pair) -> bool:
    one, two = (len(move.people) or count_of(move.group_words) for move in (pair.early, pair.late))
    if pair.early.people or pair.late.people:
        named, told = (one, two) if pair.early.people else (two, one)
        return told is None or (named or 0) <= told <= _CROWD * (named or 0)
    return one is None or two is None or one == two


def _described_alike(pair: _Pair) -> bool:
    mine, theirs = ({text for text in (move.group_words, move.role) if text} for move in (pair.early, pair.late))
    return any(alike(one, other) or role_says(one, other) or role_says(other, one) for one in mine for other in theirs)


__all__ = ["CLOSE", "EXACT", "RETOLD", "WINDOW", "Verdict", "compare", "matches"]
