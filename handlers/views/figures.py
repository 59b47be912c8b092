"""Figures in words, as a chart and as a table: trends, flows, returns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import mrkdwn
from handlers.charts import Chart, Series, chart_block
from handlers.context import Forms
from handlers.mrkdwn import Block, Message
from handlers.texts import Texts
from handlers.views.commands import run_button, share_button, shown_to
from handlers.views.queries import label, period
from handlers.views.sentence import as_plain
from handlers.views.table import Cell, Table, table_block, table_text
from storage.criteria import Filters, Query
from storage.flows import Corridor, Flow, Net
from storage.returns import Departed, Returns
from storage.trends import Line, Trend

ROWS = 20
STEPS = 26  # of a trend in its table; all are in the CSV
BARS = 12
MATRIX = 7
_NAMED = 3
_NAME = 40


@dataclass(frozen=True, slots=True)
class Figures:
    """An answer in figures, before it is laid out.

    Attributes:
        lines: what it says in words, in mrkdwn; the first line is the answer.
        rule: n, the period, and how it was counted.
        table, chart: the figures themselves.
        buttons: what to ask next.
        small: more small print.
    """

    lines: Sequence[str]
    rule: str
    table: Table | None = None
    chart: Chart | None = None
    buttons: Sequence[Block] = ()
    small: Sequence[str] = ()


def figure_forms(figures: Figures, texts: Texts, *, shape: str = "", shared_by: str = "") -> Forms:
    """Lay figures out: with Slack's chart and table, with its table alone, with lined-up text.

    Args:
        figures: the figures.
        texts: the reader's words.
        shape: ``table`` or ``chart``, where one of them was asked for.
        shared_by: the member who shows it to the channel; then there are no buttons.
    """
    chart = None if shape == "table" else figures.chart
    drawn = chart_block(chart) if chart else None
    tables = [table_block(figures.table), table_text(figures.table)] if figures.table else []
    layouts = [[drawn, *tables[:1]]] if drawn else []
    layouts += [[table] for table in tables] or [[]]
    messages = tuple(_message(figures, [b for b in layout if b], texts, shared_by) for layout in layouts)
    return Forms(messages, chart=chart, is_picture=chart is not None and drawn is None)


def _message(figures: Figures, shown: Sequence[Block], texts: Texts, shared_by: str) -> Message:
    said = "\n".join(figures.lines)
    blocks = [mrkdwn.section(said), *shown, mrkdwn.context(figures.rule, *figures.small)]
    if shared_by:
        blocks.append(mrkdwn.context(texts("shared-by", who=f"<@{shared_by}>")))
    elif figures.buttons:
        blocks.append(mrkdwn.actions(*figures.buttons))
    told = [said.replace("*", ""), figures.chart.alt if figures.chart else "", figures.rule]
    text = mrkdwn.truncate(" ".join(filter(None, told)), mrkdwn.TEXT)
    return Message(text=text, blocks=blocks, response_type=shown_to(bool(shared_by)))


def signed(number: int) -> str:
    """A difference with its sign: ``+3``, ``−2``, ``0``."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def rule(people: int, filters: Filters, texts: Texts) -> str:
    """n, the period and the rule of counting; where types were asked for, nothing was left out."""
    asked = any(clause.key == "type" for clause in filters.clauses)
    return texts("rule", n=people, period=period(filters, texts), headcount="no" if asked else "yes")


def asked_again(command: str, texts: Texts, *more: tuple[str, str]) -> list[Block]:
    """Buttons that share an answer or ask for it in another way: pairs of a label's key and a command."""
    made = [share_button(texts, command), *(run_button(texts(key), to, place + 1) for place, (key, to) in enumerate(more))]
    return [button for button in made if button]


# --- trends


