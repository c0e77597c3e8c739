"""Series of indicators in the desk: list, edit, and the way to their rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from disclosures.plans.models import IndicatorSeries


class CreateSeriesView(CreateView):
    """A new series goes on to its rows."""

    def get_success_url(self) -> str:
        return reverse("plans_desk:series_rows", args=[self.object.pk])


class EditSeriesView(EditView):
    """With the way to the rows of the series."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [rows_button(self.object, priority=5), *super().header_more_buttons]


class SeriesViewSet(SnippetViewSet):
    """Indicators across years."""

    model = IndicatorSeries
    icon = "list-ul"
    menu_label = gettext_lazy("Indicators across years")
    menu_name = "indicator-series"
    menu_item_is_registered = True
    add_view_class = CreateSeriesView
    edit_view_class = EditSeriesView
    copy_view_enabled = False
    list_display = (
        "name_zh",
        "name_en",
        "unit_zh",
        Column("row_count", label=gettext_lazy("Rows"), sort_key="row_count"),
    )
    list_filter = ("unit_zh",)
    search_fields = ("name_zh", "name_en", "slug")
    search_backend_name = None  # few rows; the search engine cannot be combined with the filter and the count
    list_export = ("slug", "name_zh", "name_en", "unit_zh", "unit_en", "definition_zh", "definition_en")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IndicatorSeries]:
        return IndicatorSeries.objects.annotate(row_count=Count("members"))


def rows_button(series: IndicatorSeries, priority: int) -> Button:
    """The way from a series to its rows."""
    return Button(
        _("Join rows"), url=reverse("plans_desk:series_rows", args=[series.pk]), icon_name="link", priority=priority
    )
