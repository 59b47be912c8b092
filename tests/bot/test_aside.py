"""Questions are answered on a loop of their own: what computes long there holds up nobody here."""

import asyncio
import threading
import time

import pytest

from bot.aside import aside
from handlers.errors import UserError
from storage import workspaces
from storage.database import Database


async def test_a_question_that_computes_holds_up_neither_the_loop_nor_light_ones(db: Database) -> None:
    """While a heavy one computes, the loop has its turns; a second heavy one waits for the first, a light one does not."""
    order: list[str] = []

    async def heavy(there: Database) -> str:
        await asyncio.sleep(0.1)
        async with there.reading() as session:
            await workspaces.workspace(session, "T1")
        time.sleep(0.1)  # noqa: ASYNC251 - this is the point
        order.append("heavy")
        return threading.current_thread().name

    async def light(_: Database) -> str:
        order.append("light")
        return "light"

    async with aside(db.url) as ask:
        both = [asyncio.ensure_future(ask(heavy, heavy=True)) for _ in range(2)]
        both.append(asyncio.ensure_future(ask(light)))
        turns = 0
        while not all(task.done() for task in both):
            await asyncio.sleep(0.005)
            turns += 1
        assert [task.result() for task in both] == ["questions", "questions", "light"]
    assert order == ["light", "heavy", "heavy"]
    assert turns > 20


async def test_errors_are_raised_where_the_answer_is_awaited_and_the_end_gives_up_what_runs(sqlite_db: Database) -> None:
    async def mistaken(_: Database) -> None:
        raise UserError("error-direction")

    async def endless(_: Database) -> None:
        await asyncio.sleep(3600)

    async with aside(sqlite_db.url) as ask:
        with pytest.raises(UserError):
            await ask(mistaken)
        waiting = asyncio.ensure_future(ask(endless))
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await waiting
