"""The rows of a plan. Numbers and codes are facts and synchronised; names and texts are words and translated.

Rows refer to each other by their number inside the plan, not by key: so a draft, a revision and a translation
each hold together by themselves.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

PLAN = "plans.AnnualPlanPage"


def fact(name: str) -> SynchronizedField:
    """A field that follows the source and cannot be edited in a translation."""
    return SynchronizedField(name, overridable=False)


class PlanRow(TranslatableMixin, Orderable):
    """Abstract; one row of a plan, with a copy in each language that shares its translation key."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


def weight_field() -> models.DecimalField[Any, Any]:
    """A weight in percent of the whole plan; the weights of a plan need not add up to 100."""
    return models.DecimalField(
        _("weight (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


def number_with_unit() -> models.DecimalField[Any, Any]:
    """A parsed value; 34,200,000 visits has the value 34200000 and the unit in its own field."""
    return models.DecimalField(_("as a number"), max_digits=24, decimal_places=6, null=True, blank=True)


class Goal(PlanRow):
    """A strategic goal (策略目標)."""

    page = ParentalKey(PLAN, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    weight = weight_field()
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("weight")]),
        FieldPanel("title"),
        FieldPanel("description"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        fact("number"),
        fact("weight"),
        TranslatableField("title"),
        TranslatableField("description"),
    ]

    class Meta(PlanRow.Meta):
        verbose_name = _("goal")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Assessment(models.IntegerChoices):
    """Who assesses an indicator (評估體制), as the plans' own footnote defines the codes."""

    EXISTING = 1, _("the existing organisation")
    TASK_GROUP = 2, _("a task group")
    THIRD_PARTY = 3, _("a third party")
    EXISTING_WITH_THIRD_PARTY = 4, _("the existing organisation together with a third party")
    OTHER = 5, _("other")


class Indicator(PlanRow):
    """An indicator (衡量指標) with its target for the plan's year, as published and as a number."""

    page = ParentalKey(PLAN, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("number"))
    goal_number = models.PositiveSmallIntegerField(_("number of the goal"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=300)
    weight = weight_field()
    assessment = models.PositiveSmallIntegerField(_("assessment system"), choices=Assessment, null=True, blank=True)
    method = models.CharField(_("method of assessment"), max_length=200, blank=True)
    formula = models.TextField(_("formula or standard"), blank=True)
    target = models.CharField(_("target as published"), max_length=200, blank=True)
    target_value = number_with_unit()
    target_unit = models.CharField(_("unit of the target"), max_length=40, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("goal_number"), FieldPanel("weight")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("assessment"), FieldPanel("method")]),
        FieldPanel("formula"),
        FieldRowPanel([FieldPanel("target"), FieldPanel("target_value"), FieldPanel("target_unit")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        fact("number"),
        fact("goal_number"),
        fact("weight"),
        fact("assessment"),
        fact("target_value"),
        TranslatableField("name"),
        TranslatableField("method"),
        TranslatableField("formula"),
        TranslatableField("target"),
        TranslatableField("target_unit"),
    ]

    class Meta(PlanRow.Meta):
        verbose_name = _("indicator")

    def __str__(self) -> str:
        return self.name


class Programme(PlanRow):
    """A programme (工作計畫), which groups items."""

    page = ParentalKey(PLAN, on_delete=models.CASCADE, related_name="programmes")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("number"), FieldPanel("title")])]
    translatable_fields: ClassVar[list[Any]] = [fact("number"), TranslatableField("title")]

    class Meta(PlanRow.Meta):
        verbose_name = _("programme")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ProgrammeItem(PlanRow):
    """An item of a programme (重要施政計畫項目) with what will be done (實施內容) and its budget."""

    page = ParentalKey(PLAN, on_delete=models.CASCADE, related_name="programme_items")
    programme_number = models.PositiveSmallIntegerField(_("number of the programme"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    content = models.TextField(_("content"), blank=True)
    budget_thousand = models.DecimalField(
        _("budget (thousand NT dollars)"), max_digits=16, decimal_places=3, null=True, blank=True
    )
    remark = models.TextField(_("remark"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("programme_number"), FieldPanel("number"), FieldPanel("budget_thousand")]),
        FieldPanel("title"),
        FieldPanel("content"),
        FieldPanel("remark"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        fact("programme_number"),
        fact("number"),
        fact("budget_thousand"),
        TranslatableField("title"),
        TranslatableField("content"),
        TranslatableField("remark"),
    ]

    class Meta(PlanRow.Meta):
        verbose_name = _("programme item")

    def __str__(self) -> str:
        return self.title or self.content[:60]


class Result(PlanRow):
    """What the plan reports of an earlier year: a target and what was reached, as printed in this document."""

    page = ParentalKey(PLAN, on_delete=models.CASCADE, related_name="results")
    year = models.PositiveSmallIntegerField(
        _("fiscal year"), validators=[MinValueValidator(1912), MaxValueValidator(2200)]
    )
    goal_number = models.PositiveSmallIntegerField(_("number of the goal"), null=True, blank=True)
    indicator = models.CharField(_("indicator"), max_length=300)
    target = models.CharField(_("target as published"), max_length=200, blank=True)
    target_value = number_with_unit()
    target_unit = models.CharField(_("unit of the target"), max_length=40, blank=True)
    actual = models.TextField(_("result as published"), blank=True)
    actual_value = number_with_unit()
    actual_unit = models.CharField(_("unit of the result"), max_length=40, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("goal_number")]),
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("target"), FieldPanel("target_value"), FieldPanel("target_unit")]),
        FieldPanel("actual"),
        FieldRowPanel([FieldPanel("actual_value"), FieldPanel("actual_unit")]),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        fact("year"),
        fact("goal_number"),
        fact("target_value"),
        fact("actual_value"),
        TranslatableField("indicator"),
        TranslatableField("target"),
        TranslatableField("target_unit"),
        TranslatableField("actual"),
        TranslatableField("actual_unit"),
    ]

    class Meta(PlanRow.Meta):
        verbose_name = _("result of an earlier year")

    def __str__(self) -> str:
        return f"{self.indicator} ({self.year})"
