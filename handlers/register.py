"""Everything that we listen to, on one screen; and the app it is registered on."""

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.web.async_client import AsyncWebClient

from handlers import (
    alert_actions,
    broken_actions,
    comings,
    digest_actions,
    forget_actions,
    home,
    home_actions,
    importing,
    modals,
    options,
    people,
    texts,
    typed,
    unfurling,
    why,
)
from handlers.last_resort import last_resort
from handlers.services import Services
from handlers.tokens import Tokens
from storage import workspaces
from storage.models import Workspace


def register(app: AsyncApp, services: Services, store: AsyncInstallationStore | None) -> None:
    """Register every listener."""
    for part in (
        typed,
        modals,
        options,
        people,
        home,
        alert_actions,
        why,
        broken_actions,
        forget_actions,
        digest_actions,
        home_actions,
        importing,
        unfurling,
    ):
        part.register(app, services)
    comings.register(app, services, store)


def make_app(
    services: Services,
    *,
    client: AsyncWebClient,
    tokens: Tokens,
    signing_secret: str | None,
    flow: AsyncOAuthFlow | None = None,
    count_error: Callable[[], None] = lambda: None,
) -> AsyncApp:
    """The Bolt app with all listeners.

    Args:
        services: what the listeners are given.
        client: the client they call Slack with; its address is kept, its token comes from `tokens`.
        tokens: the bot of each workspace.
        signing_secret: checks requests over HTTP; None in Socket Mode, where the socket itself is trusted.
        flow: how workspaces install the app by themselves, or None.
        count_error: called for each error that nobody foresaw.
    """
    texts.load_all()
    with _without_slack_variables():
        app = AsyncApp(
            client=client,
            authorize=tokens,  # type: ignore[arg-type]  # Bolt takes its own AsyncAuthorize too
            oauth_flow=flow,
            signing_secret=signing_secret or "",
            request_verification_enabled=signing_secret is not None,
        )
    app.use(_once(services))
    app.use(_noted(services))
    app.error(last_resort(count_error))
    register(app, services, flow.settings.installation_store if flow else None)
    return app


@contextmanager
def _without_slack_variables() -> Iterator[None]:
    """Hide our settings from Bolt, which reads them too: with a client id in the environment it would ignore its token."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _noted(services: Services) -> Callable[..., Awaitable[None]]:
    """Middleware: a workspace that speaks for the first time is noted, as those of an organisation that installed for all."""
    known: set[str] = set()

    async def noted(context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]) -> None:  # noqa: A002 - Bolt's name
        team_id, found = context.team_id, context.authorize_result
        if team_id and found and team_id not in known:
            now = services.clock()
            seen = Workspace(
                team_id=team_id, enterprise_id=context.enterprise_id, bot_user_id=found.bot_user_id or "", installed_at=now
            )
            async with services.db.transaction() as session:
                await workspaces.arrived(session, seen)
            known.add(team_id)
        await next()

    return noted


def _once(services: Services) -> Callable[..., Awaitable[BoltResponse | None]]:
    """Middleware: an event that Slack sends again is acknowledged and goes no further."""

    async def once(req: AsyncBoltRequest, next: Callable[[], Awaitable[Any]]) -> BoltResponse | None:  # noqa: A002 - Bolt passes it by this name
        event_id = req.body.get("event_id")
        if event_id:
            async with services.db.transaction() as session:
                if not await workspaces.is_first_time(session, event_id, services.clock()):
                    return BoltResponse(status=200, body="")
        await next()
        return None

    return once
