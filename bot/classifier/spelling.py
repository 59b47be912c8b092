"""The fullest form that a story gives of a name, and what its abbreviations stand for."""

import re
from collections.abc import Sequence

from bot.classifier.clause import Clause
from bot.classifier.facts import Org, fold


def full_names(clauses: Sequence[Clause]) -> dict[str, str]:
    """Map every single family or given name to the fullest form of it that the story has."""
    named = [c.text for clause in clauses for c in clause.chunks if c.label == "P"]
    full = [n for n in named if " " in n]
    table: dict[str, str] = {}
    for name in named:
        if " " in name:
            continue
        for other in full:
            parts = [part for part in fold(other).split() if part not in ("jr", "sr", "ii", "iii")]
            if fold(name) in (parts[-1], " ".join(parts[1:])) or (fold(name) == parts[0] and len(name) > 3):  # noqa: PLR2004 - shorter words stand for too many names
                table.setdefault(name, other)
    return table


def org_aliases(clauses: Sequence[Clause]) -> dict[str, Org]:
    """Map an abbreviation to the name that the story gives with it: "Institut du monde arabe (IMA)"."""
    table: dict[str, Org] = {}
    for clause in clauses:
        line = "".join(c.label for c in clause.chunks)
        for match in re.finditer("O<O>", line):  # the story says itself what the abbreviation stands for
            whole, short = clause.chunks[match.start()], clause.chunks[match.start() + 2]
            initials = "".join(word[0] for word in re.findall(r"\w+", whole.text)).lower()
            if len(short.text) > 1 and set(short.text.lower()) <= set(initials):
                table[short.text] = Org(whole.text, whole.key)
    _by_initials(clauses, table)
    return table


def _by_initials(clauses: Sequence[Clause], table: dict[str, Org]) -> None:
    """Add abbreviations that fit the initials of another organisation of the story."""
    orgs = {c.text: c for clause in clauses for c in clause.chunks if c.label == "O"}
    for short, chunk in orgs.items():
        if not (short.isupper() and 2 <= len(short) <= 6) or short in table:  # noqa: PLR2004 - abbreviations have two to six letters
            continue
        if chunk.key:
            known = next((o for o in orgs.values() if o.key == chunk.key and " " in o.text), chunk)
            table[short] = Org(known.text, known.key)
            continue
        for whole, other in orgs.items():
            initials = "".join(w[0] for w in re.findall(r"\w+", whole) if len(w) > 3 or w[0].isupper())  # noqa: PLR2004 - shorter words are articles and prepositions
            if len(initials) > 1 and initials.upper() == short:
                table[short] = Org(whole, other.key)
