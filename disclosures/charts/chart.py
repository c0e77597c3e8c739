"""What a template shows: a drawing and the table of its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from disclosures.charts.bars import bar_chart
from disclosures.charts.lines import line_chart
from disclosures.charts.model import Point, Series, labels, values
from disclosures.charts.svg import NARROW, WIDE
from disclosures.charts.words import empty
from disclosures.tables import Column, Kind, Row, Table, Value


@dataclass(frozen=True)
class Chart:
    """``svg`` is markup: a wide and a narrow drawing of the same figures, or a sentence when there are none."""

    svg: SafeString
    table: Table

    @classmethod
    def of_lines(cls, series: Sequence[Series], *, name: str, heading: Column, **words: str) -> Chart:
        """Lines across years. ``name`` is the table's ASCII slug, ``heading`` the column of the labels.

        ``words`` are those of :func:`line_chart`: unit, title, description (may be missing), lang.
        """
        return cls(_both(line_chart, series, words), chart_table(series, name, words["title"], heading))

    @classmethod
    def of_bars(cls, series: Sequence[Series], *, name: str, heading: Column, **words: str) -> Chart:
        """Horizontal bars; as :meth:`of_lines`."""
        return cls(_both(bar_chart, series, words), chart_table(series, name, words["title"], heading))


def _both(draw: Callable[..., str], series: Sequence[Series], words: Mapping[str, str]) -> SafeString:
    if not values(series):
        return mark_safe(empty(words["lang"]))  # noqa: S308 - a sentence of ours
    drawn = [draw(series, **{"description": "", **words}, frame=frame) for frame in (WIDE, NARROW)]
    return mark_safe(f'<div class="chart-pair">{"".join(drawn)}</div>')  # noqa: S308 - svg.element escapes every text


def chart_table(series: Sequence[Series], name: str, title: str, heading: Column) -> Table:
    """The chart's figures: a row for each label, a column for each series, and for its wholes and remarks if any.

    The series' names are in the reader's language already, so both labels of their columns are the same.
    """
    columns = [heading]
    for number, each in enumerate(series, start=1):
        columns.append(Column(f"series_{number}", each.name, each.name, Kind.DECIMAL))
        if any(point.of is not None for point in each.points):
            columns.append(Column(f"series_{number}_of", f"{each.name}：總數", f"{each.name}: out of", Kind.DECIMAL))
        if any(point.note for point in each.points):
            columns.append(Column(f"series_{number}_note", f"{each.name}：備註", f"{each.name}: remark"))
    rows = [_row(series, label) for label in labels(series, fill=False)]
    return Table(name, title, columns, rows)


def _row(series: Sequence[Series], label: str) -> Row:
    row: list[Value] = [label]
    for each in series:
        point = next((point for point in each.points if point.label == label), Point(label, None))
        row.append(_finite(point.value))
        if any(other.of is not None for other in each.points):
            row.append(_finite(point.of))
        if any(other.note for other in each.points):
            row.append(point.note or None)
    return row


def _finite(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() else None
