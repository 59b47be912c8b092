"""What a text of `/moves` is parsed into, before any name is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from storage.criteria import Filters

FOREVER = timedelta.max


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a query names, not yet looked up.

    Attributes:
        text: the words as typed, without their quotes.
        kind: ``company``, ``person``, ``sector``, ``text``, ``list``, ``all`` where the text itself says so, else empty.
        exact: whether it stood in quotes, so that no word in it means anything else.
        ends: the two sides of an arrow; the text of a side left open is empty.
    """

    text: str = ""
    kind: str = ""
    exact: bool = False
    ends: tuple["Phrase", "Phrase"] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One command, understood.

    Attributes:
        verb: canonical name (see `verbs.VERBS`).
        phrase: what it is about, or None.
        filters: what must hold besides.
        args: its other positional arguments by the name of their slot.
        options: ``to``, ``every``, ``sort``, ``n``, ``page``, ``as``, ``by``, ``share`` in canonical form.
        ping: whom to notify, as Slack writes mentions (``<@U1>``, ``<!subteam^S1>``).
        lasting: how long, for verbs that ask for it; `FOREVER` without end, None where it is not said.
        text: the command as it was typed.
    """

    verb: str
    phrase: Phrase | None = None
    filters: Filters = field(default_factory=Filters)
    args: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    ping: tuple[str, ...] = ()
    lasting: timedelta | None = None
    text: str = ""
