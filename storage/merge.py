"""What one more account changes in a known move. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.directory import Directory
from storage.models import Move
from storage.same import matches

_FILLED = ("from_org", "from_key", "to_org", "to_key", "role", "group_words", "announced_by")
_LEVELS = ("ic", "dir", "vp", "c", "founder")
_TOLD_LATER = {"leave": ("join", "return", "found", "promote"), "join": ("return", "found"), "promote": ("return",)}
_WEIGHTS = {"reported": 0, "confirmed": 1, "denied": 1, "reversed": 2}


@dataclass(frozen=True, slots=True)
class Merged:
    """A move after one more account of it, and what that changed: ``(before, after)`` by field."""

    move: Move
    changes: Mapping[str, tuple[Any, Any]]


def merged(known: Move, told: Move, directory: Directory) -> Merged:
    """Take a further account into a known move: what was missing is filled in, what was vague becomes definite.

    The first account stays what is quoted. A confirmation or a denial counts over a mere report, the newest of them most.
    """
    ends = _ends(known, told, directory)
    new = {name: getattr(told, name) for name in _FILLED if getattr(known, name) is None} | ends
    new["people"] = _people(known, told, directory)
    new["kind"] = told.kind if told.kind in _TOLD_LATER.get(known.kind, ()) else known.kind
    new["status"] = _status(known, told)
    new["level"] = max(known.level, told.level, key=_LEVELS.index)
    if new["people"] and not known.people:
        new["group_words"] = known.group_words
    changes = {name: (before, after) for name, after in new.items() if (before := getattr(known, name)) != after}
    counted = {
        "reports": known.reports + 1,
        "confidence": max(known.confidence, told.confidence),
        "said_at": min(known.said_at, told.said_at),
        "shared": known.shared or told.shared,
        "claims": (*known.claims, *(claim for claim in told.claims if claim not in known.claims)),
        "changed_at": told.seen_at,
        "history": (*known.history, *_history(changes, told)),
    }
    return Merged(known.model_copy(update=new | counted), changes)


def as_reversed(known: Move, by: Move) -> Merged:
    """A move that another one undid."""
    changes = {"status": (known.status, "reversed")} if known.status != "reversed" else {}
    history = (*known.history, *_history(changes, by, by=by.id))
    update = {"status": "reversed", "changed_at": by.seen_at, "history": history}
    return Merged(known.model_copy(update=update), changes)


def _ends(known: Move, told: Move, directory: Directory) -> dict[str, Any]:
    """Names and keys of organisations go together; one of the catalogue takes the place of none, or of one that nobody knows."""
    new: dict[str, Any] = {}
    if known.kind == "leave" and told.kind == "promote" and known.from_key == told.to_key:
        return {name: getattr(told, name) for name in ("from_org", "from_key", "to_org", "to_key")}
    for end in ("from", "to"):
        before, after = getattr(known, f"{end}_key"), getattr(told, f"{end}_key")
        better = before is None or (after in directory.companies and before not in directory.companies)
        source = told if better and not _crosses(known, told, end) else known
        new |= {name: getattr(source, name) for name in (f"{end}_org", f"{end}_key")}
    return new


def _crosses(known: Move, told: Move, end: str) -> bool:
    """Whether filling this end would make a move from a house to itself: a promotion told as leaving a post."""
    other = known.to_key if end == "from" else known.from_key
    return other is not None and getattr(told, f"{end}_key") == other


def _people(known: Move, told: Move, directory: Directory) -> tuple[str, ...]:
    """The known people, each in the fullest spelling, then the newcomers."""
    if not told.people:
        return known.people
    again = matches(told.people, known.people, directory)
    fuller = {old: new for new, old in again.items() if _is_fuller(new, old)}
    newcomers = (name for name in told.people if name not in again)
    return tuple(dict.fromkeys((*(fuller.get(name, name) for name in known.people), *newcomers)))


def _is_fuller(new: str, old: str) -> bool:
    """Whether a name adds a given name to a bare family name; other spellings stay as they were first told."""
    return len(old.split()) == 1 and len(new.split()) > 1 and old.isascii()


def _status(known: Move, told: Move) -> str:
    if known.status == "reversed" or _WEIGHTS.get(told.status, 0) == 0:
        return known.status
    return told.status


def _history(changes: Mapping[str, tuple[Any, Any]], told: Move, **more: Any) -> tuple[dict[str, Any], ...]:
    if not changes:
        return ()
    told_of = {name: [list(x) if isinstance(x, tuple) else x for x in pair] for name, pair in changes.items()}
    return ({"at": told.seen_at.isoformat(), "changes": told_of, **more},)