def trend_figures(trend: Trend, filters: Filters, departures: Sequence[Departed], texts: Texts) -> Figures:
    """A trend: one subject's comings and goings, or several subjects' net, step by step."""
    filters = replace(filters, since=trend.since, until=trend.until)
    when = period(filters, texts)
    lines = [_trend_line(line, when if len(trend.lines) == 1 else "", texts) for line in trend.lines]
    lines += [departed_line(each, texts) for each in departures]
    series = _series(trend, texts)
    shown = [texts.short_day(day) if trend.step == "week" else texts.month(day) for day in trend.starts]
    table = trend_table(trend, texts, STEPS)
    names = texts.joined([plain_label(line.query, texts) for line in trend.lines])
    chart = Chart(
        shape="lines",
        title=texts("trend-title", query=names, step=trend.step),
        categories=tuple(shown),
        series=series,
        unit=texts("unit-people" if len(trend.lines) == 1 else "unit-net"),
        alt=_alt(shown, series),
        note=rule(trend.people, filters, texts),
    )
    more = len(trend.starts) - STEPS
    small = [texts("trend-more", n=more)] if more > 0 else []
    return Figures(lines, rule(trend.people, filters, texts), table, chart, small=small)


def _trend_line(line: Line, when: str, texts: Texts) -> str:
    if not line.sided:
        return texts("trend-plain", query=label(line.query, texts), n=line.total_came, period=when)
    net = signed(line.total_came - line.total_left)
    return texts("trend-one", query=label(line.query, texts), came=line.total_came, left=line.total_left, net=net, period=when)


def plain_label(query: Query, texts: Texts) -> str:
    """What a query is about in plain text, where Slack reads no markup."""
    return label(query, texts, as_plain)


def _series(trend: Trend, texts: Texts) -> tuple[Series, ...]:
    if len(trend.lines) > 1:
        return tuple(Series(plain_label(line.query, texts), line.net) for line in trend.lines)
    (line,) = trend.lines
    if not line.sided:
        return (Series(texts("trend-moved"), line.came),)
    return (Series(texts("trend-joined"), line.came), Series(texts("trend-left"), line.left))


def trend_table(trend: Trend, texts: Texts, steps: int | None = None) -> Table:
    """The figures of a trend, the newest step on top; `steps` limits how many."""
    starts = [texts.day(day) if trend.step == "week" else texts.month(day) for day in trend.starts]
    series = list(_series(trend, texts))
    if len(trend.lines) == 1 and trend.lines[0].sided:
        series.append(Series(texts("trend-net"), trend.lines[0].net))
    signs = len(trend.lines) > 1
    rows: list[list[Cell]] = []
    for place, start in enumerate(starts):
        numbers = [
            signed(each.values[place]) if signs or each.name == texts("trend-net") else str(each.values[place]) for each in series
        ]
        rows.append([start, *numbers])
    header = [texts("trend-step", step=trend.step), *(each.name for each in series)]
    return Table(header, rows[::-1][:steps], frozenset(range(1, len(header))))


def _alt(places: Sequence[str], series: Sequence[Series]) -> str:
    """The figures in words: ``Joined: 2 Nov 3, 9 Nov 1``; steps in which nothing happened are left out."""
    told = []
    for each in series:
        numbers = [f"{place} {value}" for place, value in zip(places, each.values, strict=True) if value]
        told.append(f"{each.name}: {', '.join(numbers) or '0'}.")
    return mrkdwn.truncate(" ".join(told), 900)


def departed_line(departed: Departed, texts: Texts) -> str:
    """``3 of 6 known founders of … have left``, with their names, and where both figures come from."""
    names = [f"{mrkdwn.bold(name, 80)} ({texts.day(at)})" for name, at in departed.left[:12]]
    company = mrkdwn.escape(departed.company, 80)
    return texts(
        "departed", left=len(departed.left), known=departed.known, role=departed.role, company=company, names=texts.joined(names)
    )


# --- flows


def flow_figures(flow: Flow, filters: Filters, texts: Texts, limit: int | None = ROWS) -> Figures:
    """Who gains and who loses people; about one company, to and from whom; `limit` is how many rows its table has."""
    told = rule(flow.people, filters, texts)
    if not flow.nets:
        said = texts("flow-none", query=label(flow.about or Query("all"), texts), period=period(filters, texts))
        return Figures([said], told)
    is_about = flow.about is not None and flow.about.kind == "company"
    lines = [texts("flow-about", query=label(flow.about, texts))] if flow.about and is_about else []
    lines.append(_gained_and_lost(flow.nets, "flow-said-about" if is_about else "flow-said", texts))
    sides = ("column-came", "column-went") if is_about else ("trend-joined", "trend-left")
    header = [texts(key) for key in ("column-company", *sides, "trend-net")]
    rows: list[list[Cell]] = [
        [as_plain(each.name, 60), str(each.came), str(each.left), signed(each.net)] for each in flow.nets[:limit]
    ]
    table = Table(header, rows, frozenset({1, 2, 3}))
    return Figures(lines, told, table, _net_chart(flow, told, texts))


