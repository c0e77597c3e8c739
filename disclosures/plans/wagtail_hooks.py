"""What annual plans add to the desk: their menu, their screens, reminders."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from disclosures.plans.desk.panels import ImportsPanel
from disclosures.plans.desk.permissions import may_edit_plan, may_join, places_to_import
from disclosures.plans.desk.views import remind
from disclosures.plans.desk.viewsets import SeriesViewSet, rows_button
from disclosures.plans.models import AnnualPlanPage, IndicatorSeries, PlanImport

register_snippet(SeriesViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("plans/", include("disclosures.plans.desk.urls"))]


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(places_to_import(request.user))


class JoinMenuItem(MenuItem):
    """Shown to those who may change series."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_join(request.user)


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    series = IndicatorSeries.snippet_viewset  # type: ignore[attr-defined]
    items = [
        ImportMenuItem(
            gettext_lazy("Import an annual plan"),
            reverse_lazy("plans_desk:import"),
            name="import-plan",
            icon_name="upload",
            order=1,
        ),
        series.get_menu_item(order=2),
        JoinMenuItem(
            gettext_lazy("Indicators without a series"),
            reverse_lazy("plans_desk:unjoined"),
            name="unjoined-indicators",
            icon_name="link",
            order=3,
        ),
    ]
    return SubmenuMenuItem(
        gettext_lazy("Annual plans"), Menu(items=items), name="annual-plans", icon_name="doc-full-inverse", order=210
    )


@hooks.register("register_snippet_listing_buttons")
def rows_of_series(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    return [rows_button(snippet, priority=15)] if isinstance(snippet, IndicatorSeries) and may_join(user) else []


@hooks.register("before_edit_page")
def remind_of_left_over(request: HttpRequest, page: Any) -> None:
    remind(request, page.specific)


@hooks.register("register_page_header_buttons")
def left_over_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> list[Button]:
    if view_name != "edit" or not isinstance(page.specific, AnnualPlanPage):
        return []
    document = PlanImport.objects.filter(page_id=page.pk).exclude(left_over=[]).select_related("page").first()
    if document is None or not may_edit_plan(user, document):
        return []
    address = reverse("plans_desk:left_over", args=[document.pk])
    return [Button(_("What the import left out"), url=address, icon_name="warning", priority=40)]


@hooks.register("construct_homepage_panels")
def imports_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ImportsPanel())
