"""The desk's views on translations, where wagtail-localize's own would publish without being asked or allowed to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.views import convert
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal import translations


class BeginTranslationView(SubmitPageTranslationView):
    """“Translate this page”: opens the translation; the public sees the source's text until it is published."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        locales = list(form.cleaned_data["locales"])
        if not translations.is_source(self.object):
            messages.error(
                self.request, _("Pages are translated from Chinese. Open the Chinese page and translate it.")
            )
            return redirect("wagtailadmin_pages:edit", self.object.pk)
        pages = [self.object]
        if form.cleaned_data["include_subtree"]:
            pages += [page for page in self.object.get_descendants().specific() if translations.is_source(page)]
        for page in pages:
            for locale in locales:
                if not _is_translated(page, locale):
                    translations.begin(page, locale)
        messages.success(
            self.request, self.get_success_message(", ".join(locale.get_display_name() for locale in locales))
        )
        only = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))


def _is_translated(page: Page, locale: Locale) -> bool:
    return page.get_translations().filter(locale=locale, alias_of=None).exists()


class SyncTranslationsView(UpdateTranslationsView):
    """“Sync translated pages”: takes the source's content; publishes only what the editor may publish."""

    def form_valid(self, form: Any) -> HttpResponse:
        wanted = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        if form.cleaned_data["publish_translations"]:
            ready = [translation for translation in wanted if not _target(translation).alias_of_id]
            refusal = self.refusal(ready)
            if refusal:
                messages.error(self.request, refusal)
                return redirect(self.request.get_full_path())
        with transaction.atomic():
            translations.retake(self.object)
            for translation in wanted:
                translation.source.update_target_view_restrictions(translation.target_locale)
        if form.cleaned_data["publish_translations"]:
            self.publish(ready)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def refusal(self, ready: list[Translation]) -> str:
        """Why nothing may be published, or an empty text."""
        if not self.object.get_source_instance().live:
            return _("The Chinese page is not published; a translation cannot be public without it.")
        for translation in ready:
            target = _target(translation)
            if not target.permissions_for_user(self.request.user).can_publish():
                return _("You may not publish “%(title)s”. Synchronise without publishing and ask a reviewer.") % {
                    "title": target.get_admin_display_title()
                }
        return ""

    def publish(self, ready: list[Translation]) -> None:
        for translation in ready:
            translation.source.refresh_from_db()
            try:
                translations.publish(translation, self.request.user)
            except ValidationError:
                messages.warning(
                    self.request,
                    _("“%(title)s” was not published: its translation has errors. Open it to see them.")
                    % {"title": _target(translation).get_admin_display_title()},
                )


def _target(translation: Translation) -> Any:
    return translation.get_target_instance()


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """“Convert to alias page”; takes a public translation away, so it asks for the right to do that."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live and not page.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied
    response: HttpResponse = convert.convert_to_alias(request, page_id)
    return response
