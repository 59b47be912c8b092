"""Texts for people, per language, from the Fluent catalogues in `messages/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

DEFAULT_LANG = "en"
_FOLDER = Path(__file__).parent / "messages"
_LIST_LOCALES = {"en": "en_GB"}  # "A, B and C", without the comma of American English
LANGS = tuple(sorted(folder.name for folder in _FOLDER.iterdir() if folder.is_dir()))


@lru_cache
def bundle(lang: str) -> FluentBundle:
    """All messages of one language; each file of its folder is one subject."""
    found = FluentBundle([lang], use_isolating=False)
    for path in sorted((_FOLDER / lang).glob("*.ftl")):
        found.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return found


def load_all() -> None:
    """Read the messages of all languages now (half a second), so that the first person who asks need not wait for it."""
    for lang in LANGS:
        bundle(lang)


def language(locale: str | None) -> str:
    """The interface language for a Slack locale such as ``fr-FR``: ours where we have it, else English."""
    lang = (locale or "").replace("_", "-").split("-")[0].lower()
    return lang if lang in LANGS else DEFAULT_LANG


def _value(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)


@dataclass(frozen=True, slots=True)
class Texts:
    """The words, numbers and dates of one reader: a language and a time zone (an IANA name; UTC where unknown)."""

    lang: str = DEFAULT_LANG
    tz: str = "UTC"

    def __call__(self, key: str, /, **values: Any) -> str:
        """The message of this key with its values filled in; raise KeyError for a key that does not exist.

        Values are put in as they are: whoever builds mrkdwn escapes outside strings first.
        """
        messages = bundle(self.lang)
        message_id, _, attribute = key.partition(".")
        if not messages.has_message(message_id):
            raise KeyError(f"no text {key!r} in language {self.lang!r}")
        message = messages.get_message(message_id)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise KeyError(f"text {key!r} has no value in language {self.lang!r}")
        text, errors = messages.format_pattern(pattern, {name: _value(value) for name, value in values.items()})
        if errors:
            raise KeyError(f"text {key!r} in language {self.lang!r}: {errors[0]}")
        return str(text)

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        try:
            return ZoneInfo(self.tz or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def day(self, when: datetime | date) -> str:
        """A date as the reader writes it: ``24 Oct 2026`` / ``24 oct. 2026``."""
        local = when.astimezone(self.zone).date() if isinstance(when, datetime) else when
        return format_date(local, "d MMM y", locale=self.lang)

    def short_day(self, when: datetime | date) -> str:
        """A date without its year, for tables and axes: ``24 Oct`` / ``24 oct.``."""
        local = when.astimezone(self.zone).date() if isinstance(when, datetime) else when
        return format_date(local, "d MMM", locale=self.lang)

    def month(self, when: date) -> str:
        """A month and its year: ``Oct 2026`` / ``oct. 2026``."""
        return format_date(when, "MMM y", locale=self.lang)

    def number(self, value: float) -> str:
        """A number as the reader writes it: ``1,234.5`` / ``1 234,5``."""
        return format_decimal(value, locale=self.lang)

    def moment(self, when: datetime) -> str:
        """A date and a time of day in the reader's zone."""
        return format_datetime(when.astimezone(self.zone), "d MMM y, HH:mm", locale=self.lang)

    def joined(self, items: Sequence[str]) -> str:
        """A list in words: ``A, B and C`` / ``A, B et C``."""
        return format_list(list(items), locale=_LIST_LOCALES.get(self.lang, self.lang), style="standard") if items else ""
