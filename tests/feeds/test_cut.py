"""Parsing only what is new gives the same as parsing all."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bench.cut import Tally, compare
from bot.errors import ParseError
from bot.feeds.cut import Reading, cut_entries, prepare, run
from bot.feeds.parse import parse_feed
from bot.feeds.pool import Parser
from bot.feeds.simple import simple_entries
from tests.feeds.farm import RSS
from tests.feeds.test_parse import ATOM, BASE, JSON, RDF


def reading(body: bytes, known: frozenset[bytes] = frozenset()) -> Reading:
    got = run(prepare(body, BASE, "", known))
    assert got is not None
    return got


def feed_of(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{head}{inner}</channel></rss>'.encode()


ITEMS = ["<title>a</title>", "<guid>2</guid>", "<title>c</title><link>/3</link>"]


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, feed_of(*ITEMS), feed_of(*ITEMS, *ITEMS)])
def test_each_entry_alone_comes_out_as_from_the_whole(body: bytes) -> None:
    tally = Tally()
    compare("x", body, tally)
    assert (tally.cuttable, tally.different) == (1, [])


def test_known_entries_are_left_out_and_the_head_is_read_anew() -> None:
    first = reading(feed_of(*ITEMS))
    second = reading(feed_of("<title>new</title>", *ITEMS, head="<ttl>5</ttl>"), frozenset(first.hashes))
    assert [entry.title for entry in second.feed.entries] == ["new"]
    assert (second.known, len(second.hashes), second.feed.ttl is not None) == (3, 4, True)
    third = reading(feed_of(*ITEMS), frozenset(second.hashes))
    assert (third.feed.entries, third.known, third.feed.title) == ((), 3, "T")


NOT_CUT = {
    "broken off": feed_of(*ITEMS)[:-30],
    "not well-formed": feed_of(*ITEMS, "<title>R&D</title>"),
    "an entry that does not count": feed_of(*ITEMS).replace(b"</rss>", b"<x><item/></x></rss>"),
    "entries in entries": feed_of("<title>a</title><item><title>b</title></item>"),
    "utf-16": feed_of(*ITEMS).decode().encode("utf-16"),
    "an open comment": feed_of("<title>a</title><!-- "),
    "an open cdata": feed_of("<title><![CDATA[a</title>"),
    "json": JSON,
}


@pytest.mark.parametrize("name", NOT_CUT)
def test_what_cannot_be_cut_safely_is_parsed_whole_each_time(name: str) -> None:
    try:
        whole = parse_feed(NOT_CUT[name], BASE)
    except ParseError:
        with pytest.raises(ParseError):
            reading(NOT_CUT[name])
        return
    assert reading(NOT_CUT[name]) == Reading(whole)


def test_entries_written_in_text_and_comments_do_not_count() -> None:
    body = feed_of("<title><![CDATA[the <item> tag]]></title>", head="<!-- <item></item> -->")
    assert len(cut_entries(body).hashes) == 1
    assert reading(body).feed.entries[0].title == "the <item> tag"


def test_a_rest_that_does_not_parse_asks_for_the_whole() -> None:
    known = frozenset(reading(feed_of(*ITEMS)).hashes)
    assert run(prepare(feed_of("<title>R&D</title>", *ITEMS), BASE, "", known)) is None


PIECES = [
    "<title>a</title>",
    "<title>Ada &amp;amp; Bob &lt;b&gt;x&lt;/b&gt;</title>",
    "<title type='html'>b</title>",
    "<title> Zoé 移籍 </title>",
    "<title>ZoÃ©</title>",
    "<title>\x91quoted\x92</title>",
    "<guid>1</guid>",
    "<guid>https://a.example/1?a=1&amp;b=2</guid>",
    "<guid isPermaLink='false'>x</guid>",
    "<guid ispermalink='no'>y</guid>",
    "<link>/x?a=1&amp;amp;b=2</link>",
    "<link/>",
    "<link>javascript:x</link>",
    "<pubDate>Mon, 02 Mar 2026 09:00:00 EST</pubDate>",
    "<pubDate>yesterday</pubDate>",
    "<dc:date>2026-03-02T09:00:00+01:00</dc:date>",
    "<description><![CDATA[<p>one</p><p>two]]></description>",
    "<description>one <!-- no --> two</description>",
    "<description><b>raw</b> markup</description>",
    "<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>",
    "<author>ada@example.com (Ada)</author>",
    "<dc:creator>Ada</dc:creator>",
    "<category>x</category>",
    "<source url='https://b.example/'>B</source>",
    "<unknown>u</unknown>",
]
HEADS = ["", "<language>fr-CA</language>", "<ttl>5</ttl><link>https://a.example/</link>"]
NAMES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" version'


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4), st.sampled_from(HEADS))
def test_any_new_entry_comes_out_as_from_feedparser_alone(items: list[str], head: str) -> None:
    tally = Tally()
    compare("x", feed_of(*items, head=head).replace(b"version", NAMES.encode(), 1), tally)
    assert not tally.different


ATOM_PIECES = [
    "<id>tag:1</id>",
    "<id> https://a.example/?a=1&amp;b=2 </id>",
    "<title>Zoé &amp;amp; Ada</title>",
    "<title type='html'>&lt;b&gt;x&lt;/b&gt;</title>",
    "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></title>",
    "<title xml:lang='de'>x</title>",
    "<link href='/x'/>",
    "<link rel='enclosure' href='/y'/>",
    "<link rel='alternate' type='application/json' href='/z'/>",
    "<link>https://a.example/text</link>",
    "<updated>2026-03-02T09:00:00Z</updated>",
    "<published>2026-03-01</published>",
    "<summary>one</summary>",
    "<content type='html'>&lt;p&gt;one&lt;/p&gt;two</content>",
    "<content type='application/octet-stream'>b25l</content>",
    "<content src='https://a.example/c'/>",
    "<author><name>Ada</name><uri>https://a.example/</uri></author>",
    "<author><name>Ada</name><email>ada@example.com</email></author>",
    "<author><name/></author>",
    "<category term='x'/>",
    "<source><id>other</id><title>S</title></source>",
]
ATOM_HEADS = ["<title>F</title>", "<title>F</title><author><name>Boss</name></author>", "<id>f</id><link rel='self' href='/f'/>"]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(ATOM_PIECES), max_size=6).map("".join), max_size=4),
    st.sampled_from(ATOM_HEADS),
    st.sampled_from(["", " xml:lang='fr'", " xml:base='https://b.example/'"]),
)
def test_any_new_atom_entry_comes_out_as_from_feedparser_alone(items: list[str], head: str, attributes: str) -> None:
    inner = head + "".join(f"<entry>{item}</entry>" for item in items)
    tally = Tally()
    compare("x", f"<feed xmlns='http://www.w3.org/2005/Atom'{attributes}>{inner}</feed>".encode(), tally)
    assert not tally.different


def test_plain_rss_takes_the_short_cut() -> None:
    body = feed_of(*ITEMS, "<title>Zoé</title>", head="<language>fr</language>")
    entries = simple_entries(body, "application/xml; charset=utf-8")
    assert entries is not None
    assert [entry.get("title_detail", {}).get("value") for entry in entries] == ["a", None, "c", "Zoé"]


async def test_large_documents_are_parsed_in_a_process_and_small_ones_beside_the_loop() -> None:
    body = feed_of(*(f"<guid>{n}</guid><description>{'x' * 200}</description>" for n in range(200)))
    async with Parser(worth=0) as parser:
        first = await parser.parse(body, BASE)
        assert first.feed == parse_feed(body, BASE)
        again = await parser.parse(body, BASE, "", frozenset(first.hashes))
        assert again == Reading(reading(feed_of()).feed, first.hashes, 200)
        with pytest.raises(ParseError, match="not a feed"):
            await parser.parse(b"x" * 50_000, BASE)


async def test_a_rest_that_is_unsound_is_parsed_whole_by_the_pool_itself() -> None:
    async with Parser(workers=0) as parser:
        known = frozenset((await parser.parse(feed_of(*ITEMS), BASE)).hashes)
        got = await parser.parse(feed_of("<title>R & D</title>", *ITEMS), BASE, "", known)
    assert [entry.title for entry in got.feed.entries] == ["R & D", "a", "", "c"]


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    body = feed_of(*(f"<guid>{n}</guid>" for n in range(3)))
    async with Parser(seconds=0.001, small=0, worth=0) as parser:
        with pytest.raises(ParseError, match=r"longer than 0.001 s"):
            await parser.parse(body, BASE)
        parser._seconds = 30
        assert len((await parser.parse(body, BASE)).feed.entries) == 3


def test_of_a_document_with_endless_entries_the_first_are_read() -> None:
    body = feed_of(*(f"<guid>{n}</guid>" for n in range(3_050)))
    first = reading(body)
    assert (len(first.feed.entries), first.feed.entries[-1].guid) == (3_000, "2999")
    again = reading(body, frozenset(first.hashes[1:]))
    assert [entry.guid for entry in again.feed.entries] == ["0"]


async def test_where_no_process_can_be_had_threads_do_the_work(tmp_path: Path) -> None:
    """A program whose main file cannot be imported a second time: every worker dies at its start."""
    program = tmp_path / "unguarded.py"
    program.write_text(
        "import asyncio\nfrom bot.feeds.pool import Parser\n"
        "async def main():\n"
        "    async with Parser(small=0, worth=0) as parser:\n"
        f"        readings = [await parser.parse({feed_of(*ITEMS)!r}, 'https://a.example/') for _ in range(2)]\n"
        "        print(*(len(reading.feed.entries) for reading in readings))\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, str(program)]
    run = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=os.environ | {"PYTHONPATH": "."})
    out, _ = await run.communicate()
    assert out.split() == [b"3", b"3"]
