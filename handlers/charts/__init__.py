"""Figures as pictures: a `Chart` becomes Slack's own chart block, or a PNG where that will not do."""

from handlers.charts.native import chart_block
from handlers.charts.picture import PictureError, picture
from handlers.charts.values import Chart, Series

__all__ = ["Chart", "PictureError", "Series", "chart_block", "picture"]
