"""What the section of government information says about its parts: how many records, of which kind by law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count
from wagtail.models import Page

from disclosures.models.record import Article7, RecordPage
from portal.visibility import visible

register = template.Library()


@dataclass(frozen=True)
class Holding:
    """How many live records of one category a part of the portal holds."""

    part: Page
    count: int


@dataclass(frozen=True)
class Category:
    """One of the ten categories of Art. 7(1) with what the portal holds of it; empty where it holds nothing yet."""

    number: int
    label: str
    holdings: list[Holding]


@register.filter
def record_count(part: Page) -> int:
    """How many live records lie under a part, as a visitor of its language sees them."""
    count: int = visible(part.get_children()).count()
    return count


@register.simple_tag
def article_7(parts: Iterable[Any]) -> list[Category]:
    """The ten categories in the law's order; a query for each kind of record."""
    held: dict[int, list[Holding]] = defaultdict(list)
    for part in parts:
        for model in part.allowed_subpage_models():
            if issubclass(model, RecordPage):
                records: Any = model._default_manager
                counts = visible(records.child_of(part)).order_by().values_list("category").annotate(Count("pk"))
                for number, count in counts:
                    held[number].append(Holding(part, count))
    return [Category(item.value, str(item.label), held[item.value]) for item in Article7]
