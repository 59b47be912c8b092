"""Settings: one frozen value, read once from the environment and `.env`, all problems told at once.

Without a library for it: settings are read by every `moves poll`, and most of what that does costs less than loading one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from storage.database import async_url

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """The settings cannot be used; each line of the message says what to set."""


class Secret:
    """A text that is never printed."""

    def __init__(self, value: str) -> None:
        self._value = value

    def get_secret_value(self) -> str:
        """The text itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('**********')"


Reader = Callable[[Any], Any]
"""What is set becomes a value; ValueError with what to set where it cannot."""


def _number(kind: type[int] | type[float], least: float, most: float | None = None, *, above: bool = False) -> Reader:
    def read(value: Any) -> Any:
        try:
            number = kind(value)
        except ValueError:
            raise ValueError(f"must be a {'whole number' if kind is int else 'number'}") from None
        if number < least or (above and number == least) or (most is not None and number > most):
            upto = f" and at most {most:g}" if most is not None else ""
            raise ValueError(f"must be {'more than' if above else 'at least'} {least:g}{upto}")
        return number

    return read


def _secret(prefix: str = "", what: str = "") -> Reader:
    def read(value: str) -> Secret:
        if not value.startswith(prefix):
            raise ValueError(f"must begin with {prefix}: use {what}")
        return Secret(value)

    return read


def _one_of(*choices: str) -> Reader:
    def read(value: str) -> str:
        if value.lower() not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value.lower()

    return read


def _yes_or_no(value: Any) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if str(value).lower() not in words:
        raise ValueError("must be true or false")
    return words[str(value).lower()]


def _api_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with https://")
    return value.rstrip("/") + "/"


def _database_url(value: str) -> str:
    try:
        return async_url(value)
    except Exception as error:
        raise ValueError("use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME") from error


def _networks(value: Any) -> tuple[Network, ...]:
    if not isinstance(value, str):
        return tuple(value)
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"{error}: use networks such as 10.1.0.0/16, separated by commas") from error


def _setting(name: str, default: Any, read: Reader = str) -> Any:
    """A field that is read from this variable of the environment; a default that is a text is read like one."""
    return field(default=default, metadata={"name": name, "read": read})


_BOT = "the bot token of the app's page 'OAuth & Permissions'"
_APP = "an app-level token with the scope connections:write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be configured; the README lists each setting."""

    slack_bot_token: Secret | None = _setting("SLACK_BOT_TOKEN", None, _secret("xoxb-", _BOT))
    slack_app_token: Secret | None = _setting("SLACK_APP_TOKEN", None, _secret("xapp-", _APP))
    slack_signing_secret: Secret | None = _setting("SLACK_SIGNING_SECRET", None, _secret())
    slack_client_id: str | None = _setting("SLACK_CLIENT_ID", None)
    slack_client_secret: Secret | None = _setting("SLACK_CLIENT_SECRET", None, _secret())
    slack_api_url: str = _setting("SLACK_API_URL", "https://slack.com/api/", _api_url)
    http_host: str = _setting("MOVES_HTTP_HOST", "0.0.0.0")  # noqa: S104 - Slack calls from outside
    http_port: int | None = _setting("MOVES_HTTP_PORT", None, _number(int, 1, 65535))
    public_url: str = _setting("MOVES_PUBLIC_URL", "")
    metrics_port: int | None = _setting("MOVES_METRICS_PORT", None, _number(int, 1, 65535))
    database_url: str = _setting("MOVES_DATABASE_URL", "sqlite:///moves.db", _database_url)
    poll_seconds: float = _setting("MOVES_POLL_SECONDS", 30.0, _number(float, 0, above=True))
    feed_min_interval: int = _setting("MOVES_FEED_MIN_INTERVAL", 300, _number(int, 0))
    feed_max_interval: int = _setting("MOVES_FEED_MAX_INTERVAL", 6 * 3600, _number(int, 1))
    fetch_articles: bool = _setting("MOVES_FETCH_ARTICLES", default=True, read=_yes_or_no)
    news_search_template: str = _setting("MOVES_NEWS_SEARCH_TEMPLATE", "")
    keep_entries_days: int = _setting("MOVES_KEEP_ENTRIES_DAYS", 183, _number(int, 1))
    keep_moves_days: int = _setting("MOVES_KEEP_MOVES_DAYS", 730, _number(int, 1))
    allow_private_feeds: tuple[Network, ...] = _setting("MOVES_ALLOW_PRIVATE_FEEDS", (), _networks)
    user_agent: str = _setting("MOVES_USER_AGENT", "moves-bot/0.1")
    log_level: str = _setting("MOVES_LOG_LEVEL", "info", _one_of("debug", "info", "warning", "error"))
    log_format: str = _setting("MOVES_LOG_FORMAT", "text", _one_of("text", "json"))

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over a socket that we open."""
        return self.slack_app_token is not None

    @property
    def oauth(self) -> bool:
        """Whether workspaces install the app by themselves; a client id beside a bot token and no port is just left over."""
        return self.slack_client_id is not None and (self.slack_bot_token is None or self.http_port is not None)

    def slack_problems(self) -> list[str]:
        """What is missing before the app can talk to Slack, one line each; empty when nothing is."""
        problems = []
        if self.oauth and not (self.slack_client_secret and self.slack_signing_secret and self.http_port):
            problems.append("SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET and MOVES_HTTP_PORT too: set them")
        if not self.oauth and self.slack_bot_token is None:
            problems.append(
                "SLACK_BOT_TOKEN is missing: set it to the bot token (xoxb-…) of the app's page 'OAuth & Permissions'"
            )
        if not self.oauth and not self.socket_mode and not (self.slack_signing_secret and self.http_port):
            problems.append(
                "no way for Slack to reach the app: set SLACK_APP_TOKEN (Socket Mode), "
                "or SLACK_SIGNING_SECRET and MOVES_HTTP_PORT (HTTP mode)"
            )
        return problems


def names() -> list[str]:
    """The variables of the environment that are read."""
    return [each.metadata["name"] for each in fields(Settings)]


def load_settings(env_file: str | None = ".env", **overrides: Any) -> Settings:
    """Read `.env` and the environment, which counts for more; what is set to nothing counts as not set.

    Args:
        env_file: the file beside the program, or None.
        overrides: values by the names of their variables, which count for most.

    Raises:
        SettingsError: one line for each problem, and never a secret in it.
    """
    said = {**_of_file(env_file), **{name.upper(): value for name, value in os.environ.items()}, **overrides}
    values: dict[str, Any] = {}
    problems = []
    for each in fields(Settings):
        name, read = each.metadata["name"], each.metadata["read"]
        value = said.get(name)
        if value in (None, ""):
            value = each.default
        try:
            values[each.name] = value if value is None or value is MISSING else read(value)
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if not problems and values["feed_max_interval"] < values["feed_min_interval"]:
        problems.append("MOVES_FEED_MAX_INTERVAL must not be less than MOVES_FEED_MIN_INTERVAL")
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(**values)


def _of_file(name: str | None) -> Mapping[str, Any]:
    if name is None or not Path(name).is_file():
        return {}
    from dotenv import dotenv_values  # noqa: PLC0415 - most containers have no such file

    return dotenv_values(name, encoding="utf-8")
