"""Charts: Slack's own block within its limits, else a picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.charts import Chart, PictureError, Series, chart_block, picture
from handlers.views.table import Link, Table, table_block, table_text

NAMES = st.text(max_size=40)


def a_chart(shape: str = "lines", categories: tuple[str, ...] = ("2 Nov", "9 Nov"), **values: tuple[int, ...]) -> Chart:
    series = tuple(Series(name, numbers) for name, numbers in (values or {"Joined": (1, 3)}).items())
    return Chart(shape, "OpenAI, by week", categories, series, "people", "OpenAI: 1, then 3")


@settings(max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=20), st.lists(NAMES, min_size=1, max_size=6), NAMES)
def test_native_charts_keep_slacks_limits(categories: list[str], names: list[str], title: str) -> None:
    series = tuple(Series(name, tuple(range(len(categories)))) for name in names)
    block = chart_block(Chart("lines", title or "x", tuple(categories), series, "people", "alt"))
    assert len(block["title"]) <= 50
    labels = block["chart"]["axis_config"]["categories"]
    assert len(set(labels)) == len(labels) == len(categories)
    assert len({each["name"] for each in block["chart"]["series"]}) == len(names)
    for each in block["chart"]["series"]:
        assert [point["label"] for point in each["data"]] == labels
    assert all(1 <= len(label) <= 20 for label in [*labels, *(each["name"] for each in block["chart"]["series"])])


def test_what_slack_cannot_draw_has_no_block() -> None:
    assert chart_block(a_chart("matrix")) is None
    assert chart_block(a_chart(categories=tuple(map(str, range(21))), Joined=tuple(range(21)))) is None


async def test_a_picture_is_drawn_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    drawn = await picture(a_chart("diverging", ("OpenAI", "字节跳动 & <co>"), Net=(3, -2)))
    assert drawn.startswith(b"\x89PNG")
    assert 10_000 < len(drawn) < 400_000


async def test_a_chart_that_cannot_be_drawn_says_so() -> None:
    with pytest.raises(PictureError):
        await picture(a_chart("diverging", (), Net=()))


@settings(max_examples=30)
@given(st.lists(st.lists(st.text(max_size=300), min_size=3, max_size=3), max_size=120))
def test_tables_keep_slacks_limits(rows: list[list[str]]) -> None:
    table = Table(("Who", "From", "n"), rows, frozenset({2}))
    block = table_block(table)
    assert len(block["rows"]) <= 100
    assert sum(len(cell["text"]) for row in block["rows"] for cell in row) <= 10_000
    assert all(cell["text"] for row in block["rows"] for cell in row)
    assert len(table_text(table)["text"]["text"]) <= 3000


def test_a_cell_links_only_to_the_web() -> None:
    block = table_block(Table(("A", "B"), [[Link("Le Monde", "https://lemonde.example/1"), Link("x", "javascript:alert(1)")]]))
    assert [cell["type"] for cell in block["rows"][1]] == ["rich_text", "raw_text"]
