"""Names that somebody pasted → what they are: known, ambiguous with what they could be, or unknown. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.criteria import Query
from storage.directory import Directory
from storage.keys import fold
from storage.prefixes import Prefixes

MOST = 500
_CHOICES = 4
_COMPARED = 80  # names for which close spellings are sought; comparing is slow
_PARTS = re.compile(r"[\n\r,;\t，；、]+")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that is none of the known ones, and those it could be."""

    name: str
    choices: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Names by what is known of them."""

    known: tuple[Query, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    unknown: tuple[str, ...] = ()


def names_in(text: str) -> list[str]:
    """The names in a pasted text, one a line or parted by commas, each once."""
    parts = (" ".join(part.split()).strip(" \"'•*-")[:_LONGEST] for part in _PARTS.split(text))
    return list({fold(part): part for part in parts if fold(part)}.values())


def sort_names(names: Sequence[str], directory: Directory, prefixes: Prefixes) -> Sorted:
    """Tell known names from those that could be several things and those nothing is known of."""
    known: dict[tuple[str, str], Query] = {}
    ambiguous, unknown = [], []
    compared = 0
    for name in names:
        if exact := _exact(name, directory):
            known[exact.kind, exact.key] = exact
            continue
        compared += 1
        found = _near(name, directory, prefixes) if compared <= _COMPARED else ()
        if found:
            ambiguous.append(Ambiguous(name, found))
        else:
            unknown.append(name)
    return Sorted(tuple(known.values()), tuple(ambiguous), tuple(unknown))


def _exact(name: str, directory: Directory) -> Query | None:
    if company := directory.company(name):
        return Query("company", company.key, company.name)
    return Query("person", directory.person_key(name), name) if fold(name) in directory.people else None


def _near(name: str, directory: Directory, prefixes: Prefixes) -> tuple[Query, ...]:
    companies = [*directory.close(name), *prefixes.companies(name, _CHOICES)]
    found = {company.key: Query("company", company.key, company.name) for company in companies}
    return tuple(found.values())[:_CHOICES]
