"""Who may change a watch: the members of its channel, unless the workspace's admins said otherwise."""

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.context import Context
from handlers.errors import NO_ANSWER, UserError
from handlers.presence import ask
from storage import workspaces
from storage.models import Watch

MEMBERS, OWNERS = "members", "owners"
SETTING = "edit"
"""The workspace's setting: `MEMBERS`, `OWNERS`, or a user group as Slack mentions it (``<!subteam^S1>``)."""

_log = structlog.get_logger(__name__)


async def who_may(session: AsyncSession, team_id: str) -> str:
    """Who may change watches in a workspace."""
    workspace = await workspaces.workspace(session, team_id)
    return str(workspace.settings.get(SETTING, MEMBERS)) if workspace else MEMBERS


async def may_change(session: AsyncSession, watch: Watch, context: Context) -> None:
    """Raise UserError unless this person may change this watch."""
    who = await who_may(session, context.team_id)
    if context.is_admin or watch.owner_id == context.user_id:
        return
    if who == MEMBERS and watch.channel_id == context.channel_id:
        return  # whoever types in a channel is a member of it
    if who == MEMBERS and await is_member(context, watch.channel_id):
        return
    if who not in {MEMBERS, OWNERS} and await _in_group(context, who):
        return
    group = who if who.startswith("<!subteam^") else ""
    raise UserError("error-not-owner", who="group" if group else "owners", group=group, owner=f"<@{watch.owner_id}>")


async def is_member(context: Context, channel_id: str) -> bool | None:
    """Whether the person is in a channel; None where Slack does not say, as for a channel that the app is not in."""
    try:
        answer = await ask(context.client.conversations_members(channel=channel_id, limit=1000))
    except NO_ANSWER as error:
        _log.info("members not told", channel=channel_id, error=type(error).__name__)
        return None
    return context.user_id in answer["members"]


async def _in_group(context: Context, mention: str) -> bool:
    group = mention.removeprefix("<!subteam^").rstrip(">")
    try:
        answer = await ask(context.client.usergroups_users_list(usergroup=group))
    except NO_ANSWER as error:
        _log.warning("group not told", group=group, error=type(error).__name__)
        return False
    return context.user_id in answer["users"]


def only_admins(context: Context) -> None:
    """Raise UserError unless this person administers the workspace."""
    if not context.is_admin:
        raise UserError("error-not-admin")
