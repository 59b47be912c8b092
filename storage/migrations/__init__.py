"""The schema's history, applied by Alembic: `upgrade` brings a database to the newest."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

_LOCK = 7_042_001  # any number that no other program on the same PostgreSQL uses for advisory locks


def script_directory(connection: Connection | None = None) -> Config:
    """Alembic's configuration for this folder, bound to a connection where there is one."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine) -> None:
    """Apply what is missing; several processes may call it at once: one does the work, the others wait."""
    async with engine.connect() as connection:
        options = await connection.execution_options(writes=True)
        async with options.begin():
            if engine.dialect.name == "postgresql":
                await options.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await options.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    command.upgrade(script_directory(connection), "head")
