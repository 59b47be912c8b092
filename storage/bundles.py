"""Bursts: more than a few alerts for one channel within minutes become one message."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import alerts, outbox
from storage.models import Delivery, DeliveryRow

WINDOW = timedelta(minutes=10)
SINGLE = 3  # alerts that a channel gets one by one within the window
COLLECT = timedelta(minutes=1)  # how long a lonely further alert waits for company
LARGEST = 40  # lines in one message


async def is_burst(session: AsyncSession, head: Delivery, now: datetime) -> bool:
    """Whether the channel has more alerts to be told within minutes than are told one by one."""
    recent = await alerts.posted_since(session, head.team_id, head.channel_id, now - WINDOW)
    return recent + len(await outbox.waiting_alerts(session, head, now, SINGLE + 1)) > SINGLE


async def gather(session: AsyncSession, head: Delivery, now: datetime) -> bool:
    """Put the channel's waiting alerts into one bundle if they are a burst; say whether the head is no more to be sent by itself.

    `head` is the channel's first delivery, claimed by the caller; where that claim was lost it is not the caller's to send.
    Its bundle is a delivery of its own, so that it is found again after a crash like any other.
    """
    if not await outbox.is_held(session, head):
        return True  # whoever took it over may be posting these very alerts
    waiting = await outbox.waiting_alerts(session, head, now, LARGEST)
    recent = await alerts.posted_since(session, head.team_id, head.channel_id, now - WINDOW)
    if recent + len(waiting) <= SINGLE:
        return False
    if len(waiting) == 1:
        return await _wait_for_company(session, head, now)
    ids = [delivery.alert_id for delivery in waiting]
    dedupe = f"bundle:{ids[0]}:{ids[-1]}:{head.id}"
    bundle = outbox.Item(head.team_id, head.channel_id, "bundle", dedupe, {"alert_ids": ids})
    await outbox.enqueue(session, bundle, min(delivery.created_at for delivery in waiting))
    here = col(DeliveryRow.id).in_([delivery.id for delivery in waiting])
    told = {"state": "done", "error": "told in a bundle", "done_at": now, "lease_owner": None, "lease_until": None}
    await session.exec(update(DeliveryRow).where(here).values(**told))
    await outbox.pause_channel(session, head.team_id, head.channel_id, now)  # nothing was posted yet
    return True


async def _wait_for_company(session: AsyncSession, head: Delivery, now: datetime) -> bool:
    until = head.created_at + COLLECT
    if until <= now:
        return False
    await outbox.put_back(session, head, error="waits for company", not_before=until, counts=False)
    return True
