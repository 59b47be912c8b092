"""Comings and goings: what Slack tells us of channels we are in and of workspaces that leave."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.services import Services
from storage import channels, workspaces

_BROKEN = {
    "channel_archive": "is_archived",
    "group_archive": "is_archived",
    "channel_deleted": "channel_not_found",
    "group_deleted": "channel_not_found",
    "channel_left": "not_in_channel",  # what the app itself is told when somebody removes it
    "group_left": "not_in_channel",
}
_MENDED = ("channel_unarchive", "group_unarchive")
_RENAMED = ("channel_rename", "group_rename")


def register(app: AsyncApp, services: Services, store: AsyncInstallationStore | None) -> None:
    """Listen to channels being archived, renamed or left, and to the app being removed; `store` holds the installations."""
    comings = _Comings(services, store)
    for kind in (*_BROKEN, *_MENDED, *_RENAMED):
        app.event(kind)(comings.channel_changed)
    app.event("member_joined_channel")(comings.member_joined)
    app.event("member_left_channel")(comings.member_left)
    app.event("app_uninstalled")(comings.app_removed)
    app.event("tokens_revoked")(comings.tokens_revoked)


class _Comings:
    def __init__(self, services: Services, store: AsyncInstallationStore | None) -> None:
        self._services = services
        self._store = store

    async def channel_changed(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        team, kind, channel = context.team_id or "", event["type"], event["channel"]
        async with self._services.db.transaction() as session:
            if kind in _RENAMED:
                await channels.set_channel(session, team, channel["id"], name=channel["name"])
            elif kind in _BROKEN:
                await self._break(session, team, channel, _BROKEN[kind])
            else:
                await channels.revive_channel(session, team, channel, self._services.clock())
        self._services.wake_delivery()

    async def member_joined(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Only our own coming matters: alerts that waited go out."""
        if event["user"] == context.bot_user_id:
            async with self._services.db.transaction() as session:
                await channels.revive_channel(session, context.team_id or "", event["channel"], self._services.clock())
            self._services.wake_delivery()

    async def member_left(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Only our own going matters: it is better to say so at once than at the next alert."""
        if event["user"] == context.bot_user_id:
            async with self._services.db.transaction() as session:
                await self._break(session, context.team_id or "", event["channel"], "not_in_channel")
            self._services.wake_delivery()

    async def _break(self, session: AsyncSession, team_id: str, channel_id: str, error: str) -> None:
        """A channel without watches is no business of ours."""
        if await channels.is_watched(session, team_id, channel_id):
            await channels.break_channel(session, team_id, channel_id, error, self._services.clock())

    async def app_removed(self, context: AsyncBoltContext) -> None:
        """The workspace, or the organisation for all of its workspaces, took the app away: tokens go now, data after weeks."""
        organisation = context.enterprise_id if context.is_enterprise_install else None
        team_id = None if organisation else context.team_id
        if self._store is not None:
            await self._store.async_delete_all(enterprise_id=context.enterprise_id, team_id=team_id)
        async with self._services.db.transaction() as session:
            if organisation:
                await workspaces.organisation_left(session, organisation, self._services.clock())
            else:
                await workspaces.left(session, team_id or "", self._services.clock())

    async def tokens_revoked(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Tokens that Slack revoked are forgotten; without a bot's there is nothing left to do in a workspace."""
        revoked = event.get("tokens", {})
        if self._store is not None:
            for user_id in revoked.get("oauth", []):
                await self._store.async_delete_installation(
                    enterprise_id=context.enterprise_id, team_id=context.team_id, user_id=user_id
                )
        if revoked.get("bot"):
            await self.app_removed(context)
