"""What a feed says: an Entry, and the ParsedFeed around it. Plain values that can cross a process border."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Attributes:
        guid: the feed's own id as written, or None.
        url: absolute http(s) address of the article, or None.
        title, summary, content: plain text; empty where the feed says nothing.
        published_at: aware, UTC, or None.
        lang: ISO 639 code in lower case (``en``), or None where neither entry nor feed tells.
        author: plain text, may be empty.
    """

    guid: str | None = None
    url: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    published_at: datetime | None = None
    lang: str | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed and its entries in the order of the document.

    Attributes:
        title: plain text, may be empty.
        lang: ISO 639 code in lower case, or None.
        ttl: how long the feed asks us to wait, or None.
        skip_hours: hours (UTC, 0 to 23) in which it asks not to be read.
        skip_days: days (0 = Monday) on which it asks not to be read.
        hub, self_url: WebSub hub and the feed's own address, as far as it names them.
    """

    title: str = ""
    lang: str | None = None
    entries: tuple[Entry, ...] = ()
    ttl: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    hub: str | None = None
    self_url: str | None = None


_LANG_ALIASES = {"cn": "zh", "jp": "ja"}  # country codes that feeds write where a language belongs


def language(tag: str | None) -> str | None:
    """The language of a tag such as ``fr-FR`` or ``en_us``, or None where it is no tag."""
    code = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return _LANG_ALIASES.get(code, code) if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
