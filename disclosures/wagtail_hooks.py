"""What the kernel adds to the desk: the register of agencies, the report on actions, a warning on the first screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from disclosures.models import File
from disclosures.viewsets import ActionsViewSet, AgencyViewSet, FailedActionsPanel
from portal.visibility import visible

register_snippet(AgencyViewSet)


@hooks.register("register_admin_viewset")
def actions_viewset() -> ActionsViewSet:
    return ActionsViewSet()


@hooks.register("construct_homepage_panels")
def failed_actions(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(FailedActionsPanel())


@hooks.register("before_serve_document")
def files_of_drafts_are_not_public(document: File, request: HttpRequest) -> HttpResponse | None:
    """A file that hangs only on pages nobody may see yet, or any more, is for those who may edit one of them."""
    pages = Page.objects.filter(attachments__file=document)
    if not pages.exists() or visible(pages).exists():
        return None
    if any(page.permissions_for_user(request.user).can_edit() for page in pages):
        return None
    return HttpResponseNotFound()
