"""An uploaded plan document between reading and saving, and afterwards the record of what was read from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanImportQuerySet(models.QuerySet["PlanImport"]):
    """Named questions about imports."""

    def waiting(self) -> PlanImportQuerySet:
        """Read, but neither saved as a plan nor discarded; also those whose plan was deleted since."""
        return self.filter(page=None)

    def drafts(self) -> PlanImportQuerySet:
        """Saved as a plan that was never published."""
        return self.filter(page__live=False, page__first_published_at=None)

    def unsettled(self) -> PlanImportQuerySet:
        """Saved, with text that found no place and that no editor has dealt with yet."""
        return self.exclude(page=None).filter(settled=None).exclude(left_over=[])


class PlanImport(models.Model):
    """One document by its SHA-256: what was recognised, what was not placed, and the plan that came of it."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    filename = models.CharField(_("file name"), max_length=255)
    file = models.FileField(
        _("file"),
        upload_to="plan-imports/%Y/",
        help_text=_("Kept until the plan is saved, which gets it as an attachment."),
    )
    reading = models.JSONField(_("what was recognised"))
    created = models.DateTimeField(_("read on"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("read by"),
    )
    page = models.ForeignKey(
        "plans.AnnualPlanPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="imports",
        verbose_name=_("plan"),
    )
    left_over = models.JSONField(
        _("what was not placed"),
        default=list,
        help_text="[{text, zh, en, reason}, …]: places in both languages; reason: see importing.Reason",
    )
    settled = models.DateTimeField(_("dealt with on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    objects = PlanImportQuerySet.as_manager()

    class Meta:
        ordering = ("-created",)
        verbose_name = _("imported plan document")

    def __str__(self) -> str:
        return self.filename
