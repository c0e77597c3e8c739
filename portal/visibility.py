"""Which pages anyone may see: one definition for lists, counts, feeds, series, site maps and twins."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction

Pages = TypeVar("Pages", bound="QuerySet[Any]")


def visible(pages: Pages, prefix: str = "") -> Pages:
    """Those of ``pages`` that are live and open: no restriction on the page, above it, or on the same page in another
    language. ``prefix`` (``page__``) is the way to the page where ``pages`` are its rows. One query in all."""
    covers = PageViewRestriction.objects.filter(page__path=Substr(OuterRef("path"), 1, Length(F("page__path"))))
    closed = Page.objects.filter(Exists(covers), translation_key=OuterRef(f"{prefix}translation_key"))
    return pages.filter(~Exists(closed), **{f"{prefix}live": True})
