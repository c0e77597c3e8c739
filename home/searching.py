"""What search knows of the home page and of plain pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disclosures.indexing import plain, searchable
from home.models import HomePage, TextPage
from search.registry import register_labels


def describe_text(page: TextPage) -> dict[str, Any]:
    """Headings and texts in their order."""
    parts = [block.value if block.block_type == "heading" else plain(str(block.value.source)) for block in page.body]
    return {"kind": "text", "section": "pages", "body": "\n".join([page.summary, *parts])}


searchable(HomePage, describe=lambda page: {"kind": "home", "section": "pages", "body": page.summary})
searchable(TextPage, describe=describe_text)
register_labels("section", {"pages": _("About and help")})
register_labels("kind", {"home": _("Home page"), "text": _("Page")})
