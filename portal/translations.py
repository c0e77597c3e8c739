"""Pages in two languages kept together: what wagtail-localize leaves open, decided once and done as one action.

A page in the default language is the source. In each synchronised language its address exists from the beginning:
as an alias that mirrors the source until a translation is published. The words of a translation in progress are kept
in wagtail-localize's memory, never in the public row; so nothing half translated, and no draft of the source, can go
public by being saved. Withdrawing, moving, renaming or deleting a source does the same with its translations.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationLog, TranslationSource
from wagtail_localize.views.convert import sync_alias

from portal.pages import BasePage, SourceNotPublished

NOT_READ = frozenset({"slug", "show_in_menus", "in_footer"})
UNPUBLISHED_WITH_SOURCE = "portal.unpublish_with_source"


def is_source(page: Page) -> bool:
    """Whether others translate or mirror this page, not the reverse."""
    return bool(page.depth > 1 and page.alias_of_id is None and page.locale.language_code == settings.LANGUAGE_CODE)


def others(page: Page) -> list[BasePage]:
    """The page in the other languages, translations and mirrors alike."""
    found = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return list(found.exclude(locale_id=page.locale_id).select_related("locale").specific())


def translations(page: Page) -> list[BasePage]:
    """The page in the other languages, without mirrors."""
    return [other for other in others(page) if other.alias_of_id is None]


def mirrored_locales(page: Page) -> list[Locale]:
    """The languages that follow the page's language."""
    chosen = LocaleSynchronization.objects.filter(sync_from_id=page.locale_id)
    return list(Locale.objects.filter(pk__in=chosen.values("locale_id")))


def mirror(page: Page) -> list[Page]:
    """Makes the page's missing aliases, and those of the pages above it; returns the new ones. Repeatable."""
    there = set(Page.objects.filter(translation_key=page.translation_key).values_list("locale_id", flat=True))
    missing = [locale for locale in mirrored_locales(page) if locale.pk not in there]
    return [page.specific.copy_for_translation(locale, copy_parents=True, alias=True) for locale in missing]


def add_page(parent: Page, page: BasePage, user: AbstractBaseUser | None = None) -> BasePage:
    """Adds a draft below ``parent`` as an editor would: in the parent's language, with a revision and its aliases."""
    with transaction.atomic():
        page.locale, page.live, page.has_unpublished_changes, page.owner = parent.locale, False, True, user
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=False)
        mirror(page)
    return page


def begin(page: Page, locale: Locale) -> Translation:
    """Submits a page for translation. Its address keeps mirroring the source until the translation is published."""
    with transaction.atomic():
        frozen, is_new = TranslationSource.get_or_create_from_instance(page.specific_class.objects.get(pk=page.pk))
        if not is_new:
            retake(frozen)
        translation, _ = Translation.objects.update_or_create(
            source=frozen, target_locale=locale, defaults={"enabled": True}
        )
        if not page.has_translation(locale):
            page.specific.copy_for_translation(locale, copy_parents=True, alias=True)
    return translation


def publish(translation: Translation, user: AbstractBaseUser | None = None) -> None:
    """Publishes a translation of what the public can read; raises SourceNotPublished for a source in draft."""
    with transaction.atomic():
        source = translation.source.get_source_instance()
        if not source.live:
            raise SourceNotPublished(str(source))
        if taken_from_a_draft(translation.source):
            retake(translation.source)
        target, _ = translation.source.create_or_update_translation(
            translation.target_locale, user=user, publish=False, copy_parent_pages=True, fallback=True
        )
        target.latest_revision.publish(user=user)


def of_page(page: Page) -> Translation | None:
    """wagtail-localize's record of the page as a translation, where it is synchronised."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    return found


def frozen_of(page: Page) -> TranslationSource | None:
    """The copy of a source's content that its translations are made from."""
    found: TranslationSource | None = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    return found


def taken_from_a_draft(frozen: TranslationSource) -> bool:
    """Whether the copy was taken while its page was not public: only a public page's row holds published text."""
    return not json.loads(frozen.content_json)["live"]


def substance(content: Mapping[str, Any], model: type) -> dict[str, Any]:
    """What readers get of a page's serialised content: its words and facts, rows by their key; no dates, no menus."""
    told: dict[str, Any] = {}
    for field in get_translatable_fields(model):
        name, value = field.field_name, content.get(field.field_name)
        if name in NOT_READ:
            continue
        if isinstance(value, list):
            row_model = field.get_field(model).related_model
            value = [(row["sort_order"], row["translation_key"], substance(row, row_model)) for row in value]
            value.sort(key=lambda row: (row[0] or 0, row[1]))
        told[name] = value
    return told


def retake(frozen: TranslationSource) -> None:
    """Takes the source's row anew; a translation that shows the very same words and facts remains current."""
    page = frozen.get_source_instance()
    with transaction.atomic():
        before = substance(json.loads(frozen.content_json), type(page))
        shown = [translation for translation in translations(page) if _shows(translation, frozen)]
        frozen.update_from_db()
        if substance(json.loads(frozen.content_json), type(page)) == before:
            for translation in shown:
                TranslationLog.objects.create(
                    source=frozen, locale=translation.locale, revision=translation.live_revision
                )


