"""The desk: what an editor is told, asked or refused when a page exists in more than one language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from portal import translations, views
from portal.desk_policy import styles_script
from portal.pages import BasePage

FIRST = -10  # before wagtail-localize
RESTART, CONFIRMED = "localize-restart-translation", "confirmed"


@hooks.register("register_admin_urls", order=FIRST)
def translation_urls() -> list[URLPattern]:
    """At the very addresses of wagtail-localize, which come later and are not reached."""
    return [
        path("localize/submit/page/<int:page_id>/", views.BeginTranslationView.as_view()),
        path("localize/update/<int:translation_source_id>/", views.SyncTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", views.convert_to_alias),
    ]


@hooks.register("before_edit_page", order=FIRST)
def edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Asks before manual words are lost, refuses what would go public too early, opens translations in progress."""
    if not isinstance(page, BasePage) or page.is_in_default_language:
        return None
    if request.method == "POST" and RESTART in request.POST and CONFIRMED not in request.POST:
        return _ask_before_restart(request, page)
    if request.method == "POST" and _publishes(request) and page.is_ahead_of_its_source:
        return _refuse(request, _too_early(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    translation = translations.of_page(page)
    if translation and request.method == "POST" and translations.taken_from_a_draft(translation.source):
        translations.retake(translation.source)
    if translation and page.alias_of_id:
        response: HttpResponse = edit_translation.edit_translation(request, translation, page)
        return response
    return None


def _publishes(request: HttpRequest) -> bool:
    approves = "approve" in request.POST.get("workflow-action-name", "")
    return request.POST.get("action") == "publish" or "action-publish" in request.POST or approves


def _too_early() -> str:
    return _("The Chinese page is not published; a translation cannot be public without it.")


def _refuse(request: HttpRequest, text: str, address: str) -> HttpResponse:
    messages.error(request, text)
    return redirect(address)


def _ask_before_restart(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    stopped = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=False
    )
    if not stopped.exists():
        return None
    return TemplateResponse(request, "portal/confirm_restart_translation.html", {"page": page, "restart": RESTART})


@hooks.register("before_publish_page")
def publish_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What was written is kept as a draft; it goes public only after its source."""
    if isinstance(page, BasePage) and page.is_ahead_of_its_source:
        return _refuse(request, _too_early(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_convert_alias_page")
def convert_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A mirror becomes a page of its own by being translated, not by being detached with the source's words."""
    source = page.alias_of
    if source is None or source.locale_id == page.locale_id:
        return None
    address = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    return redirect(f"{address}?select_locale={page.locale.language_code}")


@hooks.register("after_unpublish_page")
def unpublished(request: HttpRequest, page: Page) -> None:
    """Says what left the public together with the page, or what stands in its place."""
    if translations.is_source(page) and translations.others(page):
        messages.info(request, _("The page in the other language is no longer public either."))
    elif Page.objects.filter(pk=page.pk, live=True, alias_of__isnull=False).exists():
        messages.info(
            request, _("This address now shows the Chinese text under a notice. The words of the translation are kept.")
        )


@hooks.register("before_delete_page")
def delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """All languages or none: says so before, and refuses when one of them may not be deleted."""
    kept = translations.undeletable(page, request.user)
    if kept:
        return _refuse(request, _not_all(kept), reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    if request.method == "GET" and translations.is_source(page) and translations.others(page):
        messages.warning(request, _("The page in the other language and all pages below it will be deleted as well."))
    return None


def _not_all(kept: list[BasePage]) -> str:
    return _("Nothing was deleted: you may not delete “%(title)s” (%(language)s), which belongs to it.") % {
        "title": kept[0].get_admin_display_title(),
        "language": kept[0].locale.get_display_name(),
    }


@hooks.register("before_bulk_action")
def bulk_action(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """The same rules for several pages at once."""
    pages = [page for page in objects if isinstance(page, Page)]
    address = get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore_root")
    if action_type == "delete":
        if len({page.locale_id for page in pages}) > 1:
            return _refuse(request, _("Nothing was deleted: choose pages of one language, the others follow."), address)
        kept = [other for page in pages for other in translations.undeletable(page, request.user)]
        return _refuse(request, _not_all(kept), address) if kept else None
    if action_type == "publish":
        specific = [page.specific for page in pages]
        if any(page.alias_of_id for page in specific):
            return _refuse(request, _("A page that mirrors another is published with it, not by itself."), address)
        if any(isinstance(page, BasePage) and page.is_ahead_of_its_source for page in specific):
            return _refuse(request, _too_early(), address)
    return None


@hooks.register("after_copy_page")
def copied(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A copy is a new page: it gets its mirrors as if it had been written."""
    for copy in new_page.get_descendants(inclusive=True):
        if translations.is_source(copy):
            translations.mirror(copy)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        translations.UNPUBLISHED_WITH_SOURCE,
        gettext_lazy("Unpublish with its source"),
        gettext_lazy("Unpublished because the Chinese page was unpublished"),
    )


@hooks.register("insert_global_admin_js")
def styles_at_run_time() -> str:
    return mark_safe(styles_script())  # noqa: S308 - an address of our own static files
