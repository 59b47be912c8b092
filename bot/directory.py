"""The catalogue of the classifier as the Directory that all floors ask."""

from functools import cache

from bot.classifier.catalogue.values import Organisation
from storage.directory import Company, Directory, Known


@cache
def load_directory() -> Directory:
    """Every organisation and person of the catalogue; made once for the process."""
    from bot.classifier.catalogue.catalogue import load_catalogue  # noqa: PLC0415 - most rounds of polling need none

    catalogue = load_catalogue()
    people = (Known(person.name, person.spellings) for person in catalogue.people)
    return Directory.of((_company(each) for each in catalogue.organisations.values()), people)


def _company(each: Organisation) -> Company:
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
