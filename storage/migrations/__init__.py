"""The schema's history, applied by Alembic: `upgrade` brings a database to the newest.

Libraries are loaded only where there is something to apply: they cost more than polling a thousand unchanged feeds.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from storage.statements import Statements

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

_LOCK = 7_042_001  # any number that no other program on the same PostgreSQL uses for advisory locks


def newest_revision() -> str:
    """The schema that this program knows: the number of its last migration."""
    return max(path.name.partition("_")[0] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py"))


def stored_revision(db: Statements) -> str | None:
    """The schema that a SQLite database has, or None where it has none yet; a job."""
    if not db.rows("SELECT name FROM sqlite_master WHERE name = ?", ("alembic_version",)):
        return None
    return next((str(number) for (number,) in db.rows("SELECT version_num FROM alembic_version")), None)


def revision_of(connection: "Connection") -> str | None:
    """The schema that a database has, or None where it has none yet."""
    from sqlalchemy import inspect, text  # noqa: PLC0415 - loaded with the first database that is looked at

    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def script_directory(connection: "Connection | None" = None) -> "Config":
    """Alembic's configuration for this folder, bound to a connection where there is one."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: "AsyncEngine") -> None:
    """Apply what is missing; several processes may call it at once: one does the work, the others wait."""
    from sqlalchemy import text  # noqa: PLC0415 - loaded with the first database that is looked at

    async with engine.connect() as connection:
        options = await connection.execution_options(writes=True)
        async with options.begin():
            if engine.dialect.name == "postgresql":
                await options.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await options.run_sync(_upgrade)


def _upgrade(connection: "Connection") -> None:
    if revision_of(connection) == newest_revision():
        return
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(script_directory(connection), "head")
