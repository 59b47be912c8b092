"""Settings: one frozen value, read once from the environment and `.env`, all problems told at once."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.database import async_url

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """The settings cannot be used; each line of the message says what to set."""


class Settings(BaseSettings):
    """All that can be configured; the README lists each setting."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True, populate_by_name=True
    )

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")
    http_host: str = Field("0.0.0.0", alias="MOVES_HTTP_HOST")  # noqa: S104 - Slack calls from outside
    http_port: int | None = Field(None, alias="MOVES_HTTP_PORT", ge=1, le=65535)
    public_url: str = Field("", alias="MOVES_PUBLIC_URL")
    metrics_port: int | None = Field(None, alias="MOVES_METRICS_PORT", ge=1, le=65535)
    database_url: str = Field("sqlite:///moves.db", alias="MOVES_DATABASE_URL")
    poll_seconds: float = Field(30, alias="MOVES_POLL_SECONDS", gt=0)
    feed_min_interval: int = Field(300, alias="MOVES_FEED_MIN_INTERVAL", ge=0)
    feed_max_interval: int = Field(6 * 3600, alias="MOVES_FEED_MAX_INTERVAL", ge=1)
    fetch_articles: bool = Field(default=True, alias="MOVES_FETCH_ARTICLES")
    news_search_template: str = Field("", alias="MOVES_NEWS_SEARCH_TEMPLATE")
    keep_entries_days: int = Field(183, alias="MOVES_KEEP_ENTRIES_DAYS", ge=1)
    keep_moves_days: int = Field(730, alias="MOVES_KEEP_MOVES_DAYS", ge=1)
    allow_private_feeds: Annotated[tuple[Network, ...], NoDecode] = Field((), alias="MOVES_ALLOW_PRIVATE_FEEDS")
    user_agent: str = Field("moves-bot/0.1", alias="MOVES_USER_AGENT")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="MOVES_LOG_LEVEL")
    log_format: Literal["text", "json"] = Field("text", alias="MOVES_LOG_FORMAT")

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xoxb-", "the bot token of the app's page 'OAuth & Permissions'")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xapp-", "an app-level token with the scope connections:write")

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return value.rstrip("/") + "/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        try:
            return async_url(value)
        except Exception as error:
            raise ValueError("use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME") from error

    @field_validator("allow_private_feeds", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        except ValueError as error:
            raise ValueError(f"{error}: use networks such as 10.1.0.0/16, separated by commas") from error

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _intervals(self) -> "Settings":
        if self.feed_max_interval < self.feed_min_interval:
            raise ValueError("MOVES_FEED_MAX_INTERVAL must not be less than MOVES_FEED_MIN_INTERVAL")
        return self

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


def _prefixed(value: SecretStr | None, prefix: str, what: str) -> SecretStr | None:
    if value is not None and not value.get_secret_value().startswith(prefix):
        raise ValueError(f"must begin with {prefix}: use {what}")
    return value


def load_settings(**overrides: Any) -> Settings:
    """Read the environment and `.env`; raise SettingsError with one line for each problem, and never a secret in it."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("\n".join(_line(e["loc"], e["msg"]) for e in error.errors(include_input=False))) from None


def _line(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    return f"{location[0]}: {message}" if location else message
