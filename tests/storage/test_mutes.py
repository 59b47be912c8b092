"""Mutes hold for a time or for ever, in one channel, for whatever was named."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import mutes
from storage.database import Database
from storage.models import Mute, Report
from storage.redaction import GONE, redact

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def a_mute(key: str = "openai", *, channel: str = "C1", until: datetime | None = None) -> Mute:
    return Mute(team_id="T1", channel_id=channel, subject="company", key=key, label=key, until=until, by="U1", at=NOON)


async def test_a_mute_ends_when_it_says(db: Database) -> None:
    async with db.transaction() as session:
        await mutes.mute(session, a_mute(until=NOON + timedelta(hours=1)))
        await mutes.mute(session, a_mute("meta"))
        await mutes.mute(session, a_mute(channel="C2"))
    async with db.reading() as session:
        here = [("T1", "C1")]
        assert [m.key for m in await mutes.mutes_of(session, here, NOON)] == ["openai", "meta"]
        assert [m.key for m in await mutes.mutes_of(session, here, NOON + timedelta(hours=1))] == ["meta"]
        assert await mutes.mutes_of(session, [], NOON) == []


async def test_a_second_mute_of_one_thing_replaces_the_first(db: Database) -> None:
    async with db.transaction() as session:
        await mutes.mute(session, a_mute(until=NOON + timedelta(hours=1)))
        await mutes.mute(session, a_mute(until=NOON + timedelta(days=7)))
        await mutes.tidy(session, NOON + timedelta(days=1))
        assert [m.until for m in await mutes.mutes_of(session, [("T1", "C1")], NOON)] == [NOON + timedelta(days=7)]
        assert await mutes.unmute(session, "T1", "C1", "company", "openai")
        assert not await mutes.unmute(session, "T1", "C1", "company", "openai")
        await mutes.mute(session, a_mute(until=NOON))
        await mutes.tidy(session, NOON)
        assert await mutes.mutes_of(session, [("T1", "C1")], NOON - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.courrier.example/rss", "courrier.example"),
        ("courrier.example", "courrier.example"),
        ("Le Courrier", "le courrier"),
    ],
)
def test_a_source_is_known_by_host_or_name(typed: str, key: str) -> None:
    report = Report(move_id=1, story_key="s", outlet="Le Courrier", url="https://www.courrier.example/a", seen_at=NOON)
    assert mutes.source_key(typed) == key
    assert key in mutes.source_keys(report)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoph leaves; Barret Zoph’s team and BARRET  ZOPH stay", f"{GONE} leaves; {GONE}’s team and {GONE} stay"),
        ("Barret Zophar is another", "Barret Zophar is another"),
        ("nobody here", "nobody here"),
    ],
)
def test_a_name_is_taken_out_in_every_form(text: str, left: str) -> None:
    assert redact(text, ["Barret Zoph"]) == left
    assert redact("吴泳铭加入OpenAI", ["吴泳铭"]) == f"{GONE}加入OpenAI"


@given(st.text(max_size=60), st.text(max_size=20))
def test_taking_a_name_out_twice_changes_nothing_more(text: str, name: str) -> None:
    once = redact(text, [name])
    assert redact(once, [name]) == once
