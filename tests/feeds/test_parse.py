"""Documents into entries: formats, dirt, and nothing but ParseError."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FetchError, ParseError
from bot.feeds.entry import Entry
from bot.feeds.fetch import Fetcher
from bot.feeds.page import Page
from bot.feeds.parse import parse_feed
from tests.feeds.farm import RSS

BASE = "https://news.example/feeds/all.xml"


def rss(item: str, head: str = "") -> bytes:
    document = f'<rss version="2.0"><channel><title>T</title>{head}<item>{item}</item></channel></rss>'
    return document.encode()


def only(body: bytes) -> Entry:
    (entry,) = parse_feed(body, BASE).entries
    return entry


def test_rss_is_read_with_its_wishes() -> None:
    head = (
        "<skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays><ttl>90</ttl>"
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>'
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="/feeds/all.xml"/>'
    )
    feed = parse_feed(rss("<title>x</title>", head), BASE)
    assert (feed.skip_hours, feed.skip_days, feed.ttl) == ({0, 3}, {6}, timedelta(minutes=90))
    assert (feed.hub, feed.self_url) == ("https://hub.example/", BASE)


def test_an_entry_is_plain_absolute_and_in_utc() -> None:
    feed = parse_feed(RSS, BASE)
    assert (feed.title, feed.lang) == ("Daily Moves", "en")
    assert feed.entries[0] == Entry(
        guid="m-1",
        url="https://news.example/a/1",
        title="Ada Roe joins Initech",
        summary="She starts in May.",
        published_at=datetime(2026, 3, 2, 8, tzinfo=UTC),
        lang="en",
    )


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>A</title><entry><id>t3_x</id>
<title type="html">Zo&amp;#233; &lt;b&gt;rejoint&lt;/b&gt; Globex</title><link href="../e/1"/>
<updated>2026-03-02T10:00:00+02:00</updated><author><name>B. C.</name></author>
<content type="html">&lt;p&gt;Une&lt;/p&gt;&lt;p&gt;deux&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>R</title><dc:language>ja</dc:language></channel>
<item rdf:about="https://r.example/1"><title>T</title><link>https://r.example/1</link>
<dc:date>2026-03-02T08:00:00Z</dc:date></item></rdf:RDF>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "de-AT",
"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [
{"id": 7, "url": "/j/7", "title": "Erika Muster wechselt zu Initech", "content_html": "<p>Sie geht.</p>",
"date_published": "2026-03-02T09:00:00+01:00", "authors": [{"name": "D"}]}, "junk", {"id": "8\\ud800"}]}"""


def test_atom_keeps_the_id_as_written_and_mends_double_escapes() -> None:
    entry = only(ATOM)
    assert (entry.guid, entry.url, entry.lang) == ("t3_x", "https://news.example/e/1", "fr")
    assert (entry.title, entry.content, entry.author) == ("Zoé rejoint Globex", "Une\ndeux", "B. C.")
    assert entry.published_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_rdf_is_read() -> None:
    entry = only(RDF)
    assert (entry.guid, entry.lang) == ("https://r.example/1", "ja")
    assert entry.published_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_json_feed_is_read_and_its_junk_left_out() -> None:
    feed = parse_feed(JSON, BASE)
    assert (feed.title, feed.lang, feed.hub) == ("J", "de", "https://hub.example/")
    assert [entry.guid for entry in feed.entries] == ["7", "8"]
    assert feed.entries[0].content == "Sie geht."
    assert feed.entries[0].url == "https://news.example/j/7"
    assert feed.entries[0].published_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("AT&amp;amp;T hires", "AT&T hires"),
        ("AT&amp;amp;amp;T hires", "AT&T hires"),
        ("Ada&amp;#8217;s move", "Ada’s move"),
        ("&lt;b&gt;Ada&lt;/b&gt; joins", "Ada joins"),
        ("a &lt; b and List&lt;T&gt;", "a < b and List<T>"),
        ("<![CDATA[R&D <em>head</em> leaves]]>", "R&D head leaves"),
        ("Ada\u202e joins\ufeff  Globex", "Ada joins Globex"),
        ("", ""),
    ],
)
def test_titles_are_plain_text(written: str, read: str) -> None:
    assert only(rss(f"<title>{written}</title><guid>1</guid>")).title == read


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@example.com", "data:text/html,x", "http://[bad"])
def test_an_address_that_is_none_is_left_out(link: str) -> None:
    assert only(rss(f"<title>x</title><link>{link}</link>")).url is None


