"""What goes out: alerts, and the outbox through which everything that Slack shows is sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.models.base import ROW, Value


class Alert(Value):
    """One message of ours about one move in one channel.

    ``state`` is ``pending``, ``sent``, ``held`` (kept for a digest or while the channel is broken) or ``withdrawn``;
    ``shown`` is what the posted message said (status, kind, people, reports), so that a later report knows what changed.
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    channel_id: str
    move_id: int = Field(foreign_key="move.id", ondelete="CASCADE")
    watch_ids: tuple[int, ...] = Field(default=(), sa_type=JSON)
    state: str = Field(default="pending", max_length=16)
    ts: str | None = None
    bundle_ts: str | None = None
    shown: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AlertRow(Alert, table=True):
    """Table of alerts; a channel hears of a move once."""

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("team_id", "channel_id", "move_id"),
        Index("alert_move", "move_id"),
        Index("alert_recent", "team_id", "channel_id", "created_at"),
        Index("alert_ts", "team_id", "channel_id", "ts"),
    )
    model_config = ROW


class Delivery(Value):
    """One thing to be sent to Slack, in order per channel.

    ``op`` is ``alert`` (post it), ``update`` (edit it), ``reply`` (a line in its thread), ``bundle``, ``digest``,
    ``message`` or ``dm``; ``payload`` is what that op needs beside the alert. ``dedupe`` makes a second enqueue of the
    same thing harmless. ``state`` is ``pending``, ``doubtful`` (sent, but no answer came: look before sending again),
    ``done``, ``waiting`` (the channel cannot be posted to), ``unsure`` (the same, and doubtful) or ``dropped`` (with the reason
    in ``error``).
    """

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    channel_id: str
    op: str = Field(max_length=16)
    alert_id: int | None = Field(default=None, foreign_key="alert.id", ondelete="CASCADE")
    dedupe: str = Field(max_length=200)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="pending", max_length=16)
    attempts: int = 0
    not_before: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_owner: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ts: str | None = None
    error: str | None = Field(default=None, sa_type=Text)


class DeliveryRow(Delivery, table=True):
    """The outbox."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("dedupe"),
        Index("delivery_due", "state", "not_before"),
        Index("delivery_channel", "team_id", "channel_id", "state", "id"),
    )
    model_config = ROW


class DigestRow(Value, table=True):
    """A digest that was made: its watch and the slot it covers, so that none is made twice."""

    __tablename__ = "digest"
    model_config = ROW
    watch_id: int = Field(primary_key=True, foreign_key="watch.id", ondelete="CASCADE")
    slot: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    made_at: datetime = Field(sa_type=UtcDateTime)
