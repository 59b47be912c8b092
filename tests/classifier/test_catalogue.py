"""The catalogue: its data hold together, names resolve, and organisations are told from common words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.catalogue import Catalogue, load_catalogue
from storage.keys import fold

LANGUAGES = ["en", "fr", "de", "es", "zh", "ja"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def found(catalogue: Catalogue, text: str, lang: str) -> list[str]:
    return [mention.key for mention in catalogue.find(text, lang)]


def test_parents_exist_and_have_no_circle(catalogue):
    for key, organisation in catalogue.organisations.items():
        chain = catalogue.parents(key)
        assert organisation.parent is None or organisation.parent in catalogue.organisations, key
        assert key not in chain


def test_every_organisation_has_a_sector_and_a_country(catalogue):
    assert [key for key, each in catalogue.organisations.items() if not (each.sectors and each.country)] == []


def test_no_spelling_is_claimed_twice_unless_it_is_marked_as_a_word(catalogue):
    claims = Counter(
        claim
        for each in catalogue.organisations.values()
        for claim in {(fold(spelling), lang) for spelling, lang in each.spellings if spelling not in each.words}
    )
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_words_are_spellings_of_their_organisation(catalogue):
    for each in catalogue.organisations.values():
        assert set(each.words) <= {spelling for spelling, _ in each.spellings}, each.key


@pytest.mark.parametrize(
    ("lang", "text", "keys"),
    [
        ("en", "Meta names a new head of AI", ["meta"]),
        ("en", "A meta-analysis of forty studies", []),
        ("en", "Meta-Analysis Finds Coffee Is Harmless", []),
        ("en", "Apple's design chief leaves", ["apple"]),
        ("en", "Growers pick apples early this year", []),
        ("en", "Apple pie sales rise", []),
        ("en", "Fires spread in the Amazon as rains fail", []),
        ("en", "The Amazon CEO spoke on Monday", ["amazon"]),
        ("en", "The Oracle of Omaha steps back", []),
        ("en", "Oracle names two chief executives", ["oracle"]),
        ("en", "She joins Figure as technology chief", ["figure-ai"]),
        ("en", "Figure out what you want", []),
        ("en", "He sold at scale", []),
        ("en", "Character actor takes the lead", []),
        ("en", "Cohere hires a research director from Google", ["cohere", "google"]),
        ("en", "openai loses two researchers to anthropic", ["openai", "anthropic"]),
        ("en", "The former X chief joins Snap as adviser", ["x", "snap"]),
        ("en", "X marks the spot", []),
        ("fr", "Arthur Mensch, le patron de Mistral, recrute", ["mistral-ai"]),
        ("fr", "Le mistral souffle sur la Provence", []),
        ("fr", "Le départ d'OpenAI d'une chercheuse", ["openai"]),
        ("fr", "Une méta-analyse, ou meta-analyse, sur le sommeil", []),
        ("de", "Googles KI-Chef wechselt zu Apple", ["google", "apple"]),
        ("de", "Über Nacht kam der Frost", []),
        ("de", "Eine Meta-Analyse zeigt, wie wir schlafen", []),
        ("es", "La meta del gobierno es otra", []),
        ("es", "Meta ficha a un directivo de OpenAI", ["meta", "openai"]),
        ("zh", "谷歌DeepMind研究员加入微软", ["google-deepmind", "microsoft"]),
        ("zh", "蘋果設計主管離職", ["apple"]),
        ("zh", "每天吃苹果有益健康", []),
        ("zh", "亚马逊雨林大火", []),
        ("ja", "メタがアップルのＡＩ幹部を引き抜く", ["meta", "apple"]),
        ("ja", "メタル価格が上昇", []),
    ],
)
def test_organisations_are_told_from_words(catalogue, lang, text, keys):
    assert found(catalogue, text, lang) == keys


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("OpenAI's board", "OpenAI"),
        ("ＯｐｅｎＡＩの取締役", "ＯｐｅｎＡＩ"),
        ("l'ex-OpenAI", "OpenAI"),
        ("“Google DeepMind”", "Google DeepMind"),
    ],
)
def test_the_span_is_the_name_as_written(catalogue, text, span):
    (mention,) = catalogue.find(text, "en")
    assert text[mention.start : mention.end] == span


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("open ai", "openai"),
        ("Facebook", "meta"),
        ("谷歌", "google"),
        ("蘋果", "apple"),
        ("NVDA", "nvidia"),
        ("ALPHABET INC", "alphabet"),
    ],
)
def test_names_resolve(catalogue, name, key):
    assert catalogue.resolve(name).key == key


def test_an_unknown_name_does_not_resolve(catalogue):
    assert catalogue.resolve("Nobody Has Heard Of This Ltd") is None


def test_a_misspelled_name_is_suggested(catalogue):
    assert catalogue.suggest("Antropic")[0].key == "anthropic"
    assert catalogue.suggest("Zqxjkv") == []
    assert len(catalogue.suggest("google", n=2)) <= 2


def test_parents_are_listed_nearest_first(catalogue):
    assert catalogue.parents("google-deepmind") == ("google", "alphabet")
    assert catalogue.parents("nobody") == ()


def test_a_person_is_one_in_every_spelling(catalogue):
    assert catalogue.person_key("Sam Altman") == catalogue.person_key("山姆·奥特曼") == "sam-altman"
    assert catalogue.person_key("Jane Roe") is None


WRITTEN = st.lists(
    st.sampled_from(
        [
            "OpenAI",
            "Meta",
            "苹果",
            "the",
            "ＯｐｅｎＡＩ",
            "X",
            "アップル",
            "'s",
            "-",
            " ",
            ". ",
            "Über",
            "é",
            "\u0301",
            "AT&T",
            "ß",
            "😀",
            "\u202e",
        ]
    )
    | st.text(max_size=8),
    max_size=30,
).map("".join)


@given(text=WRITTEN, lang=st.sampled_from([*LANGUAGES, "xx"]))
def test_spans_lie_in_the_text_in_order(text, lang):
    catalogue = load_catalogue()
    end = 0
    for mention in catalogue.find(text, lang):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.key in catalogue.organisations
        end = mention.end


@given(st.text(max_size=40))
def test_look_ups_never_raise(text):
    catalogue = load_catalogue()
    catalogue.resolve(text)
    catalogue.person_key(text)
    assert len(catalogue.suggest(text)) <= 3
