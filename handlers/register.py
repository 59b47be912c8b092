"""Everything that we listen to, on one screen; and the app it is registered on."""

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers import typed
from handlers.last_resort import answer_error
from handlers.services import Services
from storage import workspaces

Authorize = Callable[..., Awaitable[Any]]  # an AuthorizeResult, or None for whoever has no token


def register(app: AsyncApp, services: Services) -> None:
    """Register every listener."""
    for part in (typed,):
        part.register(app, services)


def make_app(
    services: Services, *, client: AsyncWebClient, authorize: Authorize, signing_secret: str | None, oauth: AsyncOAuthFlow | None
) -> AsyncApp:
    """The Bolt app with all listeners.

    Args:
        services: what the listeners are given.
        client: the client they call Slack with; its address is kept, its token comes from `authorize`.
        authorize: who may call and with which token (`handlers.tokens`).
        signing_secret: checks requests over HTTP; None in Socket Mode, where the socket itself is trusted.
        oauth: how workspaces install the app by themselves, or None.
    """
    with _without_slack_variables():
        app = AsyncApp(
            client=client,
            authorize=None if oauth else authorize,
            oauth_flow=oauth,
            signing_secret=signing_secret or "",
            request_verification_enabled=signing_secret is not None,
        )
    app.use(_once(services))
    app.error(answer_error)
    register(app, services)
    return app


@contextmanager
def _without_slack_variables() -> Iterator[None]:
    """Hide our settings from Bolt, which reads them too: with a client id in the environment it would ignore its token."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


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
