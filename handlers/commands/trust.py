"""Verbs that let people judge what they were told: feedback, corrections, forget."""

import io
import json

from handlers import mrkdwn
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.permissions import only_admins
from storage import corrections, suppressions, workspaces
from storage.models import Correction
from storage.shown import story_of_move
from storage.workspaces import record_change

FORGET, KEEP = "forget_confirm", "forget_cancel"


async def feedback(request: Request, context: Context) -> Message:
    """Answer ``feedback ID TEXT``: keep what somebody says of a move.

    Raises:
        UserError: there is no such move.
    """
    move_id, words = int(request.args["number"]), request.args["words"]
    services = context.services
    async with services.db.transaction() as session:
        if await story_of_move(session, context.team_id, move_id, services.directory) is None:
            raise UserError("feedback-no-move", number=str(move_id))
        said = Correction(
            team_id=context.team_id,
            move_id=move_id,
            verdict="note",
            what="feedback",
            changes={"note": words[:2000]},
            by=context.user_id,
            at=services.clock(),
        )
        await corrections.note(session, said)
    return _line(context.texts("feedback-thanks", number=str(move_id)))


async def show_corrections(request: Request, context: Context) -> Message:
    """Answer ``corrections``: how many alerts were right; with ``export``, also a file of labelled lines, sent to the asker."""
    async with context.services.db.reading() as session:
        precision = await corrections.precision(session, context.team_id)
        exported = "action" in request.args
        lines = [line async for line in corrections.export(session, context.team_id)] if exported else []
    said = context.texts("precision", percent=str(precision.percent), n=precision.judged)
    if not exported:
        return _line(said)
    if not lines:
        return _line(context.texts("corrections-none"))
    body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    opened = await context.client.conversations_open(users=context.user_id)
    await context.client.files_upload_v2(
        channel=opened["channel"]["id"], file=io.BytesIO(body.encode()), filename="corrections.jsonl", title="corrections.jsonl"
    )
    return _line(context.texts("corrections-sent", n=len(lines)) + " " + said)


async def forget(request: Request, context: Context) -> Message:
    """Answer ``forget PERSON``: ask an admin whether to do it.

    Raises:
        UserError: the person who asks is no admin.
    """
    only_admins(context)
    name = request.args["name"].strip().strip('"“”«» ')
    async with context.services.db.reading() as session:
        n = await suppressions.count(session, name, context.services.directory)
    asked = context.texts("forget-ask", name=mrkdwn.escape(name, 200), n=n)
    yes = mrkdwn.button(context.texts("button-forget"), FORGET, name[:200], style="danger")
    no = mrkdwn.button(context.texts("button-cancel"), KEEP, "no")
    return Message(text=asked, blocks=[mrkdwn.section(asked), mrkdwn.actions(yes, no)])


async def forget_now(context: Context, name: str) -> Message:
    """Forget a person: for the whole installation where this workspace is its only one, else for this workspace.

    Raises:
        UserError: the person who asks is no admin.
    """
    only_admins(context)
    services = context.services
    async with services.db.transaction() as session:
        alone = len(await workspaces.present(session)) <= 1
        team_id = "" if alone else context.team_id
        done = await suppressions.forget(
            session, name, services.directory, team_id=team_id, by=context.user_id, now=services.clock()
        )
        if alone:  # the log that people of the workspace can read
            await record_change(session, context.team_id, context.user_id, "forget", "", {"moves": done.moves}, services.clock())
    services.wake_delivery()
    return _line(context.texts("forgotten", n=done.moves, alerts=done.alerts))


def _line(said: str) -> Message:
    return Message(text=said, blocks=[mrkdwn.section(said)])
