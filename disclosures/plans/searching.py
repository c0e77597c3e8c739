"""What search knows of a plan: its prose, goals, indicators, programmes and results, in the words of its language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from disclosures.indexing import plain, searchable
from disclosures.plans.models import AnnualPlanPage, PlansPage
from portal.dates import fiscal_year_in_words
from search.registry import register_labels


def describe_plan(plan: AnnualPlanPage) -> dict[str, Any]:
    """The plan's texts, a line each; the fiscal year is said as its language writes it, so that it is found."""
    return {
        "kind": "annual_plan",
        "section": "plans",
        "year": plan.fiscal_year,
        "body": "\n".join(line for line in _lines(plan) if line),
    }


def _lines(plan: AnnualPlanPage) -> Iterable[str]:
    yield plan.summary
    yield plan.agency.name
    yield fiscal_year_in_words(plan.fiscal_year, plan.locale.language_code)
    for block in plan.body:
        yield block.value["heading"]
        yield plain(str(block.value["body"].source))
    for goal in plan.goals.all():
        yield goal.title
        yield goal.description
    for indicator in plan.indicators.all():
        yield f"{indicator.name} {indicator.target}"
        yield f"{indicator.method} {indicator.formula}"
    for programme in plan.programmes.all():
        yield programme.title
    for item in plan.programme_items.all():
        yield item.title
        yield item.content
        yield item.remark
    for result in plan.results.all():
        yield f"{result.indicator} {result.target}"
        yield result.actual
    yield plan.provenance


searchable(AnnualPlanPage, describe=describe_plan)
register_labels("section", {"plans": _("Annual plans")})
register_labels("kind", {"annual_plan": _("Annual plan")})
searchable(PlansPage, describe=lambda page: {"kind": "list", "section": "plans", "body": page.summary})
