"""What the tests of the delivery share: a clock that only moves when told, stored moves, and a courier."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import select

from bot.delivery import Courier
from handlers.posting import quiet_client
from storage import alerts
from storage.database import Database
from storage.directory import Directory
from storage.models import AlertRow, ChannelRow, DeliveryRow, Move, MoveRow, ReportRow, Watch, WatchRow
from tests.slack_standin import Slack
from tests.slack_standin.state import BOT_TOKEN, TEAM

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Clock:
    """An instant that moves when told."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@asynccontextmanager
async def courier(db: Database, slack: Slack, clock: Clock, **more: Any) -> AsyncIterator[Courier]:
    async def token(_team: str) -> str:
        return BOT_TOKEN

    async def no_sleep(_seconds: float) -> None:
        return None

    async with quiet_client(f"{slack.url}/api/") as client:
        yield Courier(db, client, token, clock, Directory(), sleep=no_sleep, **more)


async def watch(db: Database, channel: str = "CGENERAL", *, team: str = TEAM, **more: Any) -> Watch:
    async with db.transaction() as session:
        number = len((await session.exec(select(WatchRow.id).where(WatchRow.team_id == team))).all()) + 1
        row = WatchRow(
            team_id=team,
            number=number,
            channel_id=channel,
            owner_id="UALICE",
            expression="openai",
            created_at=MONDAY,
            changed_at=MONDAY,
            **more,
        )
        session.add(row)
        await session.flush()
        return Watch.of(row)


async def publish(db: Database, watches: list[Watch], name: str = "Jane Roe", *, now: datetime = MONDAY) -> Move:
    """Store a move with one report, and its alerts, as the pipeline does: in one transaction."""
    async with db.transaction() as session:
        row = MoveRow(
            people=(name,),
            to_org="OpenAI",
            to_key="openai",
            kind="join",
            status="reported",
            evidence=f"{name} joins OpenAI.",
            lang="en",
            said_at=now,
            seen_at=now,
            changed_at=now,
        )
        session.add(row)
        await session.flush()
        move = Move.of(row)
        session.add(report_of(move, "Example Post", now))
        await session.flush()
        await alerts.enqueue(session, move, watches, now)
        return move


def report_of(move: Move, outlet: str, now: datetime) -> ReportRow:
    key = f"{move.id}-{outlet}"
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{move.id}"
    return ReportRow(move_id=move.id, story_key=key, outlet=outlet, url=url, kind=move.kind, status=move.status, seen_at=now)


async def second_report(db: Database, move: Move, outlet: str, *, now: datetime, **changes: Any) -> None:
    async with db.transaction() as session:
        session.add(report_of(move, outlet, now))
        row = await session.get(MoveRow, move.id)
        row.reports += 1
        for name, value in changes.items():
            setattr(row, name, value)
        await session.flush()
        await alerts.refresh(session, move.id, now)


async def deliveries(db: Database) -> list[DeliveryRow]:
    async with db.reading() as session:
        return list(await session.exec(select(DeliveryRow).order_by(DeliveryRow.id)))


async def stored_alerts(db: Database) -> list[AlertRow]:
    async with db.reading() as session:
        return list(await session.exec(select(AlertRow).order_by(AlertRow.id)))


async def channel(db: Database, channel_id: str = "CGENERAL") -> ChannelRow:
    async with db.reading() as session:
        return (await session.exec(select(ChannelRow).where(ChannelRow.channel_id == channel_id))).one()
