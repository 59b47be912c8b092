"""The one door of the classifier: a story goes in, a reading comes out, always and soon."""

import importlib
import importlib.util
import tomllib
from functools import cache
from importlib.resources import files

from bot.classifier.glance import tells_of_moving
from bot.classifier.language import LANGUAGES, recognise
from bot.classifier.latin import may_move, parse
from bot.classifier.reading import Reading, Step, Story
from bot.classifier.story import unfold
from bot.classifier.verdict import decide, dismissed
from bot.classifier.words import LATIN, load_words


@cache
def _frequent() -> dict[str, frozenset[str]]:
    text = (files("bot.classifier") / "lexicon" / "frequent.toml").read_text(encoding="utf-8")
    return {lang: frozenset(words) for lang, words in tomllib.loads(text).items()}


def read(story: Story) -> Reading:
    """Read a story: does it report a move of particular people, and which.

    Args:
        story: a feed entry as it came, HTML and all; any size, any characters.

    Returns:
        The reading; never raises.
    """
    lang = story.lang[:2].lower() if story.lang else ""
    if lang not in LANGUAGES:
        lang = recognise(f"{story.title[:400]} {(story.summary or story.content)[:400]}", _frequent())
    if not (story.title or story.summary or story.content).strip():
        return Reading(is_move=False, score=0.0, reason="there is nothing to read", lang=lang)
    return _read_latin(story, lang) if lang in LATIN else _read_cjk(story, lang)


def _read_latin(story: Story, lang: str) -> Reading:
    if not tells_of_moving(story, load_words(lang)):
        return dismissed(lang)
    text = unfold(story)
    likely, word_score = may_move(text, lang)
    if not likely:
        return dismissed(lang, word_score)
    return decide(parse(text, lang), word_score)


def _read_cjk(story: Story, lang: str) -> Reading:
    if importlib.util.find_spec("bot.classifier.cjk") is None:
        return Reading(is_move=False, score=0.0, reason=f"no reader for {lang}", lang=lang, trace=(Step("language", lang),))
    reading: Reading = importlib.import_module("bot.classifier.cjk").read_cjk(story, lang)
    return reading
