"""Write the next migration from what the models say: `python -m storage.migrations.new "what changes"`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from storage.migrations import script_directory, upgrade


async def write(message: str) -> None:
    """Compare the models with a database made by all migrations so far; write a numbered file beside them."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder) / 'new.db'}")
        await upgrade(engine)
        async with engine.begin() as connection:
            await connection.run_sync(_revise, message)
        await engine.dispose()


def _revise(connection: Connection, message: str) -> None:
    config = script_directory(connection)
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
