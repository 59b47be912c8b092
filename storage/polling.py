"""What polling does with feeds: claim those that are due, note how looks at them went; all are jobs (`storage.statements`)."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from storage.statements import Row, Statements, data, places
from storage.values import OPEN, Feed

ACTIVE, PAUSED, GONE = "active", "paused", "gone"
_FIELDS = tuple(each.name for each in fields(Feed))
_COLUMNS = ", ".join(_FIELDS)
_TIMES = tuple(at for at, name in enumerate(_FIELDS) if name.endswith(("_at", "_until", "_since")))
_SHARED, _RHYTHM = _FIELDS.index("shared"), _FIELDS.index("rhythm")
_FREE = "lease_owner = NULL, lease_until = NULL"
_WORKS = "failures = 0, failing_since = NULL, error = NULL, told_failing_at = NULL"


@dataclass(frozen=True, slots=True)
class Look:
    """How one look at a feed went.

    Attributes:
        feed_id, owner: the feed, and who claimed it.
        at, next_check_at: when it was, and when the next one is due.
        status, ms, size, new: HTTP status (0 where none came), milliseconds, bytes on the wire, new entries.
        changes: other columns of the feed to be set: validators, hashes, rhythm, baseline, …
        error: what went wrong; None where nothing did.
        gone: whether it ends the feed for good.
    """

    feed_id: int
    owner: str
    at: datetime
    next_check_at: datetime
    status: int
    ms: int = 0
    size: int = 0
    new: int = 0
    changes: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    gone: bool = False


# --- claiming


def claim_due(db: Statements, *, now: datetime, owner: str, lease: timedelta, limit: int) -> list[Feed]:
    """Take up to `limit` feeds that are due, longest due first, and lease them to `owner`.

    On PostgreSQL any number of processes get disjoint feeds (``SKIP LOCKED``); on SQLite there is one writer at a time.
    """
    due = (
        "SELECT id FROM feed WHERE state = ? AND next_check_at <= ? AND (lease_until IS NULL OR lease_until <= ?) "
        f"ORDER BY next_check_at LIMIT ?{db.skip_locked}"
    )
    at = db.stored(now)
    values = (owner, db.stored(now + lease), ACTIVE, at, at, limit)
    rows = db.rows(f"UPDATE feed SET lease_owner = ?, lease_until = ? WHERE id IN ({due}) RETURNING {_COLUMNS}", values)
    return sorted((_feed(db, row) for row in rows), key=lambda feed: feed.next_check_at)


def _feed(db: Statements, row: Row) -> Feed:
    values = list(row)
    for at in _TIMES:
        if values[at] is not None:
            values[at] = db.instant(values[at])
    values[_SHARED], values[_RHYTHM] = bool(values[_SHARED]), data(values[_RHYTHM])
    return Feed(**dict(zip(_FIELDS, values, strict=True)))


def claim(db: Statements, feed_id: int, *, owner: str, until: datetime) -> None:
    """Take one feed, due or not, whoever has it."""
    db.rows("UPDATE feed SET lease_owner = ?, lease_until = ? WHERE id = ?", (owner, db.stored(until), feed_id))


def extend(db: Statements, owner: str, until: datetime) -> None:
    """Make the leases longer that an owner still holds: its heartbeat."""
    db.rows("UPDATE feed SET lease_until = ? WHERE lease_owner = ?", (db.stored(until), owner))


def release(db: Statements, owner: str) -> None:
    """Give back what was claimed and not looked at, so that others need not wait for the end of the lease."""
    db.rows(f"UPDATE feed SET {_FREE} WHERE lease_owner = ?", (owner,))


# --- how it went


def note(db: Statements, looks: Sequence[Look]) -> None:
    """Note looks and give their feeds back, in as few statements as can be."""
    alike: dict[tuple[str | bool, ...], list[Look]] = defaultdict(list)
    for look in looks:
        alike[(look.error is not None, look.gone, *sorted(look.changes))].append(look)
    for group in alike.values():
        _give_back(db, group)
    logged = [(look.feed_id, db.stored(look.at), look.status, look.ms, look.size, look.new, look.error) for look in looks]
    db.many(f'INSERT INTO "fetch" (feed_id, at, status, ms, size, new, error) VALUES {places(7)}', logged)


def _give_back(db: Statements, looks: Sequence[Look]) -> None:
    """Note looks that changed the same columns; a feed that somebody else has claimed meanwhile is left to them."""
    first = looks[0]
    names = sorted(first.changes)
    failed = first.error is not None
    parts = ["checked_at = ?", "next_check_at = ?", _FREE, *(f"{name} = ?" for name in names)]
    if failed:
        parts += ["failures = failures + 1", "failing_since = COALESCE(failing_since, ?)", "error = ?"]
    else:
        parts.append(_WORKS)
    if first.gone:
        parts.append(f"state = '{GONE}'")
    values = [
        (
            *(at := db.stored(look.at), db.stored(look.next_check_at)),
            *(_stored(db, look.changes[name]) for name in names),
            *((at, look.error) if failed else ()),
            *(look.feed_id, look.owner),
        )
        for look in looks
    ]
    db.many(f"UPDATE feed SET {', '.join(parts)} WHERE id = ? AND lease_owner = ?", values)


def _stored(db: Statements, value: Any) -> Any:
    if isinstance(value, datetime):
        return db.stored(value)
    return json.dumps(value) if isinstance(value, dict) else value


# --- what is to be said


def next_delivery(db: Statements) -> datetime | None:
    """When the next delivery to Slack becomes due (it may be past already), or None where nothing waits to be sent."""
    sql = f"SELECT min(not_before) FROM delivery WHERE state IN {places(len(OPEN))}"
    return next((db.instant(at) for (at,) in db.rows(sql, OPEN)), None)
