"""Agencies: official names in both languages, other names people use, and when each was valid."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import Orderable
from wagtail.search import index

from portal.models import in_language


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Named questions about agencies."""

    def valid_on(self, day: date) -> AgencyQuerySet:
        """Agencies that exist on ``day``; an unknown beginning or end counts as open."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Agency(index.Indexed, ClusterableModel):
    """One agency under one official name; a renamed agency is a new row that succeeds the old one."""

    class NameSource(models.TextChoices):
        OFFICIAL = "official", _("official publication")
        ENCYCLOPEDIA = "encyclopedia", _("encyclopedia")
        UNVERIFIED = "unverified", _("not verified")

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Short and lasting; part of public addresses, for example rdec."),
    )
    name_zh = models.CharField(_("official name in Chinese"), max_length=120)
    name_en = models.CharField(_("official name in English"), max_length=160)
    name_source = models.CharField(
        _("source of the English name"), max_length=20, choices=NameSource, default=NameSource.UNVERIFIED
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: not known."))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day; empty: still valid."))
    succeeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name=_("succeeds")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Official order of precedence."))

    objects = AgencyQuerySet.as_manager()

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("name_zh"), FieldPanel("name_en"), FieldPanel("name_source"), FieldPanel("code")], _("Names")
        ),
        InlinePanel("aliases", heading=_("Other names"), label=_("name")),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")], heading=_("Validity")),
        FieldRowPanel([FieldPanel("succeeds"), FieldPanel("order")]),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name_zh", boost=3),
        index.SearchField("name_en", boost=3),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
        index.RelatedFields("aliases", [index.SearchField("text"), index.AutocompleteField("text")]),
    ]

    class Meta:
        ordering = ("order", "code")
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="agency_ends_after_it_begins",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    def clean(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day comes before the first.")})
        if self.pk and self.succeeds_id == self.pk:
            raise ValidationError({"succeeds": _("An agency cannot succeed itself.")})


class AgencyAlias(Orderable):
    """Another name people use or used: 研考會, RDEC."""

    agency = ParentalKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hant", "繁體中文"), ("en", "English")], default="zh-hant"
    )

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("text"), FieldPanel("language")])]

    class Meta(Orderable.Meta):
        verbose_name = _("other name")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text"], name="alias_means_one_agency")
        ]

    def __str__(self) -> str:
        return self.text
