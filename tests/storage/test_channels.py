"""A channel that cannot be posted to loses nothing: its owners are told once, its backlog comes as one digest."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import alerts
from storage.channels import break_channel, channel_of, learn, quiet_until, revive_channel, set_channel
from storage.database import Database
from storage.models import AlertRow, DeliveryRow, Watch, WatchRow
from tests.storage.builders import NOW, a_move, stored

WEEK = timedelta(days=7)


async def a_watch(session: AsyncSession, number: int = 1, owner: str = "U1", channel: str = "C1") -> Watch:
    row = WatchRow(
        team_id="T1", number=number, channel_id=channel, owner_id=owner, expression="openai", created_at=NOW, changed_at=NOW
    )
    session.add(row)
    await session.flush()
    return Watch.of(row)


async def outbox(session: AsyncSession) -> list[tuple[str, str, str]]:
    rows = await session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id)))
    return [(row.op, row.channel_id, row.state) for row in rows]


async def test_owners_are_told_once_and_deliveries_wait(db: Database) -> None:
    async with db.transaction() as session:
        watches = [
            await a_watch(session, 1),
            await a_watch(session, 2),
            await a_watch(session, 3, "U2"),
            await a_watch(session, 4, channel="C2"),
        ]
        await alerts.enqueue(session, await stored(session, a_move()), watches, NOW)
        assert len(await break_channel(session, "T1", "C1", "is_archived", NOW)) == 3
        assert await break_channel(session, "T1", "C1", "is_archived", NOW + timedelta(hours=1)) == []
        assert await outbox(session) == [
            ("alert", "C1", "waiting"), ("alert", "C2", "pending"), ("dm", "U1", "pending"), ("dm", "U2", "pending"),
        ]  # fmt: skip
        told = (await session.exec(select(DeliveryRow).where(DeliveryRow.channel_id == "U1"))).one()
        assert told.payload["error"] == "is_archived"
        assert [watch["number"] for watch in told.payload["watches"]] == [1, 2]
        states = (await session.exec(select(WatchRow.state, WatchRow.reason).order_by(col(WatchRow.number)))).all()
        assert [tuple(state) for state in states] == [("broken", "is_archived")] * 3 + [("active", None)]


async def test_the_backlog_of_a_week_comes_as_one_digest(db: Database) -> None:
    async with db.transaction() as session:
        watch = await a_watch(session)
        await break_channel(session, "T1", "C1", "not_in_channel", NOW)
        for age in (9, 3, 1):
            when = NOW - timedelta(days=age)
            await alerts.enqueue(session, await stored(session, a_move(said_at=when)), [watch], when)
        assert await revive_channel(session, "T1", "C1", NOW) == 2
        assert await revive_channel(session, "T1", "C1", NOW) == 0
        assert (await channel_of(session, "T1", "C1")).broken is None
        rows = (await session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id)))).all()
        digest = next(row for row in rows if row.op == "digest")
        newest = (await session.exec(select(AlertRow.id).order_by(col(AlertRow.id)))).all()[1:]
        assert digest.payload["alert_ids"] == list(newest)
        assert [(row.op, row.state, row.error) for row in rows if row.op == "alert"] == [
            ("alert", "dropped", "older than the backlog that is kept"),
            ("alert", "dropped", "told in the digest"),
            ("alert", "dropped", "told in the digest"),
        ]
        assert (await session.exec(select(WatchRow.state))).all() == ["active"]


async def test_one_waiting_alert_is_posted_as_it_is(db: Database) -> None:
    async with db.transaction() as session:
        watch = await a_watch(session, owner="")
        await break_channel(session, "T1", "C1", "not_in_channel", NOW)
        await alerts.enqueue(session, await stored(session, a_move()), [watch], NOW)
        assert await revive_channel(session, "T1", "C1", NOW) == 1
        assert await outbox(session) == [("alert", "C1", "pending")]


async def test_what_a_channel_wants_is_kept(db: Database) -> None:
    async with db.transaction() as session:
        await set_channel(session, "T1", "C1", broadcast="always")
        await set_channel(session, "T1", "C1", threads=False)
        channel = await channel_of(session, "T1", "C1")
        assert (channel.broadcast, channel.threads) == ("always", False)


async def test_quiet_hours_hold_in_the_channels_own_zone(db: Database) -> None:
    """A channel in Paris is quiet at 23:30 there, one in another workspace that has the same id is not."""
    evening = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    async with db.transaction() as session:
        await set_channel(session, "T1", "C1", quiet="22-7", tz="Europe/Paris")
        found = await quiet_until(session, {("T1", "C1"), ("T1", "C2")}, evening)
        other = await quiet_until(session, {("T2", "C1")}, evening)
    assert found == {"C1": datetime(2026, 11, 25, 6, 0, tzinfo=UTC)}
    assert other == {}


async def test_a_channel_learns_its_zone_once(db: Database) -> None:
    """The first person who watches something there lends it language and zone; what it has stays."""
    async with db.transaction() as session:
        await learn(session, "T1", "C1", tz="Europe/Paris", lang="fr")
        await learn(session, "T1", "C1", tz="UTC", lang="en")
        known = await channel_of(session, "T1", "C1")
    assert (known.tz, known.lang) == ("Europe/Paris", "fr")
