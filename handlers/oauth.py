"""Installing by OAuth: `/slack/install` and `/slack/oauth_redirect`, with the installations in our own database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from handlers.tokens import InstalledTokens
from storage import workspaces
from storage.channels import revive_workspace
from storage.database import Database
from storage.models import Workspace
from storage.refusals import TOKEN_BROKEN

SCOPES = ("commands", "chat:write", "channels:read", "groups:read", "users:read", "im:write", "files:write")
HISTORY = ("channels:history", "groups:history", "im:history")
"""Asked for, and optional in the manifest: whoever installs may leave them out, to have doubtful messages sent again unseen."""
_STATE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Client:
    """The app as Slack knows it: ``secret`` proves it, ``authorize_url`` is the consent page, ``public_url`` our address."""

    id: str
    secret: str
    public_url: str = ""
    authorize_url: str = "https://slack.com/oauth/v2/authorize"
    scopes: tuple[str, ...] = (*SCOPES, *HISTORY)


class Flow(AsyncOAuthFlow):
    """Bolt's flow, which also notes the workspace and wakes what waited for it."""

    def __init__(self, db: Database, clock: Callable[[], datetime], client: AsyncWebClient, settings: AsyncOAuthSettings) -> None:
        """Run installations with these settings; `client` calls Slack."""
        super().__init__(client=client, settings=settings)
        self._db = db
        self._clock = clock

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep an installation; a workspace that was away comes back to its watches."""
        await super().store_installation(request, installation)
        team_id, now = installation.team_id, self._clock()
        if not team_id:  # for a whole organisation: workspaces that are new are noted when they first speak
            async with self._db.transaction() as session:
                for known in await workspaces.organisation_arrived(session, installation.enterprise_id or ""):
                    await revive_workspace(session, known, TOKEN_BROKEN, now)
            return
        noted = Workspace(
            team_id=team_id,
            enterprise_id=installation.enterprise_id,
            name=installation.team_name or "",
            bot_user_id=installation.bot_user_id or "",
            installed_at=now,
        )
        async with self._db.transaction() as session:
            await workspaces.arrived(session, noted)
            await revive_workspace(session, team_id, TOKEN_BROKEN, now)


def make_store(db: Database, client_id: str) -> AsyncSQLAlchemyInstallationStore:
    """The installations in our database; a write takes SQLite's lock at once, as all of ours do."""
    return AsyncSQLAlchemyInstallationStore(client_id, db.engine.execution_options(writes=True))


def make_tokens(
    db: Database, app: Client, store: AsyncSQLAlchemyInstallationStore, web: AsyncWebClient, clock: Callable[[], datetime]
) -> InstalledTokens:
    """The tokens of installed workspaces; rotation calls Slack with `web`, where its address is ours to say."""
    return InstalledTokens(db, store, AsyncTokenRotator(client_id=app.id, client_secret=app.secret, client=web), clock)


def make_flow(
    db: Database, app: Client, store: AsyncSQLAlchemyInstallationStore, web: AsyncWebClient, clock: Callable[[], datetime]
) -> Flow:
    """The flow that installs the app; the state is checked and kept in the database, so that any process may end it."""
    settings = AsyncOAuthSettings(
        client_id=app.id,
        client_secret=app.secret,
        scopes=app.scopes,
        user_scopes=[],
        redirect_uri=f"{app.public_url.rstrip('/')}/slack/oauth_redirect" if app.public_url else None,
        authorization_url=app.authorize_url,
        installation_store=store,
        state_store=AsyncSQLAlchemyOAuthStateStore(_STATE_SECONDS, db.engine.execution_options(writes=True)),
        state_expiration_seconds=_STATE_SECONDS,
    )
    return Flow(db, clock, web, settings)