def _gained_and_lost(nets: Sequence[Net], key: str, texts: Texts) -> str:
    gained = [f"*{mrkdwn.escape(each.name, 60)}* {signed(each.net)}" for each in nets if each.net > 0][:_NAMED]
    lost = [f"*{mrkdwn.escape(each.name, 60)}* {signed(each.net)}" for each in nets if each.net < 0][:_NAMED]
    return texts(key, gained=texts.joined(gained) or "none", lost=texts.joined(lost) or "none").strip()


def _net_chart(flow: Flow, note: str, texts: Texts) -> Chart | None:
    shown = sorted([each for each in flow.nets if each.net][:BARS], key=lambda each: (-each.net, each.name))
    if not shown:
        return None
    about = flow.about if flow.about and flow.about.kind == "company" else None
    title = texts("flow-title-about", query=plain_label(about, texts)) if about else texts("flow-title")
    names = tuple(as_plain(each.name, _NAME) for each in shown)
    series = (Series(texts("trend-net"), tuple(each.net for each in shown)),)
    return Chart("diverging", title, names, series, texts("unit-net"), _alt(names, series), note)


def corridor_figures(flow: Flow, filters: Filters, texts: Texts, limit: int | None = ROWS) -> Figures:
    """From whom to whom, the widest corridors first, and the widest among themselves as a matrix."""
    told = rule(flow.people, filters, texts)
    if not flow.corridors:
        said = texts("flow-none", query=label(flow.about or Query("all"), texts), period=period(filters, texts))
        return Figures([said], told)
    widest = flow.corridors[0]
    ends = {"from": mrkdwn.bold(widest.from_name, 60), "to": mrkdwn.bold(widest.to_name, 60)}
    header = [texts("column-from"), texts("column-to"), texts("column-people")]
    rows: list[list[Cell]] = [
        [as_plain(each.from_name, 60), as_plain(each.to_name, 60), str(each.people)] for each in flow.corridors[:limit]
    ]
    table = Table(header, rows, frozenset({2}))
    return Figures([texts("corridor-said", n=widest.people, **ends)], told, table, _matrix(flow.corridors, told, texts))


def _matrix(corridors: Sequence[Corridor], note: str, texts: Texts) -> Chart:
    origins = list(dict.fromkeys(each.from_name for each in corridors))[:MATRIX]
    targets = list(dict.fromkeys(each.to_name for each in corridors if each.from_name in origins))[:MATRIX]
    people = {(each.from_name, each.to_name): each.people for each in corridors}
    series = tuple(
        Series(as_plain(origin, _NAME), tuple(people.get((origin, target), 0) for target in targets)) for origin in origins
    )
    names = tuple(as_plain(target, _NAME) for target in targets)
    axes = (texts("column-from"), texts("column-to"))
    alt = ", ".join(f"{each.from_name} → {each.to_name} {each.people}" for each in corridors[:ROWS])
    return Chart("matrix", texts("corridor-title"), names, series, texts("unit-people"), mrkdwn.truncate(alt, 900), note, axes)


# --- going back


def returns_figures(returns: Returns, query: Query | None, filters: Filters, texts: Texts) -> Figures:
    """Who went back, from where, and when they had left; as many rows as were found."""
    found = returns.boomerangs
    name = label(query, texts) if query and query.kind != "all" else texts("returns-everybody")
    percent = round(100 * returns.total / returns.came) if returns.came else 0
    said = texts(
        "returns-said",
        query=name,
        n=returns.total,
        came=returns.came if found else 0,
        percent=percent,
        period=period(filters, texts),
    )
    header = [texts(f"column-{key}") for key in ("date", "who", "back", "via", "left")]
    rows: list[list[Cell]] = [
        [
            texts.day(each.at),
            as_plain(each.name, 80),
            as_plain(each.company, 60),
            as_plain(each.via, 60) if each.via else "–",
            texts.day(each.left_at) if each.left_at else "–",
        ]
        for each in found
    ]
    return Figures([said], texts("returns-rule", n=returns.total), Table(header, rows) if rows else None)
