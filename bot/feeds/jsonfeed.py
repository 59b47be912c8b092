"""JSON Feed 1.0 and 1.1, read leniently: a field of the wrong type counts as absent."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.errors import ParseError
from bot.feeds.entry import Entry, ParsedFeed, language
from bot.feeds.links import absolute
from bot.feeds.text import one_line, plain_text, plain_title, strip_controls

_MARK = "jsonfeed.org/version"


def looks_like(body: bytes) -> bool:
    """Whether the document is JSON rather than XML."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def parse(body: bytes, url: str) -> ParsedFeed:
    """Read a JSON Feed.

    Args:
        body: the document in UTF-8.
        url: where it came from; relative addresses are resolved against it.

    Raises:
        ParseError: broken JSON, or JSON that is no feed.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParseError(url, "The document is broken JSON.") from error
    if not isinstance(document, dict) or _MARK not in _text(document, "version"):
        raise ParseError(url, "The document is JSON and not a feed.")
    lang = language(_text(document, "language"))
    items = document.get("items")
    return ParsedFeed(
        title=plain_title(_text(document, "title")),
        lang=lang,
        entries=tuple(_entry(item, url, lang) for item in _mappings(items)),
        hub=next((absolute(_text(hub, "url"), url) for hub in _mappings(document.get("hubs"))), None),
        self_url=absolute(_text(document, "feed_url"), url),
    )


def _entry(item: Mapping[str, Any], url: str, lang: str | None) -> Entry:
    guid = item.get("id")
    body = _text(item, "content_html") or _text(item, "content_text")
    authors = _mappings(item.get("authors")) or _mappings([item.get("author")])
    return Entry(
        guid=strip_controls(str(guid)).strip() or None if isinstance(guid, (str, int, float)) else None,
        url=absolute(_text(item, "url"), url) or absolute(_text(item, "external_url"), url),
        title=plain_title(_text(item, "title")),
        summary=plain_text(_text(item, "summary")),
        content=plain_text(body),
        published_at=_date(_text(item, "date_published")) or _date(_text(item, "date_modified")),
        lang=language(_text(item, "language")) or lang,
        author=one_line(", ".join(name for author in authors if (name := _text(author, "name"))))[:200],
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _date(value: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(value.strip())
        return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
