"""Addresses that a web page names: its feeds, the articles it stands for, where it forwards to."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.feeds.links import absolute

_FEED_TYPE = re.compile(r"^(?:application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|xml)|text/xml)\b", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)
_LARGEST = 2_000_000
_MOST_LINKS = 5_000


@dataclass
class PageLinks:
    """What was found, as absolute http(s) addresses.

    Attributes:
        feeds: named by ``<link rel="alternate">`` with a feed's type, in order.
        anchors: named by ``<a href>``, in order.
        canonical: named by ``<link rel="canonical">``, or None.
        forward: named by ``<meta http-equiv="refresh">``, or None.
    """

    feeds: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    canonical: str | None = None
    forward: str | None = None


def page_links(body: bytes, url: str, charset: str | None = None) -> PageLinks:
    """Read the links of a web page; broken markup is read as far as it goes.

    Args:
        body: the page; the first 2 MB are read.
        url: where it came from; relative addresses are resolved against it or its ``<base>``.
        charset: named by the server, or None.
    """
    try:
        text = body[:_LARGEST].decode(charset or "utf-8", "replace")
    except LookupError:
        text = body[:_LARGEST].decode("utf-8", "replace")
    reader = _Reader(url)
    reader.feed(text)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.base = url
        self.found = PageLinks()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        get = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.base = absolute(get.get("href"), self.base) or self.base
        elif tag == "link":
            self._link(get)
        elif tag == "a" and len(self.found.anchors) < _MOST_LINKS and (target := absolute(get.get("href"), self.base)):
            self.found.anchors.append(target)
        elif tag == "meta" and get.get("http-equiv", "").lower() == "refresh":
            forward = _REFRESH.search(get.get("content", ""))
            self.found.forward = absolute(forward[1], self.base) if forward else None

    def _link(self, get: dict[str, str]) -> None:
        rels = get.get("rel", "").lower().split()
        target = absolute(get.get("href"), self.base)
        if target and "alternate" in rels and _FEED_TYPE.match(get.get("type", "").strip()):
            self.found.feeds.append(target)
        elif target and "canonical" in rels:
            self.found.canonical = target
