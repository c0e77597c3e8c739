"""The list of plans: filtered, paged, as a table for machines and as a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from disclosures.plans.filters import PlanFilter
from disclosures.plans.models.pages import AnnualPlanPage, PlanQuerySet
from disclosures.tables import Column, Kind, Table

if TYPE_CHECKING:
    from disclosures.plans.models import PlansPage

PAGE_SIZE = 20
FEED_SIZE = 30

PLAN_COLUMNS = (
    Column("fiscal_year", "年度", "Fiscal year", Kind.YEAR),
    Column("agency_code", "機關代碼", "Agency code"),
    Column("agency_zh", "機關名稱", "Agency (Chinese)"),
    Column("agency_en", "機關英文名稱", "Agency (English)"),
    Column("title", "名稱", "Title"),
    Column("address", "網址", "Address"),
    Column("updated", "更新日期", "Updated", Kind.DATE),
)


def plan_filter(page: PlansPage, request: HttpRequest) -> PlanFilter:
    """The filter over what a visitor of this page's language sees."""
    plans = AnnualPlanPage.objects.live_in(page.locale.language_code)
    return PlanFilter(request.GET, queryset=plans)


def chosen_plans(filters: PlanFilter) -> PlanQuerySet:
    """The plans that pass; a value that is not understood leaves none, and the form says why."""
    plans: PlanQuerySet = filters.qs if filters.is_valid() else filters.queryset.none()
    return plans.select_related("agency", "locale").defer_streamfields().in_reading_order()


def listing_context(page: PlansPage, request: HttpRequest) -> dict[str, Any]:
    """The template's context: filter, facets, one page of plans, and the sentence about how many there are."""
    filters = plan_filter(page, request)
    plans = Paginator(chosen_plans(filters), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "filter": filters,
        "facets": filters.facets(),
        "plans": plans,
        "count": plans.paginator.count,
        "filter_errors": [error for errors in filters.errors.values() for error in errors],
    }


def plans_table(page: PlansPage, request: HttpRequest) -> Table:
    """The chosen plans for machines, each once: the source, never an alias or a translation."""
    filters = PlanFilter(request.GET, queryset=AnnualPlanPage.objects.published())
    rows = [
        (
            plan.fiscal_year,
            plan.agency.code,
            plan.agency.name_zh,
            plan.agency.name_en,
            plan.title,
            plan.full_url or "",
            plan.last_published_at.date() if plan.last_published_at else None,
        )
        for plan in chosen_plans(filters)
    ]
    return Table("plans", _("Annual plans"), PLAN_COLUMNS, rows)


class PlansFeed(Feed):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The newest plans as Atom; obeys the filter of the list."""

    feed_type = Atom1Feed

    def __init__(self, page: PlansPage, request: HttpRequest) -> None:
        super().__init__()
        self.page = page
        newest = chosen_plans(plan_filter(page, request)).filter(alias_of=None).order_by("-last_published_at")
        self.plans = newest[:FEED_SIZE]

    def title(self) -> str:
        return self.page.title

    def subtitle(self) -> str:
        return self.page.summary

    def link(self) -> str:
        return self.page.full_url or settings.SITE_URL

    def items(self) -> list[AnnualPlanPage]:
        return list(self.plans)

    def item_title(self, item: AnnualPlanPage) -> str:  # type: ignore[override]
        return item.title

    def item_description(self, item: AnnualPlanPage) -> str:  # type: ignore[override]
        return item.summary

    def item_link(self, item: AnnualPlanPage) -> str:  # type: ignore[override]
        return item.full_url or ""

    def item_pubdate(self, item: AnnualPlanPage) -> Any:
        return item.first_published_at

    def item_updateddate(self, item: AnnualPlanPage) -> Any:
        return item.last_published_at

    def item_author_name(self, item: AnnualPlanPage) -> str:
        return item.agency.name


def plans_feed(page: PlansPage, request: HttpRequest) -> HttpResponseBase:
    """The feed's response."""
    return PlansFeed(page, request)(request)
