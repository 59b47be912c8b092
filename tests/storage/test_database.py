"""The database: times, transactions, schema."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import StatementError
from sqlmodel import select

from storage.database import Database, async_url
from storage.errors import SchemaError
from storage.migrations import upgrade
from storage.models import METADATA, Feed, FeedRow

NOON_IN_PARIS = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def feed(url: str = "https://a.example/feed", at: datetime = NOON_IN_PARIS) -> FeedRow:
    return FeedRow(url=url, created_at=at, next_check_at=at)


async def test_instants_come_back_in_utc(db: Database) -> None:
    """An instant with an offset is the same instant after a round trip, in UTC."""
    async with db.transaction() as session:
        session.add(feed())
    async with db.reading() as session:
        stored = Feed.of((await session.exec(select(FeedRow))).one())
    assert stored.created_at == NOON_IN_PARIS
    assert stored.created_at.tzinfo is UTC


async def test_naive_times_are_refused(sqlite_db: Database) -> None:
    """A time without a zone never reaches the database."""
    with pytest.raises(StatementError, match="without a zone"):
        async with sqlite_db.transaction() as session:
            session.add(feed(at=datetime(2026, 7, 1, 12)))  # noqa: DTZ001 - the point of the test


async def test_failed_transaction_leaves_nothing(db: Database) -> None:
    """Whatever is raised inside undoes all of the transaction."""
    with pytest.raises(RuntimeError):
        async with db.transaction() as session:
            session.add(feed())
            await session.flush()
            raise RuntimeError
    async with db.reading() as session:
        assert (await session.exec(select(FeedRow))).all() == []


async def test_migrations_and_models_agree(db: Database) -> None:
    """A database made by all migrations is the one that the models describe."""
    if not db.is_sqlite:
        async with db.engine.begin() as connection:
            await connection.run_sync(METADATA.drop_all)
        await upgrade(db.engine)
    await db.check_schema()

    def difference(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA))

    async with db.engine.connect() as connection:
        assert await connection.run_sync(difference) == []


async def test_empty_database_is_refused(tmp_path) -> None:
    """A database without tables names the command that makes them."""
    database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(SchemaError, match="moves migrate"):
        await database.check_schema()
    await database.close()


async def test_newer_schema_is_refused(sqlite_db: Database) -> None:
    """An older program does not touch the database of a newer one."""
    async with sqlite_db.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="upgrade moves-bot"):
        await sqlite_db.check_schema()


def test_other_databases_are_refused() -> None:
    """Only the two databases that are tested can be set."""
    with pytest.raises(ValueError, match="not supported"):
        async_url("mysql://localhost/x")
