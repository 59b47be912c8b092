"""A story as the sentences that are read, each with the part of the entry it comes from."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.classifier.reading import Story
from bot.classifier.text import MAX_CONTENT, MAX_SUMMARY, MAX_TITLE, clean, sentences

TITLE, SUMMARY, CONTENT = 0, 1, 2
_SUMMARY_SENTENCES = 10
_LEAD_SENTENCES = 4
_LEAD_CHARACTERS = 1_200


@dataclass(frozen=True, slots=True)
class Text:
    """Clean text of a story.

    Attributes:
        title, lead: what the gate judges by; the lead is the summary, or the beginning of the article where there is none.
        parts: (part, sentence) in order.
    """

    title: str
    lead: str
    parts: tuple[tuple[int, str], ...]


def unfold(story: Story) -> Text:
    """Clean the fields of a story and split them into sentences."""
    slug, dateline = _wires()
    title = slug.sub("", clean(story.title, MAX_TITLE))
    if story.outlet:
        title = _without_outlet(title, story.outlet)
    summary = dateline.sub("", clean(story.summary, MAX_SUMMARY), count=1)
    content = " ".join(clean(story.content, MAX_CONTENT).split(" ")[:2_000]) if story.content else ""
    title = title or next(iter(sentences(summary or content)), "")
    parts = [(TITLE, s) for s in sentences(title)]
    parts += [(SUMMARY, s) for s in sentences(summary)[:_SUMMARY_SENTENCES] if s != title]
    body = sentences(content)
    if not summary:
        parts += [(SUMMARY, s) for s in body[:_LEAD_SENTENCES]]
        body = body[_LEAD_SENTENCES:]
    seen = {s for _, s in parts}
    parts += [(CONTENT, s) for s in body if s not in seen]
    return Text(title, (summary or content)[:_LEAD_CHARACTERS], tuple(parts))


@cache
def _wires() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What agencies put before a headline ("BRIEF-") and before a text ("CHICAGO (Reuters) - ")."""
    words = tomllib.loads((files("bot.classifier") / "lexicon" / "wires.toml").read_text(encoding="utf-8"))
    slugs, agencies = ("|".join(map(re.escape, words[key])) for key in ("slugs", "agencies"))
    place = r"[A-Z][A-Z'. ]{2,24}(?:, [A-Z][\w.]{1,12})?(?:, [A-Z]\w{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    return (
        re.compile(rf"^(?:(?i:{slugs})(?: \d{{1,2}})?-)+(?=[A-Z])"),
        re.compile(rf"^(?:(?:{place} ?)?\((?:{agencies})\)|(?:{agencies})|{place}) ?(?:--|[-–—]) (?=[A-Z])"),
    )


def _without_outlet(title: str, outlet: str) -> str:
    for mark in (" - ", " | ", " – ", " — "):
        head, found, tail = title.rpartition(mark)
        if found and tail.lower().strip() in outlet.lower():
            return head
    return title
