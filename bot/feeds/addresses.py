"""The one spelling of an article's address, by rules kept as data in ``data/url_rules.toml``."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_UNWRAPPINGS = 3
_AMP_SEGMENT = "amp"
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")


@dataclass(frozen=True, slots=True)
class Rules:
    """``data/url_rules.toml`` as a value."""

    prefixes: tuple[str, ...]
    names: frozenset[str]
    values: dict[str, frozenset[str]]
    labels: frozenset[str]
    aggregators: frozenset[str]
    wrappers: tuple[dict[str, Any], ...]
    embedded: tuple[dict[str, str], ...]


@cache
def rules() -> Rules:
    """The rules, read once."""
    data = tomllib.loads(files("bot.feeds.data").joinpath("url_rules.toml").read_text("utf-8"))
    tracking, hosts = data["tracking"], data["hosts"]
    return Rules(
        prefixes=tuple(tracking["prefixes"]),
        names=frozenset(tracking["names"]),
        values={name: frozenset(values) for name, values in tracking["values"].items()},
        labels=frozenset(hosts["labels"]),
        aggregators=frozenset(hosts["aggregators"]),
        wrappers=tuple(data["wrapper"]),
        embedded=tuple(data["embedded"]),
    )


def canonical_url(url: str) -> str:
    """The address without what differs between copies of one article: tracking, AMP, mobile hosts, wrappers, scheme.

    It is an identity, not an address to open. Text that is no web address comes back as it is, stripped.
    """
    parts = _split(url)
    for _ in range(_UNWRAPPINGS):
        inner = _unwrapped(parts) if parts else None
        if inner is None:
            break
        parts = _split(inner) or parts
    return _spelled(parts) if parts else url.strip()


def site(url: str) -> str:
    """The host of an address without ``www.`` and the like; empty where there is none."""
    try:
        return _site(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_aggregator(url: str) -> bool:
    """Whether the address is a redirect that says nothing of the article behind it."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host.lower() in rules().aggregators


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(_normalizer()(url.strip(), strict=False))
        usable = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "") and (parts.port or True)
    except (ValueError, AttributeError, TypeError):  # courlan lets errors of odd addresses through
        return None
    return parts if usable else None


def _unwrapped(parts: SplitResult) -> str | None:
    host = _site(parts.hostname or "")
    for rule in rules().embedded:
        if host == _site(rule["host"]) or host.endswith("." + rule["host"]):
            _, found, rest = parts.path.partition(rule["prefix"])
            if found and rest:
                return f"https://{rest}" + (f"?{parts.query}" if parts.query else "")
    for rule in rules().wrappers:
        if host == _site(rule["host"]) and parts.path.startswith(rule["path"]):
            query = dict(parse_qsl(parts.query))
            return next((query[name] for name in rule["params"] if query.get(name, "").startswith("http")), None)
    return None


def _spelled(parts: SplitResult) -> str:
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(*pair))
    return f"https://{_site(parts.hostname or '')}{port}{_path(parts.path)}" + (f"?{urlencode(query)}" if query else "")


@cache
def _normalizer() -> Callable[..., str]:
    from courlan import normalize_url  # noqa: PLC0415 - it costs more to load than polling a hundred unchanged feeds

    return normalize_url


@lru_cache(maxsize=8192)
def _site(host: str) -> str:
    labels = host.lower().rstrip(".").split(".")
    kept = [label for label in labels[:-2] if label not in rules().labels] + labels[-2:]
    return ".".join(kept)


def _path(path: str) -> str:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > 1:
        segments = [segment for at, segment in enumerate(segments) if not _is_amp(segment, at, len(segments))]
    if segments:
        segments[-1] = segments[-1].replace(".amp.html", ".html").removesuffix(".amp")
    return "".join(f"/{segment}" for segment in segments)


def _is_amp(segment: str, at: int, count: int) -> bool:
    return segment.lower() == _AMP_SEGMENT and at in (0, count - 1)


def _tracks(name: str, value: str) -> bool:
    known, name = rules(), name.lower()
    return name in known.names or name.startswith(known.prefixes) or value.lower() in known.values.get(name, frozenset())
