"""Pages in two languages for these tests; what waits for a commit runs inside ``with commit():``."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest
from django.urls import reverse  # noqa: F401 - makes the URL configuration load before the first request

from disclosures.plans.models import AnnualPlanPage
from home.translating import translate_page
from tests import factories

Commit = Callable[[], AbstractContextManager[Any]]

WORDS = {
    "範例摘要。": "A sample summary.",
    "提升效率": "Raise efficiency",
    "改善服務": "Improve services",
    "公文依限辦結率": "Documents closed in time",
    "服務滿意度": "Satisfaction with the service",
    "統計數據": "Statistics",
    "(辦結/總數)*100%": "(closed/all)*100%",
    "滿意度": "Satisfaction",
    "公文管理": "Handling of documents",
    "檢核公文": "Audit of documents",
    "每季檢核。": "An audit every quarter.",
    "達成率96%": "Reached 96%",
    "97%": "97%",
    "95%": "95%",
    "85%": "85%",
    "%": "%",
}


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def plan(commit: Commit) -> AnnualPlanPage:
    """A public plan in Chinese, mirrored in English."""
    with commit():
        return factories.plan()


@pytest.fixture
def translate(commit: Commit) -> Callable[..., Any]:
    """Publishes a page in English; gives it as it is in the database."""

    def translated(page: Any, **more: str) -> Any:
        with commit():
            translate_page(page, factories.english(), {**WORDS, page.title: f"Sample plan {page.pk}", **more})
        return english(page)

    return translated


def english(page: Any) -> Any:
    """The page at the English address, as it is in the database."""
    return type(page).objects.get(translation_key=page.translation_key, locale=factories.english())


def again(page: Any) -> Any:
    """The page as it is in the database."""
    return type(page).objects.get(pk=page.pk)


def republish(page: Any, **changes: Any) -> Any:
    """Publishes a changed version as the desk does: through a revision, never by writing the public row."""
    draft = again(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return again(page)


def save_draft(page: Any, **changes: Any) -> Any:
    """Saves a changed version as a draft."""
    draft = again(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision()
    return again(page)
