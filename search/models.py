"""Pairs of words that editors say mean the same."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel

from search.expansion import Group, form_key

MAX_FORM = 80


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Named questions about pairs."""

    def between(self, first: str, second: str) -> "SynonymQuerySet":
        """Pairs of these two forms, in either order."""
        straight = models.Q(first=first, second=second)
        return self.filter(straight | models.Q(first=second, second=first))


class Synonym(models.Model):
    """Whoever searches for one form is also shown what holds the other. Works at once, nothing is indexed anew."""

    first = models.CharField(_("one form"), max_length=MAX_FORM)
    second = models.CharField(_("other form"), max_length=MAX_FORM)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Why they mean the same; for editors."))

    objects = SynonymQuerySet.as_manager()

    panels: ClassVar[list[Panel]] = [FieldRowPanel([FieldPanel("first"), FieldPanel("second")]), FieldPanel("note")]

    class Meta:
        verbose_name = _("synonym pair")
        verbose_name_plural = _("synonym pairs")
        ordering = ("first", "second")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["first", "second"], name="synonym_pair_once")
        ]

    def __str__(self) -> str:
        return f"{self.first} ↔ {self.second}"

    def clean(self) -> None:
        """Refuses pairs that would do nothing, or too much."""
        self.first, self.second = " ".join(self.first.split()), " ".join(self.second.split())
        errors: dict[str, ValidationError] = {}
        for name in ("first", "second"):
            key = form_key(getattr(self, name))
            if not key:
                errors[name] = ValidationError(_("There is no word in this that could be searched for."))
            elif len(key) == 1:
                errors[name] = ValidationError(
                    _("A single character stands in too many other words. Give at least two.")
                )
        if not errors and form_key(self.first) == form_key(self.second):
            errors["second"] = ValidationError(_("Search treats both forms as the same already; no pair is needed."))
        if not errors and Synonym.objects.between(self.first, self.second).exclude(pk=self.pk).exists():
            errors["second"] = ValidationError(_("This pair exists already."))
        if errors:
            raise ValidationError(errors)


def groups() -> list[Group]:
    """All pairs, as search wants them; a form that stands in several pairs is joined by search itself."""
    return [Group(pair) for pair in Synonym.objects.values_list("first", "second")]
