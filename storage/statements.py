"""Plain statements on either database, for what polling does by the thousand: the same SQL, without an ORM in between.

A job is a function of `Statements`; `storage.database.Database.work` runs it in a transaction of its own, `within` in that of
a session. Statements have ``?`` for their values, which are given in that order.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel.ext.asyncio.session import AsyncSession

Row = Sequence[Any]
T = TypeVar("T")
BUSY_MS = 15_000
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "cache_size=-8000")


class Statements(Protocol):
    """Runs statements within one transaction, and knows how the database keeps times."""

    skip_locked: str
    """What makes a SELECT take only rows that nobody else holds; empty where there is one writer at a time."""

    def rows(self, sql: str, values: Row = ()) -> Sequence[Row]:
        """Run one statement and return what it gives."""
        ...

    def many(self, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
        """Run one statement for each of these rows of values."""
        ...

    def stored(self, at: datetime | None) -> Any:
        """An instant as it is stored; ValueError where it has no zone."""
        ...

    def instant(self, stored: Any) -> datetime | None:
        """A stored instant, aware, in UTC."""
        ...


Job = Callable[[Statements], T]


def places(count: int) -> str:
    """A row of as many places for values: ``(?,?,?)``."""
    return f"({','.join('?' * count)})"


def data(stored: Any) -> Any:
    """A stored JSON value; PostgreSQL's driver has read it already."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone cannot be stored: {at!r}")
    return at.astimezone(UTC)


class SqliteStatements:
    """Statements straight on a SQLite connection; times are stored as `storage.columns.UtcDateTime` stores them."""

    skip_locked = ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Row = ()) -> Sequence[Row]:
        """See `Statements`."""
        return self._connection.execute(sql, values).fetchall()

    def many(self, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
        """See `Statements`."""
        self._connection.executemany(sql, values)

    def stored(self, at: datetime | None) -> str | None:
        """See `Statements`."""
        return _utc(at).isoformat(" ", "microseconds")[:26] if at else None

    def instant(self, stored: Any) -> datetime | None:
        """See `Statements`."""
        return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


class SessionStatements:
    """Statements on the connection of a session, on either database."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"
        self.skip_locked = "" if self._is_sqlite else " FOR UPDATE SKIP LOCKED"

    def rows(self, sql: str, values: Row = ()) -> Sequence[Row]:
        """See `Statements`."""
        result = self._connection.exec_driver_sql(self._spelled(sql), tuple(values))
        return result.fetchall() if result.returns_rows else ()

    def many(self, sql: str, values: Sequence[tuple[Any, ...]]) -> None:
        """See `Statements`."""
        if values:
            self._connection.exec_driver_sql(self._spelled(sql), list(values))

    def stored(self, at: datetime | None) -> Any:
        """See `Statements`."""
        if at is None or not self._is_sqlite:
            return at and _utc(at)
        return _utc(at).isoformat(" ", "microseconds")[:26]

    def instant(self, stored: Any) -> datetime | None:
        """See `Statements`."""
        if not stored:
            return None
        at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)

    def _spelled(self, sql: str) -> str:
        return sql if self._is_sqlite else sql.replace("?", "%s")


async def within(session: "AsyncSession", job: Job[T]) -> T:
    """Run a job in the transaction of a session."""
    connection = await session.connection()
    return await connection.run_sync(lambda plain: job(SessionStatements(plain)))


class SqliteFile:
    """One connection to a SQLite file, for jobs that come one after the other from one thread."""

    def __init__(self, path: Path) -> None:
        """Connect at the first job."""
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def run(self, job: Job[T], *, writes: bool) -> T:
        """Run a job in a transaction: all of it counts, or nothing."""
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        try:
            done = job(SqliteStatements(connection))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return done

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            # used by one thread at a time, which need not be the one that closes it
            self._connection = sqlite3.connect(self._path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
            for pragma in PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
        return self._connection
