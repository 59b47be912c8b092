"""Mutes: silence about a company, a person, a source or a watch in one channel, for a time or for ever."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy import delete, tuple_
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.directory import Directory
from storage.keys import fold
from storage.models import Move, Mute, MuteRow, Report
from storage.names import same_person
from storage.upsert import insert_into

SUBJECTS = ("company", "person", "source", "watch")


def source_keys(report: Report) -> set[str]:
    """What a mute of this report's source may be called: its host, and the outlet's folded name."""
    host = (urlsplit(report.url).hostname or "").removeprefix("www.")
    return {key for key in (host, fold(report.outlet)) if key}


def source_key(text: str) -> str:
    """The key of a source as a person writes it: an address, a host, or an outlet's name."""
    text = text.strip()
    host = urlsplit(text if "//" in text else f"//{text}").hostname if "." in text and " " not in text else None
    return host.removeprefix("www.") if host else fold(text)


async def mute(session: AsyncSession, wanted: Mute) -> None:
    """Store a mute; one about the same thing in the same channel is replaced."""
    values = wanted.model_dump(exclude={"id"})
    same = ["team_id", "channel_id", "subject", "key"]
    changed = {name: values[name] for name in ("label", "until", "by", "at")}
    statement = insert_into(session, MuteRow).values(**values)
    await session.exec(statement.on_conflict_do_update(index_elements=same, set_=changed))


async def unmute(session: AsyncSession, team_id: str, channel_id: str, subject: str, key: str) -> bool:
    """Take a mute away; False where there was none."""
    where = (MuteRow.team_id == team_id, MuteRow.channel_id == channel_id, MuteRow.subject == subject, MuteRow.key == key)
    gone = await session.exec(delete(MuteRow).where(*where).returning(col(MuteRow.id)))  # type: ignore[arg-type]  # a returning delete is not in its types
    return gone.first() is not None


async def mutes_of(session: AsyncSession, channels: Collection[tuple[str, str]], now: datetime) -> list[Mute]:
    """The mutes that hold at an instant in these channels, each a pair of workspace and channel, the oldest first."""
    if not channels:
        return []
    places = tuple_(col(MuteRow.team_id), col(MuteRow.channel_id)).in_(list(channels))
    holds = or_(col(MuteRow.until).is_(None), col(MuteRow.until) > now)
    rows = await session.exec(select(MuteRow).where(places, holds).order_by(col(MuteRow.id)))
    return [Mute.of(row) for row in rows.all()]


async def tidy(session: AsyncSession, now: datetime) -> None:
    """Delete the mutes that ended."""
    await session.exec(delete(MuteRow).where(col(MuteRow.until) <= now))


class Listener(Protocol):
    """A watch, or what is known of one: its number, and where it tells."""

    @property
    def number(self) -> int:
        """Its number within the workspace."""

    @property
    def team_id(self) -> str:
        """Its workspace."""

    @property
    def channel_id(self) -> str:
        """The channel it tells."""


def silences(mute: Mute, watch: Listener, move: Move, report: Report | None, directory: Directory) -> bool:
    """Whether a mute of the watch's channel covers the watch, or the move as this report tells it."""
    if (mute.team_id, mute.channel_id) != (watch.team_id, watch.channel_id):
        return False
    tests: Mapping[str, bool] = {
        "watch": mute.key == str(watch.number),
        "company": mute.key in {*directory.lineage(move.from_key), *directory.lineage(move.to_key)},
        "person": any(same_person(mute.key, name, directory) for name in move.people),
        "source": report is not None and mute.key in {report.outlet, *source_keys(report), str(report.feed_id)},
    }
    return tests.get(mute.subject, False)
