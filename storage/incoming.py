"""Entries as they come in: known or new, stored once, with the companies they name. All are jobs (`storage.statements`)."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from storage.statements import Statements, places
from storage.values import Entry

_COLUMNS = tuple(each.name for each in fields(Entry) if each.name != "id")
_ROW = places(len(_COLUMNS))
_MOST_KEYS = 400  # values or small rows a statement
_MOST_ENTRIES = 50  # rows a statement: each has some twenty values, and both databases limit the values of one

T = TypeVar("T")


def known(db: Statements, feed_id: int, keys: Collection[str]) -> set[str]:
    """Which of these entry keys a feed gave before."""
    found = set[str]()
    for some in _slices(list(keys), _MOST_KEYS):
        sql = f"SELECT key FROM seen WHERE feed_id = ? AND key IN {places(len(some))}"
        found |= {key for (key,) in db.rows(sql, (feed_id, *some))}
    return found


def known_stories(db: Statements, story_keys: Collection[str]) -> set[str]:
    """Which of these stories any feed told before."""
    found = set[str]()
    for some in _slices(list(story_keys), _MOST_KEYS):
        sql = f"SELECT DISTINCT story_key FROM entry WHERE story_key IN {places(len(some))}"
        found |= {key for (key,) in db.rows(sql, some)}
    return found


def forgotten(db: Statements) -> frozenset[str]:
    """The digests of the people whom the whole installation is to forget."""
    return frozenset(digest for (digest,) in db.rows("SELECT digest FROM suppression WHERE team_id = ?", ("",)))


def insert_new(db: Statements, entries: Sequence[Entry]) -> list[Entry]:
    """Store the entries never seen before and return just those, with their ids, in the given order.

    What counts is the memory of keys, which outlives pruned entries; of two with one key the first is stored.
    """
    unseen = {(entry.feed_id, entry.key): entry for entry in reversed(entries)}
    fresh = [entry for entry in entries if unseen[entry.feed_id, entry.key] is entry]
    new = _remember(db, fresh)
    stored = [entry for entry in fresh if (entry.feed_id, entry.key) in new]
    ids: dict[tuple[int, str], int] = {}
    for some in _slices(stored, _MOST_ENTRIES):
        rows = ",".join([_ROW] * len(some))
        sql = f"INSERT INTO entry ({', '.join(_COLUMNS)}) VALUES {rows} RETURNING feed_id, key, id"
        values = [value for entry in some for value in _values(db, entry)]
        ids |= {(feed_id, key): entry_id for feed_id, key, entry_id in db.rows(sql, values)}
    return [replace(entry, id=ids[entry.feed_id, entry.key]) for entry in stored]


def _remember(db: Statements, entries: Sequence[Entry]) -> set[tuple[int, str]]:
    new = set[tuple[int, str]]()
    for some in _slices(entries, _MOST_KEYS):
        rows = ",".join(["(?,?)"] * len(some))
        sql = f"INSERT INTO seen (feed_id, key) VALUES {rows} ON CONFLICT DO NOTHING RETURNING feed_id, key"
        new |= {(feed_id, key) for feed_id, key in db.rows(sql, [each for entry in some for each in (entry.feed_id, entry.key)])}
    return new


def _values(db: Statements, entry: Entry) -> tuple[Any, ...]:
    """The values of an entry in the order of the columns."""
    return (
        *(
            entry.feed_id,
            entry.key,
            entry.story_key,
            entry.url,
            entry.title,
            entry.summary,
            entry.content,
            entry.outlet,
            entry.lang,
        ),
        *(db.stored(entry.published_at), db.stored(entry.seen_at), entry.baseline, entry.is_move, entry.score, entry.reason),
        *(json.dumps(entry.reading) if entry.reading else "{}", db.stored(entry.article_tried_at)),
    )


def mention(db: Statements, named: Mapping[int, Collection[str]], entries: Sequence[Entry]) -> None:
    """Note the companies (by key) that are named in entries (by their place in `entries`)."""
    rows = [
        (entries[at].id, key[:120], db.stored(entries[at].seen_at)) for at, keys in named.items() for key in sorted(set(keys))
    ]
    if rows:
        db.many(f"INSERT INTO mention (entry_id, company_key, seen_at) VALUES {places(3)} ON CONFLICT DO NOTHING", rows)


def _slices(all_of_them: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(all_of_them), most):
        yield all_of_them[start : start + most]
