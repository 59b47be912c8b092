"""What is noted of a feed after a look at it. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot import policy
from bot.errors import FetchError
from bot.poller import Looked, Poller
from storage.polling import Look
from storage.values import Feed

if TYPE_CHECKING:
    from bot.feeds.cut import Reading as Document

FAILING = timedelta(days=1)  # then the owners of a feed are told
_RECENT = 20
_SEEN_MOVED = 2


def look_of(poller: Poller, looked: Looked, new: int) -> Look:
    """How a look went and when the next one is due.

    Args:
        poller: for its pace and its name.
        looked: what the look brought.
        new: entries that were new.
    """
    answer, feed, failed = looked.answer, looked.feed, looked.error is not None
    changes = _changes(looked, failed=failed)
    due = policy.next_look(
        changes.get("rhythm", feed.rhythm),
        looked.at,
        policy.Wishes(answer.max_age if answer else None, _retry_after(looked)),
        poller.pace,
        feed.failures + 1 if failed else 0,
    )
    status = answer.status if answer else getattr(looked.error, "status", None) or 0
    size, ms = (answer.bytes, round(answer.ms)) if answer else (0, 0)
    gone = bool(getattr(looked.error, "permanent", False))
    reason = looked.error.reason if looked.error else None
    return Look(feed.id or 0, poller.owner, looked.at, due, status, ms, size, new, changes, reason, gone)


def moved(looked: Looked) -> str | None:
    """The feed's new address, once it was seen twice in a row."""
    target = looked.answer.permanent_url if looked.answer else None
    return target if target and target == looked.feed.moved_to and looked.feed.moved_seen + 1 >= _SEEN_MOVED else None


def owners_wait(looked: Looked, now: datetime) -> bool:
    """Whether the owners of a feed are to be told: it has failed for a day, or works again after they were told so."""
    feed = looked.feed
    if looked.error is None:
        return feed.told_failing_at is not None
    return feed.told_failing_at is None and feed.failing_since is not None and now - feed.failing_since >= FAILING


def _retry_after(looked: Looked) -> timedelta | None:
    if isinstance(looked.error, FetchError):
        return looked.error.retry_after
    return looked.answer.retry_after if looked.answer else None


def _changes(looked: Looked, *, failed: bool) -> dict[str, Any]:
    """The columns that differ from what is stored; an unchanged feed has none, which is the cheap case."""
    wanted: dict[str, Any] = {}
    if looked.answer is not None:
        # a server may leave validators out of its 304, or give new ones with it
        kept = {} if looked.document or failed else {"etag": looked.feed.etag, "last_modified": looked.feed.last_modified}
        wanted |= {name: getattr(looked.answer, name) or kept.get(name) for name in ("etag", "last_modified")}
        wanted |= _address(looked)
    if looked.document is not None and not failed:
        wanted |= _content(looked, looked.document)
    return {name: value for name, value in wanted.items() if getattr(looked.feed, name) != value}


def _address(looked: Looked) -> Mapping[str, Any]:
    assert looked.answer is not None
    target = looked.answer.permanent_url
    seen = looked.feed.moved_seen + 1 if target and target == looked.feed.moved_to else int(target is not None)
    return {"moved_to": target, "moved_seen": seen}


def _content(looked: Looked, document: "Document") -> dict[str, Any]:
    feed, told = looked.feed, document.feed
    new = [each.entry for each in looked.stories] + list(looked.unread)
    return {
        "title": feed.title or told.title,
        "lang": feed.lang or told.lang or "",
        "body_hash": looked.body_hash,
        "cut_hashes": "".join(each.hex() for each in document.hashes),
        "rhythm": _rhythm(feed, looked, document),
        "hub": told.hub,
        "baseline_at": looked.at if looked.baseline else feed.baseline_at or looked.at,
        "new_at": looked.at if new else feed.new_at,
    }


def _rhythm(feed: Feed, looked: Looked, document: "Document") -> dict[str, Any]:
    told = document.feed
    times = [round(time.timestamp()) for each in looked.stories if (time := each.entry.published_at)]
    newest = sorted({*feed.rhythm.get("published", ()), *times}, reverse=True)[:_RECENT]
    wishes = {
        "ttl": int(told.ttl.total_seconds()) if told.ttl else None,
        "hours": sorted(told.skip_hours),
        "days": sorted(told.skip_days),
        "published": newest,
    }
    return {name: value for name, value in wishes.items() if value}
