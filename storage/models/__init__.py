"""The stored values and their tables; importing it makes the metadata complete."""

from sqlmodel import SQLModel

from storage.models.alerts import Alert, AlertRow, Delivery, DeliveryRow, DigestRow
from storage.models.base import Value
from storage.models.installations import BOTS, INSTALLATIONS, STATES
from storage.models.moves import (
    KINDS,
    STATUSES,
    Correction,
    CorrectionRow,
    Move,
    MoveRow,
    MoverRow,
    Report,
    ReportRow,
    Suppression,
    SuppressionRow,
)
from storage.models.press import Entry, EntryRow, Feed, FeedRow, Fetch, FetchRow, MentionRow, SeenRow, Source, SourceRow
from storage.models.watches import (
    Channel,
    ChannelRow,
    Mute,
    MuteRow,
    NamedList,
    NamedListRow,
    Person,
    PersonRow,
    Watch,
    WatchNumberRow,
    WatchRow,
    WatchTermRow,
)
from storage.models.workspaces import AuditLine, AuditRow, HandledEventRow, Workspace, WorkspaceRow

METADATA = SQLModel.metadata

__all__ = [
    "BOTS",
    "INSTALLATIONS",
    "KINDS",
    "METADATA",
    "STATES",
    "STATUSES",
    "Alert",
    "AlertRow",
    "AuditLine",
    "AuditRow",
    "Channel",
    "ChannelRow",
    "Correction",
    "CorrectionRow",
    "Delivery",
    "DeliveryRow",
    "DigestRow",
    "Entry",
    "EntryRow",
    "Feed",
    "FeedRow",
    "Fetch",
    "FetchRow",
    "HandledEventRow",
    "MentionRow",
    "Move",
    "MoveRow",
    "MoverRow",
    "Mute",
    "MuteRow",
    "NamedList",
    "NamedListRow",
    "Person",
    "PersonRow",
    "Report",
    "ReportRow",
    "SeenRow",
    "Source",
    "SourceRow",
    "Suppression",
    "SuppressionRow",
    "Value",
    "Watch",
    "WatchNumberRow",
    "WatchRow",
    "WatchTermRow",
    "Workspace",
    "WorkspaceRow",
]
