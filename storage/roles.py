"""Posts by any of their names: a CTO is a chief technology officer is a directrice technique."""

import json
from functools import cache, lru_cache
from pathlib import Path

from storage.keys import fold
from storage.names import in_words


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    groups = json.loads(Path(__file__).with_name("roles.json").read_text(encoding="utf-8"))
    return {fold(name): tuple(map(fold, group)) for group in groups for name in group}


@lru_cache(maxsize=2048)
def role_names(wanted: str) -> tuple[str, ...]:
    """All folded names of a post, the one asked for first."""
    folded = fold(wanted)
    return tuple(dict.fromkeys((folded, *_groups().get(folded, ()))))


def role_says(role: str | None, wanted: str) -> bool:
    """Whether a post, as told, is the one asked for by any of its names, in whole words."""
    return bool(role) and any(in_words(name, role or "") for name in role_names(wanted))
