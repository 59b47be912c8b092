"""The workspace's settings and its log."""

import re

from handlers import mrkdwn
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.permissions import MEMBERS, OWNERS, SETTING, only_admins, who_may
from handlers.texts import Texts
from storage.models import AuditLine
from storage.workspaces import change_settings, changes, record_change

_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+>")
_LINES = 20


async def settings(request: Request, context: Context) -> Message:
    """Show the settings to anybody; let admins change one."""
    wanted = request.args.get("setting", "").split()
    if not wanted:
        async with context.services.db.reading() as session:
            line = _line(await who_may(session, context.team_id), context.texts)
        return _message(f"*{context.texts('settings-title')}*\n{line}")
    if wanted[0].lower() != SETTING or len(wanted) != 2 or not _is_who(wanted[1]):  # noqa: PLR2004 - a name and its value
        raise UserError("error-setting", value=" ".join(wanted))
    only_admins(context)
    now, detail = context.services.clock(), {SETTING: wanted[1]}
    async with context.services.db.transaction() as session:
        await change_settings(session, context.team_id, detail)
        await record_change(session, context.team_id, context.user_id, "settings", SETTING, detail, now)
    return _message(context.texts("settings-changed", line=_line(wanted[1], context.texts)))


def _is_who(value: str) -> bool:
    return value in {MEMBERS, OWNERS} or bool(_GROUP.fullmatch(value))


def _line(who: str, texts: Texts) -> str:
    kind = who if who in {MEMBERS, OWNERS} else "group"
    return texts("settings-edit", who=kind, group=who)


async def log(request: Request, context: Context) -> Message:
    """Who changed what, newest first."""
    page = int(request.options.get("page", 1))
    async with context.services.db.reading() as session:
        lines = (await changes(session, context.team_id, limit=_LINES * page))[_LINES * (page - 1) :]
    if not lines:
        return _message(context.texts("log-none"))
    return _message("\n".join([f"*{context.texts('log-title')}*", *(_told(line, context.texts) for line in lines)]))


def _told(line: AuditLine, texts: Texts) -> str:
    what = texts("log-action", action=line.action, subject=mrkdwn.escape(line.subject, 60))
    return texts("log-line", when=mrkdwn.date(line.at, texts.moment(line.at)), who=f"<@{line.by}>" if line.by else "–", what=what)


def _message(said: str) -> Message:
    return Message(text=mrkdwn.truncate(said.replace("*", ""), mrkdwn.TEXT), blocks=[mrkdwn.section(said)])
