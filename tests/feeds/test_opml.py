"""Lists of sources, in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.feeds.guard import Guard
from bot.feeds.opml import Source, default_sources, read_opml, write_opml

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head/><body>
<outline text="News"><outline title="Tech"><outline type="rss" text="A" xmlUrl="https://a.example/feed" language="fr-FR"/>
<outline text="B" xmlUrl="feed://b.example/rss" default="false" require="Item 5.02"/></outline>
<outline text="no feed here"/></outline><outline text="C" xmlUrl="https://a.example/feed"/>
<outline xmlUrl="feed:https://d.example/"/></body></opml>"""


def test_groups_and_attributes_are_read_and_a_feed_listed_twice_is_taken_once() -> None:
    assert read_opml(LIST) == (
        Source("https://a.example/feed", "A", group="News / Tech", lang="fr"),
        Source("http://b.example/rss", "B", group="News / Tech", default=False, require="Item 5.02"),
        Source("https://d.example/"),
    )


TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
SOURCES = st.builds(
    Source,
    url=TEXT.map(lambda text: f"https://{text}.example/"),
    title=TEXT,
    group=st.lists(TEXT.filter(lambda text: "/" not in text), max_size=3).map(" / ".join),
    lang=st.sampled_from(["fr", None]),
    topic=st.sampled_from(["ai", ""]),
    default=st.booleans(),
    require=st.sampled_from(["Item 5.02", None]),
)


@given(st.lists(SOURCES, max_size=5, unique_by=lambda source: source.url))
def test_what_is_written_is_read_again(sources: list[Source]) -> None:
    assert set(read_opml(write_opml(sources, "x"))) == set(sources)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<opml><body>", "not well-formed"),
        (b"", "not well-formed"),
        (b"<rss><channel/></rss>", "not an OPML list"),
        (b"<opml/>", "not an OPML list"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>', "declares entities"),
    ],
)
def test_what_is_no_list_is_told(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read_opml(body)


def test_the_default_sources_may_be_fetched_and_say_their_language_and_topic() -> None:
    sources = default_sources()
    for source in sources:
        assert Guard().check_url(source.url)
        assert source.lang
        assert source.topic
        assert source.title
    assert {source.lang for source in sources if source.default} == {"en", "fr", "de", "es", "zh", "ja"}
    assert [source.require for source in sources if "8-K" in source.url] == ["Item 5.02"]
    assert any(source.topic == "personnel" and source.default for source in sources)
