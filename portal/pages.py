"""BasePage: the few things every page of the portal needs, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.forms import PageForm

if TYPE_CHECKING:
    from django.template.response import TemplateResponse
    from wagtail.models import Revision

HAN = "[\u4e00-\u9fff]"  # a text without a Chinese character needs no translation
SCHEDULED = "wagtail.publish.scheduled"  # Wagtail's name for what its timer publishes


class SourceNotPublished(PermissionDenied):
    """A translation cannot be public while the page it translates is not; the desk answers it as a refusal."""


@dataclass(frozen=True)
class Alternate:
    """The same page in another language: ``live`` translations are announced, aliases are not."""

    language_code: str
    name: str
    url: str
    is_translation: bool
    is_current: bool


def path_of(url: str) -> str:
    """The path of an address that may be absolute (Wagtail's are, as soon as there is a second site)."""
    return "/" + url.split("://", 1)[1].partition("/")[2] if "://" in url else url


class BasePage(Page):
    """Abstract; gives title and summary, breadcrumbs, the other language, and how far behind a translation is."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences; shown in lists, searches and feeds."),
    )

    base_form_class = PageForm
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
    def family(self) -> list[Page]:
        """This page in every language, itself included, drafts too; one query."""
        return list(Page.objects.filter(translation_key=self.translation_key).select_related("locale"))

    @property
    def is_in_default_language(self) -> bool:
        return self.locale_id is None or self.locale.language_code == settings.LANGUAGE_CODE

    @cached_property
    def source(self) -> Page | None:
        """The page in the default language that this one translates or mirrors; None for a source itself."""
        if self.is_in_default_language:
            return None
        return next((page for page in self.family if page.locale.language_code == settings.LANGUAGE_CODE), None)

    @property
    def is_untranslated(self) -> bool:
        """Whether this address only mirrors the source because nobody has translated it yet."""
        return self.alias_of_id is not None and not self.is_in_default_language

    @property
    def content_language(self) -> str:
        """The language the words of this page are really in (as Django writes it); asks nothing of the database."""
        return settings.LANGUAGE_CODE if self.is_untranslated else str(self.locale.language_code)

    @cached_property
    def source_moved_on(self) -> datetime | None:
        """When the source was published in a version that this translation does not show; None if it is current.

        A translation made by wagtail-localize is current when the source's content was taken since the source was
        last published (or has not changed since), and the published translation was made from what was taken.
        Without synchronisation it is current when it was published after its source.
        """
        source = self.source
        if source is None or self.is_untranslated or not source.live or source.last_published_at is None:
            return None
        if self._synchronised:
            taken, made = self._synchronised["taken"], self._synchronised["made"]
            current = taken >= source.last_published_at and made is not None and made >= taken
        else:
            current = self.last_published_at is not None and self.last_published_at >= source.last_published_at
        return None if current else source.last_published_at

    @property
    def is_partly_untranslated(self) -> bool:
        """Whether this translation was published with texts that nobody has translated: they are shown in Chinese."""
        return bool(self.source and not self.is_untranslated and self._synchronised and self._synchronised["lacks"])

    @cached_property
    def _synchronised(self) -> dict[str, Any] | None:
        """When the source's content was taken, when the public version was made of it, whether Chinese words lack."""
        of_this_page = Q(
            source__translation_logs__revision_id=self.live_revision_id,
            source__translation_logs__locale_id=self.locale_id,
        )
        translated = StringTranslation.objects.filter(
            translation_of_id=OuterRef("string_id"),
            context_id=OuterRef("context_id"),
            locale_id=self.locale_id,
            has_error=False,
        )
        lacking = StringSegment.objects.filter(
            ~Exists(translated), source_id=OuterRef("source_id"), string__data__regex=HAN
        )
        found: dict[str, Any] | None = (
            Translation.objects.filter(
                source__object_id=self.translation_key, target_locale_id=self.locale_id, enabled=True
            )
            .annotate(
                taken=F("source__last_updated_at"),
                made=Max("source__translation_logs__created_at", filter=of_this_page),
                lacks=Exists(lacking),
            )
            .values("taken", "made", "lacks")
            .first()
        )
        return found

    @cached_property
    def alternates(self) -> list[Alternate]:
        """This page in every language, the current one included; only live pages, mirrors marked as such."""
        order = {code: (place, name) for place, (code, name) in enumerate(settings.WAGTAIL_CONTENT_LANGUAGES)}
        found = []
        for page in self.family:
            code = page.locale.language_code
            url = page.get_url() if page.live and code in order else None
            if url:
                mirrors = page.alias_of_id is not None and code != settings.LANGUAGE_CODE
                found.append(Alternate(code, order[code][1], url, not mirrors, page.locale_id == self.locale_id))
        return sorted(found, key=lambda alternate: order[alternate.language_code][0])

    @cached_property
    def canonical_url(self) -> str:
        """The full address search engines should keep: an alias points to its source."""
        original = self.source if self.is_untranslated else self.alias_of
        return (original or self).full_url or ""

    @cached_property
    def above(self) -> list[Page]:
        """The pages above this one, from the tree's root down."""
        return list(self.get_ancestors().select_related("locale"))

    @property
    def breadcrumbs(self) -> list[Page]:
        """The live pages above this one, from the home page down, without the tree's invisible root."""
        return [page for page in self.above if page.depth > 1 and page.live]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail decides it (an alias obeys its source), with one query for all aliases instead of one for each."""
        pages = {page.alias_of_id or page.pk for page in (self, *self.above)}
        if any(page.alias_of_id for page in (self, *self.above)):
            while followed := dict(
                Page.objects.filter(pk__in=pages, alias_of__isnull=False).values_list("pk", "alias_of_id")
            ):
                pages = (pages - followed.keys()) | set(followed.values())
        same = {page.translation_key for page in (self, *self.above)}  # what is closed in one language is closed in all
        return PageViewRestriction.objects.filter(Q(page_id__in=pages) | Q(page__translation_key__in=same))

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """For sitemap.xml, which walks the default language: the page and its real translations, never an alias."""
        if self.alias_of_id or self.get_view_restrictions().exists():
            return []
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        if self.is_in_default_language:
            others = [page for page in self.family if page.live and page.pk != self.pk and not page.alias_of_id]
            urls += [{"location": page.get_full_url(request), "lastmod": page.last_published_at} for page in others]
        return urls

    @property
    def is_ahead_of_its_source(self) -> bool:
        """Whether this page translates or mirrors one that is not public."""
        if self.is_in_default_language:
            return False
        source = Page.objects.filter(translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE)
        return source.filter(live=False).exists()

    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> None:
        """Every way to publication ends here: a translation never goes public before its source."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or "live" in fields) and self.is_ahead_of_its_source:
            raise SourceNotPublished(_("The Chinese page is not published; a translation cannot be public without it."))
        super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def publish(self, revision: Revision, *args: Any, log_action: Any = True, **kwargs: Any) -> None:
        """A scheduled translation waits for its source: the timer tries again at its next run."""
        if log_action == SCHEDULED and self.is_ahead_of_its_source:
            return
        super().publish(revision, *args, log_action=log_action, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._keep_the_slug_of_the_source()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._keep_the_slug_of_the_source()
        super().minimal_clean()

    def _keep_the_slug_of_the_source(self) -> None:
        """wagtail-localize reduces slugs to ASCII; what is left of a Chinese one is replaced by the source's."""
        source = self.source
        if source is None or not self.path:
            return
        own, wanted = self.slug or "", source.slug  # type: ignore[has-type]
        if not wanted.isascii() and own == slugify(wanted):
            self.slug = find_available_slug(self.get_parent(), wanted, ignore_page_id=self.pk)
