"""Names found in text, and the spellings of one person."""

import re

from rapidfuzz import fuzz

from storage.directory import Directory
from storage.keys import family_name, fold

_WORDLESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # scripts written without spaces between words
_CLOSE_GIVEN = 60  # "brett" and "barret" are one given name, "sam" and "anna" are two


def is_wordless(text: str) -> bool:
    """Whether a text holds a script that puts no spaces between words."""
    return bool(_WORDLESS.search(text))


def in_words(folded: str, text: str) -> bool:
    """Whether a folded text stands in another one as whole words (in scripts without spaces: anywhere)."""
    if not folded:
        return False
    told = fold(text)
    return folded in told if is_wordless(folded) else f" {folded} " in f" {told} "


def same_person(key: str, name: str, directory: Directory) -> bool:
    """Whether a name may be a spelling of the person of this key: the same family name and a like given name or initial."""
    other = directory.person_key(name)
    if key == other:
        return True
    if " " not in key or family_name(key) != family_name(other):
        return False
    mine, theirs = key.partition(" ")[0], other.partition(" ")[0]
    if len(mine) == 1 or len(theirs) == 1:
        return mine[0] == theirs[0]
    return mine.startswith(theirs) or theirs.startswith(mine) or fuzz.ratio(mine, theirs) >= _CLOSE_GIVEN
