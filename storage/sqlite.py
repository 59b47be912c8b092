"""SQLite behind asyncio with one visit to the connection's thread for each statement.

The usual cursor goes there four times (open, execute, fetch, close), and each time two threads wait for each other. A
statement of ours is often quicker than that: a question of thirty statements took twice the time that it had to.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self

import aiosqlite

_CHUNK = 64  # rows at a time for those who read a cursor as an iterator, which we do not


class Connection(aiosqlite.Connection):
    """A connection whose cursors are ours."""

    def cursor(self) -> "Cursor":  # type: ignore[override]  # ours is no subclass: it only has to do what SQLAlchemy asks of one
        """A cursor; nothing is opened yet."""
        return Cursor(self)

    async def visit(self, work: Callable[..., Any], *args: Any) -> None:
        """Do something with SQLite's own connection, in its thread."""
        await self._execute(lambda: work(self._conn, *args))  # type: ignore[no-untyped-call]  # aiosqlite gives it none


class Cursor(aiosqlite.Cursor):
    """Holds all rows of its last statement; the cursor of SQLite itself never leaves the connection's thread."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        """Belong to a connection."""
        self._ours = connection
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        """Run a statement and take all of its rows."""
        await self._ours.visit(self._run, sqlite3.Cursor.execute, sql, parameters or ())
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Run a statement once for each set of parameters."""
        await self._ours.visit(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    def _run(self, connection: sqlite3.Connection, run: Callable[..., Any], sql: str, parameters: Any) -> None:
        cursor = connection.cursor()
        try:
            run(cursor, sql, parameters)
            self._rows = cursor.fetchall() if cursor.description else []
            self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()

    async def fetchone(self) -> Any:
        """The next row, or None."""
        return self._rows.pop(0) if self._rows else None

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows."""
        taken, self._rows = self._rows[: size or self.arraysize], self._rows[size or self.arraysize :]
        return taken

    async def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""
        taken, self._rows = self._rows, []
        return taken

    async def close(self) -> None:
        """Forget what was not read."""
        self._rows = []


def connect(database: str, **options: Any) -> Connection:
    """What `aiosqlite.connect` does, with our cursors; its thread does not keep the program from ending."""
    connection = Connection(lambda: sqlite3.connect(database, **options), _CHUNK)
    thread: Any = getattr(connection, "_thread", connection)  # in earlier versions a connection was a thread itself
    thread.daemon = True
    return connection
