"""A chart of horizontal bars: targets beside results, counts beside what they are part of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from disclosures.charts.model import Point, Series, Words, known, labels, values
from disclosures.charts.numbers import axis
from disclosures.charts.svg import (
    STYLES,
    WIDE,
    Frame,
    element,
    fitted,
    legend_row,
    picture,
    text,
    text_width,
    tooltip,
    wrapped,
)
from disclosures.charts.words import completed, empty, point_in_words

BAR: Final = 16
LABEL_ROWS: Final = 2


def bar_chart(
    series: Sequence[Series],
    *,
    unit: str,
    title: str,
    description: str,
    lang: str,
    frame: Frame = WIDE,
    key: str | None = None,
) -> str:
    """The drawing as SVG, or a sentence when there is no figure to draw; see :func:`.lines.line_chart`.

    Each label has one bar for every series that has the label. A point's ``of`` is drawn as the outline of the whole.
    """
    if not values(series):
        return empty(lang)
    words = completed(Words(str(title), str(description), str(unit), lang, key or ""), series)
    return _Bars(series, words, frame).draw()


class _Bars:
    """The geometry of one drawing, from above to below."""

    def __init__(self, series: Sequence[Series], words: Words, frame: Frame) -> None:
        self.series, self.words, self.frame, self.font = series, words, frame, frame.font
        wholes = [whole for each in series for point in each.points if (whole := known(point.of)) is not None]
        self.axis = axis([*values(series), *wholes], words.unit, chinese=words.chinese, from_zero=True)
        figures = [self._figure(point) for each in series for point in each.points]
        room = max(text_width(figure, self.font) for figure in figures) + 10
        negative = any(value < 0 for value in values(series))
        self.room = min(room, frame.width * 0.42)
        self.left = self.room if negative else 1.0
        self.right = frame.width - self.room

    def draw(self) -> str:
        """The whole drawing."""
        y = self.font * 0.6
        parts = []
        caption = self.axis.scale.caption(self.words.unit, chinese=self.words.chinese)
        if caption:
            y += self.font * 0.6
            parts.append(text(caption, 0, y, "chart-caption"))
        if len(self.series) > 1:
            for number, each in enumerate(self.series):
                y += self.font * 1.5
                parts.append(legend_row(each.name, y, number, self.frame, line=False))
        zero = self._x(Decimal(0))
        for label in labels(self.series, fill=False):
            y += self.font * 0.7
            for row in wrapped(label, self.frame.width - 4, self.font, LABEL_ROWS):
                y += self.font * 1.4
                parts.append(text(row, 0, y, "chart-label"))
            y += self.font * 0.4
            begin = y
            for number, each in enumerate(self.series):
                for point in each.points:
                    if point.label == label:
                        parts.append(self._bar(point, number, y))
                        y += BAR + 5
            parts.append(element("line", x1=zero, x2=zero, y1=begin - 3, y2=y - 2, class_="chart-axis"))
        return picture("".join(parts), self.words, self.frame, y + 4, "bars")

    def _x(self, value: Decimal) -> float:
        return self.left + self.axis.share(value) * (self.right - self.left)

    def _bar(self, point: Point, number: int, y: float) -> str:
        """One bar with its whole and its figure, which stands at the bar's end."""
        value, zero = known(point.value), self._x(Decimal(0))
        end = zero if value is None else self._x(value)
        begin, length = min(zero, end), abs(end - zero)
        parts = []
        far = max(zero, end)
        if (whole := known(point.of)) is not None and self._x(whole) > zero:
            far = max(far, self._x(whole))
            size = self._x(whole) - zero
            parts.append(element("rect", x=zero, y=y, width=size, height=BAR, class_="chart-whole"))
        said = tooltip(point_in_words(self.series[number], point, self.words))
        class_ = f"chart-bar chart-series-{number % STYLES}"
        parts.append(element("rect", said, x=begin, y=y, width=length, height=BAR, class_=class_))
        middle = y + BAR / 2 + self.font * 0.36
        figure = fitted(self._figure(point), self.room - 6, self.font)
        if value is not None and value < 0 and point.of is None:
            parts.append(text(figure, begin - 5, middle, "chart-value", "end"))
        else:
            parts.append(text(figure, far + 5, middle, "chart-value"))
        return "".join(parts)

    def _figure(self, point: Point) -> str:
        """``22／28`` where the whole is known; a dash where nothing is."""
        value, whole = known(point.value), known(point.of)
        shown = "–" if value is None else self.axis.scale.text(value)
        of = "" if whole is None else f" / {self.axis.scale.text(whole)}"
        return shown + of + ("*" if point.note else "")
