"""Chinese and Japanese headlines, one rule a test."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.classifier.cjk import read_cjk
from bot.classifier.cjk.lexicon import load_lexicon
from bot.classifier.reading import MoveRead, Story


def move(title: str, lang: str = "zh") -> MoveRead:
    reading = read_cjk(Story(title), lang)
    assert len(reading.moves) == 1, reading.moves
    return reading.moves[0]


@pytest.mark.parametrize(
    ("title", "persons", "from_org", "to_org", "kind"),
    [
        ("前蔚来副总裁赵明远加盟零跑汽车", ("赵明远",), "蔚来", "零跑汽车", "join"),
        ("云帆科技CTO林晓燕离职", ("林晓燕",), "云帆科技", None, "leave"),
        ("百度任命孙可为首席财务官", ("孙可",), None, "百度", "join"),
        ("Anna Berg 升任 Adobe 首席产品官", ("Anna Berg",), None, "Adobe", "promote"),
        ("原美团研究员欧阳静离职创业", ("欧阳静",), "美团", None, "found"),
        ("蓋瑞·湯普森將重返微軟", ("蓋瑞·湯普森",), None, "微軟", "return"),
        ("周立群辞任海螺股份独立董事", ("周立群",), "海螺股份", None, "board"),
    ],
)
def test_who_goes_where(title: str, persons: tuple[str, ...], from_org: str | None, to_org: str | None, kind: str) -> None:
    found = move(title)
    assert (found.persons, found.from_org, found.to_org, found.kind) == (persons, from_org, to_org, kind)


@pytest.mark.parametrize(
    ("title", "persons", "from_org", "to_org", "kind"),
    [
        ("ニトリ、新社長に村井健一氏が就任", ("村井健一",), None, "ニトリ", "join"),
        ("元グーグルの中川彩氏、メルカリに入社", ("中川彩",), "グーグル", "メルカリ", "join"),
        ("カルビーの伊藤社長が退任", ("伊藤",), "カルビー", None, "leave"),
        ("マーク・ウィルソン氏がアップルに復帰へ", ("マーク・ウィルソン",), None, "アップル", "return"),
        ("富士通、社外取締役に野口恵子氏", ("野口恵子",), None, "富士通", "board"),
        ("ソニー副社長に岡田執行役員が昇格", ("岡田",), None, "ソニー", "promote"),
    ],
)
def test_who_goes_where_in_japanese(
    title: str, persons: tuple[str, ...], from_org: str | None, to_org: str | None, kind: str
) -> None:
    found = move(title, "ja")
    assert (found.persons, found.from_org, found.to_org, found.kind) == (persons, from_org, to_org, kind)


def test_leaver_and_successor_are_two_moves() -> None:
    moves = read_cjk(Story("网易副总裁高志强离职，韩雪接任"), "zh").moves
    assert [(m.persons, m.kind) for m in moves] == [(("高志强",), "leave"), (("韩雪",), "join")]


@pytest.mark.parametrize(
    ("title", "status"),
    [("消息称钱大为将加盟腾讯", "reported"), ("钱大为加盟腾讯", "confirmed"), ("钱大为否认加盟腾讯", "denied")],
)
def test_status_follows_the_cue(title: str, status: str) -> None:
    assert move(title).status == status


@pytest.mark.parametrize("title", ["", "创业公司如何招人", "iOS 20 加入新功能", "奶茶品牌开放加盟", "大学生退休父母的一天"])
def test_words_of_moving_without_a_mover_are_no_move(title: str) -> None:
    assert not read_cjk(Story(title), "zh").is_move


@pytest.mark.parametrize("lang", ["zh", "ja"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_heap_of_its_own_words_is_read(lang: str, data: st.DataObject) -> None:
    lexicon = load_lexicon(lang)
    words = sorted({word for listed in lexicon.words.values() for word in listed} | lexicon.orgs)
    heap = data.draw(st.lists(st.sampled_from([*words, "、", "，", "「", "」", " ", "・", "張", "Ann", "6"]), max_size=20))
    reading = read_cjk(Story("".join(heap)), lang)
    assert reading.is_move == bool(reading.moves)


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["zh", "ja"]))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read(title: str, summary: str, lang: str) -> None:
    reading = read_cjk(Story(title + "离职，" + summary, summary), lang)
    assert 0 <= reading.score <= 1
    assert reading.lang == lang


@pytest.mark.parametrize(
    "hostile", ["离职" * 50_000, "·" * 100_000, "前" * 100_000, "<" * 100_000, "「" * 100_000, "张三、" * 30_000 + "离职"]
)
@pytest.mark.timeout(5)
def test_hostile_text_is_read_in_bounded_time(hostile: str) -> None:
    read_cjk(Story(hostile, hostile), "zh")
    read_cjk(Story(hostile, hostile), "ja")


def test_a_teaser_is_read_where_the_headline_tells_nothing() -> None:
    reading = read_cjk(Story("科技早报", "天气转凉。微软任命前谷歌高管李娜为首席科学家。"), "zh")
    assert reading.moves[0].persons == ("李娜",)
    assert reading.moves[0].evidence == "微软任命前谷歌高管李娜为首席科学家。"


def test_an_allegation_is_kept_apart_with_its_source() -> None:
    story = Story("大野一郎氏がソニーを退社、メタに移籍", "元同僚は「社内の対立が原因だ」と語った。")
    (found,) = read_cjk(story, "ja").moves
    assert [(claim.text, claim.source) for claim in found.claims] == [("社内の対立が原因だ", "元同僚")]
    assert (found.kind, found.status) == ("join", "confirmed")


def test_who_is_cited_is_told() -> None:
    assert move("据彭博社报道，钱大为将加盟腾讯").announced_by == "彭博社"


def test_hearsay_in_a_clause_of_its_own_covers_the_next() -> None:
    assert move("据知情人士称，钱大为将加盟腾讯").status == "reported"


def test_a_dotted_company_is_no_person() -> None:
    assert move("ゼブラ・メド、CTOに元グーグルの高木氏が就任", "ja").to_org == "ゼブラ・メド"


def test_the_trace_names_every_stage() -> None:
    stages = [step.stage for step in read_cjk(Story("云帆科技CTO林晓燕离职"), "zh").trace]
    assert stages == ["language", "sentence", "people", "companies", "words", "move", "score"]
