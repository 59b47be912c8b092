"""Sources that people add from Slack."""

from dataclasses import dataclass, field

from handlers.services import Preview
from storage.database import Database
from tests.handlers.room import Room, seen


@dataclass
class Found:
    """What an address leads to; additions are kept."""

    previews: list[Preview]
    added: list[tuple[str, str, str]] = field(default_factory=list)

    async def discover(self, address: str) -> list[Preview]:
        if not self.previews:
            raise ValueError(f"Nothing answers at {address}.")
        return self.previews

    async def add(self, url: str, team_id: str, user_id: str) -> int:
        self.added.append((url, team_id, user_id))
        return 7


async def test_a_source_is_found_and_added_from_slack(sqlite_db: Database) -> None:
    """The first feed of the address is added for this workspace, and the log says who did it."""
    found = Found([Preview("https://wire.example/rss", "The <Wire>", "en", (), entries=12, moves=2)])
    room = await Room(sqlite_db, sources=found).install()
    answer = await room.say("source add <https://wire.example>")
    assert found.added == [("https://wire.example/rss", "T1", "UALICE")]
    assert (
        "Source 7 is added: <https://wire.example/rss|The &lt;Wire&gt;>. It tells 12 stories now, 2 of them moves."
        in answer["text"]
    )
    assert "source 7" in seen(await room.say("log"))


async def test_a_source_that_is_none_says_why_and_what_to_type(sqlite_db: Database) -> None:
    """No address, or one without a feed: nothing is added."""
    room = await Room(sqlite_db, sources=Found([])).install()
    assert "/moves source add https://" in (await room.say("source add"))["text"]
    assert "Nothing answers at https://wire.example." in (await room.say("source add https://wire.example"))["text"]
