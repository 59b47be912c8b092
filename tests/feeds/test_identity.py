"""What counts as the same entry and the same story."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.entry import Entry
from bot.feeds.identity import canonical_url, entry_key, split_outlet, story_key

ENTRY = Entry(guid="g1", url="https://a.example/x?utm_source=rss", title="Ada Roe joins Initech")

SAME = [
    ("http://www.Example.com:80/a/b/?utm_source=x&id=3&fbclid=9#top", "https://example.com/a/b?id=3"),
    ("https://m.example.com/story.html?amp=1", "https://example.com/story.html"),
    ("https://amp.example.co.uk/story/amp/", "https://example.co.uk/story"),
    ("https://example.com/a.amp.html?outputType=amp", "https://example.com/a.html"),
    ("https://example.com/a?b=2&a=1&ref=tw", "https://example.com/a?a=1&b=2"),
    ("https://www.google.com/amp/s/www.example.fr/x/amp/?p=1", "https://example.fr/x?p=1"),
    ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a", "https://example.com/a"),
    ("https://www.google.com/url?sa=t&url=https://example.com/a%3Futm_medium%3Dx", "https://example.com/a"),
    ("https://en.m.wikipedia.org/wiki/Ada", "https://en.wikipedia.org/wiki/Ada"),
    ("https://example.com/?p=123", "https://example.com?p=123"),
    ("https://example.com/a?source=rss", "https://example.com/a"),
    ("https://example.com/a?story=42", "https://example.com/a?story=42"),
    ("https://example.com/amp", "https://example.com/amp"),
    ("tag:example.com,2026:1", "tag:example.com,2026:1"),
    ("http://[::1", "http://[::1"),
]


@pytest.mark.parametrize(("url", "canonical"), SAME)
def test_copies_of_an_article_have_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


WORDS = st.text("abcäß.-_~%/?&=+#:@[] \u3042", max_size=12)


@settings(max_examples=60)
@given(st.tuples(st.sampled_from(["http://", "https://www.", "https://m.", ""]), WORDS, WORDS, WORDS))
def test_the_canonical_address_is_its_own(parts: tuple[str, str, str, str]) -> None:
    scheme, host, path, query = parts
    once = canonical_url(f"{scheme}{host}.example.com/{path}?{query}")
    assert canonical_url(once) == once


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_has_a_canonical_form(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once


def test_an_edited_title_makes_no_new_entry() -> None:
    for entry in (ENTRY, replace(ENTRY, guid=None)):
        assert entry_key(entry) == entry_key(replace(entry, title="Ada Roe to join Initech"))


def test_the_key_falls_from_guid_to_address_to_hash() -> None:
    bare = Entry(title="Ada", published_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert entry_key(ENTRY) == "g1"
    assert entry_key(replace(ENTRY, guid=None)) == "https://a.example/x"
    assert entry_key(bare) == entry_key(replace(bare, author="x")) != entry_key(replace(bare, title="Bob"))
    assert len(entry_key(Entry(guid="x" * 5_000))) < 60


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("OpenAI hires Jane Roe - Reuters", ("OpenAI hires Jane Roe", "Reuters")),
        ("Jane Roe – back at Globex – The New York Times", ("Jane Roe – back at Globex", "The New York Times")),
        ("Initech 任命新总裁 - 36氪", ("Initech 任命新总裁", "36氪")),
        ("Roe leaves | theverge.com", ("Roe leaves", "theverge.com")),
        ("Jane Roe leaves – report", ("Jane Roe leaves – report", None)),
        ("Co-founder returns", ("Co-founder returns", None)),
        ("Roe quits - What comes next?", ("Roe quits - What comes next?", None)),
    ],
)
def test_the_outlet_is_split_off_an_aggregators_title(title: str, parts: tuple[str, str | None]) -> None:
    assert split_outlet(title) == parts


def test_one_article_from_several_feeds_is_one_story() -> None:
    copy = Entry(guid="other", url="http://m.a.example/x/?fbclid=1", title="Something else")
    assert story_key(copy) == story_key(ENTRY)


def test_unresolved_aggregator_links_are_told_apart_by_headline() -> None:
    def news(title: str, n: int) -> Entry:
        return Entry(guid=str(n), url=f"https://news.google.com/rss/articles/{n}", title=title)

    assert story_key(news("Ada Roe joins Initech - Reuters", 1)) == story_key(news("Ada Roe Joins Initech - CNBC", 2))
    assert story_key(news("Ada Roe joins Initech - Reuters", 1)) != story_key(news("Ada Roe leaves Initech - CNBC", 2))
    assert story_key(news("Update - Reuters", 1)) != story_key(news("Update - CNBC", 2))
