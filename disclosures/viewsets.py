"""The kernel in the desk: the register of agencies, and what should have followed publications."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from disclosures.actions import run_action
from disclosures.models import ActionRun, Agency


class AgencyFilters(WagtailFilterSet):
    """By validity today and by the source of the English name."""

    VALID, ENDED = "valid", "ended"
    validity = django_filters.ChoiceFilter(
        label=gettext_lazy("validity"),
        method="by_validity",
        choices=[(VALID, gettext_lazy("valid today")), (ENDED, gettext_lazy("no longer valid"))],
    )

    class Meta:
        model = Agency
        fields = ["validity", "name_source"]

    def by_validity(self, agencies: QuerySet[Agency], name: str, value: str) -> QuerySet[Agency]:
        today: date = timezone.localdate()
        valid = Agency.objects.valid_on(today).values("pk")
        return agencies.filter(pk__in=valid) if value == self.VALID else agencies.filter(valid_to__lt=today)


class AgencyIndexView(IndexView):
    """Searched plainly, with other names: an agency shows once, however many of its names hold the words."""

    def search_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        found: QuerySet[Agency] = super().search_queryset(queryset)
        return found.distinct() if self.is_searching else found


class AgencyViewSet(SnippetViewSet):
    """Agencies with their official names, other names and validity."""

    model = Agency
    icon = "group"
    menu_label = gettext_lazy("Agencies")
    menu_order = 220
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("name_zh", "name_en", "code", "name_source", "valid_from", "valid_to")
    list_per_page = 50
    ordering = ("order", "code")
    filterset_class = AgencyFilters
    index_view_class = AgencyIndexView
    search_fields = ("name_zh", "name_en", "code", "aliases__text")
    search_backend_name = None  # few rows; the search engine cannot be combined with these filters
    list_export = ("code", "name_zh", "name_en", "name_source", "valid_from", "valid_to", "order")


class ActionFilters(WagtailFilterSet):
    """By state and by action."""

    class Meta:
        model = ActionRun
        fields = ["status", "action"]


class AgainColumn(Column):
    """A button for superusers on what was given up."""

    cell_template_name = "disclosures/desk/again_cell.html"

    def get_cell_context_data(self, instance: ActionRun, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["may_try_again"] = (
            instance.status == ActionRun.Status.FAILED and parent_context["request"].user.is_superuser
        )
        context["csrf_token"] = get_token(parent_context["request"])
        return context


class DateColumn(Column):
    """A moment as the reader's language writes it."""

    cell_template_name = "disclosures/desk/date_cell.html"


class ActionsView(ReportView):
    """What follows publications: its state, how often it was tried, why it failed."""

    model = ActionRun
    page_title = gettext_lazy("Actions after publication")
    header_icon = "cogs"
    index_url_name = "actions:index"
    index_results_url_name = "actions:results"
    any_permission_required: ClassVar[list[str]] = ["view"]
    default_ordering = "-not_before"
    filterset_class = ActionFilters
    columns: ClassVar[list[Column]] = [
        Column("action", label=gettext_lazy("Action"), sort_key="action"),
        Column("subject", label=gettext_lazy("For")),
        StatusTagColumn(
            "get_status_display",
            label=gettext_lazy("Status"),
            sort_key="status",
            primary=lambda run: run.status == ActionRun.Status.FAILED,
        ),
        Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        DateColumn("finished", label=gettext_lazy("Last try"), sort_key="finished"),
        Column("error", label=gettext_lazy("Last error")),
        AgainColumn("pk", label=gettext_lazy("Try again")),
    ]


class TryAgainView(View):
    """Asks once more for an action that was given up; superusers only."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        run = get_object_or_404(ActionRun, pk=pk)
        with transaction.atomic():
            asked = ActionRun.objects.filter(pk=pk, status=ActionRun.Status.FAILED).update(
                status=ActionRun.Status.WAITING, attempts=0, not_before=timezone.now(), request=F("request") + 1
            )
            if asked:
                transaction.on_commit(lambda: run_action.enqueue(pk), robust=True)
        if asked:
            messages.success(request, _("“%(action)s” will be tried again.") % {"action": run})
        return redirect("actions:index")


class ActionsViewSet(ViewSet):
    """A read-only report under "Reports"."""

    name = "actions"
    icon = "cogs"
    menu_label = gettext_lazy("Actions after publication")
    menu_hook = "register_reports_menu_item"
    menu_order = 700

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return ActionsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ActionsView.as_view(), name="index"),
            path("results/", ActionsView.as_view(results_only=True), name="results"),
            path("<int:pk>/again/", TryAgainView.as_view(), name="again"),
        ]


class ActionsMenuItem(MenuItem):
    """Shown to those who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("disclosures.view_actionrun"))


class FailedActionsPanel(Component):
    """On the desk's first screen, for those who may see them: actions that were given up."""

    name = "failed-actions"
    template_name = "disclosures/desk/failed_panel.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        if not parent_context["request"].user.has_perm("disclosures.view_actionrun"):
            return {"count": 0}
        failed = ActionRun.objects.filter(status=ActionRun.Status.FAILED)
        return {"count": failed.count(), "runs": failed.order_by("-finished")[:5]}
