"""Charts drawn on the server as SVG, each with the table of its figures.

``Chart.of_lines(series, …)`` and ``Chart.of_bars(series, …)`` give what a template shows: ``chart.svg`` (a wide and a
narrow drawing, the stylesheet shows one) and ``chart.table``. Colours, dashes and fonts are in ``css/charts.css``.
"""

from disclosures.charts.bars import bar_chart
from disclosures.charts.chart import Chart, chart_table
from disclosures.charts.lines import line_chart
from disclosures.charts.model import Point, Series

__all__ = ["Chart", "Point", "Series", "bar_chart", "chart_table", "line_chart"]
