"""Who uses it: workspaces, what was changed by whom, events already handled."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.models.base import ROW, Value


class Workspace(Value):
    """A Slack workspace.

    ``settings`` are its admins' choices; ``left_at`` is set when it uninstalls, and its data is erased 30 days later.
    """

    team_id: str = Field(primary_key=True)
    enterprise_id: str | None = None
    name: str = ""
    bot_user_id: str = ""
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    installed_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class WorkspaceRow(Workspace, table=True):
    """Table of workspaces."""

    __tablename__ = "workspace"
    model_config = ROW


class AuditLine(Value):
    """A change that somebody made, for `/moves log`."""

    id: int | None = Field(default=None, primary_key=True)
    team_id: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = ""
    action: str = Field(max_length=40)
    subject: str = Field(default="", sa_type=Text)
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class AuditRow(AuditLine, table=True):
    """Table of changes."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_team", "team_id", "at"),)
    model_config = ROW


class HandledEventRow(Value, table=True):
    """Slack retries events; one that was handled is not handled again."""

    __tablename__ = "handled_event"
    model_config = ROW
    event_id: str = Field(primary_key=True, max_length=80)
    at: datetime = Field(sa_type=UtcDateTime)
