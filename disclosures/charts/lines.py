"""A chart of lines across years: targets and results of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from disclosures.charts.model import Point, Series, Words, known, labels, values
from disclosures.charts.numbers import Axis, axis
from disclosures.charts.svg import (
    WIDE,
    Frame,
    element,
    fitted,
    legend_row,
    marker,
    path,
    picture,
    text,
    text_width,
)
from disclosures.charts.words import completed, empty, not_from_zero, point_in_words

Spot = tuple[float, float]
WIDEST_NAME: Final = 0.28  # of the drawing; longer names stand in a legend above it


def line_chart(
    series: Sequence[Series],
    *,
    unit: str,
    title: str,
    description: str,
    lang: str,
    frame: Frame = WIDE,
    key: str | None = None,
) -> str:
    """The drawing as SVG, or a sentence when there is no figure to draw.

    Years without a figure are gaps in the line. Without a ``description`` the figures themselves describe the chart.
    ``key`` begins the ids; the default comes from the content, so give one where the same chart stands twice on a page.
    """
    if not values(series):
        return empty(lang)
    words = completed(Words(str(title), str(description), str(unit), lang, key or ""), series)
    return _Lines(series, words, frame).draw()


class _Lines:
    """The geometry of one drawing."""

    def __init__(self, series: Sequence[Series], words: Words, frame: Frame) -> None:
        self.series, self.words, self.frame, self.font = series, words, frame, frame.font
        self.axis: Axis = axis(values(series), words.unit, chinese=words.chinese)
        self.labels = labels(series, fill=True)
        self.ticks = [self.axis.scale.text(tick, exact=True) for tick in self.axis.ticks]
        names = max(text_width(each.name, self.font) for each in series) + 24
        self.direct = frame is WIDE and names <= WIDEST_NAME * frame.width
        self.caption = self.axis.scale.caption(words.unit, chinese=words.chinese)
        self.left = min(max(text_width(tick, self.font) for tick in self.ticks) + 10, frame.width * 0.35)
        self.right = frame.width - (names if self.direct else 8)
        head = (1.6 if self.caption else 0.4) + (0 if self.direct else 1.6 * len(series))
        self.top = self.font * (head + 1.5)
        self.bottom = self.top + frame.plot
        self.value_width = max(text_width(self._figure(point), self.font) for each in series for point in each.points)
        self.label_room = (self.right - self.left) / 2
        widest = max(text_width(label, self.font) for label in self.labels)
        self.inset = min(max(min(widest, self.label_room), self.value_width) / 2 + 2, (self.right - self.left) / 2)
        self.step = (self.right - self.left - 2 * self.inset) / max(1, len(self.labels) - 1)
        self.every = max(1, -(-int(min(widest, self.label_room) + 8) // max(1, int(self.step))))

    def draw(self) -> str:
        """The whole drawing."""
        figures, low = self._figures()
        foot = max(self.bottom, low) + self.font * 1.5
        lines, marks = zip(*(self._line(number) for number in range(len(self.series))), strict=True)
        # A dashed line shows over a solid one, a small disc over a hollow square: so nothing hides what it equals.
        parts = [self._grid(), self._years(foot), *lines, *reversed(marks), figures, self._names()]
        height = foot + self.font * 0.6
        if self.axis.low > 0 or self.axis.high < 0:
            height += self.font * 1.3
            parts.append(text(not_from_zero(self.words.lang), 0, height - self.font * 0.5, "chart-note"))
        return picture("".join(parts), self.words, self.frame, height, "lines")

    def _x(self, label: str) -> float:
        if len(self.labels) == 1:
            return (self.left + self.right) / 2
        return self.left + self.inset + self.step * self.labels.index(label)

    def _y(self, value: Decimal) -> float:
        return self.bottom - self.axis.share(value) * (self.bottom - self.top)

    def _figure(self, point: Point) -> str:
        value = known(point.value)
        return "" if value is None else self.axis.scale.text(value) + ("*" if point.note else "")

    def _grid(self) -> str:
        parts = [text(self.caption, 0, self.font * 1.1, "chart-caption")] if self.caption else []
        for tick, shown in zip(self.axis.ticks, self.ticks, strict=True):
            y = self._y(tick)
            class_ = (
                "chart-axis" if tick == (0 if self.axis.low <= 0 <= self.axis.high else self.axis.low) else "chart-grid"
            )
            parts.append(element("line", x1=self.left, x2=self.right, y1=y, y2=y, class_=class_))
            label = fitted(shown, self.left - 8, self.font)
            parts.append(text(label, self.left - 8, y + self.font * 0.36, "chart-tick", "end"))
        return "".join(parts)

    def _years(self, y: float) -> str:
        """The labels below, as many as fit; the last year is always named."""
        last = len(self.labels) - 1
        return "".join(
            text(fitted(label, 2 * self.label_room, self.font), self._x(label), y, "chart-tick", "middle")
            for number, label in enumerate(self.labels)
            if (last - number) % self.every == 0
        )

    def _line(self, style: int) -> tuple[str, str]:
        """One series: pieces of line between the gaps, and its marks."""
        points = {point.label: point for point in self.series[style].points}
        pieces: list[list[Spot]] = [[]]
        marks = []
        for label in self.labels:
            point = points.get(label)
            value = known(point.value) if point else None
            if point is None or value is None:
                pieces.append([])
                continue
            spot = (self._x(label), self._y(value))
            pieces[-1].append(spot)
            said = point_in_words(self.series[style], point, self.words)
            marks.append(marker(*spot, style, said))
        return "".join(path(piece, style) for piece in pieces if len(piece) > 1), "".join(marks)

    def _figures(self) -> tuple[str, float]:
        """Figures beside the marks, the upper one above and the lower below; also how far down they reach."""
        parts = []
        low = self.bottom
        crowded = len(self.labels) > 1 and self.step < self.value_width + 6
        for label in self.labels[-1:] if crowded else self.labels:
            here = {self._y(value): self._figure(point) for each in self.series for point in each.points
                    if point.label == label and (value := known(point.value)) is not None}  # fmt: skip
            if not here:
                continue
            parts.append(self._value(here[min(here)], label, min(here) - 9))
            if len(here) > 1:
                y = max(here) + self.font + 6
                low = max(low, y)
                parts.append(self._value(here[max(here)], label, y))
        return "".join(parts), low

    def _value(self, figure: str, label: str, y: float) -> str:
        """A figure at its mark, moved where it would stand out of the drawing."""
        half = text_width(figure, self.font) / 2
        x = max(half, min(self._x(label), self.frame.width - half))
        return text(figure, x, y, "chart-value", "middle")

    def _names(self) -> str:
        """The series' names at the ends of their lines, pushed apart; or a legend above."""
        if not self.direct:
            first = self.font * (2.4 if self.caption else 1.2)
            return "".join(
                legend_row(each.name, first + number * self.font * 1.6, number, self.frame, line=True)
                for number, each in enumerate(self.series)
            )
        ends = []
        for number, each in enumerate(self.series):
            drawn = {point.label: value for point in each.points if (value := known(point.value)) is not None}
            if drawn:
                ends.append((self._y(drawn[max(drawn, key=self.labels.index)]), number))
        parts = []
        gap = self.font * 1.4
        for y, number in apart(sorted(ends), gap, self.top, self.bottom):
            parts.append(marker(self.right + 10, y, number))
            parts.append(text(self.series[number].name, self.right + 20, y + self.font * 0.36, "chart-name"))
        return "".join(parts)


def apart(ends: list[tuple[float, int]], gap: float, top: float, bottom: float) -> list[tuple[float, int]]:
    """The positions, in order, moved so that they are ``gap`` apart and, where there is room, within the plot."""
    placed: list[tuple[float, int]] = []
    for y, number in ends:
        placed.append((max(y, placed[-1][0] + gap) if placed else y, number))
    over = placed[-1][0] - bottom if placed else 0
    if over > 0:
        placed = [(y - over, number) for y, number in placed]
    for position, (y, number) in enumerate(placed):
        floor = top if position == 0 else placed[position - 1][0] + gap
        placed[position] = (max(y, floor), number)
    return placed
