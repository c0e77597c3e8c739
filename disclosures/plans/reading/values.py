"""Figures in cells: targets with units, weights, money. The published text is kept elsewhere; this only reads it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from .text import narrow, tidy
from .vocabulary import money_unit

_NUMBER = r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−]?\d+(?:\.\d+)?"
_VALUE = re.compile(rf"^(?P<number>{_NUMBER})\s*(?P<scale>百萬|千萬|[萬億千])?\s*(?P<unit>[^\d,.]{{0,12}})$")
_SCALES = {"萬": 10**4, "億": 10**8, "千": 10**3, "百萬": 10**6, "千萬": 10**7}
# A bound or a vagueness is no single number: "95%以上", "約30件", "第1名".
_VAGUE = re.compile(
    r"以上|以下|以內|至少|至多|不低於|不高於|不超過|約|左右|餘|多|未達|[≥≤><~～至–—]|名次|month|week", re.IGNORECASE
)
_WEIGHT_END = re.compile(
    r"[(（\[【]\s*(?:權重|權數|配分|weight)?\s*[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*[%％]\s*[)）\]】]\s*$", re.IGNORECASE
)
_WEIGHT = re.compile(r"^[(（]?\s*(\d{1,3}(?:\.\d+)?)\s*([%％]?)\s*[)）]?$")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d+)?)\s*%")


def decimal(text: str) -> Decimal | None:
    """``1,500`` → 1500; None when it is no plain number."""
    bare = narrow(tidy(text)).replace(",", "").replace("−", "-").strip()
    try:
        number = Decimal(bare) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", bare) else None
    except InvalidOperation:
        return None
    return number


def value_and_unit(text: str) -> tuple[Decimal | None, str | None]:
    """``3,420萬次`` → (34200000, 次); ``75%`` → (75, %); ``50`` → (50, None); words, bounds → (None, None)."""
    bare = narrow(tidy(text)).replace("\n", "").strip().rstrip("。.")
    found = _VALUE.match(bare)
    if not found or _VAGUE.search(bare):
        return None, None
    number = decimal(found["number"])
    unit = found["unit"].strip()
    if number is None or any(mark in unit for mark in "()、，；:") or unit.startswith(("月", "年底")):  # a date
        return None, None
    if found["scale"]:
        number = _whole(number * _SCALES[found["scale"]])
    return number, unit or None


def _whole(number: Decimal) -> Decimal:
    """15000.0 as 15000: no more decimals than the figure has."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def weight_at_end(text: str) -> tuple[str, Decimal | None]:
    """Split ``name(5%)`` into the name and 5; the name alone and None when no weight is written behind it."""
    found = _WEIGHT_END.search(text)
    return (text[: found.start()].rstrip(), Decimal(found.group(1))) if found else (text, None)


def weight(text: str) -> Decimal | None:
    """A cell of a weight column, in percent: ``5%``, ``(5%)``, ``5``; a fraction such as ``0.05`` means 5."""
    found = _WEIGHT.match(narrow(tidy(text)).strip())
    if not found:
        return None
    number = Decimal(found.group(1))
    if not found.group(2) and Decimal(0) < number < Decimal(1):
        return number * 100
    return number if number <= 100 else None


def thousands(text: str, factor: str | None) -> Decimal | None:
    """An amount in thousand dollars; ``factor`` comes from the column's unit, a unit in the cell itself wins."""
    bare = narrow(tidy(text)).strip()
    own = money_unit(bare)
    number = (
        decimal(re.sub(r"[^\d,.\-−+]", "", bare)) if re.match(rf"^(?:NT\$)?\s*(?:{_NUMBER})\D{{0,6}}$", bare) else None
    )
    use = own or factor
    if number is None or use is None:
        return None
    return _whole(number * Decimal(use))


def percentages(text: str) -> list[Decimal]:
    """The percentages that ``text`` reports; the factor in ``… * 100 %`` is none."""
    bare = re.sub(r"[*×xX]\s*100\s*%", "", narrow(tidy(text)))
    return [Decimal(number) for number in _PERCENT.findall(bare)]


def reported_value(text: str, target_unit: str | None) -> tuple[Decimal | None, str | None]:
    """The one figure a result text reports in the unit of its target, when there is exactly one; else nothing."""
    whole, unit = value_and_unit(text)
    if whole is not None:
        return whole, unit
    if target_unit == "%":
        found = set(percentages(text))
        return (found.pop(), "%") if len(found) == 1 else (None, None)
    return None, None


def json_number(number: Decimal | None) -> int | float | None:
    """A number for JSON: whole numbers as integers."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
