"""Parse only what is new: cut a document at its entries, know each by a hash of its bytes, hand feedparser the rest.

Only well-formed documents are cut, and only where feedparser found as many entries as the cut did; all others are parsed
whole each time. ``python -m bot.bench.cut FOLDER`` compares both ways entry by entry.
"""

import hashlib
import re
from dataclasses import dataclass

from bot.feeds import jsonfeed
from bot.feeds.entry import ParsedFeed
from bot.feeds.parse import charset_header, parse_feed, read_document, read_feed
from bot.feeds.simple import simple_entries

_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<(/?)((?:[A-Za-z][\w.-]*:)?(?:item|entry))(?=[\s/>])", re.IGNORECASE)
_CLOSERS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_HASH_BYTES = 8
_MOST_ENTRIES = 3_000


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the entries of a document stand, and their hashes in the same order."""

    spans: tuple[tuple[int, int], ...] = ()
    hashes: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a document.

    Attributes:
        feed: the feed; its entries are only those whose hash was not known.
        hashes: of all entries, to be handed in as known next time; empty where the document cannot be cut.
        known: how many entries were left out because their hash was known.
    """

    feed: ParsedFeed
    hashes: tuple[bytes, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be parsed; a plain value, so that it can cross a process border.

    Attributes:
        body: the document, or what is left of it.
        url: where it came from.
        content_type: the header to read it by.
        expected: entries that the cut left in the body.
        hashes: of all entries of the document.
        known: how many entries were left out of the body.
    """

    body: bytes
    url: str
    content_type: str
    expected: int
    hashes: tuple[bytes, ...]
    known: int


def prepare(body: bytes, url: str, content_type: str = "", known: frozenset[bytes] = frozenset()) -> Job:
    """Leave the known entries out of a document.

    Args:
        body: the document, decompressed.
        url: where it came from.
        content_type: the header it came with.
        known: hashes of the last reading; empty for a document that has to be parsed whole.
    """
    header = charset_header(body, content_type)  # judged on the whole, so that a part is read as the whole would be
    body, cut = _within_bounds(body, cut_entries(body))
    fresh = frozenset(at for at, entry_hash in enumerate(cut.hashes) if entry_hash not in known)
    left_out = len(cut.hashes) - len(fresh)
    rest = _keep(body, cut.spans, fresh) if left_out else body
    return Job(rest, url, header, len(fresh), cut.hashes, left_out)


def run(job: Job) -> Reading | None:
    """Parse a job; pure, so that it can run in another process.

    Returns:
        The reading, or None where the rest did not parse as it should and the whole document is to be parsed.

    Raises:
        ParseError: the document is not a feed.
    """
    if not job.body.strip() or jsonfeed.looks_like(job.body):
        return Reading(parse_feed(job.body, job.url))
    if simple := _run_simple(job):
        return simple
    parsed = read_document(job.body, job.url, job.content_type)
    sound = not parsed.get("bozo") and len(parsed["entries"]) == job.expected
    if job.known and not sound:
        return None
    return Reading(read_feed(parsed, job.body, job.url), job.hashes if sound else (), job.known)


def _run_simple(job: Job) -> Reading | None:
    """The short cut for plain RSS: feedparser reads the head alone."""
    entries = simple_entries(job.body, job.content_type) if job.expected else None
    if entries is None or len(entries) != job.expected:
        return None
    head = _keep(job.body, cut_entries(job.body).spans, frozenset())
    parsed = read_document(head, job.url, job.content_type)
    if parsed.get("bozo") or parsed["entries"]:
        return None
    return Reading(read_feed({"feed": parsed["feed"], "entries": entries}, head, job.url), job.hashes, job.known)


def cut_entries(body: bytes) -> Cut:
    """Find the entries; an empty cut where they nest, do not close or stand in an encoding that is not ASCII's kin."""
    spans: list[tuple[int, int]] = []
    opened: tuple[int, bytes] | None = None
    at = 0
    while token := _TOKEN.search(body, at):
        at = token.end()
        if closer := _CLOSERS.get(token[0].upper()):
            at = body.find(closer, at)
            if at < 0:
                return Cut()
        elif not token[1]:
            if opened:
                return Cut()
            opened = token.start(), token[2]
        elif opened and opened[1] == token[2]:
            at = body.find(b">", at) + 1
            if not at:
                return Cut()
            spans.append((opened[0], at))
            opened = None
    return Cut() if opened else Cut(tuple(spans), tuple(_hash(body[start:end]) for start, end in spans))


def _within_bounds(body: bytes, cut: Cut) -> tuple[bytes, Cut]:
    """Leave out what comes after the first 3,000 entries: nobody's news, and a way to keep a parser busy for minutes."""
    if len(cut.spans) <= _MOST_ENTRIES:
        return body, cut
    kept = Cut(cut.spans[:_MOST_ENTRIES], cut.hashes[:_MOST_ENTRIES])
    return _keep(body, cut.spans, frozenset(range(_MOST_ENTRIES))), kept


def _keep(body: bytes, spans: tuple[tuple[int, int], ...], wanted: frozenset[int]) -> bytes:
    parts, at = [], 0
    for number, (start, end) in enumerate(spans):
        parts.append(body[at : end if number in wanted else start])
        at = end
    parts.append(body[at:])
    return b"".join(parts)


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_HASH_BYTES).digest()
