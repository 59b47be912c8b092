"""When a feed is due again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.schedule import CEILING, FLOOR, LONGEST, next_check

NOW = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)  # a Wednesday
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def every(gap: timedelta, count: int = 30) -> list[datetime]:
    return [NOW - gap * (n + 1) for n in range(count)]


@pytest.mark.parametrize(
    ("wishes", "wait"),
    [
        ({}, 30 * MINUTE),
        ({"published": every(2 * MINUTE)}, FLOOR),
        ({"published": every(HOUR)}, 15 * MINUTE),
        ({"published": every(HOUR), "ttl": HOUR}, HOUR),
        ({"published": every(HOUR), "ttl": HOUR, "max_age": 2 * HOUR}, 2 * HOUR),
        ({"published": every(HOUR), "max_age": 1000 * HOUR}, CEILING),
        ({"published": every(48 * HOUR)}, CEILING),
        ({"published": [NOW + HOUR]}, 30 * MINUTE),
        ({"retry_after": 9 * HOUR}, 9 * HOUR),
        ({"retry_after": 900 * HOUR}, LONGEST),
        ({"failures": 1}, 10 * MINUTE),
        ({"failures": 3}, 40 * MINUTE),
        ({"failures": 3, "retry_after": 2 * HOUR}, 2 * HOUR),
        ({"failures": 500}, LONGEST),
        ({"floor": HOUR, "published": every(MINUTE)}, HOUR),
        ({"ceiling": HOUR, "ttl": 5 * HOUR}, HOUR),
    ],
)
def test_the_largest_wish_within_bounds_counts(wishes: dict[str, object], wait: timedelta) -> None:
    assert next_check(NOW, **wishes) == NOW + wait  # type: ignore[arg-type]  # as above: each case names its own wishes


def test_a_feed_that_fell_silent_is_asked_less_often() -> None:
    busy = every(10 * MINUTE)
    silent = [when - 30 * HOUR for when in busy]
    assert next_check(NOW, published=busy) < next_check(NOW, published=silent)


def test_hours_and_days_to_skip_are_skipped() -> None:
    assert next_check(NOW, skip_hours=frozenset({13, 14})) == NOW.replace(hour=15, minute=0)
    assert next_check(NOW, skip_days=frozenset({2})) == datetime(2026, 3, 5, tzinfo=UTC)
    assert next_check(NOW, skip_hours=frozenset(range(24))) == NOW + 30 * MINUTE


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 50), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_working_or_failing_feed_is_always_asked_again(rand: float, failures: int, asked: timedelta) -> None:
    wait = next_check(NOW, rand=rand, failures=failures, retry_after=asked) - NOW
    assert min(asked, LONGEST) <= wait <= LONGEST * 1.1
    assert wait >= FLOOR * 0.9
