"""Names that the catalogue does not know, but moves do: to look up, and to complete what somebody types."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.keys import fold
from storage.models import MoveRow, MoverRow


async def company(session: AsyncSession, key: str) -> str | None:
    """The name under which moves tell of a company with this key."""
    for name, side in ((MoveRow.to_org, MoveRow.to_key), (MoveRow.from_org, MoveRow.from_key)):
        found = (await session.exec(select(name).where(side == key).order_by(col(MoveRow.said_at).desc()).limit(1))).first()
        if found:
            return found
    return None


async def person(session: AsyncSession, key: str) -> str | None:
    """The name under which moves tell of a person with this key."""
    return (await session.exec(select(MoverRow.name).where(MoverRow.key == key).limit(1))).first()


async def starting(session: AsyncSession, prefix: str, limit: int) -> tuple[Sequence[str], Sequence[str]]:
    """Names of companies, and of people by full or family name, whose folded form starts with a prefix."""
    if not fold(prefix):
        return [], []
    companies: dict[str, str] = {}
    for name, side in ((MoveRow.to_org, MoveRow.to_key), (MoveRow.from_org, MoveRow.from_key)):
        near = select(side, name).where(_starts(session, col(side), fold(prefix)), col(name).is_not(None)).limit(limit * 4)
        companies |= {key: shown for key, shown in await session.exec(near.distinct()) if key and shown}
    begins = or_(*(_starts(session, col(part), fold(prefix)) for part in (MoverRow.key, MoverRow.family)))
    near_people = select(MoverRow.key, MoverRow.name).where(begins)
    people = dict((await session.exec(near_people.distinct().limit(limit))).all())
    return list(companies.values())[:limit], list(people.values())[:limit]


def _starts(session: AsyncSession, column: Any, prefix: str) -> ColumnElement[bool]:
    """A prefix in the way each database finds it fast: SQLite's LIKE ignores the index, PostgreSQL's order follows the locale."""
    if session.get_bind().dialect.name == "sqlite":
        return and_(column >= prefix, column < prefix + "\U0010ffff")
    found: ColumnElement[bool] = column.startswith(prefix, autoescape=True)
    return found
