"""The one filter definition of the list of plans: it gives the form, the query, the feed and the downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from disclosures.models import Agency
from disclosures.plans.models.pages import AnnualPlanPage
from portal.dates import fiscal_year_in_words


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and how many plans would be left if it were chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with its choices."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


class PlanFilter(django_filters.FilterSet):
    """``year`` (Gregorian) and ``agency`` (its code); what is not understood filters nothing and is reported."""

    year = django_filters.NumberFilter(field_name="fiscal_year", label=_("Year"), min_value=1912, max_value=2200)
    agency = django_filters.ModelChoiceFilter(
        field_name="agency", to_field_name="code", queryset=Agency.objects.all(), label=_("Agency")
    )

    class Meta:
        model = AnnualPlanPage
        fields: list[str] = []

    def without(self, name: str) -> QuerySet[Any]:
        """The plans that all filters but ``name`` leave: choosing a value must not empty its own list."""
        others = {key: value for key, value in self.data.items() if key != name}
        return PlanFilter(others, queryset=self.queryset).qs

    def facets(self) -> list[Facet]:
        """Both filters with counts, years from the newest, agencies in official order."""
        language = get_language() or ""
        year, agency = str(self.data.get("year", "")), str(self.data.get("agency", ""))
        years = self.without("year").order_by("-fiscal_year").values_list("fiscal_year").annotate(n=Count("pk"))
        agencies = (
            self.without("agency")
            .order_by("agency__order")
            .values_list("agency__code", "agency__name_zh", "agency__name_en")
            .annotate(n=Count("pk"))
        )
        return [
            Facet(
                "year",
                str(_("Year")),
                [Choice(str(y), fiscal_year_in_words(y, language), n, str(y) == year) for y, n in years],
            ),
            Facet(
                "agency",
                str(_("Agency")),
                [
                    Choice(code, zh if language.startswith("zh") else en, n, code == agency)
                    for code, zh, en, n in agencies
                ],
            ),
        ]
