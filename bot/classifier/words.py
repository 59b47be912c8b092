"""The words of a language, loaded once from ``lexicon/<language>/``; code holds mechanism, these files hold words."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.classifier.catalogue import load_catalogue

LATIN = ("en", "fr", "de", "es")
_LEXICON = files("bot.classifier") / "lexicon"


class Trigger(NamedTuple):
    """A verb or noun that tells of a move: the frame it opens, its flags, and a later part it needs (separable verbs)."""

    frame: str
    flags: frozenset[str]
    tail: str | None = None


_ELIDED = re.compile(r"^(?:l|d|qu|n|s|j|c|m|jusqu)'(?=\w)")
Node = dict[str, "Node | list[Trigger] | str"]
LEAF = "\0"


@dataclass(frozen=True, slots=True)
class Words:
    """What the reader knows of one language.

    Attributes:
        labels: lower-case word → one-letter label of a function word.
        phrases: trie of multi-word labels, roles and triggers, by lower-case token.
        locatives: prepositions that bring a place rather than an employer, where the name is unknown ("factrice à Bizonnes").
        reports: verbs of reporting right behind an outlet ("Acme Times reported").
        cited_by: what leads to who is only cited ("according to").
        owners: nouns between a product or parent and the firm meant ("iPhone maker Apple"); ``units``: parts of firms ("unit").
        not_own: verbs that show that "his" or "her" departure is somebody else's ("accepted her resignation").
        active_endings: endings of verbs that are active behind "is" ("is hiring").
        tenures: what somebody did who held the post that is told of ("had been in the role").
        org_posts: posts whose "of" always leads to an organisation ("CEO of").
        patrons: words before the name of a saint or king that an institution bears ("St. Mary's Hospital").
        lead_posts: verbs of leading that are also posts ("propulsion lead").
        abbreviations: posts in letters, with what they stand for.
        person_relatives: relative pronouns that only stand for people ("who").
        inside_owners: words for the firm itself before a post of its own ("its").
        months: months that are also words or names ("May").
        pronouns: personal pronouns in all their forms, each with the word it is a form of; ``past_verbs``: irregular ones.
        pairs: label of several words that work as one ("at least").
        makers: posts whose "of" names a work rather than an employer ("the creator of").
        perfect: auxiliaries that make a participle active ("a nommé"), so that it cannot be passive.
        numbers: small numbers in words, to tell that "three founders" are the three people named elsewhere.
        common: ordinary lower-case words, to tell names from words where all is capitalised.
        switches: mechanism switches of the language that are on.
    """

    lang: str
    labels: dict[str, str]
    triggers: Node
    roles: Node
    role_suffixes: tuple[str, ...]
    common: frozenset[str]
    org_heads: frozenset[str]
    org_suffixes: frozenset[str]
    board: frozenset[str]
    board_not: frozenset[str]
    insider: frozenset[str]
    switches: frozenset[str]
    hedges: tuple[str, ...]
    denials: tuple[str, ...]
    past: tuple[str, ...]
    anaphors: tuple[str, ...]
    first_person: frozenset[str]
    not_names: frozenset[str]
    startup: frozenset[str]
    vetoes: dict[str, str] = field(default_factory=dict)
    allege: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    announce: frozenset[str] = frozenset()
    channels: Mapping[str, str] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    chairs: frozenset[str] = frozenset()
    hedge_endings: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    plural_owners: frozenset[str] = frozenset()
    no_posts: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    players: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    copula: frozenset[str] = frozenset()
    firm_endings: tuple[str, ...] = ()
    firm_tails: tuple[str, ...] = ()
    firm_nouns: tuple[str, ...] = ()
    prefixes: frozenset[str] = frozenset()
    not_roles: frozenset[str] = frozenset()
    firm_prefixes: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    object_articles: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    inside_posts: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    perfect: frozenset[str] = frozenset()
    locatives: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    town_adjectives: frozenset[str] = frozenset()
    introducers: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    pluperfect: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    reports: frozenset[str] = frozenset()
    cited_by: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    not_own: frozenset[str] = frozenset()
    active_endings: tuple[str, ...] = ()
    tenures: tuple[str, ...] = ()
    org_posts: frozenset[str] = frozenset()
    patrons: frozenset[str] = frozenset()
    lead_posts: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    person_relatives: frozenset[str] = frozenset()
    inside_owners: tuple[str, ...] = ()
    months: frozenset[str] = frozenset()
    past_verbs: frozenset[str] = frozenset()
    pronouns: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """Given and family names of many countries, lower case."""

    first: frozenset[str]
    last: frozenset[str]
    particles: frozenset[str]
    leaders: frozenset[str]
    places: frozenset[str]


def _lines(*path: str) -> list[str]:
    text = _LEXICON.joinpath(*path).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def load_names() -> Names:
    """Load the name lists that all Latin-script languages share."""
    return Names(
        frozenset(_lines("names", "first.txt") + _lines("names", "first_more.txt")),
        frozenset(_lines("names", "last.txt")),
        frozenset(_lines("names", "particles.txt")),
        frozenset(person.name.lower().split()[-1] for person in load_catalogue().people if " " in person.name),
        frozenset(_lines("names", "places.txt")),
    )


@cache
def load_words(lang: str) -> Words:
    """Load the words of one of ``LATIN``; later calls give the same object."""
    grammar = tomllib.loads((_LEXICON / lang / "grammar.toml").read_text(encoding="utf-8"))
    labels = {word: label for label, words in grammar["labels"].items() for word in words}
    sets = {key: frozenset(grammar.get(key, ())) for key in _SETS}
    tuples = {key: tuple(grammar.get(key, ())) for key in _TUPLES}
    sets["not_names"] |= load_names().places
    foreign: frozenset[str] = frozenset()
    if lang != "en":
        foreign = load_words("en").common
        sets["org_heads"] |= load_words("en").org_heads
        sets["org_suffixes"] |= load_words("en").org_suffixes
    vetoes = {word: kind for kind, words in grammar.get("vetoes", {}).items() for word in words}
    tables = {key: grammar.get(key, {}) for key in ("channels", "numbers", "pairs", "pronouns", "abbreviations")}
    lists: dict[str, Any] = {**sets, **tuples, **tables, "vetoes": vetoes, "foreign": foreign}
    common = frozenset(_lines(lang, "common.txt"))
    return Words(lang=lang, labels=labels, triggers=_triggers(lang), roles=_roles(lang), common=common, **lists)


_SETS = (
    "org_heads",
    "org_suffixes",
    "board",
    "board_not",
    "insider",
    "switches",
    "first_person",
    "not_names",
    "startup",
    "announce",
    "chairs",
    "indefinite",
    "honorifics",
    "inside_posts",
    "spans",
    "perfect",
    "locatives",
    "makers",
    "town_adjectives",
    "pluperfect",
    "parts",
    "topics",
    "plural_owners",
    "no_posts",
    "offices",
    "players",
    "genitive",
    "relatives",
    "prefixes",
    "not_roles",
    "firm_prefixes",
    "copula",
    "object_articles",
    "reports",
    "cited_by",
    "owners",
    "units",
    "not_own",
    "past_verbs",
    "months",
    "person_relatives",
    "lead_posts",
    "patrons",
    "org_posts",
)
_TUPLES = (
    "role_suffixes",
    "hedges",
    "denials",
    "past",
    "anaphors",
    "allege",
    "cite",
    "hedge_endings",
    "wishes",
    "firm_endings",
    "firm_tails",
    "firm_nouns",
    "introducers",
    "generic",
    "active_endings",
    "inside_owners",
    "tenures",
)


def spread(pattern: str) -> Iterable[list[str]]:
    """Spell out a pattern: ``step|steps down`` gives ``[step, down]`` and ``[steps, down]``; ``_`` stands for nothing.

    Elisions become words of their own ("l'éponge"), as they are in a text.
    """
    rows: list[list[str]] = [[]]
    for slot in pattern.split():
        rows = [row + ([] if word == "_" else [word]) for row in rows for word in slot.split("|")]
    return [[part for word in row for part in _ELIDED.sub(r"\g<0> ", word).split()] for row in rows]


def insert(trie: Node, path: list[str], leaf: list[Trigger] | str) -> None:
    """Put a leaf under a path of words."""
    node = trie
    for word in path:
        node = node.setdefault(word, {})  # type: ignore[assignment]  # a trie nests itself, which its type cannot say
    node[LEAF] = leaf


def _triggers(lang: str) -> Node:
    trie: Node = {}
    for line in _lines(lang, "triggers.tsv"):
        frame, pattern = line.split("\t")[:2]
        name, *flags = frame.split("/")
        pattern, _, tail = pattern.partition(" ... ")
        for path in spread(pattern):
            for last in tail.split("|"):
                _append(trie, path, Trigger(name, frozenset(flags), last or None))
    return trie


def _append(trie: Node, path: list[str], entry: Trigger) -> None:
    node = trie
    for word in path:
        node = node.setdefault(word, {})  # type: ignore[assignment]  # a trie nests itself, which its type cannot say
    leaf = node.setdefault(LEAF, [])
    assert isinstance(leaf, list)
    leaf.append(entry)


def _roles(lang: str) -> Node:
    trie: Node = {}
    for line in _lines(lang, "roles.txt"):
        pattern, _, flags = line.partition("\t")
        for path in spread(pattern):
            insert(trie, path, flags or "role")
    return trie
