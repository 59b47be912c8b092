"""What the listeners are given: made once by the top floor, passed to each of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from storage.database import Database
from storage.directory import Directory


@dataclass(frozen=True, slots=True)
class Preview:
    """A feed that could be added: where it is, what it is called, what it told last, how many moves were found in it."""

    url: str
    title: str
    lang: str
    titles: tuple[str, ...]
    entries: int
    moves: int


class Sources(Protocol):
    """What the top floor can do with feeds for the people in Slack."""

    async def discover(self, address: str) -> Sequence[Preview]:
        """Find the feeds of an address; raise ValueError with a readable reason where there is none."""

    async def add(self, url: str, team_id: str, user_id: str) -> int:
        """Store a feed for a workspace (its first poll follows at once) and return its id."""


Explain = Callable[[str], Awaitable[dict[str, Any]]]
"""Read a headline, or the article at an address.

The answer is plain data: ``is_move``, ``score``, ``reason``, ``lang``, ``moves`` (a list)
and ``trace`` (pairs of stage and finding).
"""


class Aside(Protocol):
    """Does what only reads where it holds up nobody: given what to do with a database, it awaits the result."""

    async def __call__(self, work: Callable[[Database], Awaitable[Any]], *, heavy: bool = False) -> Any:
        """Do it and give back what came of it, its errors are raised here; what is heavy holds up nothing that is not."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a listener may need beside the request itself."""

    db: Database
    directory: Directory
    clock: Callable[[], datetime]
    sources: Sources
    explain: Explain
    wake_delivery: Callable[[], None]
    story_key: Callable[[str], str]  # the address of an article, however it is written → its key in the store
    aside: Aside | None = None  # where questions are answered; None for here
