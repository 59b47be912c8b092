"""People who asked to be forgotten, kept out of what is stored. Pure."""

from collections.abc import Collection

from bot.reader import StoryRead
from bot.stories import read_entry
from storage.directory import Directory
from storage.models import Entry
from storage.redaction import redact
from storage.seen import digests_of


def without_forgotten(read: StoryRead, digests: Collection[str], directory: Directory) -> Entry:
    """The entry as it is stored: with its reading, and without those people's names wherever the story names them."""
    entry = read_entry(read.entry, read.reading)
    people = {name for move in read.reading.moves for name in move.persons}
    gone = sorted(name for name in people if digests_of(name, directory) & set(digests)) if digests else []
    if not gone:
        return entry
    texts = {name: redact(getattr(entry, name), gone) for name in ("title", "summary", "content", "reason")}
    return entry.model_copy(update={**texts, "reading": {}})
