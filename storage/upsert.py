"""An INSERT that may meet a row already there, on both databases."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlmodel.ext.asyncio.session import AsyncSession


def insert_into(session: AsyncSession, table: Any) -> Any:
    """The dialect's own INSERT, which knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - it loads every driver's module; SQLite needs none

        return postgresql.insert(table)
    return sqlite.insert(table)
