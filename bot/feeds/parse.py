"""Bytes of a feed become entries; the only import of feedparser. Pure, so that it can run in another process."""

import calendar
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any

import feedparser

from bot.errors import ParseError
from bot.feeds import jsonfeed
from bot.feeds.entry import Entry, ParsedFeed, language
from bot.feeds.headers import charset
from bot.feeds.links import absolute
from bot.feeds.text import one_line, plain_text, plain_title, strip_controls

# Ids stay as they are written: resolved against the feed's address they would all change when the feed moves.
feedparser.api.StrictFeedParser.can_be_relative_uri.discard("id")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {name: day for day, name in enumerate(_WEEK)}
_DATES = ("published_parsed", "updated_parsed", "created_parsed")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LONGEST_AUTHOR = 200


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """Read RSS, RDF, Atom or JSON Feed; a document that breaks off keeps the entries before the break.

    Args:
        body: the document, decompressed.
        url: where it came from; relative addresses are resolved against it.
        content_type: the header it came with, for its charset.

    Raises:
        ParseError: the document is empty or not a feed.
    """
    if not body.strip():
        raise ParseError(url, "The document is empty.")
    if jsonfeed.looks_like(body):
        return jsonfeed.parse(body, url)
    return read_feed(read_document(body, url, charset_header(body, content_type)), body, url)


def charset_header(body: bytes, content_type: str) -> str:
    """The Content-Type to read a document by: bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever is announced.

    It names no charset where neither bytes nor header tell; then the document's own declaration counts.
    """
    if not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "application/xml; charset=utf-8"
    named = charset(content_type)
    return f"application/xml; charset={named}" if named else "application/xml"


def read_document(body: bytes, url: str, content_type: str) -> Mapping[str, Any]:
    """What feedparser makes of a document; a document that is no feed and feedparser's own errors are ParseErrors."""
    headers = {"content-type": content_type}
    if b"base=" in body:  # then feedparser has to resolve links itself; a base costs a tenth, so that others go without
        headers["content-location"] = url
    try:
        # A stream, because feedparser would take short bytes for the name of a local file and open it.
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # feedparser lets errors of many libraries through
        raise ParseError(url, f"The document cannot be read ({type(error).__name__}).") from error
    page = _WEB_PAGE.search(body[:2_000])
    if not parsed.get("version") and (page or not parsed.get("entries")):
        raise ParseError(url, "This is a web page, not a feed." if page else "The document is not a feed.")
    return parsed


def read_feed(parsed: Mapping[str, Any], body: bytes, url: str) -> ParsedFeed:
    """Make values of what feedparser found."""
    feed = parsed["feed"]
    lang = language(feed.get("language"))
    links = {link.get("rel"): link.get("href") for link in reversed(feed.get("links", ())) if link.get("href")}
    return ParsedFeed(
        title=plain_title(feed.get("title") or ""),
        lang=lang,
        # Plain dicts: feedparser's own look-up is slow, warns, and fills one date from another.
        entries=tuple(_read_entry(dict(entry), url, lang) for entry in parsed["entries"]),
        ttl=_minutes(feed.get("ttl")),
        skip_hours=frozenset(_hours(_children(body, b"skipHours", b"hour"))),
        skip_days=frozenset(_DAYS[day] for day in _children(body, b"skipDays", b"day") if day in _DAYS),
        hub=absolute(links.get("hub"), url),
        self_url=absolute(links.get("self"), url),
    )


def _read_entry(entry: Mapping[str, Any], url: str, feed_lang: str | None) -> Entry:
    title, summary = entry.get("title_detail") or {}, entry.get("summary_detail") or {}
    content = max((part.get("value") or "" for part in entry.get("content") or ()), key=len, default="")
    guid = strip_controls(entry.get("id") or "").strip()
    return Entry(
        guid=guid or None,
        url=absolute(entry.get("feedburner_origlink"), url) or absolute(entry.get("link"), url),
        title=plain_title(title.get("value") or ""),
        summary=plain_text(summary.get("value") or ""),
        content=plain_text(content),
        published_at=next(filter(None, (_date(entry.get(name)) for name in _DATES)), None),
        lang=language(entry.get("language") or title.get("language")) or feed_lang,
        author=one_line(plain_text(entry.get("author") or ""))[:_LONGEST_AUTHOR],
    )


def _date(value: struct_time | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _minutes(value: str | None) -> timedelta | None:
    digits = (value or "").strip()
    return timedelta(minutes=int(digits[:6])) if digits.isascii() and digits.isdigit() else None


def _children(body: bytes, parent: bytes, child: bytes) -> list[str]:
    """The texts of an element's children; feedparser keeps only the last of repeated elements."""
    start = body.find(b"<" + parent + b">")
    end = body.find(b"</" + parent + b">", start)
    if start < 0 or end < 0:
        return []
    found = re.findall(rb"<%b>\s*([A-Za-z0-9]{1,10})\s*<" % child, body[start:end])
    return [text.decode("ascii").lower() for text in found]


def _hours(values: Iterable[str]) -> Iterable[int]:
    """Hours 0 to 23; RSS 0.91 counts midnight as 24."""
    return (int(value) % 24 for value in values if value.isdigit() and int(value) <= 24)  # noqa: PLR2004 - hours of a day; some feeds write midnight as 24
