"""Texts: every language has every message, with the same values."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

import handlers.texts
from handlers.texts import LANGS, Texts, language

MESSAGES = Path(handlers.texts.__file__).parent / "messages"


def keys(lang: str) -> dict[str, set[str]]:
    """Each message (and attribute) of a language with the variables it uses."""
    found: dict[str, set[str]] = {}
    for path in (MESSAGES / lang).glob("*.ftl"):
        resource = FluentParser(with_spans=True).parse(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                source = path.read_text(encoding="utf-8")[entry.span.start : entry.span.end]
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = set(re.findall(r"\$(\w+)", source))
                found |= {f"{entry.id.name}.{a.id.name}": set() for a in entry.attributes}
    return found


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "en"])
def test_no_message_lacks_a_language(lang: str) -> None:
    """Every language has exactly the messages of English, with the same variables."""
    assert keys(lang) == keys("en")


def test_counts_are_inflected() -> None:
    """French says one for zero too."""
    assert [Texts("fr")("people", n=n) for n in (0, 1, 2)] == ["0 personne", "1 personne", "2 personnes"]
    assert [Texts("en")("people", n=n) for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]


def test_unknown_key_is_an_error() -> None:
    """A misspelt key fails in the tests, not in front of people."""
    with pytest.raises(KeyError, match="no text"):
        Texts("en")("no-such-text")


def test_dates_are_in_the_readers_zone() -> None:
    """An instant near midnight falls on the reader's own day."""
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert Texts("fr", "Europe/Paris").day(late) == "2 mars 2026"
    assert Texts("en", "nowhere/else").day(late) == "1 Mar 2026"


@pytest.mark.parametrize(("locale", "lang"), [("fr-FR", "fr"), ("fr_CA", "fr"), ("en-GB", "en"), ("pt-BR", "en"), (None, "en")])
def test_locale_to_language(locale: str | None, lang: str) -> None:
    """A locale we have no texts for reads English."""
    assert language(locale) == lang
