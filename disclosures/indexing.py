"""From a page to what search knows of it: page types say how they are described, one action keeps the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from disclosures.actions import after_change
from disclosures.models import Agency, DisclosuresPage, File, RecordPage
from portal.pages import path_of
from portal.visibility import visible
from search.engine.base import Page as FilePage
from search.engine.base import SearchDocument
from search.expansion import Group
from search.registry import get_engine, register_expansions, register_labels, register_source

Describe = Callable[[Any], dict[str, Any]]
_kinds: dict[type[Page], Describe] = {}
BLOCK_END = re.compile(r"</(p|li|h[1-6]|td|div|blockquote)>|<br\s*/?>", re.IGNORECASE)


def searchable(model: type[Page], *, describe: Describe) -> None:
    """Registers a page type; ``describe(page)`` gives fields of SearchDocument: body, section, kind and more."""
    _kinds[model] = describe


def searchable_types() -> list[type[Page]]:
    """All page types that search knows."""
    return list(_kinds)


def plain(html: str) -> str:
    """The words of a rich text, a line for each block."""
    return unescape(strip_tags(BLOCK_END.sub("\n", html))).strip()


def document(page: Page) -> SearchDocument | None:
    """What search knows of a page; None for what is not public, an alias, or of a kind that is not searched."""
    describe = _kinds.get(type(page))
    url = page.get_url()
    if describe is None or not page.live or page.alias_of_id or not url or page.get_view_restrictions().exists():
        return None
    language = page.locale.language_code
    with override(language):
        said = describe(page)
    files = [
        (attachment, attachment.file)
        for attachment in page.attachments.select_related("file__collection")
        if not attachment.file.collection.get_view_restrictions().exists()
    ]
    updated = page.last_published_at
    agency = page.agency if isinstance(page, RecordPage) else None
    return SearchDocument(
        **{
            "id": f"page:{page.pk}",
            "locale": language,
            "url": path_of(url),
            "title": page.title,
            "agency_code": agency.code if agency else "",
            "agency_name": agency.name_zh if agency and language.startswith("zh") else agency.name_en if agency else "",
            "languages": (language,),
            "formats": tuple(dict.fromkeys(["HTML", *(file.format_name for _, file in files)])),
            "attachments": tuple(_file_pages((str(attachment), file) for attachment, file in files)),
            "updated": updated,
            "version": int(updated.timestamp() * 1_000_000) if updated else 0,
            **said,
        }
    )


def _file_pages(files: Iterable[tuple[str, File]]) -> Iterator[FilePage]:
    for title, file in files:
        for number, (_label, text) in enumerate(file.pages, start=1):
            yield FilePage(str(file.pk), title, number, text)


def documents() -> Iterator[SearchDocument]:
    """Every page that search should know."""
    for model in _kinds:
        for page in visible(model.objects.filter(alias_of=None)).select_related("locale").iterator(chunk_size=200):
            found = document(page)
            if found:
                yield found


@after_change("page", name="search-index")
def index_page(pk: int) -> None:
    """Puts a page into the index as it is now, or takes it out."""
    page = Page.objects.filter(pk=pk).first()
    found = document(page.specific) if page else None
    if found:
        get_engine().index([found])
    else:
        get_engine().delete([f"page:{pk}"])


def agency_names() -> list[Group]:
    """Every agency's official names and other names: whoever asks for one finds the others."""
    names: dict[str, list[str]] = {}
    for code, zh, en, alias in Agency.objects.order_by("pk").values_list("code", "name_zh", "name_en", "aliases__text"):
        forms = names.setdefault(code, [zh, en])
        if alias:
            forms.append(alias)
    return [Group(tuple(dict.fromkeys(forms)), "agency") for forms in names.values()]


searchable(
    DisclosuresPage,
    describe=lambda page: {
        "kind": "section",
        "section": "disclosures",
        "body": f"{page.summary}\n{plain(page.introduction)}",
    },
)
register_source("pages", documents, covers=searchable_types)
register_expansions(agency_names)
register_labels("section", {"disclosures": _("Government information")})
register_labels("kind", {"section": _("Section"), "list": _("List")})
