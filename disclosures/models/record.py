"""The record page: what every record of every section has."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from disclosures.models.agency import Agency
from disclosures.tables import FORMATS, Table, download_response, to_json_rows
from portal.models import GovernmentProfile
from portal.pages import BasePage, path_of


class Article7(models.IntegerChoices):
    """The ten categories a government publishes on its own: 政府資訊公開法 Art. 7(1)."""

    LAWS = (
        1,
        _(
            "Treaties, diplomatic documents, laws, emergency orders, "
            "regulations and orders, and local autonomous laws and regulations"
        ),
    )
    INTERPRETATIONS = 2, _("Interpretative orders and discretionary standards")
    ORGANISATION = (
        3,
        _("Organisation, duties, addresses, telephone and fax numbers, websites and e-mail addresses of agencies"),
    )
    GUIDANCE = 4, _("Documents on administrative guidance")
    PLANS = 5, _("Administrative plans, statistics and research reports")
    BUDGETS = 6, _("Budgets and final accounts")
    PETITIONS = 7, _("Results of petitions and decisions on administrative appeals")
    CONTRACTS = 8, _("Written contracts for public works and procurement")
    SUBSIDIES = 9, _("Subsidies paid or accepted")
    MEETINGS = 10, _("Meeting records of collegiate agencies")


class TwinMixin(RoutablePageMixin):
    """Machine twins of a page: ``index.json``, and each of its tables as CSV, ODS, XLSX and JSON."""

    def tables(self, request: HttpRequest) -> list[Table]:
        """The rows this page holds, the main table first; a list's query may filter them."""
        return []

    def as_record(self) -> dict[str, Any]:
        """The page for machines; tables are added by :meth:`twin`."""
        raise NotImplementedError

    @path("index.json/")
    def json_twin(self, request: HttpRequest) -> JsonResponse:
        response = JsonResponse(self.twin(request), json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Access-Control-Allow-Origin"] = "*"
        return response

    @path("<str:name>.<str:extension>/")
    def table_twin(self, request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
        tables = self.tables(request)
        if extension not in FORMATS or not tables:
            raise Http404
        wanted = tables[0] if name == "index" else next((table for table in tables if table.name == name), None)
        if wanted is None:
            raise Http404
        return download_response(wanted, extension, f"{self.slug}-{wanted.name}", self.content_language)

    def twin(self, request: HttpRequest) -> dict[str, Any]:
        """What ``index.json`` says: the record and its rows."""
        return {**self.as_record(), "tables": {table.name: to_json_rows(table) for table in self.tables(request)}}


class RecordPage(TwinMixin, BasePage):
    """Abstract; a record with an agency, a legal reason, attachments and twins. Sections add what their records say."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    category = models.PositiveSmallIntegerField(
        _("category"),
        choices=Article7,
        default=Article7.PLANS,
        help_text=_("Freedom of Government Information Law, Article 7, paragraph 1."),
    )
    provenance = models.TextField(
        _("where this comes from"),
        blank=True,
        help_text=_("Shown to the public: the document the figures were taken from."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("agency"), FieldPanel("category"), FieldPanel("provenance")], _("Responsibility")),
    ]
    attachment_panels: ClassVar[list[Panel]] = [
        InlinePanel("attachments", heading=_("Attachments"), label=_("attachment"))
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("agency", overridable=False),
        SynchronizedField("category", overridable=False),
        TranslatableField("provenance"),
        TranslatableField("attachments"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("agency"),
    ]

    class Meta:
        abstract = True

    @cached_property
    def files(self) -> list[Any]:
        """Attachments with their files, in the editor's order."""
        return list(self.attachments.select_related("file"))

    @property
    def published(self) -> datetime | None:
        """When the record first became public; a page that mirrors its source has the source's date."""
        first: datetime | None = self.first_published_at
        return first or (self.source.first_published_at if self.source else None)

    @cached_property
    def publisher(self) -> GovernmentProfile:
        return GovernmentProfile.objects.filter(site__is_default_site=True).first() or GovernmentProfile()

    def as_record(self) -> dict[str, Any]:
        """The record for machines: dates ISO 8601, addresses absolute, names in both languages."""
        return {
            "@id": self.canonical_url,
            "id": f"page:{self.pk}",
            "type": self._meta.label_lower,
            "title": self.title,
            "summary": self.summary,
            "language": self.content_language,
            "agency": {"code": self.agency.code, "name_zh": self.agency.name_zh, "name_en": self.agency.name_en},
            "publisher": {
                "code": self.publisher.code,
                "name_zh": self.publisher.name_zh,
                "name_en": self.publisher.name_en,
            },
            "article_7_category": self.category,
            "provenance": self.provenance,
            "published": self.published.isoformat() if self.published else None,
            "updated": self.last_published_at.isoformat() if self.last_published_at else None,
            "translations": {
                a.language_code: settings.SITE_URL + path_of(a.url) for a in self.alternates if a.is_translation
            },
            "attachments": [
                {
                    "title": str(attachment),
                    "address": settings.SITE_URL + attachment.file.url,
                    "format": attachment.file.format_name,
                    "bytes": attachment.file.file_size,
                }
                for attachment in self.files
            ],
        }

    def json_ld(self) -> dict[str, Any]:
        """schema.org's view of the record, put into the page."""
        return {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": self.canonical_url,
            "name": self.title,
            "abstract": self.summary,
            "inLanguage": self.content_language,
            "datePublished": self.published.isoformat() if self.published else None,
            "dateModified": self.last_published_at.isoformat() if self.last_published_at else None,
            "author": {"@type": "GovernmentOrganization", "name": self.agency.name},
            "publisher": {
                "@type": "GovernmentOrganization",
                "name": self.publisher.name,
                "identifier": self.publisher.code,
            },
            "encoding": [
                {
                    "@type": "MediaObject",
                    "encodingFormat": "application/json",
                    "contentUrl": self.canonical_url + "index.json",
                }
            ],
        }
