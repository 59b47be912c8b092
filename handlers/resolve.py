"""Names → queries: what a phrase means to the directory and to what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.errors import UserError
from handlers.grammar import Phrase
from handlers.grammar.vocabulary import connectors, folded
from storage import known_names, lists
from storage.criteria import Query
from storage.directory import Company, Directory
from storage.keys import fold
from storage.roles import role_names

_CLOSE_LIST = 60


class UnknownName(UserError):  # noqa: N818 - it is no fault, it is a question back
    """Nothing is known under this name."""

    def __init__(self, text: str, near: Sequence[Company]) -> None:
        """Keep the name and what is spelt like it."""
        super().__init__("error-unknown-name", name=text)
        self.text = text
        self.near = tuple(near)


class MistypedVerb(UserError):  # noqa: N818 - it is no fault, it is a question back
    """What was asked for is no name, but begins like a verb."""

    def __init__(self, text: str, verb: str) -> None:
        """Keep what was typed and the verb that may be meant."""
        word, _, rest = text.partition(" ")
        super().__init__("error-no-verb", token=word, nearest=f"/moves {verb}")
        self.text = text
        self.command = f"{verb} {rest}".strip()


@dataclass(frozen=True, slots=True)
class Resolver:
    """Looks names up for one workspace."""

    session: AsyncSession
    directory: Directory
    team_id: str
    lang: str

    async def query(self, phrase: Phrase) -> Query:
        """What a phrase means.

        Raises:
            UnknownName: a name in it is not known.
            UserError: it names a list that is not there, or says too little.
        """
        if phrase.ends:
            return Query("corridor", parts=(await self.query(phrase.ends[0]), await self.query(phrase.ends[1])))
        if phrase.kind:
            return await self._of_kind(phrase)
        if not fold(phrase.text):
            raise UserError("error-no-name", value=phrase.text)
        found = await self._name(phrase.text)
        if not found and not phrase.exact:
            found = await self._compound(phrase.text)
        if not found:
            raise UnknownName(phrase.text, self.directory.close(phrase.text))
        return found

    async def _of_kind(self, phrase: Phrase) -> Query:
        text, key = phrase.text, fold(phrase.text)
        if phrase.kind == "all":
            return Query("all")
        if not key:
            raise UserError("error-no-name", value=text)
        if phrase.kind == "list":
            return await self._list(text)
        if phrase.kind == "company":
            company = self.directory.company(text)
            return Query("company", self.directory.company_key(text), company.name if company else text)
        if phrase.kind == "person":
            return Query("person", self.directory.person_key(text), text)
        if phrase.kind == "sector" and not self._sectors() & {key}:
            raise UserError("error-no-sector", value=text, choices=", ".join(sorted(self._sectors())))
        return Query("sector" if phrase.kind == "sector" else "text", key, text)

    async def _list(self, name: str) -> Query:
        if await lists.find(self.session, self.team_id, name):
            return Query("list", fold(name), f"@{name}")
        there = [each.name for each in await lists.of_team(self.session, self.team_id)]
        near = process.extractOne(fold(name), there, scorer=fuzz.ratio, score_cutoff=_CLOSE_LIST)
        raise UserError("error-no-list", name=name, nearest=f"@{near[0]}" if near else "none")

    async def _name(self, text: str) -> Query | None:
        """One name: of a company, a person, a sector or a post."""
        if company := self.directory.company(text):
            return Query("company", company.key, company.name)
        if fold(text) in self.directory.people:
            return Query("person", self.directory.person_key(text), text)
        if stored := await known_names.company(self.session, fold(text)):
            return Query("company", fold(text), stored)
        if stored := await known_names.person(self.session, self.directory.person_key(text)):
            return Query("person", self.directory.person_key(text), stored)
        if fold(text) in self._sectors():
            return Query("sector", fold(text), text)
        return Query("role", fold(text), text) if len(role_names(text)) > 1 else None

    async def _compound(self, text: str) -> Query | None:
        """Several names in one: ``a, b``, ``a to b``, ``cto at fintech``; the whole is tried first."""
        if "," in text:
            names = [part.strip() for part in text.split(",") if part.strip()]
            return Query("any", label=text, parts=tuple([await self.query(Phrase(name)) for name in names])) if names else None
        for subject in ("arrows", "at"):
            if halves := _halves(text, connectors(self.lang, subject)):
                return await (self._corridor(*halves) if subject == "arrows" else self._post(*halves))
        return None

    async def _corridor(self, left: str, right: str) -> Query | None:
        ends = [await self._name(left), await self._name(right)]
        return Query("corridor", parts=(ends[0], ends[1])) if ends[0] and ends[1] else None

    async def _post(self, role: str, place: str) -> Query:
        where = await self._name(place)
        if not where:
            raise UnknownName(place, self.directory.close(place))
        return Query("role", fold(role), role, (where,))

    def _sectors(self) -> set[str]:
        return {sector for company in self.directory.companies.values() for sector in company.sectors}


def _halves(text: str, joints: frozenset[str]) -> tuple[str, str] | None:
    words = text.split()
    for place in range(1, len(words) - 1):
        if folded(words[place]) in joints:
            return " ".join(words[:place]), " ".join(words[place + 1 :])
    return None
