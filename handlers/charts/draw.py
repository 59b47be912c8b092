"""The process that draws: a chart as JSON on standard input, a PNG on standard output.

The picture has a light ground of its own, so that it reads the same on Slack's light and dark themes; colours are told
apart by people who see few of them, and each line and bar is labelled besides.
"""

import io
import json
import sys
import textwrap
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

INK, SOFT, GROUND, GRID = "#1d2733", "#5b6b7b", "#fbfaf7", "#e3e1da"
GAIN, LOSS = "#1f6f8b", "#c4622d"
COLOURS = ("#1f6f8b", "#c4622d", "#4b8b3b", "#7a4f9a", "#a08015", "#5b6b7b")
MARKS = ("o", "s", "^", "D", "v", "P")
FONTS = ("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Zen Hei", "Noto Sans", "sans-serif")
WIDTH, DPI = 9.0, 170
NOTE = 125  # characters in a line of small print
_SEVERAL = 2
_CROWDED = 14


def main() -> None:
    """Draw what standard input describes."""
    chart = json.load(sys.stdin)
    mpl.rcParams.update({"font.family": list(FONTS), "font.size": 11, "axes.unicode_minus": True, "text.parse_math": False})
    figure = {"lines": _lines, "diverging": _diverging, "matrix": _matrix}[chart["shape"]](chart)
    _caption(figure, chart)
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=DPI, facecolor=GROUND)
    sys.stdout.buffer.write(data.getvalue())


def _blank(height: float) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(WIDTH, height))
    figure.set_layout_engine("constrained", rect=(0.01, 0.085, 0.98, 0.81))  # room for the title and the small print
    axes.set_facecolor(GROUND)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(colors=SOFT, length=0)
    return figure, axes


def _caption(figure: Figure, chart: dict[str, Any]) -> None:
    figure.text(0.02, 0.965, chart["title"], color=INK, fontsize=15, fontweight="bold", va="top")
    figure.text(0.02, 0.02, textwrap.fill(chart["note"], NOTE), color=SOFT, fontsize=8.5, va="bottom", linespacing=1.25)


def _lines(chart: dict[str, Any]) -> Figure:
    figure, axes = _blank(5.0)
    places = range(len(chart["categories"]))
    for number, series in enumerate(chart["series"]):
        style: dict[str, Any] = {"color": COLOURS[number % len(COLOURS)], "marker": MARKS[number % len(MARKS)]}
        axes.plot(places, series["values"], linewidth=2.2, markersize=6, label=series["name"], **style)
    axes.set_xticks(list(places), chart["categories"])
    axes.tick_params(axis="x", rotation=35 if len(chart["categories"]) > _CROWDED else 0)
    if len(chart["categories"]) > 2 * _CROWDED:
        for place, label in enumerate(axes.get_xticklabels()):
            label.set_visible(place % 4 == 0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.grid(axis="y", color=GRID, linewidth=1)
    axes.axhline(0, color=SOFT, linewidth=1)
    axes.set_ylabel(chart["unit"], color=SOFT)
    if len(chart["series"]) >= _SEVERAL:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncols=3, frameon=False, labelcolor=INK)
    return figure


def _diverging(chart: dict[str, Any]) -> Figure:
    names, values = chart["categories"], chart["series"][0]["values"]
    figure, axes = _blank(2.0 + 0.42 * len(names))
    places = list(range(len(names)))[::-1]  # the first one on top
    axes.barh(places, values, color=[GAIN if value >= 0 else LOSS for value in values], height=0.62)
    axes.set_yticks(places, names)
    axes.tick_params(axis="y", labelcolor=INK, pad=6)
    axes.axvline(0, color=SOFT, linewidth=1)
    widest = max(1, *(abs(value) for value in values))
    axes.set_xlim(-1.18 * widest if min(values) < 0 else 0, 1.18 * widest if max(values) > 0 else 0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.grid(axis="x", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
    for place, value in zip(places, values, strict=True):
        beside: dict[str, Any] = {"ha": "left" if value >= 0 else "right", "va": "center", "color": INK, "fontsize": 10.5}
        axes.annotate(
            f"{value:+d}".replace("-", "−") if value else "0",
            (value, place),
            (5 if value >= 0 else -5, 0),
            textcoords="offset points",
            **beside,
        )
    axes.set_xlabel(chart["unit"], color=SOFT)
    return figure


def _matrix(chart: dict[str, Any]) -> Figure:
    rows = [series["values"] for series in chart["series"]]
    figure, axes = _blank(2.6 + 0.45 * len(rows))
    most = max(1, *(value for row in rows for value in row))
    ramp = mpl.colors.LinearSegmentedColormap.from_list("ramp", [GROUND, "#9cc3cf", GAIN])
    axes.imshow(rows, cmap=ramp, vmin=0, vmax=most, aspect="auto")
    axes.set_xticks(range(len(chart["categories"])), chart["categories"], rotation=30, ha="left", color=INK)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_yticks(range(len(rows)), [series["name"] for series in chart["series"]], color=INK)
    axes.set_xticks([place - 0.5 for place in range(1, len(chart["categories"]))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(rows))], minor=True)
    axes.grid(which="minor", color=GROUND, linewidth=3)
    axes.tick_params(which="minor", length=0)
    axes.set_ylabel(chart["axes"][0], color=SOFT)
    axes.set_xlabel(chart["axes"][1], color=SOFT)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            shown: dict[str, Any] = {
                "ha": "center",
                "va": "center",
                "color": GROUND if value > 0.6 * most else INK,
                "fontsize": 11,
            }
            axes.text(x, y, str(value) if value else "·", **shown)
    return figure


if __name__ == "__main__":
    main()
