"""What the desk's first screen says about imports."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.components import Component

from disclosures.plans.desk.permissions import may_edit_plan, may_see, places_to_import
from disclosures.plans.models import PlanImport

SHOWN = 10


class ImportsPanel(Component):
    """Documents that wait for a decision, drafts that came of imports, and plans whose import left something out."""

    name = "plan-imports"
    template_name = "plans/desk/home_panel.html"
    order = 150

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting: list[PlanImport] = []
        if places_to_import(user):
            documents = PlanImport.objects.waiting().select_related("created_by").defer("reading")
            waiting = [kept for kept in documents if may_see(user, kept)]
        return {
            "waiting": waiting[:SHOWN],
            "drafts": self.editable(PlanImport.objects.drafts(), user),
            "unsettled": self.editable(PlanImport.objects.unsettled(), user),
        }

    def editable(self, documents: QuerySet[PlanImport], user: Any) -> list[PlanImport]:
        """The newest of these whose plan the user may edit."""
        newest = documents.select_related("page").defer("reading")[: 5 * SHOWN]
        return [kept for kept in newest if may_edit_plan(user, kept)][:SHOWN]
