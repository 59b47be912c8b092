"""What the stand-in remembers: channels, messages, views, calls, and the faults that are due."""

import fnmatch
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

BOT_TOKEN = "xoxb-standin"
APP_TOKEN = "xapp-standin"
SIGNING_SECRET = "standin-secret"
TEAM = "T0ACME"
BOT_USER = "U0BOT"
ALL_SCOPES = (
    "commands,chat:write,channels:read,groups:read,users:read,im:write,files:write,channels:history,groups:history,im:history,"
    "links:read,links:write,team:read,usergroups:read"
)


@dataclass
class Channel:
    """A channel: who is in it, and whether it can be posted to."""

    id: str
    name: str
    members: set[str]
    private: bool = False
    archived: bool = False
    im: bool = False
    posting_restricted: bool = False


@dataclass
class Posted:
    """A message as Slack stored it, with how often it was edited."""

    ts: str
    channel: str
    args: dict[str, Any]
    edits: int = 0
    deleted: bool = False

    @property
    def text(self) -> str:
        """The top-level text."""
        return str(self.args.get("text", ""))

    @property
    def thread_ts(self) -> str | None:
        """The parent's ts, for a reply."""
        return self.args.get("thread_ts")


@dataclass
class Fault:
    """What is to happen to the next calls of a method (a glob pattern).

    ``drop`` cuts the connection; with ``after_effect`` the call is carried out before it fails; ``error`` is Slack's error
    code; ``status`` an HTTP status; ``retry_after`` seconds make it a 429; ``delay`` seconds pass first. ``times`` calls are hit.
    """

    method: str
    times: int = 1
    drop: bool = False
    after_effect: bool = False
    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    delay: float = 0.0


@dataclass
class State:
    """Everything of one workspace."""

    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Posted] = field(default_factory=list)
    ephemerals: list[dict[str, Any]] = field(default_factory=list)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    scopes: str = ALL_SCOPES
    token_revoked: bool = False
    counter: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add_channel(
        self, channel_id: str, name: str, *, members: set[str] | None = None, bot: bool = True, **more: bool
    ) -> Channel:
        """Make a channel; the bot is in it unless said otherwise."""
        channel = Channel(channel_id, name, set(members or set()) | ({BOT_USER} if bot else set()), **more)
        self.channels[channel_id] = channel
        return channel

    def add_user(self, user_id: str, name: str, *, locale: str = "en-US", tz: str = "UTC", is_admin: bool = False) -> None:
        """Make a member."""
        self.users[user_id] = {
            "id": user_id,
            "name": name,
            "real_name": name.title(),
            "locale": locale,
            "tz": tz,
            "is_admin": is_admin,
            "team_id": TEAM,
            "is_bot": False,
            "profile": {"display_name": name},
        }

    def direct(self, user_id: str) -> Channel:
        """The direct-message channel between a member and the app."""
        channel_id = f"D{user_id[1:]}"
        return self.channels.get(channel_id) or self.add_channel(channel_id, "directmessage", members={user_id}, im=True)

    def next_ts(self) -> str:
        """A message's timestamp, unique and growing."""
        return f"{int(time.time())}.{next(self.counter):06}"

    def due_fault(self, method: str) -> Fault | None:
        """Take the first fault that hits this call."""
        for fault in self.faults:
            if fault.times > 0 and fnmatch.fnmatch(method, fault.method):
                fault.times -= 1
                return fault
        return None

    def in_channel(self, channel_id: str, *, replies: bool = False) -> list[Posted]:
        """The visible messages of a channel, oldest first; parents only unless `replies`."""
        found = [m for m in self.messages if m.channel == channel_id and not m.deleted]
        return [m for m in found if replies or m.thread_ts is None or m.args.get("reply_broadcast")]
