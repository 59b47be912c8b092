"""The border between workspaces: whatever one does, another sees the same as before, even with the same channels, people and lists."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import (
    alerts,
    attention,
    channels,
    corrections,
    feed_health,
    feeds,
    flows,
    lists,
    mutes,
    people,
    refs,
    search,
    shown,
    suppressions,
    watches,
    workspaces,
)
from storage.criteria import Filters, Query
from storage.database import Database
from storage.models import Correction, Mute, Person, Workspace
from storage.search import Search
from storage.watches import Draft
from tests.storage.builders import DIRECTORY, NOW, a_move, stored

MINE, THEIRS, CHANNEL, USER = "T1", "T2", "C1", "U1"
OPENAI = Query("company", "openai", "OpenAI")
Deed = Callable[[AsyncSession, str], Awaitable[Any]]


async def watch(session: AsyncSession, team: str) -> None:
    draft = Draft(CHANNEL, USER, "openai", OPENAI, Filters())
    made, _ = await watches.create(session, team, draft, DIRECTORY, NOW)
    await watches.record_hits(session, [made.id or 0], NOW)


async def keep_a_list(session: AsyncSession, team: str) -> None:
    await lists.add(session, team, "portfolio", [OPENAI], by=USER, now=NOW)


async def mute(session: AsyncSession, team: str) -> None:
    await mutes.mute(session, Mute(team_id=team, channel_id=CHANNEL, subject="company", key="openai", by=USER, at=NOW))


async def correct(session: AsyncSession, team: str) -> None:
    await corrections.record(session, Correction(team_id=team, move_id=1, verdict="wrong", what="not_a_move", by=USER, at=NOW))


async def alert(session: AsyncSession, team: str) -> None:
    found = await shown.story_of_move(session, team, 1, DIRECTORY)
    mine = await watches.of_team(session, team)
    if found and mine:
        await alerts.enqueue(session, found.move, mine, NOW)


async def break_the_channel(session: AsyncSession, team: str) -> None:
    await channels.break_channel(session, team, CHANNEL, "is_archived", NOW)


async def set_up(session: AsyncSession, team: str) -> None:
    await channels.set_channel(session, team, CHANNEL, lang="fr", broadcast="always")
    await workspaces.change_settings(session, team, {"lang": "fr"})
    await workspaces.record_change(session, team, USER, "settings", "lang", {}, NOW)
    await people.store(session, Person(team_id=team, user_id=USER, name="x", locale="fr-FR", fetched_at=NOW))


async def forget(session: AsyncSession, team: str) -> None:
    await suppressions.forget(session, "Luke Metz", DIRECTORY, team_id=team, by=USER, now=NOW)


async def end_everything(session: AsyncSession, team: str) -> None:
    for one in await watches.of_team(session, team):
        await watches.remove(session, one)
    await lists.drop(session, team, "portfolio", [OPENAI], by=USER, now=NOW)
    await workspaces.erase(session, team)


DEEDS: list[Deed] = [watch, keep_a_list, mute, correct, alert, break_the_channel, set_up, forget, end_everything]


async def do(session: AsyncSession, team: str, deeds: list[Deed]) -> None:
    """Do one thing after the other; a workspace that was erased comes back first."""
    await workspaces.arrived(session, Workspace(team_id=team, installed_at=NOW))
    for deed in deeds:
        await deed(session, team)
        await workspaces.arrived(session, Workspace(team_id=team, installed_at=NOW))


async def view(session: AsyncSession, team: str) -> dict[str, Any]:
    """All that a workspace can see."""
    mine = await watches.of_team(session, team)
    return {
        "watches": mine,
        "of the channel": await watches.of_channel(session, team, CHANNEL),
        "by number": await watches.by_number(session, team, 1),
        "hits": await watches.hits(session, team, mine, NOW),
        "lists": await lists.of_team(session, team),
        "mutes": [one for one in await mutes.mutes_of(session, [(team, CHANNEL)], NOW) if one.team_id == team],
        "channel": await channels.channel_of(session, team, CHANNEL),
        "corrections": await corrections.of_moves(session, team, [1, 2]),
        "precision": await corrections.precision(session, team),
        "attention": await attention.attention(session, team, mine),
        "health": await feed_health.health(session, team),
        "sources": await feeds.sources(session, team),
        "moves": await search.find(session, Search(team, OPENAI, Filters()), DIRECTORY),
        "flow": await flows.flow(session, team, None, Filters(), DIRECTORY),
        "story": await shown.story_of_move(session, team, 1, DIRECTORY),
        "reference": await refs.find(session, team, "1", str),
        "alert": await alerts.of_move(session, team, CHANNEL, 1),
        "log": await workspaces.changes(session, team),
        "workspace": await workspaces.workspace(session, team),
        "member": await people.find(session, team, USER),
        "forgotten": await suppressions.suppressed(session, team),
    }


@settings(max_examples=25, deadline=None)
@given(
    before=st.lists(st.sampled_from(DEEDS[:-1]), max_size=5),
    theirs=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=6),
)
def test_no_deed_of_one_workspace_is_seen_by_another(sqlite_template: Path, before: list[Deed], theirs: list[Deed]) -> None:
    """Mine is the same before and after anything that they do; both have the same channel, person and list."""
    asyncio.run(_unseen(sqlite_template, before, theirs))


async def _unseen(template: Path, before: list[Deed], theirs: list[Deed]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "moves.db"
        path.write_bytes(template.read_bytes())
        db = Database(f"sqlite:///{path}")
        try:
            async with db.transaction() as session:
                await stored(session, a_move())
                for team in (MINE, THEIRS):
                    await do(session, team, [])
                await do(session, MINE, before)
            async with db.reading() as session:
                was = await view(session, MINE)
            async with db.transaction() as session:
                await do(session, THEIRS, theirs)
            async with db.reading() as session:
                assert await view(session, MINE) == was
        finally:
            await db.close()
