"""The pages of the section: the list of plans, and one plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, Panel, TabbedInterface
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from disclosures.models import RecordPage
from disclosures.models.record import TwinMixin
from disclosures.plans.models.rows import fact
from disclosures.tables import Table
from portal.pages import BasePage
from portal.visibility import visible


class PlanQuerySet(PageQuerySet):
    """Named questions about plans."""

    def in_reading_order(self) -> PlanQuerySet:
        """Newest year first, then the agencies' official order."""
        return self.order_by("-fiscal_year", "agency__order", "title")

    def live_in(self, language_code: str) -> PlanQuerySet:
        """What any visitor of one language sees, pages that mirror the source included."""
        return visible(self).filter(locale__language_code=language_code)

    def published(self) -> PlanQuerySet:
        """Each plan that anyone may see, once."""
        return visible(self).canonical()

    def canonical(self) -> PlanQuerySet:
        """Each plan once, for counts and exports: the source, never an alias or a translation."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)


class SectionBlock(StructBlock):
    """A part of the plan's prose under its heading."""

    heading = CharBlock(required=False, max_length=200, label=_("heading"))
    body = RichTextBlock(required=False, features=["bold", "ol", "ul", "link", "document-link"], label=_("text"))

    class Meta:
        icon = "title"
        label = _("section")
        template = "plans/blocks/section.html"


class AnnualPlanPage(RecordPage):
    """An agency's annual plan (年度施政計畫) for one fiscal year."""

    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"),
        validators=[MinValueValidator(1912), MaxValueValidator(2200)],
        help_text=_("Gregorian: 2014 is shown as 103 in Chinese."),
    )
    body = StreamField([("section", SectionBlock())], blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(PlanQuerySet)()

    template = "plans/annual_plan_page.html"
    parent_page_types: ClassVar[list[str]] = ["plans.PlansPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *RecordPage.content_panels,
        FieldRowPanel([FieldPanel("fiscal_year")]),
        FieldPanel("body"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Text")),
            ObjectList(
                [InlinePanel("goals", label=_("goal")), InlinePanel("indicators", label=_("indicator"))],
                heading=_("Goals and indicators"),
            ),
            ObjectList(
                [
                    InlinePanel("programmes", label=_("programme")),
                    InlinePanel("programme_items", label=_("programme item")),
                ],
                heading=_("Programmes"),
            ),
            ObjectList([InlinePanel("results", label=_("result"))], heading=_("Earlier years")),
            ObjectList(RecordPage.attachment_panels, heading=_("Attachments")),
            ObjectList(Page.promote_panels, heading=_("Address")),
        ]
    )
    translatable_fields: ClassVar[list[Any]] = [
        *RecordPage.translatable_fields,
        fact("fiscal_year"),
        TranslatableField("body"),
        TranslatableField("goals"),
        TranslatableField("indicators"),
        TranslatableField("programmes"),
        TranslatableField("programme_items"),
        TranslatableField("results"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *RecordPage.search_fields,
        index.SearchField("body"),
        index.FilterField("fiscal_year"),
    ]

    class Meta:
        verbose_name = _("annual plan")
        verbose_name_plural = _("annual plans")

    def clean(self) -> None:
        super().clean()
        twin = (
            AnnualPlanPage.objects.filter(
                locale_id=self.locale_id, agency_id=self.agency_id, fiscal_year=self.fiscal_year
            )
            .exclude(pk=self.pk)
            .first()
        )
        if self.agency_id and twin:
            raise ValidationError(
                {"fiscal_year": _("This agency already has a plan for this year: “%(title)s”.") % {"title": twin.title}}
            )

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from disclosures.plans.presentation import plan_context

        return {**super().get_context(request, *args, **kwargs), **plan_context(self)}

    def tables(self, request: HttpRequest) -> list[Table]:
        from disclosures.plans.presentation import plan_tables

        return plan_tables(self)

    def as_record(self) -> dict[str, Any]:
        return {**super().as_record(), "fiscal_year": self.fiscal_year, "roc_year": self.fiscal_year - 1911}


class PlansPage(TwinMixin, BasePage):
    """The list of annual plans by year and agency, and the pages of indicators across years."""

    template = "plans/plans_page.html"
    parent_page_types: ClassVar[list[str]] = ["disclosures.DisclosuresPage"]
    subpage_types: ClassVar[list[str]] = ["plans.AnnualPlanPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of annual plans")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from disclosures.plans.listing import listing_context

        return {**super().get_context(request, *args, **kwargs), **listing_context(self, request)}

    def tables(self, request: HttpRequest) -> list[Table]:
        from disclosures.plans.listing import plans_table

        return [plans_table(self, request)]

    def as_record(self) -> dict[str, Any]:
        return {"@id": self.canonical_url, "type": self._meta.label_lower, "title": self.title, "summary": self.summary}

    @path("feed.atom/")
    def feed(self, request: HttpRequest) -> HttpResponseBase:
        from disclosures.plans.listing import plans_feed

        return plans_feed(self, request)

    @path("indicators/")
    def all_series(self, request: HttpRequest) -> HttpResponseBase:
        from disclosures.plans.series import series_list

        return series_list(self, request)

    @path("indicators/<slug:slug>/")
    def one_series(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        from disclosures.plans.series import series_page

        return series_page(self, request, slug)

    @path("indicators/<slug:slug>/<str:name>.<str:extension>/")
    def series_twin(self, request: HttpRequest, slug: str, name: str, extension: str) -> HttpResponseBase:
        from disclosures.plans.series import series_twin

        return series_twin(self, request, slug, name, extension)
