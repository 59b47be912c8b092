"""Members of workspaces, as Slack told of them."""

from collections.abc import Collection
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models import Person, PersonRow
from storage.upsert import insert_into


async def find(session: AsyncSession, team_id: str, user_id: str) -> Person | None:
    """The member as stored, or None."""
    row = await session.get(PersonRow, (team_id, user_id))
    return Person.of(row) if row else None


async def store(session: AsyncSession, person: Person) -> Person:
    """Store what Slack told of a member; what they chose for themselves stays."""
    told = person.model_dump(include={"name", "locale", "tz", "is_admin", "fetched_at"})
    insert = insert_into(session, PersonRow).values(**person.model_dump())
    await session.exec(insert.on_conflict_do_update(index_elements=["team_id", "user_id"], set_=told))
    kept = await find(session, person.team_id, person.user_id)
    return kept or person


async def names(session: AsyncSession, team_id: str, user_ids: Collection[str]) -> dict[str, str]:
    """The names to show of members, by id, for those whose name is known."""
    wanted = [col(PersonRow.team_id) == team_id, col(PersonRow.user_id).in_(list(user_ids)), col(PersonRow.name) != ""]
    return dict((await session.exec(select(PersonRow.user_id, PersonRow.name).where(*wanted))).all())


async def prefer(session: AsyncSession, team_id: str, user_id: str, **choices: Any) -> None:
    """Keep what a member chose for themselves; a choice of None is taken back."""
    row = await session.get(PersonRow, (team_id, user_id), with_for_update=True)
    known = row.prefs if row else {}
    kept = {name: value for name, value in {**known, **choices}.items() if value is not None}
    if row is None:
        session.add(PersonRow(team_id=team_id, user_id=user_id, prefs=kept))
    else:
        row.sqlmodel_update({"prefs": kept})
        session.add(row)
    await session.flush()
