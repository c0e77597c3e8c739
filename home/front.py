"""What the home page answers: what can I find here, what is new, is this government keeping its word?"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from wagtail.models import Page

from disclosures.plans.models import AnnualPlanPage, IndicatorSeries, PlansPage

NEWEST = 5


def front_context(page: Page) -> dict[str, Any]:
    """Doors with their number of records, the newest publications, and the kept promises with their denominator."""
    plans_page = PlansPage.objects.live().filter(locale=page.locale).first()
    language = page.locale.language_code
    newest = (
        AnnualPlanPage.objects.live_in(language)
        .select_related("agency", "locale")
        .defer_streamfields()
        .order_by("-first_published_at")[:NEWEST]
    )
    return {
        "plans_page": plans_page,
        "plan_count": AnnualPlanPage.objects.live().canonical().count(),
        "series_count": IndicatorSeries.objects.annotate(rows=Count("members")).filter(Q(rows__gt=0)).count(),
        "agency_count": AnnualPlanPage.objects.live().canonical().values("agency").distinct().count(),
        "newest": newest,
    }
