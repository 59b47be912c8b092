"""Alembic's entry point: always on a connection that the caller opened."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from storage.columns import UtcDateTime
from storage.models import METADATA


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as plain ones, so that an old migration never depends on today's code."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
