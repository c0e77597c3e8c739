"""What happens to a page in one language when it is published, withdrawn, moved, renamed or deleted in the other."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal import translations
from portal.pages import BasePage


def published(instance: Page, alias: bool = False, **kwargs: Any) -> None:
    if not alias and translations.is_source(instance):
        translations.source_published(instance)


def unpublished(instance: Page, **kwargs: Any) -> None:
    if translations.is_source(instance):
        translations.source_unpublished(instance)
    elif isinstance(instance, BasePage) and instance.alias_of_id is None and instance.source:
        translations.translation_unpublished(instance, instance.source)


def moved(instance: Page, **kwargs: Any) -> None:
    if translations.is_source(instance):
        translations.source_moved(instance)


def renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    if translations.is_source(instance):
        translations.source_renamed(instance, instance_before.slug)


def deleted(instance: Page, **kwargs: Any) -> None:
    if translations.is_source(instance):
        translations.source_deleted(instance)


def connect() -> None:
    """Called once, when the app is ready."""
    page_published.connect(published, dispatch_uid="portal.page_published")
    page_unpublished.connect(unpublished, dispatch_uid="portal.page_unpublished")
    post_page_move.connect(moved, dispatch_uid="portal.post_page_move")
    page_slug_changed.connect(renamed, dispatch_uid="portal.page_slug_changed")
    post_delete.connect(deleted, sender=Page, dispatch_uid="portal.page_deleted")
