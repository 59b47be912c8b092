"""What a chart shows, in words and numbers alone."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["lines", "diverging", "matrix"]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers, one for each category of its chart."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, before it is known how it will be drawn.

    Attributes:
        shape: ``lines`` over time; ``diverging`` bars to both sides of zero (one series); ``matrix``: from each series to
            each category.
        title: what it is about.
        categories: the places on its axis: weeks, months or companies.
        series: the numbers.
        unit: what is counted, for the axis.
        alt: the figures in words, for those who do not see it.
        note: n, the period and the rule of counting, in small print.
        axes: of a matrix, what its rows and its columns are.
    """

    shape: Shape
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    alt: str
    note: str = ""
    axes: tuple[str, str] = ("", "")
