"""The log: one wide event a line, as text for people or JSON for machines; secrets never get in.

What runs each minute and mostly has nothing to say (`moves poll`) sets it up late: structlog is loaded with the first line.
"""

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any, TextIO

_SECRET = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?-|xapp-)[\w-]+|(?<=://)[^\s/@:]+:[^\s/@]+(?=@)")


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out Slack tokens and passwords in addresses, wherever in an event they stand."""
    return {name: _clean(value) for name, value in event.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _SECRET.sub("(secret)", value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value if isinstance(value, int | float | bool | None) else _SECRET.sub("(secret)", str(value))


class Log:
    """The events of one module; made at its top, and free as long as nothing is written."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._levels = logging.getLogger(name)

    def info(self, event: str, **values: Any) -> None:
        """Something that happened as it should."""
        self._write(logging.INFO, event, values)

    def warning(self, event: str, **values: Any) -> None:
        """Something that the operator may want to mend."""
        self._write(logging.WARNING, event, values)

    def exception(self, event: str, **values: Any) -> None:
        """An error that nobody foresaw, with its traceback."""
        self._write(logging.ERROR, event, {"exc_info": True, **values})

    def _write(self, level: int, event: str, values: dict[str, Any]) -> None:
        if self._levels.isEnabledFor(level):
            import structlog  # noqa: PLC0415 - a quiet pass that logs nothing need not load it

            complete()
            structlog.get_logger(self._name).log(level, event, **values)


_late: list[Callable[[], object]] = []  # what is still to be done before the first line


class _LateFormatter(logging.Formatter):
    """A formatter that is made with the first line."""

    def __init__(self, make: Callable[[], logging.Formatter]) -> None:
        super().__init__()
        self._make = cache(make)

    def format(self, record: logging.LogRecord) -> str:
        complete()
        return self._make().format(record)


def set_up(level: str, form: str, stream: TextIO | None = None, *, late: bool = False) -> None:
    """Send everything that is logged, by us and by libraries, to `stream` (standard error).

    Args:
        level: ``debug``, ``info``, ``warning`` or ``error``; libraries are one step quieter.
        form: ``text`` or ``json``.
        stream: where to; a test gives its own.
        late: whether structlog is set up with the first line only; whoever uses it without `Log` calls `complete` first.
    """
    _late[:] = [lambda: _configure(level)]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_LateFormatter(lambda: _formatter(form)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in ("aiohttp.access", "aiosqlite", "asyncio", "httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns of every tick that is still running
    for name in ("slack_bolt", "slack_sdk"):
        logging.getLogger(name).setLevel(logging.DEBUG if level == "debug" else logging.WARNING)
    if not late:
        complete()


def complete() -> None:
    """Do now what was put off."""
    while _late:
        _late.pop()()


def _shared() -> list[Any]:
    import structlog  # noqa: PLC0415 - a quiet pass that logs nothing need not load it

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _configure(level: str) -> None:
    import structlog  # noqa: PLC0415 - a quiet pass that logs nothing need not load it

    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _formatter(form: str) -> logging.Formatter:
    import structlog  # noqa: PLC0415 - a quiet pass that logs nothing need not load it

    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "text":
        last = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=20)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(), structlog.stdlib.add_logger_name],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_secrets, last],
    )
