"""The catalogue: its data hold together, names resolve, and organisations are told from common words."""

import json
from collections import Counter
from importlib.resources import files

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
        ("en", "Target of the inquiry quits", []),
        ("en", "Target names new finance chief", ["target"]),
        ("en", "Block's chief financial officer to leave", ["block"]),
        ("en", "Roadworks block the bridge", []),
        ("en", "Tom Cruise returns to the screen", []),
        ("en", "Cruise co-founder quits", ["cruise"]),
        ("en", "The engineer left Runway after a year there", ["runway"]),
        ("en", "The plane left the runway at noon", []),
        ("en", "Harvey Weinstein loses appeal", []),
        ("en", "A stripe of paint, a gap in the wall", []),
        ("en", "Former Stripe executive joins Gap as chief operating officer", ["stripe", "gap"]),
        ("en", "The gap between rich and poor", []),
        ("en", "Oil rose; Shell CEO Wael Sawan stays", ["shell"]),
        ("en", "Police fire a shell into the air", []),
        ("en", "Canal traffic stops; Canal+ names a head of sport", ["canal"]),
        ("en", "She worked at AT&T and at Procter & Gamble", ["at-and-t", "procter-and-gamble"]),
        ("en", "The arm of the law", []),
        ("en", "Chip designer Arm loses its finance chief", ["arm"]),
        ("en", "The bank. America waits", []),
        ("en", "Scale Loses a Founder. Scale AI said he goes on Friday", ["scale-ai", "scale-ai"]),
        ("de", "Snap verliert zwei Manager. Das Unternehmen Snap schweigt", ["snap", "snap"]),
        ("de", "Die Kolumnistin verlässt die „Welt“ im Mai", ["welt"]),
        ("zh", "理想也在招人。理想汽车的工程师离职", ["li-auto", "li-auto"]),
        ("fr", "Orange nomme une directrice de l'IA", ["orange"]),
        ("fr", "Vigilance orange dans le Sud : un jus d'orange", []),
        ("fr", "La directrice quitte Orange pour Capgemini", ["orange", "capgemini"]),
        ("fr", "La Banque de France et la BCE changent de gouverneur", ["banque-de-france", "european-central-bank"]),
        ("fr", "Le total des dépenses augmente", []),
        ("fr", "Le visa de la chercheuse est refusé", []),
        ("fr", "Arthur Mensch, le patron de Mistral, recrute", ["mistral-ai"]),
        ("fr", "Le mistral souffle sur la Provence", []),
        ("fr", "Le départ d'OpenAI d'une chercheuse", ["openai"]),
        ("fr", "Une méta-analyse, ou meta-analyse, sur le sommeil", []),
        ("de", "Googles KI-Chef wechselt zu Apple", ["google", "apple"]),
        ("de", "Über Nacht kam der Frost", []),
        ("de", "Eine Meta-Analyse zeigt, wie wir schlafen", []),
        ("de", "Die Allianz der Willigen tagt", []),
        ("de", "Allianz-Chef Bäte tritt ab", ["allianz"]),
        ("de", "Der Vorstand der Deutschen Bank und die EZB", ["deutsche-bank", "european-central-bank"]),
        ("de", "Die Welt sieht zu", []),
        ("de", "VWs Softwarechef geht", ["volkswagen"]),
        ("de", "Der Block wurde abgerissen, die Box blieb leer", []),
        ("es", "El Banco de España nombra a una economista", ["banco-de-espana"]),
        ("es", "La consejera deja Telefónica y ficha por BBVA", ["telefonica", "bbva"]),
        ("es", "Presentó en vivo a su equipo", []),
        ("es", "El total de la deuda y el canal de riego", []),
        ("es", "La meta del gobierno es otra", []),
        ("es", "Meta ficha a un directivo de OpenAI", ["meta", "openai"]),
        ("zh", "谷歌DeepMind研究员加入微软", ["google-deepmind", "microsoft"]),
        ("zh", "蘋果設計主管離職", ["apple"]),
        ("zh", "每天吃苹果有益健康", []),
        ("zh", "亚马逊雨林大火", []),
        ("zh", "理想汽车副总裁离职，加入小米", ["li-auto", "xiaomi"]),
        ("zh", "他的理想是当老师", []),
        ("zh", "高通胀令人担忧", []),
        ("zh", "北京东城区", []),
        ("zh", "阿里山的日出", []),
        ("zh", "前字节跳动工程师加盟騰訊", ["bytedance", "tencent"]),
        ("zh", "全球最大的音乐天才", []),
        ("ja", "日銀の植田総裁と三菱ＵＦＪの社長", ["bank-of-japan", "mufg"]),
        ("ja", "ソニーグループの会長が退任", ["sony"]),
        ("zh", "Figure机器人负责人离职", ["figure-ai"]),
        ("zh", "RTX 5090 显卡发布", []),
        ("ja", "Stripeの日本代表にNotionの元幹部", ["stripe", "notion"]),
        ("ja", "スナップ写真を撮る", []),
        ("ja", "ビザなし渡航", []),
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


def test_no_spelling_is_claimed_by_two_people(catalogue):
    claims = Counter(claim for each in catalogue.people for claim in {fold(name) for name in (each.name, *each.spellings)})
    assert [claim for claim, times in claims.items() if times > 1] == []


@pytest.mark.parametrize(
    "spellings",
    [
        ("Brett Zoph", "Barret Zoph"),
        ("吴泳铭", "Eddie Wu", "Wu Yongming", "吳泳銘"),
        ("李开复", "Kai-Fu Lee"),
        ("張一鳴", "Zhang Yiming"),
        ("ジェンスン・フアン", "黄仁勋", "Jensen Huang"),
    ],
)
def test_spellings_across_scripts_are_one_person(catalogue, spellings):
    keys = {catalogue.person_key(spelling) for spelling in spellings}
    assert len(keys) == 1
    assert None not in keys


def test_packs_name_known_organisations_and_have_a_title_in_each_language(catalogue):
    packs = (files("bot.classifier") / "lexicon" / "packs.jsonl").read_text("utf-8").splitlines()
    for pack in map(json.loads, packs):
        assert set(pack["title"]) >= {"en", "fr"}, pack["key"]
        assert [key for key in pack["companies"] if key not in catalogue.organisations] == []
        assert len(pack["companies"]) == len(set(pack["companies"]))


def test_the_catalogue_is_wide(catalogue):
    assert len(catalogue.organisations) >= 3000
    assert len(catalogue.people) >= 300
    assert {"ai", "bank", "chips", "university", "media", "regulator", "vc"} <= {
        sector for each in catalogue.organisations.values() for sector in each.sectors
    }


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
