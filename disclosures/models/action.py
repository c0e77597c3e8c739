"""What remains to be done after a publication: one row for each action and subject."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ActionRunQuerySet(models.QuerySet["ActionRun"]):
    """Named questions about what remains."""

    def due(self, now: datetime, abandoned_before: datetime) -> ActionRunQuerySet:
        """What waits and may be tried at ``now``, and what a worker began before ``abandoned_before`` and lost."""
        waits = Q(status=ActionRun.Status.WAITING, not_before__lte=now)
        abandoned = Q(status=ActionRun.Status.RUNNING, started__lt=abandoned_before)
        return self.filter(waits | abandoned).order_by("not_before")


class ActionRun(models.Model):
    """The state of one named action for one subject (``page:12``, ``file:3``); asking again begins it anew."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("given up")

    action = models.CharField(_("action"), max_length=50)
    subject = models.CharField(_("subject"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    request = models.PositiveIntegerField(_("times asked"), default=1)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"))
    started = models.DateTimeField(_("started"), null=True)
    finished = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(_("last error"), blank=True)

    objects = ActionRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("action after publication")
        verbose_name_plural = _("actions after publication")
        constraints = [models.UniqueConstraint(fields=["action", "subject"], name="one_run_for_action_and_subject")]
        indexes = [models.Index(fields=["status", "not_before"], name="action_due")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
