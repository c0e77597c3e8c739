"""What counts as a change: publication, withdrawal, a move, a deletion, a new file."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from disclosures.actions import request
from disclosures.indexing import searchable_types
from disclosures.models import Agency, File, RecordPage


def page_changed(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    request("page", instance.pk)


def tree_changed(sender: type[models.Model], instance: Page, **kwargs: Any) -> None:
    """Addresses below a moved or renamed page change as well."""
    _request_pages(instance.get_descendants(inclusive=True))


def restriction_changed(sender: type[models.Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    """What is closed or opened in one language is so in all, with everything below it."""
    with transaction.atomic():
        for page in Page.objects.filter(translation_key=instance.page.translation_key):
            tree_changed(Page, page)


def collection_changed(sender: type[models.Model], instance: CollectionViewRestriction, **kwargs: Any) -> None:
    below = instance.collection.get_descendants(inclusive=True)
    _request_pages(Page.objects.filter(attachments__file__collection__in=below))


def agency_changed(sender: type[models.Model], instance: Agency, **kwargs: Any) -> None:
    """Records show and are found by the names of their agency."""
    for model in searchable_types():
        if issubclass(model, RecordPage):
            _request_pages(model._default_manager.filter(agency=instance))


def _request_pages(pages: models.QuerySet[Any]) -> None:
    with transaction.atomic():
        for pk in pages.values_list("pk", flat=True).distinct():
            request("page", pk)


def page_deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        request("page", instance.pk)


def file_saved(sender: type[models.Model], instance: File, **kwargs: Any) -> None:
    if instance.text_of_hash != instance.file_hash or not instance.file_hash:
        request("file", instance.pk)
    else:
        _request_pages(Page.objects.filter(attachments__file=instance))


def connect() -> None:
    """Called once, when the app is ready."""
    page_published.connect(page_changed, dispatch_uid="disclosures.page_published")
    page_unpublished.connect(page_changed, dispatch_uid="disclosures.page_unpublished")
    page_slug_changed.connect(tree_changed, dispatch_uid="disclosures.page_slug_changed")
    post_page_move.connect(tree_changed, dispatch_uid="disclosures.post_page_move")
    post_delete.connect(page_deleted, dispatch_uid="disclosures.page_deleted")
    post_save.connect(file_saved, sender=File, dispatch_uid="disclosures.file_saved")
    post_save.connect(agency_changed, sender=Agency, dispatch_uid="disclosures.agency_saved")
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="disclosures.restriction")
        signal.connect(collection_changed, sender=CollectionViewRestriction, dispatch_uid="disclosures.collection")
