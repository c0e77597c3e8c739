"""An indicator across years: rows of different plans that measure the same, joined by an editor."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable
from wagtail.search import index

from portal.models import in_language


class IndicatorSeries(index.Indexed, ClusterableModel):
    """One indicator over the years; a fact with names in both languages, shown at ``…/indicators/<slug>/``."""

    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    definition_zh = models.TextField(_("definition in Chinese"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    unit_zh = models.CharField(_("unit in Chinese"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("name_en")]),
        FieldPanel("slug"),
        FieldPanel("definition_zh"),
        FieldPanel("definition_en"),
        FieldRowPanel([FieldPanel("unit_zh"), FieldPanel("unit_en")]),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name_zh"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_zh"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        ordering = ("name_zh",)
        verbose_name = _("indicator series")
        verbose_name_plural = _("indicator series")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def definition(self) -> str:
        return in_language(self.definition_zh, self.definition_en)

    @property
    def unit(self) -> str:
        return in_language(self.unit_zh, self.unit_en)


class SeriesMember(Orderable):
    """One row of a plan in a series, named by its translation key: it survives revisions and serves both languages."""

    class Kind(models.TextChoices):
        INDICATOR = "indicator", _("target of the plan's own year")
        RESULT = "result", _("target and result of an earlier year")

    series = ParentalKey(IndicatorSeries, on_delete=models.CASCADE, related_name="members")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    row_key = models.UUIDField(_("row"), unique=True)

    class Meta(Orderable.Meta):
        verbose_name = _("row of a series")

    def __str__(self) -> str:
        return f"{self.series_id} {self.kind} {self.row_key}"
