"""Which calls Slack asked us to hold back: a channel is one matter, a whole workspace another."""

from dataclasses import dataclass, field
from datetime import datetime

from storage.models import Delivery


def method_of(op: str) -> str:
    """The method of Slack's that an op calls, as far as limits go: edits and posts are counted apart."""
    return "update" if op == "update" else "post"


@dataclass(slots=True)
class Pacing:
    """What this process was told with status 429; what others share of it is on the rows of the outbox."""

    _until: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _last: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)

    def limited(self, delivery: Delivery, until: datetime, now: datetime) -> bool:
        """Slack refused a delivery until an instant; say whether that holds for the whole workspace.

        Edits are limited per workspace. Posts are limited per channel first; a second channel refused while the first
        one's time is not over means that it is the workspace.
        """
        key = (delivery.team_id, method_of(delivery.op))
        channel, before = self._last.get(key, ("", now))
        self._last[key] = (delivery.channel_id, until)
        is_wide = key[1] == "update" or (channel not in {"", delivery.channel_id} and before > now)
        if is_wide:
            self._until[key] = max(until, self._until.get(key, until))
        return is_wide

    def blocked_until(self, delivery: Delivery, now: datetime) -> datetime | None:
        """Until when a delivery must be held back, or None where it may go."""
        until = self._until.get((delivery.team_id, method_of(delivery.op)))
        return until if until is not None and until > now else None
