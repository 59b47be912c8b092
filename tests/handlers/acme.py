"""A workspace with the real app in it: Bolt over a socket to the stand-in, a stored story, and its alert posted by the courier."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.stories import key_of_address
from handlers import alert_actions, broken_actions, forget_actions, typed, why
from handlers.services import Services
from storage import alerts
from storage.criteria import Filters, Query
from storage.database import Database
from storage.models import EntryRow, FeedRow, Move, Report, Watch
from storage.watches import Draft, create
from tests.bot.line import MONDAY, Clock, courier
from tests.slack_standin import Slack
from tests.slack_standin.state import APP_TOKEN, BOT_TOKEN, TEAM, Posted
from tests.storage.builders import DIRECTORY, a_move, a_report, stored

SIX_MINUTES = timedelta(minutes=6)
HEADLINE = "Trois fondateurs de Thinking Machines Lab retournent chez OpenAI"
EVIDENCE = "Barret Zoph, Luke Metz et Sam Schoenholz retournent chez OpenAI."
TRACE = [["language", "fr"], ["deciding words", "retournent"], ["ruled out by", "nothing"], ["score", "0.930"]]


class NoSources:
    """Feeds are not what these tests are about."""

    async def discover(self, address: str) -> tuple[()]:
        raise ValueError(address)

    async def add(self, url: str, team_id: str, user_id: str) -> int:
        raise ValueError(url, team_id, user_id)


@dataclass
class Acme:
    """The running app and what tests do with it."""

    db: Database
    slack: Slack
    clock: Clock
    explained: dict[str, Any] = field(default_factory=dict)
    woken: int = 0

    async def explain(self, text: str) -> dict[str, Any]:
        if text.startswith("http"):
            raise ValueError("nobody answers.")
        return self.explained

    def wake(self) -> None:
        self.woken += 1

    def services(self) -> Services:
        return Services(self.db, DIRECTORY, self.clock, NoSources(), self.explain, self.wake, key_of_address)

    async def watch(self, company: str = "openai", *, channel: str = "CGENERAL", **more: Any) -> Watch:
        draft = Draft(channel, "UALICE", company, Query("company", company, company), more.pop("filters", Filters()), **more)
        async with self.db.transaction() as session:
            return (await create(session, TEAM, draft, DIRECTORY, self.clock()))[0]

    async def tell(self, *watches: Watch, told: dict[str, Any] | None = None, **move: Any) -> Move:
        """Store a move as the pipeline does, with its entry, report and alerts, and have them posted."""
        async with self.db.transaction() as session:
            feed = FeedRow(url=f"https://quotidien.example/{self.clock().timestamp()}", created_at=MONDAY, next_check_at=MONDAY)
            session.add(feed)
            await session.flush()
            report = {"url": "https://quotidien.example/a", "title": HEADLINE, "evidence": EVIDENCE, **(told or {})}
            entry = EntryRow(
                feed_id=feed.id, key="k", story_key=key_of_address(report["url"]), outlet="Le Quotidien", lang="fr", published_at=self.clock(),
                seen_at=self.clock(), is_move=True, score=0.93, reading={"trace": TRACE}, title=report["title"], url=report["url"],
            )  # fmt: skip
            session.add(entry)
            await session.flush()
            made = a_move(**{"evidence": EVIDENCE, "said_at": self.clock(), "seen_at": self.clock() + SIX_MINUTES, **move})
            kept = await stored(
                session,
                made,
                a_report(entry_id=entry.id, published_at=self.clock(), seen_at=self.clock() + SIX_MINUTES, **report),
            )
            await alerts.enqueue(session, kept, watches, self.clock())
        await self.deliver()
        return kept

    async def report(self, move: Move, report: Report | None = None, **changes: Any) -> None:
        """Let the story go on: another report, a change of the move, and the edits that follow."""
        from storage.models import MoveRow, ReportRow

        async with self.db.transaction() as session:
            row = await session.get_one(MoveRow, move.id)
            row.sqlmodel_update(changes)
            session.add(row)
            if report:
                session.add(ReportRow(**report.model_dump(exclude={"id"}) | {"move_id": move.id}))
            await session.flush()
            await alerts.refresh(session, move.id or 0, self.clock())
        await self.deliver()

    async def deliver(self) -> None:
        """Send everything that is due, a second apart."""
        async with courier(self.db, self.slack, self.clock) as carrier:
            for _ in range(12):
                self.clock.advance(1.1)
                if not await carrier.deliver_due():
                    break

    def alert(self, channel: str = "CGENERAL") -> Posted:
        return self.slack.messages(channel)[0]

    def said(self) -> str:
        """The newest answer to whoever clicked, as text and blocks."""
        return str([answers[-1] for answers in self.slack._answers.values() if answers][-1])


@asynccontextmanager
async def acme(db: Database) -> AsyncIterator[Acme]:
    """The app of the branch's listeners, connected."""
    async with Slack() as slack:
        slack.state.add_user("UALICE", "alice", is_admin=True)
        slack.state.add_user("UBOB", "bob", locale="fr-FR", tz="Europe/Paris")
        place = Acme(db, slack, Clock())
        app = AsyncApp(client=AsyncWebClient(BOT_TOKEN, base_url=f"{slack.url}/api/", retry_handlers=[]))
        for part in (typed, alert_actions, why, broken_actions, forget_actions):
            part.register(app, place.services())
        handler = AsyncSocketModeHandler(app, APP_TOKEN)
        await handler.connect_async()
        try:
            yield place
        finally:
            await handler.close_async()
