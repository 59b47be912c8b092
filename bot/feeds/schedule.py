"""When to look at a feed again; pure arithmetic on what the feed asks, how often it publishes and how often it failed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

FLOOR = timedelta(minutes=5)
CEILING = timedelta(hours=6)
UNKNOWN_PACE = timedelta(minutes=30)
FAILURE_STEP = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
_CHECKS_PER_ENTRY = 4
_RECENT = 20
_JITTER = 0.1
_MOST_DOUBLINGS = 10
_HOURS_A_WEEK = 7 * 24


def next_check(
    now: datetime,
    *,
    floor: timedelta = FLOOR,
    ceiling: timedelta = CEILING,
    ttl: timedelta | None = None,
    max_age: timedelta | None = None,
    retry_after: timedelta | None = None,
    published: Sequence[datetime] = (),
    failures: int = 0,
    rand: float = 0.5,
    skip_hours: frozenset[int] = frozenset(),
    skip_days: frozenset[int] = frozenset(),
) -> datetime:
    """Decide when a feed is due.

    The largest of what the feed's own pace calls for and what it asks for counts. Wishes of a feed that works are
    granted up to the ceiling, Retry-After and the back-off of one that fails up to a day; nothing is given up for good.

    Args:
        now: aware time.
        floor: shortest interval for feeds that work.
        ceiling: longest interval for feeds that work.
        ttl: what the document asks for.
        max_age: how long the server calls its answer fresh.
        retry_after: how long the server asks us to stay away.
        published: times of recent entries, in any order.
        failures: fetches that failed in a row; 0 after a success.
        rand: in [0, 1); moves the interval by up to a tenth, never below what Retry-After asks.
        skip_hours: hours (UTC) in which the feed asks not to be read.
        skip_days: days (UTC, 0 = Monday) on which it asks not to be read.

    Returns:
        The time of the next check.
    """
    if failures:
        wait = min(FAILURE_STEP * 2 ** min(failures, _MOST_DOUBLINGS), LONGEST)
    else:
        asked = max(ttl or timedelta(0), max_age or timedelta(0))
        wait = min(max(floor, pace(now, published), asked), max(floor, ceiling))
    wait *= 1 + _JITTER * (2 * rand - 1)
    due = now + max(wait, min(retry_after or timedelta(0), LONGEST))
    return _allowed(due, skip_hours, skip_days)


def pace(now: datetime, published: Sequence[datetime]) -> timedelta:
    """How often a feed is worth a look: four times per entry at its recent rate, silence included."""
    recent = sorted((when for when in published if when <= now), reverse=True)[:_RECENT]
    if not recent:
        return UNKNOWN_PACE
    return (now - recent[-1]) / len(recent) / _CHECKS_PER_ENTRY


def _allowed(due: datetime, hours: frozenset[int], days: frozenset[int]) -> datetime:
    """The first moment from then on in an hour and on a day not skipped; as it is where all of them are."""
    moment = due.astimezone(UTC)
    for _ in range(_HOURS_A_WEEK):
        if moment.hour not in hours and moment.weekday() not in days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due
