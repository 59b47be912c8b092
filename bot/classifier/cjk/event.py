"""What one word of moving says: who, from where, to where."""

from dataclasses import dataclass

Place = tuple[str, str | None]
"""An organisation as written and its key in the catalogue, or None."""


@dataclass(slots=True)
class Event:
    """One trigger with its slots filled.

    Attributes:
        trigger: the lexicon tag of the word.
        word: the word itself.
        persons, group: who moves.
        from_org, to_org: organisations, or None.
        inside: whether the mover is said to be at the organisation already.
        former: whether the mover's tie to the organisation named beside them is a past one.
        status: how sure the story is.
        start, end: offsets of the trigger in the statement.
    """

    trigger: str
    word: str
    persons: tuple[str, ...] = ()
    group: str | None = None
    from_org: Place | None = None
    to_org: Place | None = None
    role: str | None = None
    inside: bool = False
    former: bool = False
    status: str = "confirmed"
    start: int = 0
    end: int = 0
