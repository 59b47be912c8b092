"""The feeds that people add."""

from handlers import mrkdwn
from handlers.commands.listing import feeds
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from storage.workspaces import record_change


async def source(request: Request, context: Context) -> Message:
    """Answer ``source``: ``add`` finds the feed of an address and adds it, ``list`` shows all of them.

    Raises:
        UserError: no address is given, or no feed is found there.
    """
    if request.args.get("action", "list") == "list":
        return await feeds(request, context)
    address = request.args.get("address", "").strip("<> ")
    if not address:
        raise UserError("source-no-address")
    return await _add(address, context)


async def _add(address: str, context: Context) -> Message:
    services = context.services
    try:
        found = (await services.sources.discover(address))[0]
    except ValueError as error:
        raise UserError("source-not-found", address=address, reason=str(error)) from error
    number = await services.sources.add(found.url, context.team_id, context.user_id)
    async with services.db.transaction() as session:
        done = {"url": found.url}
        await record_change(session, context.team_id, context.user_id, "source", str(number), done, services.clock())
    link = mrkdwn.link(found.url, found.title or found.url, 150)
    return _lines(context.texts("source-added", number=str(number), feed=link, entries=found.entries, n=found.moves))


def _lines(*lines: str) -> Message:
    said = "\n".join(lines)
    return Message(text=said, blocks=[mrkdwn.section(said)])
