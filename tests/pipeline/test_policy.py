"""Judgements: pure, each with its reason."""

from datetime import timedelta

import pytest

from bot.levels import level_of
from bot.policy import Pace, Wishes, is_baseline, lacks_required, next_look
from storage.models import Entry, Feed
from tests.storage.builders import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def a_feed(**values: object) -> Feed:
    known = {"url": "https://f.example", "created_at": NOW, "next_check_at": NOW, "baseline_at": NOW, "checked_at": NOW}
    return Feed(**{**known, **values})


def entries(count: int, hours: float) -> list[Entry]:
    at = NOW + hours * HOUR
    return [Entry(feed_id=1, key=str(n), story_key=str(n), published_at=at, seen_at=NOW + HOUR) for n in range(count)]


@pytest.mark.parametrize(
    ("feed", "fresh", "known", "expected"),
    [
        (a_feed(baseline_at=None), entries(1, 0.5), 0, True),
        (a_feed(), entries(5, -2), 0, True),
        (a_feed(), entries(5, 0.5), 0, False),
        (a_feed(), entries(5, -2), 5, False),
        (a_feed(), entries(2, -2), 0, False),
    ],
)
def test_when_a_feed_starts_with_a_baseline(feed: Feed, fresh: list[Entry], known: int, expected: bool) -> None:
    """At first, and when all entries are new at once although they are old."""
    assert is_baseline(feed, fresh, known, (), NOW + HOUR).yes == expected


def test_stories_told_before_make_new_identities_a_baseline() -> None:
    """Also where the feed gives no dates."""
    undated = [entry.model_copy(update={"published_at": None}) for entry in entries(4, 0)]
    assert is_baseline(a_feed(), undated, 0, {"0", "1", "2", "3"}, NOW + HOUR).yes
    assert not is_baseline(a_feed(), undated, 0, {"0"}, NOW + HOUR).yes


def test_a_broken_pattern_hides_nothing() -> None:
    """An operator's slip must not silence a feed."""
    entry = entries(1, 0)[0]
    assert lacks_required(a_feed(require="(5.02"), entry) is None
    assert lacks_required(a_feed(require="5.02"), entry)


def test_an_operator_in_haste_gets_the_pace_asked_for() -> None:
    """An interval below a minute is taken literally; ordinary ones adapt to the feed."""
    haste = Pace(timedelta(0), HOUR, lambda: 0.5)
    assert next_look({}, NOW, Wishes(), haste) == NOW + timedelta(seconds=1)
    assert next_look({}, NOW, Wishes(), haste, failures=3) == NOW + timedelta(seconds=8)
    assert next_look({}, NOW, Wishes(retry_after=HOUR), haste) == NOW + HOUR
    calm = Pace(5 * MINUTE, 6 * HOUR, lambda: 0.5)
    assert next_look({}, NOW, Wishes(), calm) == NOW + 30 * MINUTE
    assert next_look({"ttl": 3600}, NOW, Wishes(), calm) == NOW + HOUR


@pytest.mark.parametrize(
    ("post", "level"),
    [
        ("Co-founder and CTO", "founder"),
        ("chief scientist", "c"),
        ("directrice générale", "c"),
        ("directrice générale adjointe", "vp"),
        ("Vice President of Research", "vp"),
        ("head of safety", "dir"),
        ("Bereichsleiterin", "dir"),
        ("researcher", "ic"),
        ("联合创始人", "founder"),
        ("首席执行官", "c"),
        (None, "ic"),
    ],
)
def test_levels(post: str | None, level: str) -> None:
    """By the words of each language; a vice president is no president."""
    assert level_of(post) == level
