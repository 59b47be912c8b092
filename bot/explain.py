"""What the classifier makes of a headline, or of the article at an address, as plain data for people who ask."""

from typing import Any

from bot.classifier.reading import Story
from bot.poller import Poller
from bot.reader import StoryReader
from bot.stories import as_data


async def explain(poller: Poller, text: str) -> dict[str, Any]:
    """Read a headline or the article at an address.

    Returns:
        ``is_move``, ``score``, ``reason``, ``lang``, ``moves``, ``trace``; and for an address ``title`` and ``url``.

    Raises:
        ValueError: the article cannot be read; the message says why.
    """
    text = text.strip()
    if not text.startswith(("http://", "https://")):
        return await _told(poller.reader, Story(text), {"title": text})
    article = await poller.articles.read(text)
    if article is None or not article.text:
        raise ValueError("The article cannot be read: it does not answer, its site forbids it, or it was tried within the hour.")
    title, _, rest = article.text.partition("\n")
    return await _told(poller.reader, Story(title, content=rest), {"title": title, "url": article.url})


async def _told(reader: StoryReader, story: Story, about: dict[str, Any]) -> dict[str, Any]:
    reading = await reader.read_story(story)
    verdict = {"is_move": reading.is_move, "score": reading.score, "reason": reading.reason, "lang": reading.lang}
    return about | verdict | as_data(reading)
