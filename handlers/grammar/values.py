"""Values of filters and options: a word after a colon → its canonical form, or an error that says what may stand there."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from handlers.errors import UserError
from handlers.grammar import vocabulary
from handlers.grammar.request import FOREVER
from handlers.grammar.tokens import Token

_LENGTH = re.compile(r"(\d{1,4})\s?([^\W\d]+)")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "mo": 24 * 30, "y": 24 * 365}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_OLDEST = timedelta(days=365 * 30)
_HOURLY = re.compile(r"now|hourly|daily@([01]?\d|2[0-3])|weekly@(?:mon|tue|wed|thu|fri|sat|sun)-([01]?\d|2[0-3])")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)>")
_WHOM = re.compile(r"<@[A-Z0-9]+>|<!subteam\^[A-Z0-9]+>")
_HIGHEST = {"n": 50, "page": 1000}


def length(text: str, lang: str) -> timedelta | None:
    """``30d``, ``2 sem``, ``1y`` as a length of time, or None where it is none."""
    match = _LENGTH.fullmatch(text.strip())
    unit = vocabulary.table(lang, "units").get(vocabulary.folded(match[2])) if match else None
    return timedelta(hours=int(match[1]) * _HOURS[unit]) if match and unit else None


def lasting(text: str, lang: str) -> timedelta | None:
    """A length of time or the word for ever; None where it is neither."""
    return FOREVER if vocabulary.value("forever", text, lang) else length(text, lang)


def period(token: Token, lang: str, now: datetime) -> tuple[datetime, datetime | None]:
    """The start, and the end where one is given, of ``since:``; `now` is in the reader's time zone, the answer in UTC.

    Raises:
        UserError: it is no period, begins in the future or ends before it begins.
    """
    begin, dots, end = token.text.partition("..")
    back = length(begin, lang)
    if back is not None and not dots:
        return (now - min(back, _OLDEST)).astimezone(UTC), None
    first = _day(begin, token, now)
    last = _day_after(end, token, now) if end else None
    if first > now or (last and last <= first):
        raise UserError("error-period-order", value=str(token))
    return first, last


def until(token: Token, lang: str, now: datetime) -> datetime:
    """The end of ``until:``, that day included, in UTC."""
    back = length(token.text, lang)
    return (now - min(back, _OLDEST)).astimezone(UTC) if back is not None else _day_after(token.text, token, now)


def _day(text: str, token: Token, now: datetime, *, last: bool = False) -> datetime:
    match = _DATE.fullmatch(text.strip())
    try:
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, None, None)
        begin = date(year or 0, month or 1, day or 1)
        if last and not day:
            begin = date(begin.year + 1, 1, 1) if not month else (begin + timedelta(days=31)).replace(day=1)
            begin -= timedelta(days=1)
    except ValueError as error:
        raise UserError("error-period", value=str(token)) from error
    return datetime.combine(begin, time(), now.tzinfo).astimezone(UTC)


def _day_after(text: str, token: Token, now: datetime) -> datetime:
    return _day(text, token, now, last=True) + timedelta(days=1)


def choices(key: str, token: Token, lang: str) -> tuple[str, ...]:
    """The canonical values of a filter; each must be known where the filter has a closed set."""
    if not token.values:
        raise UserError("error-empty-value", token=str(token))
    if key in {"role", "source"}:
        return tuple(dict.fromkeys(value.removeprefix("https://").removeprefix("www.").rstrip("/") for value in token.values))
    return tuple(dict.fromkeys(_one(key, value, lang) for value in token.values))


def _one(key: str, word: str, lang: str) -> str:
    found = vocabulary.value(key, word, lang)
    if found:
        return found
    known = vocabulary.table(lang, "values", key)
    shown = ", ".join(vocabulary.primary(lang, "values", canonical, key) for canonical in dict.fromkeys(known.values()))
    raise UserError("error-value", key=key, value=word, choices=shown, nearest=vocabulary.nearest(word, known) or "none")


def confidence(token: Token, lang: str) -> float:
    """``0.8``, ``0,8``, ``80%`` or ``high`` as a number from 0 to 1."""
    if known := vocabulary.value("conf", token.text, lang):
        return float(known)
    text = token.text.replace(",", ".")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise UserError("error-conf", value=token.text)
    return number


def option(key: str, token: Token, lang: str) -> str:
    """The canonical value of an option.

    Raises:
        UserError: what stands there cannot be its value.
    """
    if not token.text:
        raise UserError("error-empty-value", token=str(token))
    special: dict[str, Callable[[], str]] = {
        "to": lambda: _place(token, lang),
        "every": lambda: _rhythm(token),
        "n": lambda: _number(key, token),
        "page": lambda: _number(key, token),
    }
    return special.get(key, lambda: _one(key, token.text, lang))()


def _place(token: Token, lang: str) -> str:
    if vocabulary.value("me", token.text, lang):
        return "me"
    if match := _CHANNEL.fullmatch(token.text):
        return match[1]
    raise UserError("error-channel", value=token.text)


def _rhythm(token: Token) -> str:
    text = token.text.lower()
    if not _HOURLY.fullmatch(text):
        raise UserError("error-every", value=token.text)
    return text


def _number(key: str, token: Token) -> str:
    if not token.text.isascii() or not token.text.isdigit() or not 1 <= int(token.text[:9]) <= _HIGHEST[key]:
        raise UserError("error-number-range", key=key, value=token.text, highest=_HIGHEST[key])
    return str(int(token.text))


def whom(token: Token) -> tuple[str, ...]:
    """The mentions after ``ping:``; names that Slack did not turn into mentions are refused."""
    for value in token.values:
        if not _WHOM.fullmatch(value):
            raise UserError("error-ping", value=value)
    if not token.values:
        raise UserError("error-empty-value", token=str(token))
    return tuple(dict.fromkeys(token.values))
