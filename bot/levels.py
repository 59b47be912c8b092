"""The level of a post: founder, C-suite, vice president, director, or an individual contributor."""

import tomllib
from functools import cache
from importlib.resources import files

from storage.keys import fold
from storage.names import in_words

LOWEST = "ic"


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("bot").joinpath("levels.toml").read_text("utf-8"))
    return {level: tuple(map(fold, words)) for level, words in data.items()}


def level_of(*posts: str | None) -> str:
    """The highest level that any of these posts (a role, or the words for people who are not named) tells of."""
    told = " / ".join(fold(post) for post in posts if post)
    is_deputy = any(in_words(word, told) for word in _words()["vp"])
    for level, words in _words().items():
        if level == "c" and is_deputy:
            continue  # a vice president is no president
        if any(in_words(word, told) for word in words):
            return level
    return LOWEST
