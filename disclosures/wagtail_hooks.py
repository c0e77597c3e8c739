"""What the kernel adds to the desk: the register of agencies, the report on actions, a warning on the first screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from disclosures.viewsets import ActionsViewSet, AgencyViewSet, FailedActionsPanel

register_snippet(AgencyViewSet)


@hooks.register("register_admin_viewset")
def actions_viewset() -> ActionsViewSet:
    return ActionsViewSet()


@hooks.register("construct_homepage_panels")
def failed_actions(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailedActionsPanel())
