"""Promise and result side by side: what their numbers say, and how many can be compared at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import template
from django.db.models import Count, F, Q
from wagtail.models import Locale

from disclosures.plans.models import Result
from disclosures.plans.models.rows import Assessment
from portal.visibility import visible

register = template.Library()


class Comparison(StrEnum):
    """How a result stands to its target. Whether more is better the documents do not say, so this does not either."""

    ABOVE = "above"
    EQUAL = "equal"
    BELOW = "below"
    UNKNOWN = ""


@dataclass(frozen=True)
class Tally:
    """How many rows stand how to their target; ``unknown`` lack one of the two numbers, or differ in their units."""

    total: int
    above: int
    equal: int
    below: int
    unknown: int

    @property
    def compared(self) -> int:
        return self.total - self.unknown

    @property
    def met(self) -> int:
        return self.above + self.equal


@register.filter
def comparison(row: Any) -> Comparison:
    """The comparison of anything with ``target_value`` and ``actual_value`` (and units, if it has its own)."""
    target, actual = row.target_value, row.actual_value
    if target is None or actual is None or getattr(row, "target_unit", "") != getattr(row, "actual_unit", ""):
        return Comparison.UNKNOWN
    if actual == target:
        return Comparison.EQUAL
    return Comparison.ABOVE if actual > target else Comparison.BELOW


@register.filter
def assessments(goals: Iterable[Any]) -> list[tuple[int, str]]:
    """The codes of assessment systems that the indicators of these goals use, with their meanings."""
    used = {indicator.assessment for shown in goals for indicator in shown.indicators if indicator.assessment}
    return [(item.value, str(item.label)) for item in Assessment if item in used]


@register.filter
def titled(items: Iterable[Any]) -> bool:
    """Whether any item of a programme has a number or a title of its own."""
    return any(item.number or item.title for item in items)


@register.filter
def tally(rows: Iterable[Any]) -> Tally:
    """The sum of the comparisons of ``rows``."""
    found = [comparison(row) for row in rows]
    return Tally(
        len(found),
        found.count(Comparison.ABOVE),
        found.count(Comparison.EQUAL),
        found.count(Comparison.BELOW),
        found.count(Comparison.UNKNOWN),
    )


@register.simple_tag
def kept_promises() -> Tally:
    """The tally over every published plan, each row once; one query."""
    comparable = Q(target_value__isnull=False, actual_value__isnull=False, target_unit=F("actual_unit"))
    rows = visible(Result.objects.filter(locale=Locale.get_default(), page__alias_of=None), "page__")
    counts = rows.aggregate(
        total=Count("pk"),
        above=Count("pk", filter=comparable & Q(actual_value__gt=F("target_value"))),
        equal=Count("pk", filter=comparable & Q(actual_value=F("target_value"))),
        below=Count("pk", filter=comparable & Q(actual_value__lt=F("target_value"))),
    )
    return Tally(**counts, unknown=counts["total"] - counts["above"] - counts["equal"] - counts["below"])
