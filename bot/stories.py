"""From what a feed says to what is stored: values of one floor into values of another. Pure."""

import hashlib
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.classifier.reading import MoveRead, Reading, Story
from bot.feeds import entry as feeds
from bot.feeds.addresses import canonical_url, is_aggregator, site
from bot.feeds.identity import entry_key, split_outlet, story_key
from storage.values import Entry, Feed

if TYPE_CHECKING:
    from storage.moves import NewMove

_KEY_BYTES = 16
_CLOCKS_DIFFER = timedelta(hours=1)
_LONGEST_TEXT = 20_000
_TEASER = 600


def short_key(text: str) -> str:
    """An identity of any length as one of 32 characters."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_KEY_BYTES).hexdigest()


def stored_entry(entry: feeds.Entry, feed: Feed, now: datetime) -> Entry:
    """The entry of a feed as it is stored, unread; a date in the future is taken for a mistake."""
    published = entry.published_at
    outlet, title = _outlet(entry, feed)
    return Entry(
        feed_id=feed.id or 0,
        key=short_key(entry_key(entry)),
        story_key=short_key(story_key(entry)),
        url=entry.url or "",
        title=title,
        summary=entry.summary[:_LONGEST_TEXT],
        content=entry.content[:_LONGEST_TEXT],
        outlet=outlet,
        lang=entry.lang or feed.lang,
        published_at=None if published and published > now + _CLOCKS_DIFFER else published,
        seen_at=now,
    )


def key_of_address(url: str) -> str:
    """The key under which the article at an address is stored, however the address is written."""
    return short_key(canonical_url(url))


def _outlet(entry: feeds.Entry, feed: Feed) -> tuple[str, str]:
    """Who tells it and the headline: an aggregator's title names the outlet, elsewhere it is the feed."""
    if is_aggregator(entry.url or feed.url):
        title, outlet = split_outlet(entry.title)
        if outlet:
            return outlet, title
    return feed.title or site(entry.url or feed.url), entry.title


def story_of(entry: Entry) -> Story:
    """What the classifier is given to read first: title and teaser, or how the text begins where there is no teaser."""
    return Story(entry.title, entry.summary or entry.content[:_TEASER], "", entry.lang or None, entry.outlet)


def whole_story_of(entry: Entry) -> Story:
    """The story with its text."""
    return Story(entry.title, entry.summary, entry.content, entry.lang or None, entry.outlet)


def read_entry(entry: Entry, reading: Reading) -> Entry:
    """The entry with what was read in it."""
    return replace(
        entry,
        is_move=reading.is_move,
        score=round(reading.score, 4),
        reason=reading.reason,
        lang=entry.lang or reading.lang,
        reading=as_data(reading) if reading.trace else {},
    )


def as_data(reading: Reading) -> dict[str, Any]:
    """A reading as plain data, for those who ask why: its moves, and its trace as pairs of stage and finding."""
    return {
        "moves": [asdict(move) for move in reading.moves],
        "trace": [[step.stage, step.found] for step in reading.trace],
    }


def new_move(move: MoveRead, reading: Reading) -> "NewMove":
    """A move as read, ready to be recorded."""
    from bot.levels import level_of  # noqa: PLC0415 - loads lists of posts, which only a move needs
    from storage.moves import NewMove  # noqa: PLC0415 - loads the ORM, which most rounds of polling do without

    return NewMove(
        kind=move.kind,
        status=move.status,
        people=move.persons,
        group_words=move.group,
        from_org=move.from_org,
        to_org=move.to_org,
        from_key=move.from_key,
        to_key=move.to_key,
        role=move.role,
        level=level_of(move.role, move.group),
        evidence=move.evidence,
        lang=reading.lang,
        announced_by=move.announced_by,
        claims=tuple({"text": claim.text, "source": claim.source} for claim in move.claims),
        confidence=round(reading.score, 4),
    )
