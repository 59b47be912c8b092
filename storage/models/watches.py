"""What was asked for: watches, lists, mutes, and the ways of channels and people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.models.base import ROW, Value


class Watch(Value):
    """What a channel asked to hear of.

    ``number`` is short and stable within the workspace; ``expression`` is the text as typed, in canonical form; ``query``
    and ``filters`` are its parsed form as plain data; ``every`` is ``now``, ``hourly``, ``daily@9`` or ``weekly@mon-9``;
    ``state`` is ``active``, ``paused`` (by a person) or ``broken`` (its channel cannot be posted to: ``reason``).
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    number: int
    channel_id: str
    owner_id: str
    expression: str = Field(sa_type=Text)
    query: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    filters: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    ping: tuple[str, ...] = Field(default=(), sa_type=JSON)
    every: str = Field(default="now", max_length=32)
    state: str = Field(default="active", max_length=16)
    reason: str | None = None
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    hits: int = 0
    hit_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WatchRow(Watch, table=True):
    """Table of watches."""

    __tablename__ = "watch"
    __table_args__ = (UniqueConstraint("team_id", "number"), Index("watch_channel", "team_id", "channel_id"))
    model_config = ROW


class WatchTermRow(Value, table=True):
    """The index from what a move is about to the watches that may want it.

    ``term`` is ``c:COMPANYKEY``, ``p:PERSONKEY`` or ``*`` (must be tried on every move, as a role anywhere).
    """

    __tablename__ = "watch_term"
    __table_args__ = (Index("watch_term_lookup", "term"),)
    model_config = ROW
    watch_id: int = Field(primary_key=True, foreign_key="watch.id", ondelete="CASCADE")
    term: str = Field(primary_key=True, max_length=220)


class WatchNumberRow(Value, table=True):
    """The last number given to a watch of a workspace: numbers are never used twice, not even after a removal."""

    __tablename__ = "watch_number"
    model_config = ROW
    team_id: str = Field(primary_key=True)
    last: int = 0


class NamedList(Value):
    """A list of names of a workspace, ``@portfolio``; ``items`` are ``{"kind", "key", "label"}``."""

    team_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=80)
    items: tuple[dict[str, Any], ...] = Field(default=(), sa_type=JSON)
    by: str = ""
    changed_at: datetime = Field(sa_type=UtcDateTime)


class NamedListRow(NamedList, table=True):
    """Table of lists."""

    __tablename__ = "named_list"
    model_config = ROW


class Mute(Value):
    """Silence in one channel about a ``company``, ``person``, ``source`` or ``watch``, until an instant or (None) for ever."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    channel_id: str
    subject: str = Field(max_length=16)
    key: str = Field(max_length=220)
    label: str = Field(default="", sa_type=Text)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    by: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


class MuteRow(Mute, table=True):
    """Table of mutes."""

    __tablename__ = "mute"
    __table_args__ = (UniqueConstraint("team_id", "channel_id", "subject", "key"),)
    model_config = ROW


class Channel(Value):
    """How a channel wants its alerts.

    ``broadcast`` is ``off``, ``confirmation`` or ``always``; ``quiet`` is ``22-7`` in the channel's time zone or empty;
    ``broken`` is Slack's error while it cannot be posted to; ``next_post_at`` spaces posts over all processes.
    """

    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    name: str = ""
    lang: str = ""
    tz: str = ""
    threads: bool = True
    broadcast: str = Field(default="off", max_length=16)
    quiet: str = Field(default="", max_length=16)
    verified_quiet: bool = False
    empty_digests: bool = False
    broken: str | None = None
    broken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_post_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ChannelRow(Channel, table=True):
    """Table of channels."""

    __tablename__ = "channel"
    model_config = ROW


class Person(Value):
    """A member of a workspace: Slack's locale and zone, and what they chose for themselves (``prefs``)."""

    team_id: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    name: str = ""
    locale: str = ""
    tz: str = ""
    is_admin: bool = False
    prefs: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PersonRow(Person, table=True):
    """Table of members."""

    __tablename__ = "person"
    model_config = ROW
