"""What Slack refuses for a reason that time alone does not mend, and how it is found out that it was mended."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox
from storage.channels import break_channel, channel_of, drop_old, revive_channel
from storage.models import ChannelRow, Delivery, DeliveryRow
from storage.values import WAITING

TOKEN_BROKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "no_permission",
        "org_login_required",
        "access_denied",
        "app_missing",
        "no_installation",
    }
)
"""The workspace does not let us in: nothing of it can be sent, whatever it is, until it does again."""
_IN_PLACE = ("update", "reply")  # about a message that is there already: refused for it alone, not for the channel
_CHANNEL_WIDE = TOKEN_BROKEN | {"not_in_channel", "channel_not_found", "is_archived"}


async def refuse(session: AsyncSession, delivery: Delivery, code: str, now: datetime) -> None:
    """Note a refusal: the channel waits and its people are told, or what cannot matter any more is dropped with the reason."""
    alone = delivery.op in _IN_PLACE and code not in _CHANNEL_WIDE
    # that nothing can be posted cannot be told without a token either, and is no longer true once there is one
    untrue = delivery.payload.get("view") == "broken" and code in TOKEN_BROKEN
    if alone or untrue or (delivery.op == "dm" and code not in TOKEN_BROKEN):
        await outbox.drop(session, delivery, error=code, now=now)
        return
    if await outbox.put_back(session, delivery, error=code, not_before=now):
        await break_channel(session, delivery.team_id, delivery.channel_id, code, now)


async def works_again(session: AsyncSession, delivery: Delivery, now: datetime) -> None:
    """A message came through: if its channel was broken, what waited for it goes out now."""
    if (await channel_of(session, delivery.team_id, delivery.channel_id)).broken:
        await revive_channel(session, delivery.team_id, delivery.channel_id, now)


async def probe(
    session: AsyncSession, now: datetime, *, broken_before: datetime | None = None, codes: Collection[str] = ()
) -> int:
    """Let the first waiting delivery of broken channels be tried; return how many channels that is.

    Nobody tells an app with few scopes that it was invited again or that its token works: it finds out by trying. The
    channel stays broken until the try succeeds, so that nobody is told of it twice.

    Args:
        session: the transaction.
        now: the instant.
        broken_before: only channels tried last before that instant.
        codes: only channels that broke with one of these errors.
    """
    broken = select(ChannelRow.team_id, ChannelRow.channel_id).where(col(ChannelRow.broken).is_not(None))
    if codes:
        broken = broken.where(col(ChannelRow.broken).in_(codes))
    channels = (await session.exec(broken)).all()
    return sum([await _try_first(session, team, channel, now, broken_before) for team, channel in channels])


async def _try_first(session: AsyncSession, team_id: str, channel_id: str, now: datetime, before: datetime | None) -> bool:
    here = [col(DeliveryRow.team_id) == team_id, col(DeliveryRow.channel_id) == channel_id]
    waits = col(DeliveryRow.state).in_(WAITING)
    await drop_old(session, team_id, channel_id, now)
    first = select(func.min(DeliveryRow.id)).where(*here, waits).scalar_subquery()
    tried = update(DeliveryRow).where(col(DeliveryRow.id) == first, waits)
    if before is not None:
        tried = tried.where(col(DeliveryRow.not_before) <= before)
    result = await session.exec(tried.values(state=outbox.taken_up(), not_before=now))
    return bool(result.rowcount)
