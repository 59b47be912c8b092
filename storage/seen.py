"""A move as one workspace sees it: with its own corrections, and without the people it was asked to forget. Pure."""

from collections.abc import Collection, Iterable

from storage.directory import Directory
from storage.keys import digest
from storage.models import Correction, Move
from storage.redaction import redact

WITHDRAWING = ("not_a_move", "old_news", "duplicate", "forgotten")
"""What makes an alert void, and its move absent from answers, where a workspace said so."""

_CORRECTABLE = {"people", "group_words", "from_org", "to_org", "from_key", "to_key", "role", "kind"}


def as_corrected(move: Move, correction: Correction | None) -> Move:
    """The move with the right values that a workspace put in place of wrong ones."""
    if correction is None or correction.verdict != "wrong":
        return move
    changes = {name: value for name, value in correction.changes.items() if name in _CORRECTABLE}
    if "people" in changes:
        changes["people"] = tuple(changes["people"])
    return move.model_copy(update=changes)


def is_withdrawn(correction: Correction | None) -> bool:
    """Whether a workspace said that there is no such move, or that it was no news."""
    return correction is not None and correction.verdict == "wrong" and correction.what in WITHDRAWING


def digests_of(name: str, directory: Directory) -> set[str]:
    """The digests under which a person may be suppressed: the name as written and the catalogue's spelling."""
    return {digest(name), digest(directory.person_key(name))}


def without_suppressed(move: Move, suppressed: Collection[str], directory: Directory) -> Move | None:
    """The move without people who are to be forgotten, also out of its quotations; None where nobody else is in it."""
    if not suppressed:
        return move
    gone = [name for name in move.people if digests_of(name, directory) & set(suppressed)]
    if not gone:
        return move
    kept = tuple(name for name in move.people if name not in gone)
    if not kept and not move.group_words:
        return None
    return move.model_copy(
        update={
            "people": kept,
            "evidence": redact(move.evidence, gone),
            "announced_by": redact(move.announced_by, gone) if move.announced_by else None,
            "role": redact(move.role, gone) if move.role else None,
            "claims": tuple({**claim, "text": redact(claim.get("text", ""), gone)} for claim in move.claims),
        }
    )


def newest(corrections: Iterable[Correction]) -> Correction | None:
    """The correction that counts, of those that one workspace made of one move."""
    return max(corrections, key=lambda one: (one.at, one.id or 0), default=None)
