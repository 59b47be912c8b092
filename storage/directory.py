"""Who is who: companies and people by any of their names, as one frozen lookup that every floor can ask.

The entries come from outside (the catalogue of the top floor); this module only knows how to look things up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from storage.keys import fold, name_key

_CLOSE = 82  # rapidfuzz ratio from which a spelling counts as close: one slip in a short name


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation: ``key`` is its id, ``names`` all spellings, ``parent`` the key of the one it belongs to."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    parent: str | None = None
    sectors: tuple[str, ...] = ()
    founders: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A person known by several spellings or scripts."""

    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Companies to be watched together, ready made: its titles by language, and the companies' keys."""

    key: str
    titles: Mapping[str, str]
    companies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """Companies and people by folded name, and packs of companies; built once by `Directory.of`."""

    companies: dict[str, Company] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    owned: dict[str, set[str]] = field(default_factory=dict)
    packs: tuple[Pack, ...] = ()

    @classmethod
    def of(cls, companies: Iterable[Company], people: Iterable[Known] = (), packs: Iterable[Pack] = ()) -> "Directory":
        """Index companies and people; the first claimant of a name keeps it."""
        by_key: dict[str, Company] = {}
        by_name: dict[str, str] = {}
        for company in companies:
            by_key[company.key] = company
            for name in (company.name, company.key, *company.names):
                by_name.setdefault(fold(name), company.key)
        spellings = {fold(s): fold(known.name) for known in people for s in (known.name, *known.spellings)}
        made = cls(by_key, by_name, spellings, packs=tuple(packs))
        for key in by_key:
            for owner in made.lineage(key):
                made.owned.setdefault(owner, set()).add(key)
        return made

    def company(self, text: str) -> Company | None:
        """The company of exactly this name, alias or key, or None."""
        key = self.by_name.get(fold(text))
        return self.companies.get(key) if key else None

    def company_key(self, text: str) -> str:
        """The key under which moves of this company are stored: the catalogue's, else the folded name."""
        return self.by_name.get(fold(text)) or fold(text)[:120]

    def label(self, key: str) -> str:
        """The name to show for a key."""
        company = self.companies.get(key)
        return company.name if company else key

    def close(self, text: str, limit: int = 3) -> list[Company]:
        """Companies whose name is spelt nearly so, the closest first."""
        folded = fold(text)
        hits = (
            process.extract(folded, self.by_name.keys(), scorer=fuzz.ratio, limit=limit * 4, score_cutoff=_CLOSE)
            if folded
            else []
        )
        keys = dict.fromkeys(self.by_name[name] for name, _, _ in hits)
        return [self.companies[key] for key in keys][:limit]

    def lineage(self, key: str | None) -> tuple[str, ...]:
        """The key itself, then its parents upwards (``google-deepmind``, ``google``, ``alphabet``)."""
        found: list[str] = []
        while key and key not in found:
            found.append(key)
            company = self.companies.get(key)
            key = company.parent if company else None
        return tuple(found)

    def family(self, key: str) -> set[str]:
        """The key itself with those of all that it owns, directly or not."""
        return {key} | self.owned.get(key, set())

    def person_key(self, name: str) -> str:
        """The key of a person, the same for all spellings the catalogue knows."""
        key = name_key(name)
        return self.people.get(key, key)
