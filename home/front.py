"""What the home page answers: what can I find here, what is new, is this government keeping its word?"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from disclosures.plans.models import AnnualPlanPage, PlansPage
from disclosures.plans.series import published_series
from portal.visibility import visible

NEWEST = 5


def front_context(page: Page) -> dict[str, Any]:
    """Doors with their number of records, the newest publications, and the kept promises with their denominator."""
    plans_page = visible(PlansPage.objects.filter(locale=page.locale)).first()
    language = page.locale.language_code
    newest = (
        AnnualPlanPage.objects.live_in(language)
        .select_related("agency", "locale")
        .defer_streamfields()
        .order_by("-first_published_at")[:NEWEST]
    )
    return {
        "plans_page": plans_page,
        "plan_count": AnnualPlanPage.objects.published().count(),
        "series_count": published_series().count(),
        "agency_count": AnnualPlanPage.objects.published().values("agency").distinct().count(),
        "newest": newest,
    }
