"""The last resort reads mover, direction and organisation off the place of the words, or finds nobody."""

import pytest

from bot.classifier.latin import parse
from bot.classifier.loose import loose_draft
from bot.classifier.reading import Story
from bot.classifier.story import unfold


@pytest.mark.parametrize(
    ("lang", "title", "people", "origin", "goal"),
    [
        (
            "fr",
            "Valmora Énergie a une nouvelle secrétaire générale : Nadège Perrault",
            ("Nadège Perrault",),
            None,
            "Valmora Énergie",
        ),
        ("en", "Siemens researcher Edna Krabbe waves goodbye to become a Bosch fellow", ("Edna Krabbe",), "Siemens", "Bosch"),
        ("en", "Microsoft: designer Olga Brandt leaves", ("Olga Brandt",), "Microsoft", None),
    ],
)
def test_somebody_in_sight(lang: str, title: str, people: tuple[str, ...], origin: str | None, goal: str | None) -> None:
    draft = loose_draft(parse(unfold(Story(title)), lang).clauses)
    assert draft is not None
    assert draft.persons == people
    assert (draft.origin.name if draft.origin else None, draft.goal.name if draft.goal else None) == (origin, goal)


def test_nobody_in_sight() -> None:
    assert loose_draft(parse(unfold(Story("Chip exports climb for a third month")), "en").clauses) is None
