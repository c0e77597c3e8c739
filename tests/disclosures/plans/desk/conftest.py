"""People of the desk: an editor, a reviewer, and those who must not pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosures.plans.models import PlanImport
from tests import factories
from tests.disclosures.plans.reading.makers import H, P, T, make

CONTENT = [
    P("研究發展考核委員會103年度施政計畫"),
    H(1, "壹、前言"),
    P("本會推動行政革新 <script>alert(1)</script>。"),
    H(1, "貳、衡量指標"),
    T(
        [
            ["策略目標", "衡量指標", "衡量標準", "103年度目標值"],
            ["一、提升效率(10%)", "公文依限辦結率(5%)", "(辦結/總數)*100%", "97%"],
        ]
    ),
]


@pytest.fixture
def document(tmp_path: Path) -> bytes:
    """A small plan of the commission, as ODT; its goal weighs more than its indicator."""
    return make(CONTENT, tmp_path / "plan.odt").read_bytes()


@pytest.fixture
def parent():
    """The list of plans, and the commission."""
    factories.agency()
    return factories.plans_page()


@pytest.fixture
def editor(parent):
    return factories.user("editor", "Editors")


@pytest.fixture
def desk(client: Client, editor) -> Client:
    """A browser in which the editor is logged in, reading English."""
    return as_reader(client, editor)


def as_reader(client: Client, user) -> Client:
    """Logs a person in who reads the desk in English."""
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    client.force_login(user)
    return client


def with_permissions(name: str, *labels: str):
    """An account with the desk and exactly these permissions, on no page."""
    user = factories.user(name)
    for label in ("wagtailadmin.access_admin", *labels):
        app, codename = label.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def importer(name: str):
    """An account that may add plans and import them, but sees only its own imports."""
    user = with_permissions(name, "plans.add_planimport")
    group = Group.objects.create(name=f"group of {name}")
    from wagtail.models import GroupPagePermission, Page

    GroupPagePermission.objects.create(
        group=group,
        page=Page.objects.get(depth=1),
        permission=Permission.objects.get(codename="add_page", content_type__app_label="wagtailcore"),
    )
    user.groups.add(group)
    return user


def upload(client: Client, content: bytes, name: str = "plan.odt", **extra):
    return client.post("/desk/plans/import/", {"file": SimpleUploadedFile(name, content)}, **extra)


def waiting() -> PlanImport:
    return PlanImport.objects.get()
