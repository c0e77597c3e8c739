"""Axes and figures in words: round ticks, 萬 and 億 in Chinese, thousands separators, percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from typing import Final

from disclosures.charts.model import CONTEXT

PERCENT: Final = frozenset({"%", "％"})
SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# (from which size on, the factor's exponent, its name): a name is used once it saves digits.
SCALES: Final = {
    True: ((12, 12, "兆"), (8, 8, "億"), (5, 4, "萬")),
    False: ((12, 12, " trillion"), (9, 9, " billion"), (6, 6, " million")),
}
LARGEST_NAMED: Final = 18
SMALLEST_PLAIN: Final = -4
STEPS: Final = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
TICKS: Final = 5


@dataclass(frozen=True)
class Scale:
    """How figures of one chart are written: divided by ten to the ``exponent``, whose name is ``word``."""

    exponent: int
    word: str
    percent: bool = False

    @classmethod
    def of(cls, largest: Decimal, unit: str, *, chinese: bool) -> Scale:
        """The scale on which figures up to ``largest`` read best."""
        size = largest.adjusted() if largest else 0
        percent = unit in PERCENT
        if size > LARGEST_NAMED or size < SMALLEST_PLAIN:
            return cls(size, "×10" + str(size).translate(SUPERSCRIPTS), percent)
        for threshold, exponent, word in SCALES[chinese]:
            if size >= threshold and not percent:
                return cls(exponent, word)
        return cls(0, "", percent)

    def text(self, value: Decimal, *, exact: bool = False) -> str:
        """The figure without its unit but with ``%``; rounded to what a label can hold unless ``exact``."""
        with localcontext(CONTEXT):
            scaled = value.scaleb(-self.exponent)
            shown = scaled if exact else _rounded(scaled)
            if not shown and scaled:
                return "≈0"
            digits = f"{abs(shown):,f}"
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return f"{'−' if shown < 0 else ''}{digits}{'%' if self.percent else ''}"

    def caption(self, unit: str, *, chinese: bool) -> str:
        """What stands above the axis: ``單位：萬次``, ``Unit: million visits``; empty when the figures say it all."""
        named = self.word.strip() if self.percent else f"{self.word.strip()}{'' if chinese else ' '}{unit}".strip()
        if not named:
            return ""
        return f"單位：{named}" if chinese else f"Unit: {named}"


@dataclass(frozen=True)
class Axis:
    """An axis from the first to the last of its ticks."""

    ticks: tuple[Decimal, ...]
    scale: Scale

    @property
    def low(self) -> Decimal:
        """Where the axis begins."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """Where the axis ends."""
        return self.ticks[-1]

    def share(self, value: Decimal) -> float:
        """Where on the axis the value lies: 0 at its beginning, 1 at its end."""
        with localcontext(CONTEXT):
            share = (value - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, float(share)))


def axis(values: Sequence[Decimal], unit: str, *, chinese: bool, from_zero: bool = False) -> Axis:
    """An axis with round ticks that holds all values.

    It begins at zero unless the values lie so close together that their changes would not be seen; bars always do.
    """
    with localcontext(CONTEXT):
        low, high = min(values), max(values)
        spread = high - low
        close = 0 < spread * 4 < max(abs(low), abs(high))
        if from_zero or not close:
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        if low == high:
            high = Decimal(1)
        capped = unit in PERCENT and max(values) <= 100
        ticks = _ticks(low, high)
        if capped:
            ticks = tuple(tick for tick in ticks if tick <= 100) if Decimal(100) in ticks else ticks
        largest = max(abs(tick) for tick in ticks)
    return Axis(ticks, Scale.of(largest, unit, chinese=chinese))


def _ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    rough = (high - low) / (TICKS - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(candidate * power for candidate in STEPS if candidate * power >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple((first + number) * step for number in range(int(last - first) + 1))


def _rounded(value: Decimal) -> Decimal:
    """At most two decimals, and three digits for what is smaller than one."""
    places = 2 if abs(value) >= 1 or not value else min(6, 2 - value.adjusted())
    return round(value, places)
