"""What a chart shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, NamedTuple

# Enough for any figure a document prints; keeps arithmetic on absurd ones finite.
CONTEXT: Final = Context(prec=40, Emax=999_999_999_999, Emin=-999_999_999_999, traps=[])
MAX_FILLED_YEARS: Final = 60
DIGITS: Final = re.compile(r"[0-9]{1,9}")


class Point(NamedTuple):
    """A figure under its label on the axis; ``of`` is the whole that a count is part of (bars only)."""

    label: str
    value: Decimal | None
    note: str = ""
    of: Decimal | None = None


@dataclass(frozen=True)
class Series:
    """Figures that belong together. The first series is drawn strongest: give results before targets."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Words:
    """What a chart is called and in which language it speaks; ``key`` makes its ids unique on the page."""

    title: str
    description: str
    unit: str
    lang: str
    key: str

    @property
    def chinese(self) -> bool:
        """Whether the reader reads Chinese."""
        return self.lang.startswith("zh")


def known(value: Decimal | None) -> Decimal | None:
    """The value to draw: None for what is unknown or no number."""
    return CONTEXT.plus(value) if value is not None and value.is_finite() else None


def values(series: Iterable[Series]) -> list[Decimal]:
    """All figures that can be drawn."""
    return [value for each in series for point in each.points if (value := known(point.value)) is not None]


def labels(series: Iterable[Series], *, fill: bool) -> list[str]:
    """The labels of all series, each once: years in their order, other labels as they come.

    With ``fill`` the years between the first and the last that no series has are there too, so that they show as gaps.
    """
    found = list(dict.fromkeys(point.label for each in series for point in each.points))
    years = {int(digits[0]): label for label in found if len(digits := DIGITS.findall(label)) == 1}
    shapes = {DIGITS.sub("#", label) for label in found}
    if len(shapes) != 1 or len(years) != len(found):
        return found
    first, last = min(years), max(years)
    if not fill or last - first >= MAX_FILLED_YEARS:
        return [years[year] for year in sorted(years)]
    shape = shapes.pop()
    return [years.get(year, shape.replace("#", str(year))) for year in range(first, last + 1)]
