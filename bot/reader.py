"""Reading stories beside the event loop, a few at a time, and again with the text of the article where that may help."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from bot import policy
from bot.classifier.reading import Reading, Story
from bot.feeds.article import ArticleReader
from bot.stories import story_of, whole_story_of
from storage.values import Entry

Read = Callable[[Story], Reading]
Named = Callable[[str, str], Sequence[str]]
"""The keys of the organisations named in a text of a language."""

_AT_ONCE = 8  # stories: about 15 ms in which the thread may hold the interpreter
_PAUSE = 0.001  # seconds in which the event loop catches up


@dataclass(frozen=True, slots=True)
class StoryRead:
    """An entry with its reading and the keys of the organisations it names; `entry` has the article's text if it was fetched."""

    entry: Entry
    reading: Reading
    named: tuple[str, ...] = ()


class StoryReader:
    """Reads stories in a thread of its own; use it as an async context manager."""

    def __init__(self, read: Read, named: Named, articles: ArticleReader | None = None) -> None:
        """Take the classifier's door, the finder of organisations, and who fetches articles (None: nobody)."""
        self._read = read
        self._named = named
        self._articles = articles
        self._thread = ThreadPoolExecutor(1, "read")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def read(self, entries: Sequence[Entry], now: datetime, *, with_articles: bool = False) -> list[StoryRead]:
        """Read entries.

        Args:
            entries: unread entries.
            now: the instant.
            with_articles: whether articles may be fetched where title and summary leave the story unclear.
        """
        found: list[StoryRead] = []
        for start in range(0, len(entries), _AT_ONCE):
            found += await self._in_thread(entries[start : start + _AT_ONCE])
            await asyncio.sleep(_PAUSE)
        if with_articles and self._articles:
            return list(await asyncio.gather(*(self._closer(each, now) for each in found)))
        return found

    async def read_story(self, story: Story) -> Reading:
        """Read one story that is not an entry of a feed."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, story)

    async def _in_thread(self, entries: Sequence[Entry]) -> list[StoryRead]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read_all, entries)

    def _read_all(self, entries: Sequence[Entry]) -> list[StoryRead]:
        return [self._read_one(entry) for entry in entries]

    def _read_one(self, entry: Entry) -> StoryRead:
        reading = self._read(story_of(entry))
        if entry.content and policy.wants_text(reading):
            whole = self._read(whole_story_of(entry))
            reading = whole if policy.tells_more(whole, reading) else reading
        return StoryRead(entry, reading, tuple(self._named(f"{entry.title}\n{entry.summary}", reading.lang)))

    async def _closer(self, read: StoryRead, now: datetime) -> StoryRead:
        """The story read with its article, where that is worth a request; the first reading where it brings nothing."""
        assert self._articles is not None
        if not policy.wants_article(read.entry, read.reading, now):
            return read
        article = await self._articles.read(read.entry.url)
        tried = read.entry.model_copy(update={"article_tried_at": now})
        if article is None or not article.text:
            return StoryRead(tried, read.reading, read.named)
        [closer] = await self._in_thread([tried.model_copy(update={"content": article.text})])
        return closer if policy.tells_more(closer.reading, read.reading) else StoryRead(tried, read.reading, read.named)
