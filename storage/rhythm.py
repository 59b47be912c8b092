"""When a digest is due and when a channel wants quiet, in the channel's own time zone. Pure.

A slot is an instant in UTC. Each local day has one slot of ``daily@9``, also where the clocks change: an hour that does not
exist is taken for the one after it, of one that comes twice the first counts.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_RHYTHM = re.compile(r"daily@(?P<day_hour>\d{1,2})|weekly@(?P<weekday>[a-z]{3})-(?P<hour>\d{1,2})")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_QUIET = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-3])")
_HOUR = timedelta(hours=1)


def zone_of(*names: str | None) -> ZoneInfo:
    """The first of some time zones that is known; UTC where none is."""
    for name in names:
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return ZoneInfo("UTC")


def latest_slot(every: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The last slot of a rhythm at or before an instant.

    Raises:
        ValueError: it is no rhythm with slots.
    """
    if every == "hourly":
        local = now.astimezone(zone)
        return now.astimezone(UTC) - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    step, day = _grid(every, now, zone)
    hour = _hour(every)
    slot = _instant(day, hour, zone)
    return slot if slot <= now else _instant(day - step, hour, zone)


def slot_before(every: str, slot: datetime, zone: ZoneInfo) -> datetime:
    """The slot before a slot, where the period that its digest tells of begins."""
    return latest_slot(every, slot - timedelta(microseconds=1), zone)


def _grid(every: str, now: datetime, zone: ZoneInfo) -> tuple[timedelta, date]:
    """The days between slots, and the last day, today included, that has one."""
    match = _RHYTHM.fullmatch(every)
    if match is None:
        raise ValueError(f"{every!r} has no slots")
    today = now.astimezone(zone).date()
    if match["weekday"] is None:
        return timedelta(days=1), today
    return timedelta(days=7), today - timedelta(days=(today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7)


def _hour(every: str) -> int:
    match = _RHYTHM.fullmatch(every)
    assert match, "asked before"
    return int(match["day_hour"] or match["hour"])


def _instant(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def is_quiet(text: str) -> bool:
    """Whether a text says quiet hours: ``22-7``, from one full hour to another."""
    match = _QUIET.fullmatch(text)
    return bool(match) and int(match[1]) != int(match[2])  # type: ignore[index]  # it matched


def quiet_until(quiet: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that hold now end; None where none hold."""
    if not is_quiet(quiet):
        return None
    begin, end = (int(hour) for hour in quiet.split("-"))
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        ends_on = day if begin < end else day + timedelta(days=1)
        first, last = _instant(day, begin, zone), _instant(ends_on, end, zone)
        if first <= now < last:
            return last
    return None
