"""What was broken and works again: channels that can be posted to, workspaces that are back."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.channels import revive_channel
from storage.models import ChannelRow


async def workspace_is_back(session: AsyncSession, team_id: str, now: datetime) -> int:
    """Try every channel of a workspace again; return how many there are."""
    broken = select(ChannelRow).where(ChannelRow.team_id == team_id, col(ChannelRow.broken).is_not(None))
    return await _revive(session, list(await session.exec(broken)), now)


async def try_again(
    session: AsyncSession, now: datetime, *, broken_before: datetime | None = None, codes: Collection[str] = ()
) -> int:
    """Try channels again that broke before an instant, or for one of these reasons; return how many.

    Nobody tells an app with few scopes that it was invited again or that its token works: it finds out by trying.
    """
    broken = select(ChannelRow).where(col(ChannelRow.broken).is_not(None))
    if broken_before is not None:
        broken = broken.where(col(ChannelRow.broken_at) <= broken_before)
    if codes:
        broken = broken.where(col(ChannelRow.broken).in_(codes))
    return await _revive(session, list(await session.exec(broken)), now)


async def _revive(session: AsyncSession, rows: list[ChannelRow], now: datetime) -> int:
    for row in rows:
        await revive_channel(session, row.team_id, row.channel_id, now)
    return len(rows)
