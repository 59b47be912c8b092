"""Lines in the threads of alerts: taken back where what they say about people may not stand."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage.models import AlertRow, DeliveryRow

_ABOUT_PEOPLE = ("people", "status", "facts")
"""The changes (see `lifecycle.Change`) whose lines name who moves."""


async def take_back(session: AsyncSession, move_id: int, now: datetime, *, team_id: str | None = None) -> int:
    """Have every posted line that names the people of a move replaced by one that names nobody; return how many.

    Lines that wait to be posted say what is known when they are sent. `team_id` limits it to one workspace.
    """
    lines = (
        select(DeliveryRow)
        .join(AlertRow, col(AlertRow.id) == col(DeliveryRow.alert_id))
        .where(col(AlertRow.move_id) == move_id, col(DeliveryRow.op) == "reply", col(DeliveryRow.ts).is_not(None))
    )
    rows = (await session.exec(lines.where(AlertRow.team_id == team_id) if team_id else lines)).all()
    naming = [row for row in rows if row.payload.get("what") in _ABOUT_PEOPLE]
    items = [
        outbox.Item(
            row.team_id,
            row.channel_id,
            "update",
            f"take-back:{row.id}",
            {"key": "thread-taken-back", "edit_ts": row.ts},
            alert_id=row.alert_id,
        )
        for row in naming
    ]
    await outbox.enqueue_all(session, items, now)
    return len(naming)
