"""Delivery: what waits in the outbox goes to Slack, and what became of it is written back."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot import metrics
from bot.pacing import Pacing
from handlers.errors import DeliveryError
from handlers.outgoing import Plan, plan
from handlers.posting import TIMEOUT, find, post
from storage import alerts, bundles, outbox, refusals
from storage.database import Database
from storage.directory import Directory
from storage.models import Delivery

LEASE = timedelta(seconds=2 * TIMEOUT)  # outlives any single call
_CALL = timedelta(seconds=TIMEOUT + 2)
AT_ONCE = 10  # deliveries in flight in one process, each to another channel
WAITS = (1, 2, 5, 10, 30, 60, 120, 300)  # seconds before the next try, by the tries so far
_INTERNAL = "internal"  # and how often, in the delivery's error
WRITE_TRIES = 30  # a second apart: a restart of the database must not put in doubt what Slack has taken

log = structlog.get_logger(__name__)


class LostLeaseError(Exception):
    """Another process has taken the delivery over; this one must not send it."""


@dataclass(slots=True)
class Courier:
    """Carries deliveries to Slack.

    Attributes:
        db: the database.
        client: a client that makes each call once (`posting.quiet_client`).
        token: the bot token of a workspace; raises DeliveryError where there is none.
        clock: the present instant.
        directory: who is who.
        sleep: waits for some seconds.
        owner: the name of this process on its leases.
    """

    db: Database
    client: AsyncWebClient
    token: Callable[[str], Awaitable[str]]
    clock: Callable[[], datetime]
    directory: Directory
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    owner: str = field(default_factory=lambda: uuid4().hex)
    pacing: Pacing = field(default_factory=Pacing)

    async def deliver_due(self, stopping: asyncio.Event | None = None) -> int:
        """Send all that is due now, many channels at a time, until nothing more is; return how many were handled.

        `stopping` ends it early: nothing new is taken, and what is in flight is finished.
        """
        flying: set[asyncio.Task[None]] = set()
        handled = 0
        try:
            while True:
                stop = stopping is not None and stopping.is_set()
                taken = [] if stop else await self._claim(AT_ONCE - len(flying))
                flying |= {asyncio.create_task(self.deliver(delivery)) for delivery in taken}
                handled += len(taken)
                if not flying:
                    return handled
                done, flying = await asyncio.wait(flying, timeout=0.25, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            if flying:
                await asyncio.wait(flying)

    async def _claim(self, limit: int) -> list[Delivery]:
        if limit <= 0:
            return []
        async with self.db.transaction() as session:
            return await outbox.claim(session, owner=self.owner, now=self.clock(), lease=LEASE, limit=limit)

    async def deliver(self, delivery: Delivery) -> None:
        """Send one claimed delivery and write back what became of it."""
        try:
            if await self._is_bundled(delivery) or await self._is_paced(delivery):
                return
            async with self.db.reading() as session:
                made = await plan(session, delivery, self.directory)
            ts = await self._send(delivery, made) if made else None
        except DeliveryError as error:
            await self._written(partial(self._failed, delivery, error))
        except LostLeaseError:
            log.warning("lease lost", delivery=delivery.id, op=delivery.op)
        except SQLAlchemyError as error:
            # it is not the message's fault, and nothing of it was sent: what is tried here reads before it sends
            log.warning("database away", delivery=delivery.id, op=delivery.op, error=type(error).__name__)
            await self._written(partial(self._not_tried, delivery))
        except Exception:
            # a fault of ours in one delivery must neither stop the others nor be tried without end
            log.exception("delivery failed", delivery=delivery.id, op=delivery.op)
            await self._written(partial(self._gave_up, delivery))
        else:
            await self._written(partial(self._sent, delivery, made, ts))

    async def _is_bundled(self, delivery: Delivery) -> bool:
        """In a burst, put the channel's alerts into one message instead."""
        if delivery.op != "alert" or delivery.state != "pending":
            return False
        async with self.db.reading() as session:  # most alerts are none, and a look costs no turn among writers
            if not await bundles.is_burst(session, delivery, self.clock()):
                return False
        async with self.db.transaction() as session:
            return await bundles.gather(session, delivery, self.clock())

    async def _is_paced(self, delivery: Delivery) -> bool:
        """Put back what Slack said it would not take yet."""
        until = self.pacing.blocked_until(delivery, self.clock())
        if until is None:
            return False
        async with self.db.transaction() as session:
            await outbox.put_back(session, delivery, error="ratelimited", not_before=until, counts=False)
        return True

    async def _send(self, delivery: Delivery, made: Plan) -> str:
        token = await self.token(delivery.team_id)
        if delivery.state == "doubtful" and not made.outgoing.edit_ts:
            ts = await self._look(delivery, made, token)
            if ts:
                return ts
        await self._renew(delivery)
        return await post(self.client, token, made.outgoing, lambda: self._renew(delivery))

    async def _look(self, delivery: Delivery, made: Plan, token: str) -> str | None:
        """Find a message that may already be there; where we may not look, it is sent again, and counted."""
        try:
            ts = await find(self.client, token, made.outgoing, delivery.created_at)
        except DeliveryError as error:
            if error.after is not None:
                raise
            metrics.DOUBTFUL.labels("sent again unseen").inc()
            return None
        metrics.DOUBTFUL.labels("found" if ts else "not there").inc()
        return ts

    async def _renew(self, delivery: Delivery) -> None:
        """Make sure that the lease outlives one more call; a process that was frozen finds by the clock that it does not."""
        now = self.clock()
        if delivery.lease_until and now + _CALL < delivery.lease_until:
            return
        async with self.db.transaction() as session:
            if not await outbox.renew(session, delivery, now + LEASE):
                raise LostLeaseError

    async def _sent(self, delivery: Delivery, made: Plan | None, ts: str | None) -> None:
        now = self.clock()
        async with self.db.transaction() as session:
            if not await outbox.mark_done(session, delivery, ts, now):
                log.warning("sent after the lease was lost", delivery=delivery.id, op=delivery.op)
                return
            if made and ts:
                await refusals.works_again(session, delivery, now)
                await alerts.note_sent(session, delivery, ts, shown=made.shown, reply=made.reply, now=now)
        self._tell(delivery, made, now)

    def _tell(self, delivery: Delivery, made: Plan | None, now: datetime) -> None:
        outcome = "sent" if made else "nothing to say"
        metrics.DELIVERIES.labels(delivery.op, outcome).inc()
        facts: dict[str, Any] = {
            "op": delivery.op,
            "team": delivery.team_id,
            "channel": delivery.channel_id,
            "delivery": delivery.id,
        }
        if made and made.story and delivery.op == "alert":
            lead = (now - made.story.move.said_at).total_seconds()
            metrics.LEAD.labels(made.story.reports[0].outlet if made.story.reports else "").observe(max(lead, 0))
            facts |= {
                "move": made.story.move.id,
                "lead": round(lead, 1),
                "waited": round((now - delivery.created_at).total_seconds(), 1),
            }
        log.info("delivered", outcome=outcome, tries=delivery.attempts, **facts)

    async def _failed(self, delivery: Delivery, error: DeliveryError) -> None:
        now = self.clock()
        metrics.DELIVERIES.labels(delivery.op, error.code).inc()
        log.warning("not delivered", op=delivery.op, delivery=delivery.id, team=delivery.team_id, error=error.code)
        async with self.db.transaction() as session:
            if error.after is None:
                await refusals.refuse(session, delivery, error.code, now)
                return
            wait = error.after or timedelta(seconds=WAITS[min(delivery.attempts, len(WAITS)) - 1])
            limited = error.code == "ratelimited"
            await outbox.put_back(
                session, delivery, error=error.code, not_before=now + wait, doubtful=error.doubtful, counts=not limited
            )
            if limited and (
                self.pacing.limited(delivery, now + wait, now) or await outbox.limited_elsewhere(session, delivery, now)
            ):
                await outbox.hold_back(session, delivery, now + wait, now)

    async def _not_tried(self, delivery: Delivery) -> None:
        async with self.db.transaction() as session:
            await outbox.put_back(session, delivery, error="database", not_before=self.clock(), counts=False)

    async def _gave_up(self, delivery: Delivery) -> None:
        """Try again later what this program fails on; only its own failures count, not the tries that an outage cost."""
        now = self.clock()
        said, _, count = (delivery.error or "").rpartition(" ")
        failures = int(count) if said == _INTERNAL else 0
        async with self.db.transaction() as session:
            if failures >= len(WAITS):
                await outbox.drop(session, delivery, error="this program fails on it, see the log", now=now)
            else:
                later, error = now + timedelta(seconds=WAITS[failures]), f"{_INTERNAL} {failures + 1}"
                await outbox.put_back(session, delivery, error=error, not_before=later, doubtful=True)

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write a result back even though the database may be away for a moment."""
        for left in reversed(range(WRITE_TRIES)):
            try:
                return await write()
            except (SQLAlchemyError, OSError):
                if not left:
                    raise
                await self.sleep(1)
        return None
