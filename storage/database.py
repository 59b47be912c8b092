"""The database: its transactions, its jobs and the check of its schema. The ORM is loaded when the first session is opened."""

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from storage.errors import SchemaError
from storage.migrations import newest_revision, revision_of, stored_revision
from storage.statements import BUSY_MS, PRAGMAS, Job, SqliteFile, within

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine
    from sqlmodel.ext.asyncio.session import AsyncSession

_PLAIN_FILE = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)")
_MEMORY = ":memory:"
T = TypeVar("T")
_IDLE = "30s"  # a process that freezes within a transaction holds its locks no longer than that
_NETWORK = {  # a database that is lost without a word is noticed within half a minute
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}


def async_url(url: str) -> str:
    """Give a database URL the asynchronous driver we use: ``sqlite://`` → aiosqlite, ``postgresql://`` → psycopg."""
    if plain := _PLAIN_FILE.fullmatch(url):
        return f"sqlite+aiosqlite:///{plain[1]}"
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - loads the ORM, which a quiet round of polling does without

    parsed = make_url(url)
    backend = parsed.get_backend_name()
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}.get(backend)
    if driver is None:
        raise ValueError(f"{backend} is not supported: use sqlite:///FILE or postgresql+psycopg://…")
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


class Database:
    """Three ways to use a database: `transaction` to write, `reading` to look, `work` for jobs of plain statements."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        """Prepare; nothing is connected yet."""
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self._pool_size = pool_size
        # SQLite has one writer: waiting for our turn here is fair and cheap, waiting in SQLite is a sleep
        self._turn: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        plain = _PLAIN_FILE.fullmatch(self.url)
        self._file = SqliteFile(Path(plain[1])) if plain and plain[1] != _MEMORY else None
        self._thread = ThreadPoolExecutor(1, "sqlite") if self._file else None

    @cached_property
    def engine(self) -> "AsyncEngine":
        """SQLAlchemy's engine, made when it is first asked for."""
        return _engine(self.url, self._pool_size)

    def _session(self) -> "AbstractAsyncContextManager[AsyncSession]":
        from sqlmodel.ext.asyncio.session import AsyncSession  # noqa: PLC0415 - loads the ORM

        return AsyncSession(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self) -> "AsyncIterator[AsyncSession]":
        """A session whose work is committed at the end, or undone when anything is raised."""
        async with self._turn or nullcontext(), self._session() as session:
            await session.connection(execution_options={"writes": True})
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> "AsyncIterator[AsyncSession]":
        """A session that only looks; it never waits for a writer on SQLite."""
        async with self._session() as session:
            yield session

    async def work(self, job: Job[T], *, writes: bool = False) -> T:
        """Run a job in a transaction of its own: all of it counts, or nothing where anything is raised.

        Args:
            job: see `storage.statements`; on a SQLite file it runs in one go in a thread, without the ORM.
            writes: whether it changes anything.
        """
        if self._file is None:
            async with self.transaction() if writes else self.reading() as session:
                return await within(session, job)
        file = self._file
        async with (self._turn if writes else None) or nullcontext():
            return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: file.run(job, writes=writes))

    async def revision(self) -> str | None:
        """The number of the schema that the database has, or None where it has none yet."""
        if self._file is not None:
            return await self.work(stored_revision)
        async with self.engine.connect() as connection:
            return await connection.run_sync(revision_of)

    async def check_schema(self) -> None:
        """Raise SchemaError unless the database has exactly the schema this program knows."""
        check_revision(await self.revision())

    async def close(self) -> None:
        """Give all connections back."""
        if self._thread and self._file:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._file.close)
            self._thread.shutdown()
        if "engine" in self.__dict__:
            await self.engine.dispose()


def check_revision(current: str | None) -> None:
    """Compare a revision with the one this program knows; raise SchemaError that says what to do."""
    if current == newest_revision():
        return
    if current is None:
        raise SchemaError("the database has no tables yet: run `moves migrate`")
    if current > newest_revision():
        raise SchemaError(f"the database has schema {current}, newer than this program: upgrade moves-bot")
    raise SchemaError(f"the database has the older schema {current}: back it up, then run `moves migrate`")


def _engine(url: str, pool_size: int) -> "AsyncEngine":
    from sqlalchemy import event  # noqa: PLC0415 - a quiet round of polling does without
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - its dialects are loaded with the first database

    if not url.startswith("sqlite"):
        engine = create_async_engine(
            url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, connect_args=dict(_NETWORK)
        )
        event.listen(engine.sync_engine, "connect", _set_up_postgresql)
        return engine
    engine = create_async_engine(url, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine.sync_engine, "do_connect", _connect_sqlite)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET idle_in_transaction_session_timeout = '{_IDLE}'")
    cursor.close()
    connection.commit()  # else the next rollback would undo it


def _connect_sqlite(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
    from storage import sqlite  # noqa: PLC0415 - the driver, too, is loaded when it is needed

    options["async_creator_fn"] = sqlite.connect


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # the driver must not open transactions by itself: _begin_sqlite says which kind is wanted
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: "Connection") -> None:
    # a writer takes the lock at once: a read that becomes a write would fail where it cannot wait
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
