"""Identity of names: how a name is folded before it is stored, looked up or compared."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a name: case, accents, width, possessive and punctuation do not count; words stay apart by one space."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[’']s\b", "", text)
    return " ".join(_WORD.findall(text))


def name_key(name: str) -> str:
    """The key of a person's name as written; spellings of one person may still differ (see `same`)."""
    return fold(name)[:200]


def family_name(name: str) -> str:
    """The folded family name: the last word of a name in Latin script, the whole of one without spaces."""
    words = fold(name).split()
    return words[-1][:200] if words else ""


def mark(key: str) -> str:
    """The beginning of the digest of a person's key: enough to find their rows where only the digest is known."""
    return digest(key)[:16]


def digest(text: str) -> str:
    """A one-way digest of a folded name, for suppressions that must not store the name itself."""
    return hashlib.sha256(fold(text).encode()).hexdigest()
