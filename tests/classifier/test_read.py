"""The door: what goes in and what comes out, for any input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifier.read import read
from bot.classifier.reading import Story


def test_reads_a_join_with_both_sides() -> None:
    reading = read(Story("Anthropic hires OpenAI researcher Maria Lindqvist as head of safety"))
    assert reading.is_move
    [move] = reading.moves
    assert (move.persons, move.from_key, move.to_key, move.kind) == (("Maria Lindqvist",), "openai", "anthropic", "join")


@pytest.mark.parametrize(
    ("title", "persons", "origin", "goal"),
    [
        ("Maria Lindqvist leaves Google DeepMind for Mistral AI", ("Maria Lindqvist",), "Google DeepMind", "Mistral AI"),
        ("Nvidia's chief scientist Paul Okonkwo resigns", ("Paul Okonkwo",), "Nvidia", None),
        ("Clara Weiss quitte Ubisoft pour Mistral AI", ("Clara Weiss",), "Ubisoft", "Mistral AI"),
    ],
)
def test_tells_who_goes_where(title: str, persons: tuple[str, ...], origin: str | None, goal: str | None) -> None:
    [move] = read(Story(title)).moves
    assert (move.persons, move.from_org, move.to_org) == (persons, origin, goal)


COUNTED = "Trois cofondateurs de la première heure quittent Thinking Machines Lab pour retourner chez OpenAI"
NAMED = "Brett Zoph, Luke Metz et Sam Schoenholz font leurs valises."
TOLD = (
    "Le laboratoire de Mira Murati perd trois membres de son équipe fondatrice. Fidji Simo, PDG des Applications d’OpenAI, a annoncé sur X le"
    " retour chez OpenAI de Brett Zoph, Luke Metz et Sam Schoenholz.\nBrett Zoph aurait été renvoyé par Mira Murati pour un comportement"
    " contraire à l’éthique, selon Core Memory. Thinking Machines Lab n’a pas souhaité commenter."
)


@pytest.mark.parametrize(("summary", "content"), [(NAMED, TOLD), (TOLD, ""), ("", TOLD), (NAMED, "")])
def test_the_group_of_the_title_is_the_people_of_the_text(summary: str, content: str) -> None:
    """Three founders are the three who are named; who announces it does not move; why one left is a claim apart."""
    [move] = read(Story(COUNTED, summary, content, lang="fr")).moves
    assert move.persons == ("Brett Zoph", "Luke Metz", "Sam Schoenholz")
    assert (move.from_org, move.to_org, move.kind, move.status) == ("Thinking Machines Lab", "OpenAI", "return", "confirmed")
    assert move.role is None
    if TOLD in (summary, content):
        assert move.announced_by == "Fidji Simo, sur X"
        assert [claim.source for claim in move.claims] == ["Core Memory"]


@pytest.mark.parametrize(
    "title",
    [
        "Apple joins forces with Google on a new messaging standard",
        "How to left join two tables in SQL",
        "Google lays off 200 employees in its cloud unit",
        "Le retour du froid attendu ce week-end en Bretagne",
    ],
)
def test_is_not_taken_in_by_words_of_moving(title: str) -> None:
    assert not read(Story(title)).is_move


HOSTILE = ["", " ", "\x00\x01", "a" * 100_000, "<div>" * 20_000, "<script>" * 12_000 + "</script>", "((((" * 20_000, "\u202eOpenAI\u202c joins \U0001f680" * 500,
           "A. B. C. D. " * 9_000, "Jane Roe joins " * 8_000, "&amp;lt;" * 30_000, "'s " * 20_000, "\ud83d"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.timeout(5)
def test_answers_soon_on_hostile_text(text: str) -> None:
    for story in (Story(text), Story("Jane Roe joins OpenAI", text), Story("Jane Roe joins OpenAI", "", text)):
        assert 0.0 <= read(story).score <= 1.0


@given(title=st.text(max_size=200), summary=st.text(max_size=400), lang=st.sampled_from(["en", "fr", "de", "es", None, "xx"]))
@settings(max_examples=60, deadline=None)
def test_never_raises(title: str, summary: str, lang: str | None) -> None:
    reading = read(Story(title, summary, lang=lang))
    assert reading.is_move is bool(reading.moves)


@given(
    words=st.lists(
        st.sampled_from(
            [
                "Jane",
                "Roe",
                "joins",
                "OpenAI",
                "as",
                "CEO",
                "of",
                "leaves",
                ",",
                "'s",
                "and",
                "former",
                "chief",
                "Acme",
                "to",
                "from",
                "quitte",
                "de",
                "chez",
                "nommé",
                "PDG",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=80, deadline=None)
def test_never_raises_on_shuffled_moves(words: list[str]) -> None:
    for lang in ("en", "fr", "de", "es"):
        assert read(Story(" ".join(words), lang=lang)).lang == lang


def test_people_who_told_it_hold_no_post() -> None:
    """A sentence that ends with who told it does not make the mover one of "people"."""
    told = "Jane Roemer is leaving Anthropic to join OpenAI, people familiar with the matter said."
    [move] = read(Story("Jane Roemer leaves Anthropic for OpenAI", told, lang="en")).moves
    assert (move.persons, move.role) == (("Jane Roemer",), None)
