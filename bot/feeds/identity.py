"""What makes two entries the same entry, and two entries the same story."""

import hashlib
import re

from bot.feeds.addresses import canonical_url, is_aggregator
from bot.feeds.entry import Entry

__all__ = ["canonical_url", "entry_key", "split_outlet", "story_key"]

_LONGEST_GUID = 400
_LONGEST_OUTLET = 40
_MOST_OUTLET_WORDS = 5
_LEAST_TITLE = 12  # letters; shorter headlines are too common to tell stories apart
_SEPARATOR = re.compile(r"\s+[-–—|·•]\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_SENTENCE_MARK = re.compile(r"[.!?;:,…。！？、，][\"'”»]?$|[!?;…。！？]")


def entry_key(entry: Entry) -> str:
    """The key of an entry within its feed: its guid, else its canonical address, else a hash of title and date.

    An edited title changes nothing as long as the feed gives a guid or an address.
    """
    if entry.guid:
        return entry.guid if len(entry.guid) <= _LONGEST_GUID else _digest("guid", entry.guid)
    if entry.url:
        return canonical_url(entry.url)
    when = entry.published_at.isoformat() if entry.published_at else ""
    return _digest("entry", entry.title or entry.summary or entry.content, when)


def story_key(entry: Entry) -> str:
    """The key of the article behind an entry, whichever feed brought it: its canonical address, else its headline.

    Addresses of aggregators do not count: resolve them first, or the headline without the outlet stands in.
    """
    if entry.url and not is_aggregator(entry.url):
        return canonical_url(entry.url)
    title = _NOT_WORD.sub("", split_outlet(entry.title)[0].casefold())
    return _digest("title", title) if len(title) >= _LEAST_TITLE else f"entry:{entry_key(entry)}"


def split_outlet(title: str) -> tuple[str, str | None]:
    """Split an aggregator's headline ``… - Outlet``.

    Returns:
        The headline and the outlet, or the title as it is and None where its end does not look like a name.
    """
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title, None
    last = separators[-1]
    head, outlet = title[: last.start()], title[last.end() :]
    return (head, outlet) if head and _looks_like_outlet(outlet) else (title, None)


def _looks_like_outlet(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_OUTLET
        and len(text.split()) <= _MOST_OUTLET_WORDS
        and not text[0].islower()
        and not _SENTENCE_MARK.search(text)
    ) or bool(re.fullmatch(r"[a-z0-9-]+(\.[a-z]{2,})+", text))


def _digest(kind: str, *parts: str) -> str:
    return f"{kind}:" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
