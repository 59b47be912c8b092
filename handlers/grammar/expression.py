"""Queries and filters back into text: the canonical form that is stored, shown, and parsed to the same again."""

import re
from collections.abc import Iterable

from handlers.grammar import vocabulary
from handlers.grammar.tokens import ARROW, QUOTES
from handlers.texts import DEFAULT_LANG, LANGS
from storage.criteria import Clause, Filters, Query

_PLAIN = re.compile(r"[\w][\w.&'’+-]*(?: [\w&][\w.&'’+-]*)*")


def expression(query: Query, filters: Filters) -> str:
    """The text of a query with its filters, in canonical words."""
    said = filters_text(filters)
    if query.kind == "all":
        return said or "all"
    return f"{query_text(query)} {said}".strip()


def query_text(query: Query) -> str:
    """The text of a query alone."""
    if query.kind == "corridor":
        return " -> ".join("" if part.kind == "all" else query_text(part) for part in query.parts).strip()
    if query.kind == "any":
        return ", ".join(query.label.split(",")).replace(",  ", ", ") if query.label else ", ".join(map(query_text, query.parts))
    if query.kind == "role":
        return " at ".join([query.label, *(part.label for part in query.parts)])
    if query.kind == "list":
        return f"@{query.key}"
    name = query.label or query.key
    if query.kind == "company":
        return name if _is_plain(name) else f"company:{_quoted(name)}"
    return "all" if query.kind == "all" else f"{query.kind}:{_quoted(name)}"


def filters_text(filters: Filters) -> str:
    """The text of filters, each a word with its colon; empty where there is none."""
    said = [filters.direction, *map(_clause, filters.clauses)]
    said += [f"conf:{filters.conf:g}"] if filters.conf else []
    said += [f"since:{filters.since:%Y-%m-%d}"] if filters.since else []
    return " ".join(filter(None, said))


def _clause(clause: Clause) -> str:
    return f"{'-' if clause.negated else ''}{clause.key}:{','.join(map(_value, clause.values))}"


def _value(value: str) -> str:
    return value if re.fullmatch(r"[^\s,\"]+", value) else f'"{_bare(value)}"'


def _quoted(name: str) -> str:
    return f'"{_bare(name)}"'


def _bare(text: str) -> str:
    return " ".join(text.translate(QUOTES).replace('"', " ").split())


def _is_plain(name: str) -> bool:
    """Whether a name typed bare means itself: no verb, filter, joint or sign of the grammar is in it."""
    words = name.split()
    if not words or not _PLAIN.fullmatch(name) or ARROW in name:
        return False
    return not any(_means_something(word, first=not place) for place, word in enumerate(words))


def _means_something(word: str, *, first: bool) -> bool:
    folded = vocabulary.folded(word)
    joints: Iterable[frozenset[str]] = (vocabulary.connectors(lang, subject) for lang in LANGS for subject in ("arrows", "at"))
    return (
        bool(first and vocabulary.verb(word, DEFAULT_LANG))
        or vocabulary.value("direction", word, DEFAULT_LANG) is not None
        or vocabulary.value("share", word, DEFAULT_LANG) is not None
        or bool(re.match(r"\d", word))
        or any(folded in joint for joint in joints)
    )
