"""Settings: read once, all problems at once, never a secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import SettingsError, load_settings


def test_all_problems_are_told_at_once() -> None:
    """One line a problem, each with the name to set."""
    with pytest.raises(SettingsError) as told:
        load_settings(
            SLACK_BOT_TOKEN="abc",
            MOVES_POLL_SECONDS="-1",
            MOVES_DATABASE_URL="mysql://x",
            MOVES_ALLOW_PRIVATE_FEEDS="10.0.0.0/99",
        )
    lines = str(told.value).splitlines()
    assert len(lines) == 4
    assert {line.split(":")[0] for line in lines} == {
        "SLACK_BOT_TOKEN", "MOVES_POLL_SECONDS", "MOVES_DATABASE_URL", "MOVES_ALLOW_PRIVATE_FEEDS",
    }  # fmt: skip


@given(st.from_regex(r"[a-zA-Z0-9]{12,40}", fullmatch=True))
def test_no_secret_is_told(secret: str) -> None:
    """A wrong token appears neither in the error nor in what is printed of the settings."""
    with pytest.raises(SettingsError) as told:
        load_settings(SLACK_BOT_TOKEN=secret)
    assert secret not in str(told.value)
    assert secret not in repr(load_settings(SLACK_BOT_TOKEN=f"xoxb-{secret}"))


def test_what_slack_needs_is_said() -> None:
    """Without tokens the program says which to set; with a bot and an app token nothing is missing."""
    assert len(load_settings().slack_problems()) == 2
    assert load_settings(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1").slack_problems() == []
    assert load_settings(SLACK_CLIENT_ID="1").slack_problems() != []


def test_networks_are_a_list_with_commas(monkeypatch) -> None:
    """Private networks are opened by name."""
    monkeypatch.setenv("MOVES_ALLOW_PRIVATE_FEEDS", "127.0.0.0/8, ::1/128")
    assert [str(network) for network in load_settings().allow_private_feeds] == ["127.0.0.0/8", "::1/128"]
