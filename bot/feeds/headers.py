"""What HTTP headers say, read leniently: a header that makes no sense counts as absent."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

_LINK = re.compile(r"<([^<>]*)>\s*;([^<]*)")
_REL = re.compile(r'\brel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_CHARSET = re.compile(r'charset\s*=\s*["\']?([\w.:-]+)', re.IGNORECASE)
_LONGEST = timedelta(days=365)
_KNOWN_RELS = ("hub", "self")


def read_date(value: str | None) -> datetime | None:
    """An HTTP date as an aware time in UTC, or None."""
    try:
        date = parsedate_to_datetime(value) if value else None
    except (ValueError, OverflowError):
        return None
    return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC) if date else None


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the server asks us to stay away: seconds, or a date counted from the server's own clock."""
    value = headers.get("Retry-After", "").strip()
    return _seconds(value) if value.isdecimal() else _from_server_clock(value, headers)


def max_age(headers: Mapping[str, str]) -> timedelta | None:
    """How long the answer stays fresh, by Cache-Control, else by Expires; None where nothing useful is said."""
    control = headers.get("Cache-Control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := re.search(r"\bmax-age\s*=\s*\"?(\d+)", control):
        return _seconds(found[1])
    return _from_server_clock(headers.get("Expires"), headers)


def charset(content_type: str) -> str | None:
    """The charset named in a Content-Type, in lower case."""
    found = _CHARSET.search(content_type)
    return found[1].lower() if found else None


def links(values: Iterable[str], base: str) -> dict[str, str]:
    """The first absolute address per relation ``hub`` and ``self`` in Link headers."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(",".join(values)):
        match = _REL.search(parameters)
        for rel in (match[1] or match[2] or "").lower().split() if match else ():
            if rel in _KNOWN_RELS:
                found.setdefault(rel, urljoin(base, target))
    return found


def _seconds(digits: str) -> timedelta:
    return min(timedelta(seconds=int(digits[:12])), _LONGEST)


def _from_server_clock(value: str | None, headers: Mapping[str, str]) -> timedelta | None:
    until, now = read_date(value), read_date(headers.get("Date"))
    if until is None or now is None or until <= now:
        return None
    return min(until - now, _LONGEST)
