"""The values that pass from one sentence's frames to the whole story's moves."""

from dataclasses import dataclass

from bot.classifier.reading import Kind


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation as written, with the catalogue's key where it is known."""

    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What one trigger of one sentence says.

    Attributes:
        persons: movers named; empty where only ``group`` tells of them.
        frame: the frame that was filled, with its flags.
        insider: the text says that the mover was already inside.
        sentence: index of the sentence in the story; 0 is the title's first.
        distance: chunks between the trigger and the mover.
    """

    persons: tuple[str, ...]
    group: str | None
    origin: Org | None
    goal: Org | None
    role: str | None
    kind: Kind
    frame: str
    flags: frozenset[str]
    trigger: str
    sentence: int
    evidence: str
    distance: int
    former: bool = False
    insider: bool = False
    status: str = "confirmed"
    past: bool = False
    negated: bool = False
    holder: str | None = None
    person_score: float = 0.0
    mover: str = ""
    counted: bool = False
    at: int = 0
    mover_at: int = 0


def fold(name: str) -> str:
    """A name for comparison: lower case, no dots."""
    return name.lower().replace(".", "").replace("the ", "")
