"""The beginning of a portal: both languages, the empty home page, and what editors and reviewers may do."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from home.models import HomePage

EDITORS, REVIEWERS = "Editors", "Moderators"
MODEL_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "plans.add_indicatorseries",
        "plans.change_indicatorseries",
        "plans.view_indicatorseries",
        "plans.add_planimport",
        "disclosures.view_agency",
    ),
}
MODEL_PERMISSIONS[REVIEWERS] = (*MODEL_PERMISSIONS[EDITORS], "plans.delete_indicatorseries", "plans.view_planimport")
FILE_PERMISSIONS = {
    EDITORS: ("add_file", "choose_file"),
    REVIEWERS: ("add_file", "change_file", "choose_file", "delete_file"),
}
PAGE_PERMISSIONS = {EDITORS: ("add_page", "change_page"), REVIEWERS: ("add_page", "change_page", "publish_page")}


def set_up_site(title_zh: str, hostname: str, port: int) -> HomePage:
    """Makes locales, home page, site and groups where they are missing; returns the Chinese home page. Repeatable."""
    chinese, _ = Locale.objects.get_or_create(language_code="zh-hant")
    english, _ = Locale.objects.get_or_create(language_code="en")
    LocaleSynchronization.objects.get_or_create(locale=english, defaults={"sync_from": chinese})
    home = HomePage.objects.filter(locale=chinese, depth=2).first() or _first_home(title_zh, chinese)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or not HomePage.objects.filter(pk=site.root_page_id).exists():
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"root_page": home, "hostname": hostname, "port": port, "site_name": title_zh},
        )
    Page.objects.filter(depth=2, content_type__model="page").delete()  # Wagtail's "Welcome" page
    _permissions()
    return home


def _first_home(title: str, locale: Locale) -> HomePage:
    root = Page.objects.get(depth=1)
    home: HomePage = root.add_child(instance=HomePage(title=title, slug="daylight", locale=locale))
    home.save_revision().publish()
    return home


def _permissions() -> None:
    root, collection = Page.objects.get(depth=1), Collection.get_first_root_node()
    for name, labels in MODEL_PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*[_permission(label) for label in labels])
        for codename in PAGE_PERMISSIONS[name]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission(f"wagtailcore.{codename}")
            )
        for codename in FILE_PERMISSIONS[name]:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(f"disclosures.{codename}")
            )


def _permission(label: str) -> Permission:
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
