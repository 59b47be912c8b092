"""The catalogue: look-ups by name, and the finder of organisations in running text."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from rapidfuzz import fuzz, process

from bot.classifier.catalogue.cjk import CjkIndex
from bot.classifier.catalogue.latin import LatinIndex
from bot.classifier.catalogue.load import read_organisations, read_people
from bot.classifier.catalogue.patterns import Hit, patterns_of
from bot.classifier.catalogue.script import align, has_cjk, simplify
from bot.classifier.catalogue.values import Mention, Organisation, Person
from storage.keys import fold

CLOSE_ENOUGH = 70


class Catalogue:
    """Organisations and people known by heart.

    Args:
        organisations: In any order; keys are unique.
        people: In any order; keys are unique.

    Attributes:
        organisations: By key.
        people: All of them.
    """

    def __init__(self, organisations: Iterable[Organisation], people: Iterable[Person]) -> None:
        self.organisations: Mapping[str, Organisation] = {each.key: each for each in organisations}
        self.people = tuple(people)
        patterns = list(patterns_of(self.organisations.values()))
        self._cjk = CjkIndex(pattern for pattern in patterns if pattern.cjk)
        self._latin = LatinIndex(pattern for pattern in patterns if not pattern.cjk)

    @cached_property
    def _by_name(self) -> dict[str, Organisation]:
        """Organisations by every folded name; made when first asked for, as reading a story needs none of it."""
        return _names(self.organisations.values())

    @cached_property
    def _person_keys(self) -> dict[str, str]:
        return {_look_up_key(name): each.key for each in self.people for name in (each.name, *each.spellings)}

    def find(self, text: str, lang: str) -> list[Mention]:
        """Organisations named in a text.

        Args:
            text: Running text in composed form (NFC), of any length.
            lang: Its language code; decides which spellings hold and what ambiguous words mean.

        Returns:
            Longest matches that do not overlap, in text order.
        """
        folded = align(text)
        hits = list(self._latin.find(text, folded, lang))
        if has_cjk(folded):
            hits += self._cjk.find(folded, lang)
        if not hits:
            return []
        return [Mention(hit.start, hit.end, hit.pattern.organisation.key, hit.pattern.organisation.name) for hit in _settle(hits)]

    def resolve(self, name: str) -> Organisation | None:
        """The organisation that goes by exactly this name, alias or ticker, case and accents aside."""
        return self._by_name.get(_look_up_key(name))

    def suggest(self, text: str, n: int = 3) -> list[Organisation]:
        """Organisations spelled much like a name that did not resolve.

        Args:
            text: What somebody typed.
            n: How many at most.

        Returns:
            Best first; empty where nothing is close.
        """
        query = _look_up_key(text)
        ranked = process.extract(query, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=4 * n)
        return list({found.key: found for found in (self._by_name[name] for name, _, _ in ranked)}.values())[:n]

    def parents(self, key: str) -> tuple[str, ...]:
        """Keys of the owners of an organisation, nearest first; empty for an unknown key."""
        chain: list[str] = []
        here = self.organisations.get(key)
        while here and here.parent and here.parent not in chain:
            chain.append(here.parent)
            here = self.organisations.get(here.parent)
        return tuple(chain)

    def person_key(self, name: str) -> str | None:
        """The key of a known person by any spelling of the name, None for everybody else."""
        return self._person_keys.get(_look_up_key(name))


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of the data files; read once for the process."""
    return Catalogue(read_organisations(), read_people())


def _settle(hits: list[Hit]) -> list[Hit]:
    """The hits to keep: a doubtful one needs a sure one of the same organisation; the longest wins where they overlap."""
    sure = {hit.pattern.organisation.key for hit in hits if hit.sure}
    kept: list[Hit] = []
    for hit in sorted(hits, key=_in_text_order):
        if hit.pattern.organisation.key in sure and (not kept or hit.start >= kept[-1].end):
            kept.append(hit)
    return kept


def _in_text_order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _look_up_key(name: str) -> str:
    return fold(simplify(name))


def _names(organisations: Iterable[Organisation]) -> dict[str, Organisation]:
    """Organisations by every folded name; canonical names win over aliases, aliases over tickers."""
    everything = list(organisations)
    names: dict[str, Organisation] = {}
    for spelled in (
        lambda each: (each.name, each.key),
        lambda each: [spelling for spelling, _ in each.spellings],
        lambda each: each.ticker,
    ):
        for organisation in everything:
            for name in spelled(organisation):
                names.setdefault(_look_up_key(name), organisation)
    return names
