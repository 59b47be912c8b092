"""Slack's markup: nothing from outside can ping, link or format."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from handlers import mrkdwn


@given(st.text(), st.integers(1, 200))
@example("<!channel> <https://evil.example|OpenAI>", 200)
@example("&" * 300, 50)
def test_escaped_text_holds_no_markup(text: str, limit: int) -> None:
    """Whatever comes in, no angle bracket or bare ampersand comes out, within the limit and never half an entity."""
    safe = mrkdwn.escape(text, limit)
    assert len(safe) <= limit
    assert not set("<>*~`") & set(safe)
    assert not re.search(r"&(?!(amp|lt|gt);)", safe)


@given(st.text(), st.text(max_size=400))
def test_links_go_only_where_they_say(url: str, label: str) -> None:
    """A link is one link to an http address, or no link at all."""
    made = mrkdwn.link(url, label)
    assert made.count("<") == made.count(">") <= 1
    assert "<" not in made or made.startswith(("<http://", "<https://"))


def test_scripts_are_no_links() -> None:
    """Only http and https can be opened."""
    assert mrkdwn.link("javascript:alert(1)", "Read") == "Read"
    assert mrkdwn.button_url("file:///etc/passwd") is None


@given(st.text())
def test_blocks_are_never_empty_or_too_long(text: str) -> None:
    """Slack refuses empty texts and long ones."""
    assert 1 <= len(mrkdwn.section(text * 50)["text"]["text"]) <= mrkdwn.SECTION
    assert 1 <= len(mrkdwn.header(text * 50)["text"]["text"]) <= mrkdwn.HEADER