def _shows(translation: Page, frozen: TranslationSource) -> bool:
    """Whether the public translation was made from the copy as it is."""
    logs = TranslationLog.objects.filter(source=frozen, locale_id=translation.locale_id)
    made = logs.filter(revision_id=translation.live_revision_id, created_at__gte=frozen.last_updated_at)
    return translation.live_revision_id is not None and made.exists()


def source_published(page: Page) -> None:
    """A source went public: it has its mirrors, and the copy for translators is not that of a draft."""
    mirror(page)
    frozen = frozen_of(page)
    if frozen is None:
        return
    now = substance(json.loads(page.specific_class.objects.get(pk=page.pk).to_json()), page.specific_class)
    then = substance(json.loads(frozen.content_json), page.specific_class)
    if now == then or taken_from_a_draft(frozen):
        retake(frozen)


def source_unpublished(page: Page) -> None:
    """A source left the public: its translations leave with it, whoever may edit them; Wagtail takes the aliases."""
    if Page.objects.filter(pk=page.pk, live=True).exists():
        return  # about to be deleted, see source_deleted
    with transaction.atomic():
        for translation in translations(page):
            if translation.live:
                translation.unpublish(log_action=UNPUBLISHED_WITH_SOURCE)
            else:
                translation.revisions.update(approved_go_live_at=None)


def translation_unpublished(page: Page, source: Page) -> None:
    """A synchronised translation left the public: its address mirrors the source again; its words stay in memory."""
    translation = of_page(page)
    if translation is None or Page.objects.filter(pk=page.pk, live=True).exists():
        return
    with transaction.atomic():
        title = page.get_admin_display_title()
        sync_alias(source, page.specific_class.objects.get(pk=page.pk))
        page.specific_class.objects.filter(pk=page.pk).update(alias_of=source, latest_revision=None, live_revision=None)
        log(
            instance=page.specific_class.objects.get(pk=page.pk),
            action="wagtail_localize.convert_to_alias",
            data={
                "page": {"id": page.pk, "title": title},
                "source": {"id": source.pk, "title": source.specific.get_admin_display_title()},
            },
        )


def source_moved(page: Page) -> None:
    """The other languages stand where the source stands, in the same order."""
    parent = page.get_parent(update=True)
    with transaction.atomic():
        for other in others(page):
            if parent.is_root():
                continue
            target = parent.get_translation_or_none(other.locale)
            if target is None:
                target = parent.specific.copy_for_translation(other.locale, copy_parents=True, alias=True)
            _place(other, target, _left_of(page, target, other.locale))


def _left_of(page: Page, target: Page, locale: Locale) -> Page | None:
    """Under ``target``, the page that mirrors or translates the nearest sibling before ``page``."""
    before = page.get_siblings().filter(path__lt=page.path).order_by("-path")
    keys = list(before.values_list("translation_key", flat=True))
    there = {child.translation_key: child for child in target.get_children().filter(locale=locale)}
    return next((there[key] for key in keys if key in there), None)


def _place(page: Page, parent: Page, left: Page | None) -> None:
    """Moves ``page`` below ``parent``, after ``left`` or to the front; nothing happens when it is there already."""
    neighbour = page.get_prev_sibling()
    if page.get_parent(update=True) == parent and neighbour == left:
        return
    if page.get_parent() != parent and not Page._slug_is_available(page.slug, parent, page):
        page.slug = find_available_slug(parent, page.slug)
        page.save(update_fields=["slug", "url_path"], clean=False)
    if left:
        page.move(left, pos="right")
    else:
        page.move(parent, pos="first-child")


def source_renamed(page: Page, slug_before: str) -> None:
    """The other languages take the source's new slug unless they have one of their own; old addresses redirect."""
    frozen = frozen_of(page)
    with transaction.atomic():
        if frozen:
            content = json.loads(frozen.content_json)
            frozen.content_json = json.dumps({**content, "slug": page.slug})
            frozen.save(update_fields=["content_json"])
        for other in others(page):
            if other.slug != slug_before:
                continue
            other.slug = find_available_slug(other.get_parent(), page.slug, ignore_page_id=other.pk)
            other.save(update_fields=["slug", "url_path"], clean=False)


def source_deleted(page: Page) -> None:
    """A source was deleted: its translations and mirrors, and what is below them, go with it."""
    for other in others(page):
        if Page.objects.filter(pk=other.pk).exists():
            other.delete()


def undeletable(page: Page, user: AbstractBaseUser | AnonymousUser) -> list[BasePage]:
    """The other languages of a source that this user may not delete; then nothing is deleted."""
    if not is_source(page):
        return []
    return [other for other in others(page) if not other.permissions_for_user(user).can_delete()]