def test_a_document_that_breaks_off_keeps_what_came_before() -> None:
    assert [entry.guid for entry in parse_feed(RSS[: RSS.index(b"Globex")], BASE).entries] == ["m-1", "m-2"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "The document is empty."),
        (b" \n", "The document is empty."),
        (b"<!doctype html><html><body>Oops</body></html>", "This is a web page, not a feed."),
        (b"/etc/passwd", "The document is not a feed."),
        (b"\x89PNG\r\n", "The document is not a feed."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "The document is not a feed."),
        (b'{"error": "down"}', "The document is JSON and not a feed."),
        (b'{"version": ', "The document is broken JSON."),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_feed(body, BASE)
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", ["empty", "html"])
async def test_a_fetched_document_that_is_no_feed_is_a_parse_error(farm: str, fetcher: Fetcher, name: str) -> None:
    page = await fetcher.get(f"{farm}/doc/{name}")
    assert isinstance(page, Page)
    with pytest.raises(ParseError):
        parse_feed(page.body, page.url, page.content_type)


@pytest.mark.parametrize("name", ["laughs", "charset", "broken"])
async def test_a_fetched_document_with_dirt_in_it_is_read(farm: str, fetcher: Fetcher, name: str) -> None:
    page = await fetcher.get(f"{farm}/doc/{name}")
    assert isinstance(page, Page)
    entries = parse_feed(page.body, page.url, page.content_type).entries
    assert entries
    assert sum(len(entry.title) for entry in entries) < 1_000


def test_bytes_that_are_utf8_are_utf8_whatever_is_announced() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>Zoé rejoint</title>")
    assert parse_feed(body, BASE, "text/xml; charset=windows-1251").entries[0].title == "Zoé rejoint"


def test_a_declared_charset_is_used_where_bytes_are_not_utf8() -> None:
    body = b'<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>Zoé</title>").decode().encode("latin-1")
    assert parse_feed(body, BASE).entries[0].title == "Zoé"
    shift_jis = rss("<title>移籍</title>").decode().encode("shift_jis")
    assert parse_feed(shift_jis, BASE, "text/xml; charset=Shift_JIS").entries[0].title == "移籍"


def test_values_and_errors_cross_a_process_border() -> None:
    feed = parse_feed(RSS, BASE)
    assert pickle.loads(pickle.dumps(feed)) == feed  # noqa: S301  (our own bytes)
    error = pickle.loads(pickle.dumps(FetchError("u", "why", 429, timedelta(1))))  # noqa: S301  (our own bytes)
    assert (error.url, error.reason, error.status, error.retry_after) == ("u", "why", 429, timedelta(1))


PIECES = st.sampled_from(
    [b"<item>", b"</item>", b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"<!--", b"&amp;", b"&#xd800;", b"<pubDate>9999999999"]
) | st.binary(max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12), st.sampled_from([b"", b"<rss version='2.0'><channel>", b"{", b"<feed>", RSS[:200]]))
def test_parsing_raises_nothing_but_parse_error(pieces: list[bytes], start: bytes) -> None:
    try:
        feed = parse_feed(start + b"".join(pieces), BASE)
    except ParseError:
        return
    assert all(entry.published_at is None or entry.published_at.tzinfo for entry in feed.entries)
    "".join(entry.title + entry.summary + (entry.guid or "") for entry in feed.entries).encode()
