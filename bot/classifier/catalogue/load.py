"""Reads the catalogue's data files into values."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from bot.classifier.catalogue.values import Context, Organisation, Person

ALL_LANGUAGES = frozenset({"en", "fr", "de", "es", "zh", "ja"})
_LEXICON = files("bot.classifier") / "lexicon"
_LISTS = ("aliases", "former", "ticker", "founders", "leaders")


@cache
def surroundings() -> dict[str, dict[str, frozenset[str]]]:
    """Words before and after a name that say it is an organisation: language → side → words."""
    raw = json.loads((_LEXICON / "organisation_context.json").read_text("utf-8"))
    return {lang: {side: frozenset(words) for side, words in sides.items()} for lang, sides in raw.items()}


def read_organisations() -> tuple[Organisation, ...]:
    """Every organisation of the data file, in its order."""
    return tuple(_organisation(row) for row in _rows("organisations.jsonl"))


def read_people() -> tuple[Person, ...]:
    """Every person of the data file, in its order."""
    return tuple(Person(row["key"], row["name"], tuple(row.get("spellings", ()))) for row in _rows("people.jsonl"))


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (_LEXICON / name).read_text("utf-8").split("\n")
    rows: list[dict[str, Any]] = json.loads(f"[{','.join(filter(None, lines))}]")  # one call is twice as fast as one a line
    return rows


def _organisation(row: dict[str, Any]) -> Organisation:
    weak = row.get("weak", ())
    return Organisation(
        key=row["key"],
        name=row["name"],
        names={lang: tuple(names) for lang, names in row.get("names", {}).items()},
        parent=row.get("parent"),
        sectors=tuple(row["sector"]),
        country=row["country"],
        words=tuple(row.get("words", (row["name"],))) if row.get("ambiguous") else (),
        weak=ALL_LANGUAGES if "all" in weak else frozenset(weak),
        strict=row.get("strict", False),
        context={lang: _context(sides) for lang, sides in row.get("context", {}).items()},
        **{name: tuple(row[name]) for name in _LISTS if name in row},
    )


def _context(sides: dict[str, list[str]]) -> Context:
    return Context(**{side: frozenset(words) for side, words in sides.items()})
