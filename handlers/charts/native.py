"""A chart as Slack's own block, where its limits allow."""

from handlers.charts.values import Chart
from handlers.mrkdwn import Block, clean, truncate

TITLE = 50
LABEL = 20
SERIES = 6
POINTS = 20

_TYPES = {"lines": "line", "diverging": "bar"}


def chart_block(chart: Chart) -> Block | None:
    """The ``data_visualization`` block; None for a chart that has no such form or is too large for it."""
    kind = _TYPES.get(chart.shape)
    if kind is None or not 1 <= len(chart.categories) <= POINTS or not 1 <= len(chart.series) <= SERIES:
        return None
    labels = _distinct(chart.categories)
    names = _distinct(tuple(series.name for series in chart.series))
    series = [
        {"name": name, "data": [{"label": label, "value": value} for label, value in zip(labels, each.values, strict=True)]}
        for name, each in zip(names, chart.series, strict=True)
    ]
    axes = {"categories": labels, "y_label": truncate(clean(chart.unit), TITLE)}
    return {
        "type": "data_visualization",
        "title": truncate(clean(chart.title), TITLE),
        "chart": {"type": kind, "series": series, "axis_config": axes},
    }


def _distinct(names: tuple[str, ...]) -> list[str]:
    """Names cut to Slack's limit and still all different."""
    found: list[str] = []
    for name in names:
        label = truncate(clean(name), LABEL) or "–"
        number = 2
        while label in found:
            label = f"{truncate(clean(name), LABEL - 4)} ({number})"
            number += 1
        found.append(label)
    return found
