"""Slots of digests in local time, also where the clocks change; quiet hours over midnight."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rhythm import is_quiet, latest_slot, quiet_until, slot_before

PARIS = ZoneInfo("Europe/Paris")
ZONES = st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]).map(
    ZoneInfo
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware
RHYTHMS = st.one_of(
    st.just("hourly"),
    st.integers(0, 23).map(lambda hour: f"daily@{hour}"),
    st.tuples(st.sampled_from(["mon", "thu", "sun"]), st.integers(0, 23)).map(lambda pair: f"weekly@{pair[0]}-{pair[1]}"),
)
LONGEST = {"hourly": timedelta(hours=1), "daily": timedelta(hours=25), "weekly": timedelta(days=7, hours=1)}


@settings(max_examples=200)
@given(RHYTHMS, INSTANTS, ZONES)
def test_slots_follow_each_other_without_gap_or_repeat(every: str, now: datetime, zone: ZoneInfo) -> None:
    slot = latest_slot(every, now, zone)
    assert slot <= now < slot + LONGEST[every.partition("@")[0]]
    assert latest_slot(every, slot, zone) == slot
    assert slot_before(every, slot, zone) < slot


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-28", "08:00"),  # the day before summer time in Paris
        ("2026-03-29", "07:00"),  # the day of the change, and after it
        ("2026-10-24", "07:00"),
        ("2026-10-25", "08:00"),
    ],
)
def test_nine_is_nine_by_the_clock_on_the_wall(day: str, expected: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    assert f"{latest_slot('daily@9', noon, PARIS):%H:%M}" == expected


@settings(max_examples=60)
@given(st.integers(0, 23), st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]))
def test_each_day_has_one_slot_also_where_an_hour_is_missing_or_doubled(hour: int, change: datetime) -> None:
    minutes = (change - timedelta(days=2) + timedelta(minutes=15 * step) for step in range(4 * 24 * 4))
    slots = {latest_slot(f"daily@{hour}", now, PARIS) for now in minutes}
    local_days = [slot.astimezone(PARIS).date() for slot in slots]
    assert len(local_days) == len(set(local_days)) in {4, 5}


def test_a_week_begins_on_the_named_day() -> None:
    thursday = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert latest_slot("weekly@mon-9", thursday, PARIS) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert latest_slot("weekly@thu-23", thursday, PARIS) == datetime(2026, 11, 19, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        ("22-7", "2026-11-24T21:30", "2026-11-25T06:00"),  # 22:30 in Paris
        ("22-7", "2026-11-25T03:00", "2026-11-25T06:00"),
        ("22-7", "2026-11-25T06:00", None),
        ("12-14", "2026-11-25T11:30", "2026-11-25T13:00"),
        ("12-14", "2026-11-25T14:30", None),
        ("", "2026-11-25T03:00", None),
        ("22-7", "2026-03-28T22:00", "2026-03-29T05:00"),  # the night that summer time begins
    ],
)
def test_quiet_hours(quiet: str, at: str, until: str | None) -> None:
    expected = datetime.fromisoformat(f"{until}:00+00:00") if until else None
    assert quiet_until(quiet, datetime.fromisoformat(f"{at}:00+00:00"), PARIS) == expected


def test_what_is_no_quiet_time() -> None:
    assert not any(is_quiet(text) for text in ("", "7-7", "25-3", "late", "22", "-1-3"))
