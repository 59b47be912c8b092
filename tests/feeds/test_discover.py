"""From a site to its feeds."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest
from aiohttp import web

from bot.errors import FetchError
from bot.feeds.discover import discover, search_feed, site_feeds
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from bot.feeds.markup import page_links
from bot.feeds.pool import Parser
from tests.feeds.conftest import FAST
from tests.feeds.farm import RSS, everywhere, serve

PAGES = {
    "/named": b"""<html><head><base href="/deep/"><link rel="alternate" type="application/rss+xml" href="comments.xml">
        <link rel=alternate type="application/atom+xml" href=all.xml><link rel=alternate type="text/html" href=/de>
        </head><body><a href="/dead/feed">x</a></body></html>""",
    "/deep/all.xml": RSS,
    "/deep/comments.xml": RSS.replace(b"Daily Moves", b"Comments on Daily Moves"),
    "/silent": b"<html><body>no feeds named</body></html>",
    "/feed.xml": RSS,
    "/itself": RSS,
    "/channel/UC0123456789012345678901": b"<html></html>",
    "/feeds/videos.xml": RSS,
}


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        body = PAGES.get(request.path)
        return web.Response(body=body) if body else web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    async with serve(app) as base:
        yield base


async def found(fetcher: Fetcher, url: str) -> list[str]:
    async with Parser(workers=0) as parser:
        return [candidate.url for candidate in await discover(fetcher, parser, url)]


async def test_feeds_named_by_the_page_come_first_and_comments_last(fetcher: Fetcher, site: str) -> None:
    assert await found(fetcher, f"{site}/named") == [f"{site}/deep/all.xml", f"{site}/deep/comments.xml"]


async def test_a_silent_site_is_tried_at_the_usual_places(fetcher: Fetcher, site: str) -> None:
    assert await found(fetcher, f"{site}/silent") == [f"{site}/feed.xml"]


async def test_a_feed_is_its_own_candidate_and_previewed(fetcher: Fetcher, site: str) -> None:
    async with Parser(workers=0) as parser:
        (candidate,) = await discover(fetcher, parser, f"{site}/itself")
    assert (candidate.feed.title, candidate.feed.lang) == ("Daily Moves", "en")
    assert [entry.title for entry in candidate.feed.entries] == ["Ada Roe joins Initech", "Globex opens an office"]


async def test_a_site_that_does_not_answer_says_why(fetcher: Fetcher, site: str) -> None:
    with pytest.raises(FetchError, match="404"):
        await found(fetcher, f"{site}/nothing")
    with pytest.raises(FetchError, match="host name does not exist"):
        await found(fetcher, "nowhere.invalid")


async def test_a_private_site_is_not_searched() -> None:
    async with Fetcher(Guard(), limits=FAST) as strict:
        with pytest.raises(FetchError, match="private"):
            await found(strict, "http://192.168.1.1/")


async def test_a_known_kind_of_site_is_found_by_rule(site: str) -> None:
    port = site.rpartition(":")[2]
    async with Fetcher(Guard([ip_network("127.0.0.0/8")]), limits=FAST, resolve=everywhere) as fetcher:
        # the rule's address has no port, so nobody answers there; the page itself does and names nothing
        urls = await found(fetcher, f"http://site.example:{port}/silent")
    assert urls == [f"http://site.example:{port}/feed.xml"]


@pytest.mark.parametrize(
    ("url", "feeds"),
    [
        (
            "https://www.youtube.com/channel/UC0123456789012345678901/videos",
            ["https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901"],
        ),
        ("https://www.youtube.com/playlist?a=b&list=PL1", ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"]),
        ("https://some-letter.substack.com/p/x", ["https://some-letter.substack.com/feed"]),
        ("https://github.com/initech", ["https://github.com/initech.atom"]),
        ("https://old.reddit.com/r/startups/", ["https://www.reddit.com/r/startups/.rss"]),
        ("https://medium.com/@ada", ["https://medium.com/feed/@ada"]),
        ("https://example.com/", []),
        ("not an address", []),
    ],
)
def test_sites_whose_ways_are_known(url: str, feeds: list[str]) -> None:
    assert site_feeds(url) == feeds


def test_a_repository_has_releases_tags_and_commits() -> None:
    assert [url.rpartition("/")[2] for url in site_feeds("https://github.com/initech/tps.git")] == [
        "releases.atom",
        "tags.atom",
        "commits.atom",
    ]


def test_a_news_search_is_made_from_a_template() -> None:
    assert search_feed("https://n.example/rss?q={name}&hl=fr", "A & B") == "https://n.example/rss?q=%22A+%26+B%22&hl=fr"
    with pytest.raises(ValueError, match="where the company's name belongs"):
        search_feed("https://n.example/rss", "A")


def test_links_of_a_page_are_read_in_any_charset_and_state() -> None:
    body = "<meta http-equiv=Refresh content='0; URL=/next'><link rel=canonical href=//c.example/ä><a href=x".encode("latin-1")
    links = page_links(body, "https://a.example/", "latin-1")
    assert (links.forward, links.canonical) == ("https://a.example/next", "https://c.example/ä")
    assert page_links(body, "https://a.example/", "no-such-charset").forward == "https://a.example/next"
