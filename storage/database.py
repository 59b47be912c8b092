"""The engine, its transactions and the check of the schema."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.errors import SchemaError
from storage.migrations import newest_revision, revision_of

_BUSY_MS = 15_000


def async_url(url: str) -> str:
    """Give a database URL the asynchronous driver we use: ``sqlite://`` → aiosqlite, ``postgresql://`` → psycopg."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}.get(backend)
    if driver is None:
        raise ValueError(f"{backend} is not supported: use sqlite:///FILE or postgresql+psycopg://…")
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


class Database:
    """An engine with the two ways to use it: `transaction` to write, `reading` to look."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        """Prepare an engine for a URL; nothing is connected yet."""
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _engine(self.url, pool_size)
        # SQLite has one writer: waiting for our turn here is fair and cheap, waiting in SQLite is a sleep
        self._turn: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed at the end, or undone when anything is raised."""
        async with self._turn or nullcontext(), AsyncSession(self.engine, expire_on_commit=False) as session:
            await session.connection(execution_options={"writes": True})
            yield session
            await session.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only looks; it never waits for a writer on SQLite."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    async def check_schema(self) -> None:
        """Raise SchemaError unless the database has exactly the schema this program knows."""
        async with self.engine.connect() as connection:
            current = await connection.run_sync(revision_of)
        check_revision(current)

    async def close(self) -> None:
        """Give all connections back."""
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


def _engine(url: str, pool_size: int) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)
    engine = create_async_engine(url, connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # the driver must not open transactions by itself: _begin_sqlite says which kind is wanted
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        "cache_size=-8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # a writer takes the lock at once: a read that becomes a write would fail where it cannot wait
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
