"""What makes two accounts one move."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.models import Move
from storage.same import Verdict, compare
from storage.spelling import CLOSE, EXACT, LIKE, OTHER, PART, count_of, likeness
from tests.storage.builders import DIRECTORY, NOW, a_move

DAY = timedelta(days=1)


def verdict(a: Move, b: Move) -> str:
    return compare(a, b, DIRECTORY).outcome


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Barret Zoph", "Brett Zoph", CLOSE),
        ("Barret Zoph", "B. Zoph", LIKE),
        ("Sam Altman", "Samuel Altman", LIKE),
        ("Sam Altman", "Samuel H. Altman", LIKE),
        ("Jane Q. Roe", "Jane Roe", EXACT),
        ("Juan García López", "Juan García", EXACT),
        ("Liam O’Brien", "Liam O'Brien", EXACT),
        ("Mira Murati", "Mira Muratti", CLOSE),
        ("Wu Yongming", "Yongming Wu", EXACT),
        ("Wu Yong-ming", "Wu Yongming", EXACT),
        ("吴泳铭", "Eddie Wu", EXACT),
        ("Jürgen Müller", "Jurgen Muller", EXACT),
        ("Aleksandr Petrov", "Alexander Petrov", LIKE),
        ("Ursula von der Leyen", "Ursula Leyen", EXACT),
        ("Dr. Jane Roe", "Jane Roe", EXACT),
        ("Zoph", "Barret Zoph", PART),
        ("Dario Amodei", "Daniela Amodei", OTHER),
        ("Sam Altman", "Jack Altman", OTHER),
        ("Jane Roe", "Jane Moe", OTHER),
        ("Wei Wang", "Wei Wong", OTHER),
        ("李明", "李强", OTHER),
        ("Jane Roe", "", OTHER),
    ],
)
def test_likeness_of_names(a: str, b: str, how: float) -> None:
    """Spellings, initials, nicknames, orders and scripts of one name; and names that only look alike."""
    assert likeness(a, b, DIRECTORY) == likeness(b, a, DIRECTORY) == how


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"people": ("Brett Zoph", "Luke Metz")}, "same"),
        ({"lang": "en", "kind": "join"}, "same"),
        ({"from_org": None, "from_key": None}, "same"),
        ({"kind": "leave", "to_org": None, "to_key": None}, "same"),
        ({"to_org": "OpenAI Global", "to_key": "openai global"}, "same"),
        ({"people": ("Zoph",)}, "same"),
        ({"people": (), "group_words": "three co-founders"}, "same"),
        ({"people": (), "group_words": "two co-founders"}, "other"),
        ({"people": ("Jane Roe",)}, "other"),
        ({"to_org": "Google DeepMind", "to_key": "google-deepmind"}, "other"),
        ({"said_at": NOW + 20 * DAY}, "same"),
        ({"said_at": NOW + 200 * DAY}, "same"),
        ({"said_at": NOW + 500 * DAY}, "other"),
        ({"said_at": NOW + 200 * DAY, "people": ("Zoph",)}, "other"),
        ({"said_at": NOW + 150 * DAY, "kind": "leave", "from_key": "openai", "to_key": None}, "reversal"),
        ({"said_at": NOW + 150 * DAY, "kind": "join", "from_key": "openai", "to_key": "stripe"}, "reversal"),
    ],
)
def test_against_three_founders_who_return(changes: dict[str, object], outcome: str) -> None:
    """What may differ between two accounts of one move, and what may not."""
    other = a_move().model_copy(update=changes)
    assert verdict(a_move(), other) == verdict(other, a_move()) == outcome


def one(kind: str, origin: str | None, to: str | None, days: int = 0, **values: object) -> Move:
    return a_move(people=("Jane Roe",), kind=kind, from_org=origin, to_org=to, said_at=NOW + days * DAY, **values)


@pytest.mark.parametrize(
    ("a", "b", "outcome"),
    [
        (one("leave", "Google", None), one("join", None, "OpenAI", 3), "same"),
        (one("leave", "Google DeepMind", None), one("join", "Google", "OpenAI", 3), "same"),
        (one("leave", "Google", None), one("join", "Stripe", "OpenAI", 3), "other"),
        (one("promote", None, "Stripe", role="CEO"), one("join", None, "Stripe", 1, role="CEO"), "same"),
        (one("promote", None, "Stripe", role="CFO"), one("promote", None, "Stripe", 200, role="CEO"), "other"),
        (one("leave", "Stripe", None, role="CFO"), one("promote", None, "Stripe", 1, role="chair"), "same"),
        (one("board", None, "Stripe"), one("leave", "Google", None, 2), "other"),
        (one("leave", "OpenAI", None), one("return", None, "OpenAI", 5), "reversal"),
        (one("leave", "OpenAI", None), one("return", None, "OpenAI", 300), "other"),
        (one("join", None, "OpenAI"), one("leave", "OpenAI", None, 150), "reversal"),
        (one("join", None, "OpenAI", status="reversed"), one("join", None, "OpenAI", 300), "other"),
        (one("leave", None, None), one("leave", "Google", None, 1), "same"),
        (one("promote", None, "Stripe", role="chair"), one("leave", None, None), "same"),
        (one("join", None, "OpenAI"), one("join", None, "The ChatGPT maker", 1), "same"),
        (one("leave", "Stripe", None), one("leave", "Some words", None, 1), "same"),
        (one("join", None, "OpenAI"), one("join", None, "Acme Robotics", 12), "other"),
        (one("join", None, "OpenAI"), one("join", None, "Stripe", 1), "other"),
    ],
)
def test_one_person(a: Move, b: Move, outcome: str) -> None:
    """Leaving and arriving, posts in one house, and turning round."""
    assert verdict(a, b) == verdict(b, a) == outcome


@pytest.mark.parametrize(
    ("words", "outcome"), [("three founders", "same"), ("sixty researchers", "other"), ("60 researchers", "other")]
)
def test_one_name_is_no_crowd(words: str, outcome: str) -> None:
    """Somebody named may be one of three who are counted elsewhere, but does not stand for sixty."""
    named = one("join", "Google DeepMind", "OpenAI")
    told = Move(**named.model_dump() | {"people": (), "group_words": words})
    assert verdict(named, told) == verdict(told, named) == outcome


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("three co-founders", 3),
        ("trois fondateurs", 3),
        ("12 researchers", 12),
        ("两名高管", 2),
        ("the team", None),
        (None, None),
    ],
)
def test_counts(words: str | None, count: int | None) -> None:
    """How many people a description speaks of."""
    assert count_of(words) == count


NAMES = st.one_of(
    st.sampled_from(["Jane Roe", "J. Roe", "Roe", "吴泳铭", "Eddie Wu", "Brett Zoph", "Barret Zoph", ""]), st.text(max_size=12)
)
ORGS = st.one_of(
    st.none(), st.sampled_from(["openai", "google", "google-deepmind", "acme labs", "acme"]), st.text(min_size=1, max_size=8)
)
MOVES = st.builds(
    lambda people, group, origin, to, kind, status, role, hours: Move(
        people=tuple(people), group_words=group, from_key=origin, to_key=to, kind=kind, status=status, role=role,
        said_at=NOW + timedelta(hours=hours), seen_at=NOW, changed_at=NOW,
    ),
    st.lists(NAMES, max_size=3), st.one_of(st.none(), st.text(max_size=12), st.just("three founders")), ORGS, ORGS,
    st.sampled_from(["join", "leave", "return", "found", "promote", "board"]), st.sampled_from(["reported", "confirmed", "denied", "reversed"]),
    st.one_of(st.none(), st.sampled_from(["CEO", "chief executive", "CTO"])), st.integers(-20_000, 20_000),
)  # fmt: skip


@given(MOVES, MOVES)
def test_the_order_does_not_matter(a: Move, b: Move) -> None:
    """Symmetric, and never raises."""
    forth, back = compare(a, b, DIRECTORY), compare(b, a, DIRECTORY)
    assert (forth.outcome, round(forth.strength, 6)) == (back.outcome, round(back.strength, 6))
    assert forth.reason


@given(MOVES)
def test_a_move_is_itself(a: Move) -> None:
    """Reflexive."""
    assert compare(a, a, DIRECTORY).is_same


@given(NAMES, NAMES)
def test_likeness_is_symmetric(a: str, b: str) -> None:
    """And every name is its own."""
    assert likeness(a, b, DIRECTORY) == likeness(b, a, DIRECTORY)
    assert likeness(a, a, DIRECTORY) == EXACT


def test_a_verdict_says_why() -> None:
    """So that people can ask."""
    assert compare(a_move(), a_move(people=("Jane Roe",)), DIRECTORY) == Verdict("other", "no person in common")
