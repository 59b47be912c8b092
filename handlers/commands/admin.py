"""The workspace's settings and its log."""

import re

from handlers import mrkdwn
from handlers.commands.channel_settings import channel_lines, channel_setting
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.grammar.vocabulary import value as value_of
from handlers.mrkdwn import Message
from handlers.permissions import MEMBERS, OWNERS, SETTING, only_admins, who_may
from handlers.texts import Texts
from storage.channels import channel_of, set_channel
from storage.models import AuditLine
from storage.workspaces import change_settings, changes, record_change

_GROUP = re.compile(r"<!subteam\^[A-Z0-9]+>")
_LINES = 20


async def settings(request: Request, context: Context) -> Message:
    """Show the settings; let members change those of their channel, and admins who may change watches."""
    wanted = request.args.get("setting", "").split(maxsplit=1)
    if not wanted:
        return await _all(context)
    name = value_of("setting", wanted[0], context.texts.lang)
    value = wanted[1].strip() if len(wanted) > 1 else ""
    if name == SETTING and _is_who(value):
        return await _who(value, context)
    if name is None or name == SETTING or not value:
        raise UserError("error-setting", value=" ".join(wanted))
    return await _change(name, value, context)


async def _all(context: Context) -> Message:
    async with context.services.db.reading() as session:
        line = _line(await who_may(session, context.team_id), context.texts)
        channel = await channel_of(session, context.team_id, context.channel_id)
    here = channel_lines(channel, context.texts) if context.channel_id else []
    return _message("\n".join([f"*{context.texts('settings-title')}*", line, *here]))


async def _who(value: str, context: Context) -> Message:
    only_admins(context)
    now, detail = context.services.clock(), {SETTING: value}
    async with context.services.db.transaction() as session:
        await change_settings(session, context.team_id, detail)
        await record_change(session, context.team_id, context.user_id, "settings", SETTING, detail, now)
    return _message(context.texts("settings-changed", line=_line(value, context.texts)))


async def _change(name: str, value: str, context: Context) -> Message:
    """Change a setting of this channel."""
    if not context.channel_id:
        raise UserError("error-home")
    changes = channel_setting(name, value, context.texts.lang)
    now = context.services.clock()
    async with context.services.db.transaction() as session:
        await set_channel(session, context.team_id, context.channel_id, **changes)
        detail = {"channel": context.channel_id, **changes}
        await record_change(session, context.team_id, context.user_id, "settings", name, detail, now)
        channel = await channel_of(session, context.team_id, context.channel_id)
    return _message("\n".join([context.texts("settings-changed", line=""), *channel_lines(channel, context.texts)]))


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
