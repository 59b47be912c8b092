"""Article text, politely."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest
from aiohttp import web

from bot.feeds.article import ArticleReader, address_inside, extract
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import Guard
from tests.feeds.conftest import FAST
from tests.feeds.farm import everywhere, serve

STORY = (
    "Ada Roe, who led research at Globex for six years, will join Initech in May as its chief scientist. "
    "She follows two colleagues who left in January, the company said on Monday. "
)
PAGE = (
    "<html><head><title>Ada Roe joins Initech</title></head><body><nav><a href='/'>Home</a> <a href='/x'>Shop</a></nav>"
    f"<article><h1>Ada Roe joins Initech</h1><p>{STORY}</p><p>{STORY[::1]} Nobody takes her place yet.</p></article>"
    "<footer>All rights reserved</footer></body></html>"
)


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Site:
    """Several sites on one loopback port, told apart by their Host header."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.robots = web.Response(status=404)
        self.port = ""

    async def answer(self, request: web.Request) -> web.Response:
        host = request.host.partition(":")[0]
        self.asked.append(host + request.path)
        if request.path == "/robots.txt":
            return web.Response(status=self.robots.status, body=self.robots.body)
        if host == "t.co":
            target = f"http://news.example:{self.port}/story"
            body = f"<meta http-equiv=refresh content='0;url={target}'>" if request.path == "/soft" else ""
            return web.Response(text=body) if body else web.Response(status=302, headers={"Location": target})
        return web.Response(text=PAGE, content_type="text/html")


@pytest.fixture
async def world() -> AsyncIterator[tuple[Site, ArticleReader, Clock]]:
    site, clock = Site(), Clock()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    async with serve(app) as base, _reader(clock) as reader:
        site.port = base.rpartition(":")[2]
        yield site, reader, clock


@asynccontextmanager
async def _reader(clock: Clock) -> AsyncIterator[ArticleReader]:
    async with (
        Fetcher(Guard([ip_network("127.0.0.0/8")]), limits=FAST, resolve=everywhere) as fetcher,
        ArticleReader(fetcher, clock) as reader,
    ):
        yield reader


World = tuple[Site, ArticleReader, Clock]


async def test_an_article_is_its_text_and_nothing_around_it(world: World) -> None:
    site, reader, _ = world
    article = await reader.read(f"http://news.example:{site.port}/story")
    assert article is not None
    assert "chief scientist" in article.text
    assert "Shop" not in article.text
    assert "rights reserved" not in article.text


async def test_one_page_is_tried_once_an_hour_and_robots_asked_once(world: World) -> None:
    site, reader, clock = world
    url = f"http://news.example:{site.port}/story"
    assert await reader.read(url) is not None
    assert await reader.read(url) is None
    clock.now = 3_600
    assert await reader.read(url) is not None
    assert site.asked == ["news.example/robots.txt", "news.example/story", "news.example/story"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (web.Response(status=404), True),
        (web.Response(text="User-agent: *\nDisallow: /private"), True),
        (web.Response(text="User-agent: *\nDisallow: /"), False),
        (web.Response(text="User-agent: moves-bot\nDisallow: /story"), False),
        (web.Response(status=503), False),
    ],
)
async def test_robots_txt_is_kept(world: World, robots: web.Response, allowed: bool) -> None:
    site, reader, _ = world
    site.robots = robots
    assert (await reader.read(f"http://news.example:{site.port}/story") is not None) == allowed
    assert ("news.example/story" in site.asked) == allowed


@pytest.mark.parametrize("path", ["/hard", "/soft"])
async def test_the_article_behind_an_aggregator_is_found(world: World, path: str) -> None:
    site, reader, _ = world
    story = f"http://news.example:{site.port}/story"
    assert await reader.resolve_redirect(f"http://t.co:{site.port}{path}") == story


async def test_an_article_that_cannot_be_fetched_is_none(world: World) -> None:
    _, reader, _ = world
    assert await reader.read("http://10.0.0.1/") is None
    assert await reader.read("http://127.0.0.1:9/") is None
    assert await reader.resolve_redirect("https://a.example/x") == "https://a.example/x"


def test_an_address_written_into_an_aggregators_link_is_read_without_asking() -> None:
    payload = b"\x08\x13\x22\x1dhttps://news.example/story/1\xd2\x01\x00"
    link = "https://news.google.com/rss/articles/" + base64.urlsafe_b64encode(payload).decode().rstrip("=") + "?oc=5"
    assert address_inside(link) == "https://news.example/story/1"
    assert address_inside("https://news.google.com/rss/articles/CBMiAUYqx?oc=5") is None
    assert address_inside("https://news.example/rss/articles/x") is None


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"<html>" * 3_000, b"<p>short</p>"])
def test_a_page_without_an_article_has_no_text_that_harms(body: bytes) -> None:
    assert "\x00" not in extract(body, "https://a.example/")
