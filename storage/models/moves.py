"""What was learnt: moves, the people in them, the reports of them, and what people said of our reading."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.models.base import ROW, Value

KINDS = ("join", "leave", "return", "found", "promote", "board")
STATUSES = ("reported", "confirmed", "denied", "reversed")


class Move(Value):
    """A change of organisation or post: one fact, however many outlets tell it.

    ``people`` are names as shown; ``group_words`` describe movers who are not named. ``from_key`` and ``to_key`` are the
    catalogue's ids or, for companies it does not know, folded names. ``level`` is ``founder``, ``c``, ``vp``, ``dir`` or
    ``ic``. ``said_at`` is when the first report was published. ``claims`` are allegations, each ``{"text", "source"}``.
    ``shared`` is false while only feeds of single workspaces told it.
    """

    id: int | None = Field(default=None, primary_key=True)
    people: tuple[str, ...] = Field(default=(), sa_type=JSON)
    group_words: str | None = Field(default=None, sa_type=Text)
    from_org: str | None = None
    to_org: str | None = None
    from_key: str | None = None
    to_key: str | None = None
    role: str | None = Field(default=None, sa_type=Text)
    level: str = Field(default="ic", max_length=16)
    kind: str = Field(max_length=16)
    status: str = Field(max_length=16)
    evidence: str = Field(default="", sa_type=Text)
    lang: str = ""
    announced_by: str | None = Field(default=None, sa_type=Text)
    claims: tuple[dict[str, Any], ...] = Field(default=(), sa_type=JSON)
    confidence: float = 0.0
    said_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    reports: int = 1
    shared: bool = True
    alertable: bool = False
    history: tuple[dict[str, Any], ...] = Field(default=(), sa_type=JSON)


class MoveRow(Move, table=True):
    """Table of moves."""

    __tablename__ = "move"
    __table_args__ = (
        Index("move_to", "to_key", "said_at"),
        Index("move_from", "from_key", "said_at"),
        Index("move_said", "said_at"),
    )
    model_config = ROW


class MoverRow(Value, table=True):
    """A person in a move, by folded name (``key``) and by family name (``family``), so that spellings can be found again.

    ``mark`` begins the digest of the key: people who asked to be forgotten are known by their digest alone.
    """

    __tablename__ = "mover"
    __table_args__ = (Index("mover_key", "key"), Index("mover_family", "family"), Index("mover_mark", "mark"))
    model_config = ROW
    move_id: int = Field(primary_key=True, foreign_key="move.id", ondelete="CASCADE")
    key: str = Field(primary_key=True, max_length=200)
    family: str = Field(default="", max_length=200)
    name: str = Field(default="", sa_type=Text)
    mark: str = Field(default="", max_length=16)


class Report(Value):
    """One outlet's account of a move."""

    id: int | None = Field(default=None, primary_key=True)
    move_id: int = Field(foreign_key="move.id", ondelete="CASCADE")
    entry_id: int | None = Field(default=None, foreign_key="entry.id", ondelete="SET NULL")
    feed_id: int | None = Field(default=None, foreign_key="feed.id", ondelete="SET NULL")
    story_key: str = Field(max_length=64)
    outlet: str = ""
    url: str = Field(default="", sa_type=Text)
    title: str = Field(default="", sa_type=Text)
    lang: str = ""
    kind: str = Field(default="", max_length=16)
    status: str = Field(default="", max_length=16)
    evidence: str = Field(default="", sa_type=Text)
    announced_by: str | None = Field(default=None, sa_type=Text)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)


class ReportRow(Report, table=True):
    """Table of reports."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("move_id", "story_key"),
        Index("report_entry", "entry_id"),
        Index("report_story", "story_key"),
        Index("report_outlet", "outlet"),
    )
    model_config = ROW


class Correction(Value):
    """What a workspace said of a move: ``right``, or ``wrong`` with what is wrong and what it should be (``changes``)."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    move_id: int = Field(foreign_key="move.id", ondelete="CASCADE")
    verdict: str = Field(max_length=8)
    what: str = Field(default="", max_length=32)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    by: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


class CorrectionRow(Correction, table=True):
    """Table of corrections; the newest of a workspace counts."""

    __tablename__ = "correction"
    __table_args__ = (Index("correction_move", "team_id", "move_id"),)
    model_config = ROW


class Suppression(Value):
    """A person who asked to be forgotten; ``team_id`` is empty where the operator did it for the whole installation.

    Only a digest of the folded name is kept, so that the suppression does not itself store the name.
    """

    team_id: str = Field(primary_key=True)
    digest: str = Field(primary_key=True, max_length=64)
    by: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


class SuppressionRow(Suppression, table=True):
    """Table of suppressed people."""

    __tablename__ = "suppression"
    model_config = ROW
