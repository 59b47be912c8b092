"""`/moves why` and `/moves test`: what was, or would be, made of a story."""

from datetime import datetime
from typing import Any

from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.services import Services
from handlers.views.tested import Tested, tested_message
from handlers.views.why import why_message
from storage.models import Move, Watch
from storage.refs import Found, find
from storage.wanting import wanting
from storage.why import Place, Why, why


async def show(request: Request, context: Context) -> Message:
    """Answer ``why LINK|ID``: the stages of what it points at.

    Raises:
        UserError: it points at nothing that is known here, or at several moves.
    """
    text = request.args["link"]
    async with context.services.db.reading() as session:
        found = await find(session, context.team_id, text, context.services.story_key)
    if found is None:
        raise UserError("why-unknown", text=text)
    if found.several:
        raise UserError("why-several", n=found.several)
    return why_message(await stages(context, found), context.texts)


async def stages(context: Context, found: Found) -> Why:
    """Everything there is to say about what was pointed at."""
    services = context.services
    place = Place(context.team_id, context.channel_id)
    async with services.db.reading() as session:
        return await why(session, place, found, services.directory, services.clock())


async def test(request: Request, context: Context) -> Message:
    """Answer ``test TEXT|URL``: what would be read in it, and which watches would alert.

    Raises:
        UserError: the address cannot be read.
    """
    text, services = request.args["headline"].strip(), context.services
    try:
        read = await services.explain(text)
    except (ValueError, OSError, TimeoutError) as error:
        raise UserError("test-unreadable", text=text, reason=str(error)) from error
    now = services.clock()
    moves = tuple(_move(found, read, services, now) for found in read.get("moves", ()))
    fires: dict[int | None, Watch] = {}
    async with services.db.reading() as session:
        for move in moves:
            found = await wanting(session, move, None, services.directory, now)
            fires |= {watch.id: watch for watch in found if watch.team_id == context.team_id}
    return tested_message(Tested(read, moves, tuple(fires.values())), context.texts)


def _move(found: dict[str, Any], read: dict[str, Any], services: Services, now: datetime) -> Move:
    """A move as the reader gives it, as if it were stored now."""
    orgs = {side: found.get(f"{side}_org") for side in ("from", "to")}
    keys = {side: services.directory.company_key(org) if org else None for side, org in orgs.items()}
    return Move(
        people=tuple(found.get("persons", ())),
        group_words=found.get("group"),
        from_org=orgs["from"],
        to_org=orgs["to"],
        from_key=found.get("from_key") or keys["from"],
        to_key=found.get("to_key") or keys["to"],
        role=found.get("role"),
        kind=found["kind"],
        status=found["status"],
        evidence=found.get("evidence", ""),
        lang=read.get("lang", ""),
        confidence=read.get("score", 0.0),
        said_at=now,
        seen_at=now,
        changed_at=now,
    )
