"""The life of an alert: what changed between what a posted message says and what is known now. Pure."""

from dataclasses import dataclass
from typing import Any

from storage.models import Move


@dataclass(frozen=True, slots=True)
class Change:
    """What a posted alert must be told of.

    Attributes:
        what: ``none``, ``outlet`` (told by one more), ``people`` (extended by a person), ``status`` or ``facts`` (another
            organisation, kind or role was established).
        retitle: whether the parent is edited in more than its count of outlets.
        broadcast: whether the thread line is important enough for a channel that chose broadcasts on confirmation.
        people: the people who were not in the posted message.
    """

    what: str
    retitle: bool = False
    broadcast: bool = False
    people: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether the posted message already says all."""
        return self.what == "none"

    def broadcasts(self, choice: str) -> bool:
        """Whether its thread line also goes to a channel that chose ``off``, ``confirmation`` or ``always``."""
        return choice == "always" or (choice == "confirmation" and self.broadcast)


def shown_of(move: Move) -> dict[str, Any]:
    """What a message about this move says, as plain data to be kept with the alert (`Alert.shown`)."""
    return {
        "status": move.status,
        "kind": move.kind,
        "people": list(move.people),
        "reports": move.reports,
        "from": move.from_key,
        "to": move.to_key,
        "role": move.role,
    }


def changes(before: dict[str, Any], move: Move) -> Change:
    """Compare what a posted message says (see `shown_of`) with the move as it is known now; the weightiest change wins.

    A person who is gone from it is edited out without a word.
    """
    now = shown_of(move)
    told = {**now, **before}  # an alert that keeps nothing was never shown: nothing can have changed
    new = tuple(name for name in now["people"] if name not in told["people"])
    if now["status"] != told["status"]:
        return Change("status", retitle=True, broadcast=now["status"] != "reported")
    if new and len(now["people"]) > len(told["people"]):
        return Change("people", retitle=True, people=new)
    if new or any(now[name] != told[name] for name in ("kind", "from", "to", "role")):
        return Change("facts", retitle=True)
    return Change("outlet" if now["reports"] > told["reports"] else "none")


def earlier_statuses(move: Move) -> tuple[str, ...]:
    """The statuses that a move had before the present one, in order (see `Move.history`)."""
    pairs = [change.get("changes", {}).get("status") for change in move.history]
    return tuple(str(pair[0]) for pair in pairs if pair)
