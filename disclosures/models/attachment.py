"""Files and where they hang: the text of each is taken out in the background so that search finds it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class File(AbstractDocument):
    """An uploaded file with the text that was found in it."""

    class TextStatus(models.TextChoices):
        WAITING = "waiting", _("text not read yet")
        READY = "ready", _("text read")
        EMPTY = "empty", _("no text, probably a scan")
        FAILED = "failed", _("could not be read")

    text_status = models.CharField(
        _("text"), max_length=10, choices=TextStatus, default=TextStatus.WAITING, editable=False
    )
    text_message_zh = models.TextField(blank=True, editable=False)
    text_message_en = models.TextField(blank=True, editable=False)
    format = models.CharField(_("format"), max_length=10, blank=True, editable=False)
    pages = models.JSONField(default=list, editable=False, help_text="[[label of the page or sheet, text], …]")
    text_of_hash = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions: ClassVar[list[tuple[str, str]]] = [("choose_file", "Can choose file")]

    @property
    def format_name(self) -> str:
        """The format people know: what was found in the file, or else what its name says."""
        return self.format or self.file_extension.upper()


class Attachment(TranslatableMixin, Orderable):
    """A file that belongs to a page; its title is words, the file a fact."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Empty: the title of the file."))

    panels: ClassVar[list[Panel]] = [FieldPanel("file"), FieldPanel("title")]
    translatable_fields: ClassVar[list[Any]] = [SynchronizedField("file"), TranslatableField("title")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.file.title
