"""An uploaded plan document between reading and saving, and afterwards the record of what was read from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanImport(models.Model):
    """One document by its SHA-256: what was recognised, what was not placed, and the plan that came of it."""

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    filename = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="plan-imports/%Y/")
    reading = models.JSONField(_("what was recognised"))
    created = models.DateTimeField(_("read on"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("read by")
    )
    page = models.ForeignKey(
        "plans.AnnualPlanPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="imports", verbose_name=_("plan")
    )

    class Meta:
        ordering = ("-created",)
        verbose_name = _("imported plan document")

    def __str__(self) -> str:
        return self.filename
