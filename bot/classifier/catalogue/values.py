"""What the catalogue holds and what it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation found in a text.

    Attributes:
        start: Offset of its first character in the text that was searched.
        end: Offset after its last character.
        key: Key of the organisation in the catalogue.
        name: Its canonical display name, whatever the text calls it.
    """

    start: int
    end: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Context:
    """Words around a name that is also a common word, in one language.

    Attributes:
        needs: Any of these in the text says that the organisation is meant.
        not_before: A word directly before that says it is not.
        not_after: A word (Chinese, Japanese: a string) directly after that says it is not.
    """

    needs: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company, lab, university, fund, agency or outlet.

    Attributes:
        key: Stable slug, unique in the catalogue.
        name: Canonical display name.
        aliases: Other spellings that hold in every language.
        names: Spellings by language code, for where a language has its own.
        former: Names it went by.
        ticker: Stock symbols; looked up by `resolve`, never searched for in running text.
        parent: Key of the organisation that owns it, or None.
        sectors: What it does: "ai", "bank", "chips", …
        country: ISO 3166 code of its seat, "EU" or "INT".
        founders: Names of its founders, where we hold them.
        leaders: Names of those who lead it or lately led it.
        words: Its spellings that are also common words.
        weak: Languages in which such a word is taken for a word until something says otherwise.
        strict: Whether not even a capital letter in mid-sentence says otherwise.
        context: What confirms or refutes such a word, by language.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: tuple[str, ...] = ()
    ticker: tuple[str, ...] = ()
    parent: str | None = None
    sectors: tuple[str, ...] = ()
    country: str = ""
    founders: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()
    strict: bool = False
    context: Mapping[str, Context] = field(default_factory=dict)

    @property
    def ambiguous(self) -> bool:
        """Whether one of its spellings is also a common word."""
        return bool(self.words)

    @property
    def spellings(self) -> list[tuple[str, str | None]]:
        """Each way to write it, with the language it is limited to (None: any)."""
        everywhere: list[tuple[str, str | None]] = [(name, None) for name in (self.name, *self.aliases, *self.former)]
        return everywhere + [(name, lang) for lang, names in self.names.items() for name in names]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody well known, with the spellings of their name across scripts.

    Attributes:
        key: Stable slug, unique in the catalogue.
        name: Canonical display name.
        spellings: Other ways to write it.
    """

    key: str
    name: str
    spellings: tuple[str, ...] = ()
