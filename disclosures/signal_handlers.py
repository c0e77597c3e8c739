"""What counts as a change: publication, withdrawal, a move, a deletion, a new file."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from disclosures.actions import request
from disclosures.models import File


def page_changed(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    request("page", instance.pk)


def tree_changed(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    """Addresses below a moved or renamed page change as well."""
    with transaction.atomic():
        for pk in instance.get_descendants(inclusive=True).values_list("pk", flat=True):
            request("page", pk)


def page_deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        request("page", instance.pk)


def file_saved(sender: type[models.Model], instance: File, **kwargs: Any) -> None:
    if instance.text_of_hash != instance.file_hash or not instance.file_hash:
        request("file", instance.pk)


def connect() -> None:
    """Called once, when the app is ready."""
    page_published.connect(page_changed, dispatch_uid="disclosures.page_published")
    page_unpublished.connect(page_changed, dispatch_uid="disclosures.page_unpublished")
    page_slug_changed.connect(tree_changed, dispatch_uid="disclosures.page_slug_changed")
    post_page_move.connect(tree_changed, dispatch_uid="disclosures.post_page_move")
    post_delete.connect(page_deleted, dispatch_uid="disclosures.page_deleted")
    post_save.connect(file_saved, sender=File, dispatch_uid="disclosures.file_saved")
