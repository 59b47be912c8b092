"""What a channel can choose: quiet hours, time zone, language, digests, threads. Pure."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.errors import UserError
from handlers.grammar import vocabulary
from handlers.texts import LANGS, Texts
from handlers.views.home import quiet_words
from storage.models import Channel
from storage.rhythm import is_quiet

_SWITCHES = {"empty": "empty_digests", "verified": "verified_quiet", "threads": "threads"}


def channel_setting(name: str, value: str, lang: str) -> dict[str, Any]:
    """The fields of a channel that a setting changes; raise UserError where the value cannot be one."""
    is_off = vocabulary.value("switch", value, lang) == "off"
    if name == "quiet":
        if not is_off and not is_quiet(value):
            raise UserError("error-quiet", value=value)
        return {"quiet": "" if is_off else value}
    if name == "tz":
        return {"tz": _zone(value)}
    if name == "lang":
        found = vocabulary.value("lang", value, lang)
        if found not in LANGS:
            raise UserError("error-language", value=value, choices=", ".join(LANGS))
        return {"lang": found}
    if name == "broadcast":
        found = vocabulary.value("broadcast", value, lang)
        if found is None:
            raise UserError("error-broadcast", value=value)
        return {"broadcast": found}
    return {_SWITCHES[name]: _switch(name, value, lang)}


def _zone(value: str) -> str:
    try:
        return str(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UserError("error-tz", value=value) from error


def _switch(name: str, value: str, lang: str) -> bool:
    found = vocabulary.value("switch", value, lang)
    if found is None:
        raise UserError("error-switch", value=value, name=vocabulary.primary(lang, "values", name, "setting"))
    return found == "on"


def channel_lines(channel: Channel, texts: Texts) -> list[str]:
    """All that a channel has chosen, a line each with how to change it."""
    values = {
        "quiet": quiet_words(channel.quiet, texts),
        "tz": channel.tz or texts("setting-tz-none"),
        "lang": texts("language-name", lang=channel.lang) if channel.lang else texts("setting-tz-none"),
        "empty": _shown(on=channel.empty_digests, texts=texts),
        "verified": _shown(on=channel.verified_quiet, texts=texts),
        "threads": _shown(on=channel.threads, texts=texts),
        "broadcast": texts("setting-value", value=channel.broadcast),
    }
    return [texts("setting-here"), *(f"• {texts(f'setting-{name}', value=value)}" for name, value in values.items())]


def _shown(*, on: bool, texts: Texts) -> str:
    return texts("setting-value", value="on" if on else "off")
