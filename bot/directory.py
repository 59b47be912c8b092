"""The catalogue of the classifier as the Directory that all floors ask."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from storage.directory import Company, Directory, Known, Pack

if TYPE_CHECKING:
    from bot.classifier.catalogue.values import Organisation


@cache
def load_directory() -> Directory:
    """Every organisation and person of the catalogue; made once for the process."""
    from bot.classifier.catalogue.catalogue import load_catalogue  # noqa: PLC0415 - most rounds of polling need none

    catalogue = load_catalogue()
    people = (Known(person.name, person.spellings) for person in catalogue.people)
    return Directory.of((_company(each) for each in catalogue.organisations.values()), people, _packs())


def _packs() -> Iterator[Pack]:
    text = files("bot.classifier.lexicon").joinpath("packs.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        pack = json.loads(line)
        yield Pack(pack["key"], pack["title"], tuple(pack["companies"]))


def _company(each: "Organisation") -> Company:
    return Company(
        key=each.key,
        name=each.name,
        names=tuple(dict.fromkeys((*(name for name, _ in each.spellings), *each.ticker))),
        parent=each.parent,
        sectors=each.sectors,
        founders=each.founders,
        leaders=each.leaders,
        country=each.country,
    )
