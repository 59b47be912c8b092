"""From a site's address to its feeds, each looked at before anybody subscribes to it."""

import asyncio
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote_plus, urljoin, urlsplit

from bot.errors import FeedError, FetchError, ParseError
from bot.feeds.entry import ParsedFeed
from bot.feeds.fetch import Fetcher
from bot.feeds.markup import page_links
from bot.feeds.page import Page
from bot.feeds.pool import Parser

_MOST_TRIED = 12
_WEB = "https://"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that answers, with what it says; its entries are there for a preview.

    Attributes:
        url: address to store (the final one where all redirects were permanent).
        feed: the feed as parsed.
    """

    url: str
    feed: ParsedFeed


@dataclass(frozen=True, slots=True)
class _Rules:
    well_known: tuple[str, ...]
    link: re.Pattern[str]
    last: re.Pattern[str]
    sites: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


async def discover(fetcher: Fetcher, parser: Parser, address: str) -> tuple[Candidate, ...]:
    """Find the feeds of a site.

    Args:
        fetcher: fetches within its guard and limits.
        parser: reads what was fetched.
        address: of a site, a page or a feed; ``https://`` may be left out.

    Returns:
        The feeds that answer, the likeliest first; empty where the site has none.

    Raises:
        FetchError: the site cannot be reached and no rule knows its feeds.
    """
    url = _web_address(address)
    known = await _preview_all(fetcher, parser, site_feeds(url))
    try:
        page = await _page(fetcher, url)
    except FetchError:
        if known:
            return known
        raise
    if (itself := await _parsed(parser, page)) is not None:
        return (itself,)
    named = await _preview_all(fetcher, parser, _named(page))
    found = known + named or await _preview_all(fetcher, parser, [urljoin(page.url, path) for path in _rules().well_known])
    return _in_order(found)


def site_feeds(url: str) -> list[str]:
    """The feeds of a page on a site whose ways are known (YouTube, GitHub, …), without asking it."""
    parts = urlsplit(url)
    place = (parts.hostname or "").removeprefix("www.") + parts.path + (f"?{parts.query}" if parts.query else "")
    for pattern, feeds in _rules().sites:
        if match := pattern.search(place):
            return [feed.format(*match.groups()) for feed in feeds]
    return []


def search_feed(template: str, company: str) -> str:
    """The news-search feed of a company.

    Args:
        template: address with ``{name}`` where the company's name belongs.
        company: its name; it is searched as a phrase.

    Raises:
        ValueError: the template has no ``{name}``.
    """
    if "{name}" not in template:
        raise ValueError("The address of the news search needs {name} where the company's name belongs.")
    return template.replace("{name}", quote_plus(f'"{company.strip()}"'))


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("bot.feeds.data").joinpath("discovery.toml").read_text("utf-8"))
    return _Rules(
        well_known=tuple(data["well_known"]),
        link=re.compile(data["link"]),
        last=re.compile(data["last"]),
        sites=tuple((re.compile(rule["site"]), tuple(rule["feeds"])) for rule in data["rule"]),
    )


def _web_address(address: str) -> str:
    address = address.strip()
    for prefix in ("feed://", "feed:"):
        address = address.removeprefix(prefix)
    return address if "://" in address else _WEB + address


async def _page(fetcher: Fetcher, url: str) -> Page:
    page = await fetcher.get(url)
    assert isinstance(page, Page), "without validators nothing can be unchanged"
    return page


async def _parsed(parser: Parser, page: Page) -> Candidate | None:
    try:
        reading = await parser.parse(page.body, page.url, page.content_type)
    except ParseError:
        return None
    return Candidate(page.permanent_url or page.url, reading.feed)


async def _preview(fetcher: Fetcher, parser: Parser, url: str) -> Candidate | None:
    try:
        return await _parsed(parser, await _page(fetcher, url))
    except FeedError:
        return None


async def _preview_all(fetcher: Fetcher, parser: Parser, urls: list[str]) -> tuple[Candidate, ...]:
    tried = list(dict.fromkeys(urls))[:_MOST_TRIED]
    found = await asyncio.gather(*(_preview(fetcher, parser, url) for url in tried))
    return tuple({candidate.url: candidate for candidate in found if candidate}.values())


def _named(page: Page) -> list[str]:
    links = page_links(page.body, page.url, page.charset)
    return links.feeds + [target for target in links.anchors if _rules().link.search(target)]


def _in_order(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Feeds of comments after feeds of articles, empty ones last."""

    def rank(candidate: Candidate) -> tuple[bool, bool]:
        comments = _rules().last.search(f"{candidate.url} {candidate.feed.title}") is not None
        return comments, not candidate.feed.entries

    return tuple(sorted({candidate.url: candidate for candidate in found}.values(), key=rank))
