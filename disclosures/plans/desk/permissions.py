"""Who may do what with imports and series; the rules of pages are Wagtail's own."""

from __future__ import annotations

from typing import Any

from disclosures.plans.importing import plans_pages
from disclosures.plans.models import PlanImport, PlansPage


def places_to_import(user: Any) -> list[PlansPage]:
    """The lists of plans where the user may add a page and import one; empty: no import at all."""
    if not user.has_perm("plans.add_planimport"):
        return []
    return [page for page in plans_pages() if page.permissions_for_user(user).can_add_subpage()]


def may_see(user: Any, kept: PlanImport) -> bool:
    """The one who uploaded it, or somebody who may see all imports."""
    return kept.created_by_id == user.pk or user.has_perm("plans.view_planimport")


def may_edit_plan(user: Any, kept: PlanImport) -> bool:
    """Whether the user may edit the plan that came of it."""
    return bool(kept.page and kept.page.permissions_for_user(user).can_edit())


def may_join(user: Any) -> bool:
    """Whether the user may put rows into series."""
    return bool(user.has_perm("plans.change_indicatorseries"))
