"""The door's values: what goes into the classifier and what comes out."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["join", "leave", "return", "found", "promote", "board"]
Status = Literal["confirmed", "reported", "denied"]


@dataclass(frozen=True, slots=True)
class Story:
    """One news story as a feed gives it.

    Attributes:
        title: headline, plain text or HTML; may be empty.
        summary: teaser, plain text or HTML.
        content: full text of the article where the feed or the fetched page gave it; only its first 2,000 words are read.
        lang: ISO 639-1 code (``en``, ``fr``, ``de``, ``es``, ``zh``, ``ja``) or None to have it recognised.
        outlet: name or host of who tells it; kept out of the people and organisations found.
    """

    title: str
    summary: str = ""
    content: str = ""
    lang: str | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's allegation about why a person left: never a fact, never without its source."""

    text: str
    source: str | None


@dataclass(frozen=True, slots=True)
class MoveRead:
    """One move read off a story; people who make the same move together share it.

    Attributes:
        persons: movers in the fullest form given; empty where none is named.
        group: the words for unnamed movers, else None.
        from_org, to_org: organisations as written (canonical name where the catalogue knows them), None if not stated.
        from_key, to_key: the catalogue's id of the organisation, or None where it is not in the catalogue.
        role: the post taken, or else the post left.
        evidence: the sentence it rests on, verbatim, in its language.
        announced_by: who announced it or is cited for it, with where ("Fidji Simo, on X"), or None.
        claims: allegations kept apart from the move.
    """

    persons: tuple[str, ...]
    group: str | None
    from_org: str | None
    to_org: str | None
    role: str | None
    kind: Kind
    status: Status
    evidence: str
    from_key: str | None = None
    to_key: str | None = None
    announced_by: str | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the reading, for people who ask why: a name for the stage and what was found in it."""

    stage: str
    found: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The verdict on a story.

    Attributes:
        score: probability in [0, 1] that the story reports a move; calibrated; ranks stories.
        reason: one short English sentence that says what decided.
        lang: language the story was read in.
        trace: the stages in order, for ``/moves why`` and ``moves classify --explain``.
    """

    is_move: bool
    score: float
    reason: str
    lang: str
    moves: tuple[MoveRead, ...] = ()
    trace: tuple[Step, ...] = field(default=())
