"""BasePage: the few things every page of the portal needs, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Locale, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.models import TranslationSource

if TYPE_CHECKING:
    from django.template.response import TemplateResponse


@dataclass(frozen=True)
class Alternate:
    """The same page in another language: ``live`` translations are announced, aliases are not."""

    language_code: str
    name: str
    url: str
    is_translation: bool
    is_current: bool


class BasePage(Page):
    """Abstract; gives title and summary, breadcrumbs, the other language, and how far behind a translation is."""

    summary = models.TextField(
        _("summary"), blank=True, max_length=600, help_text=_("One or two sentences; shown in lists, searches and feeds.")
    )

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("summary")]
    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("summary"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("slug"),
        SynchronizedField("show_in_menus"),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["record"] = self
        return context

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        request.is_preview = True  # type: ignore[attr-defined]
        return super().serve_preview(request, mode_name)

    @cached_property
    def source(self) -> Page | None:
        """The live page in the default language that this one translates or mirrors; None for a source itself."""
        default = Locale.get_default()
        if self.locale_id == default.pk:
            return None
        return Page.objects.filter(translation_key=self.translation_key, locale=default).first()

    @property
    def is_untranslated(self) -> bool:
        """Whether this address only mirrors the source because nobody has translated it yet."""
        return bool(self.alias_of_id and self.source)

    @cached_property
    def content_language(self) -> str:
        """The language the words of this page are really in (BCP 47, as Django writes it)."""
        return Locale.get_default().language_code if self.is_untranslated else self.locale.language_code

    @cached_property
    def source_moved_on(self) -> datetime | None:
        """When the source was published in a version that this translation does not yet show; None if it is current."""
        source = self.source
        if self.is_untranslated or source is None or not source.live or not source.last_published_at:
            return None
        taken = (
            TranslationSource.objects.filter(object_id=self.translation_key, locale_id=source.locale_id)
            .values_list("last_updated_at", flat=True)
            .first()
        )
        shown_since = self.last_published_at
        behind = (taken and taken < source.last_published_at) or (shown_since and shown_since < source.last_published_at)
        return source.last_published_at if behind else None

    @cached_property
    def alternates(self) -> list[Alternate]:
        """This page in every language, the current one included; only live pages, aliases marked as such."""
        pages = {
            page.locale_id: page
            for page in Page.objects.filter(translation_key=self.translation_key, live=True).select_related("locale")
        }
        found = []
        for locale in Locale.objects.all():
            page = pages.get(locale.pk)
            url = page.get_url() if page else None
            if page and url:
                found.append(
                    Alternate(
                        language_code=locale.language_code,
                        name=locale.get_display_name(),
                        url=url,
                        is_translation=not page.alias_of_id,
                        is_current=locale.pk == self.locale_id,
                    )
                )
        return found

    @cached_property
    def canonical_url(self) -> str:
        """The full address search engines should keep: an alias points to its source."""
        page = self.source if self.is_untranslated and self.source else self
        return page.full_url or ""

    @cached_property
    def breadcrumbs(self) -> list[Page]:
        """The pages above this one, from the home page down, without the tree's invisible root."""
        return list(self.get_ancestors().filter(depth__gt=1, live=True))
