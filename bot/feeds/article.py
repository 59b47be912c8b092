"""The text of an article, fetched politely: robots.txt, at most one try an hour, extraction beside the event loop."""

import asyncio
import base64
import binascii
import importlib
import re
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import ModuleType, TracebackType
from typing import Self
from urllib.parse import urlsplit

from bot.errors import FetchError
from bot.feeds.addresses import is_aggregator, site
from bot.feeds.fetch import Fetcher
from bot.feeds.links import absolute
from bot.feeds.markup import page_links
from bot.feeds.page import Page
from bot.feeds.robots import Robots
from bot.feeds.text import strip_controls

AGENT = "moves-bot"
_PAGE_TYPES = "text/html, application/xhtml+xml, */*;q=0.1"
_LARGEST = 2_000_000
_BETWEEN_TRIES = 3_600.0
_MOST_REMEMBERED = 20_000
_LONGEST_TEXT = 50_000
_FORWARDS = 3
_ADDRESS_INSIDE = re.compile(rb"https?://[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Article:
    """What was found behind an entry's address.

    Attributes:
        url: the article's own address after all redirects.
        text: its plain text; empty where none could be extracted.
    """

    url: str
    text: str


class ArticleReader:
    """Fetches articles; use it as an async context manager."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], float], agent: str = AGENT) -> None:
        """Start with nothing tried.

        Args:
            fetcher: fetches within its guard and limits.
            clock: seconds, monotonic.
            agent: the name we go by in robots.txt.
        """
        self._fetcher = fetcher
        self._clock = clock
        self._robots = Robots(fetcher, agent, clock)
        self._tried: dict[str, float] = {}
        self._thread = ThreadPoolExecutor(1, "extract")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def read(self, url: str) -> Article | None:
        """Fetch an article and extract its text.

        Returns:
            The article, or None where robots.txt forbids it, it was tried within the hour or it cannot be fetched:
            title and summary then have to do.
        """
        if not self._may_try(url):
            return None
        page = await self._follow(url)
        if page is None:
            return None
        loop = asyncio.get_running_loop()
        text = await loop.run_in_executor(self._thread, extract, page.body, page.url)
        return Article(page.url, text)

    async def resolve_redirect(self, url: str) -> str | None:
        """The article's own address behind an aggregator's; None where it does not give it away."""
        if not is_aggregator(url):
            return url
        if inside := address_inside(url):
            return inside
        page = await self._follow(url) if self._may_try(url) else None
        return page.url if page and not is_aggregator(page.url) else None

    def _may_try(self, url: str) -> bool:
        now = self._clock()
        if now - self._tried.get(url, -_BETWEEN_TRIES) < _BETWEEN_TRIES:
            return False
        if len(self._tried) >= _MOST_REMEMBERED:
            self._tried.pop(next(iter(self._tried)))
        self._tried.pop(url, None)  # so that it moves to the end
        self._tried[url] = now
        return True

    async def _follow(self, url: str) -> Page | None:
        """The page behind an address, over redirects of HTTP and of aggregators' pages."""
        target = address_inside(url) or url
        for _ in range(_FORWARDS):
            page = await self._fetch(target)
            further = _forwards_to(page) if page and is_aggregator(page.url) else None
            if further is None:
                return page
            target = further
        return None

    async def _fetch(self, url: str) -> Page | None:
        """A page that robots.txt allows, both where we asked and where a redirect led."""
        try:
            page = await self._fetcher.get(url, accept=_PAGE_TYPES) if await self._robots.allows(url) else None
        except FetchError:
            return None
        allowed = isinstance(page, Page) and (page.url == url or await self._robots.allows(page.url))
        return page if isinstance(page, Page) and allowed else None


def extract(body: bytes, url: str) -> str:
    """The main text of a web page, without navigation, comments and advertisements; empty where there is none."""
    try:
        text = _trafilatura().extract(body[:_LARGEST], url=url, include_comments=False, include_tables=False)
    except Exception:  # noqa: BLE001  (a page that breaks the extractor has no text; title and summary remain)
        return ""
    return strip_controls(text or "")[:_LONGEST_TEXT]


def _trafilatura() -> ModuleType:
    """The extractor, loaded by the first article: 40 MB that only those pay who fetch articles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its HTTP client misses parts that we do not use
        return importlib.import_module("trafilatura")


def address_inside(url: str) -> str | None:
    """The article's address where an aggregator's link carries it, encoded, in its last path segment."""
    if not is_aggregator(url):
        return None
    segment = urlsplit(url).path.rpartition("/")[2]
    try:
        raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (binascii.Error, ValueError):
        return None
    found = _ADDRESS_INSIDE.search(raw)
    return absolute(found[0].decode("ascii"), url) if found else None


def _forwards_to(page: Page) -> str | None:
    """Where an aggregator's page forwards to: another site's address in a refresh or as its canonical address."""
    links = page_links(page.body, page.url, page.charset)
    return next((to for to in (links.forward, links.canonical) if to and site(to) != site(page.url)), None)
