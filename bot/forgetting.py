"""People who asked to be forgotten, kept out of what is stored. Pure."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from bot.reader import StoryRead
from bot.stories import read_entry
from storage.values import Entry

if TYPE_CHECKING:
    from storage.directory import Directory


def without_forgotten(read: StoryRead, digests: Collection[str], who: "Callable[[], Directory]") -> Entry:
    """The entry as it is stored: with its reading, and without those people's names wherever the story names them."""
    entry = read_entry(read.entry, read.reading)
    people = {name for move in read.reading.moves for name in move.persons} if digests else set()
    return _without(entry, people, digests, who()) if people else entry


def _without(entry: Entry, people: Collection[str], digests: Collection[str], directory: "Directory") -> Entry:
    from storage.redaction import redact  # noqa: PLC0415 - needed where somebody asked to be forgotten
    from storage.seen import digests_of  # noqa: PLC0415 - as above

    gone = sorted(name for name in people if digests_of(name, directory) & set(digests))
    if not gone:
        return entry
    texts = {name: redact(getattr(entry, name), gone) for name in ("title", "summary", "content", "reason")}
    return entry.model_copy(update={**texts, "reading": {}})
