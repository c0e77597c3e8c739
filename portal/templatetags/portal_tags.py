"""Tags every template may use: languages, dates and years as each language writes them."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url
from django.utils import timezone
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.dates import date_in_words, fiscal_year_in_words
from portal.models import in_language
from portal.pages import Alternate, BasePage, path_of

register = template.Library()
HTML_TAGS = {"zh-hant": "zh-Hant-TW", "en": "en"}
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def html_lang(code: str) -> str:
    """The ``lang`` attribute for one of Django's language codes: ``zh-hant`` → ``zh-Hant-TW``."""
    return HTML_TAGS.get(code, code)


@register.filter
def json_ld(value: dict[str, Any]) -> SafeString:
    """The content of ``<script type="application/ld+json">``: unknown values are left out, nothing can close it."""
    known = {key: item for key, item in value.items() if item not in (None, "")}
    return mark_safe(json.dumps(known, cls=DjangoJSONEncoder, ensure_ascii=False).translate(SCRIPT_ESCAPES))  # noqa: S308


@register.filter
def name_of(thing: Any) -> str:
    """The official name, in the reader's language, of anything with ``name_zh`` and ``name_en``."""
    return in_language(thing.name_zh, thing.name_en) if thing else ""


@register.filter
def fiscal_year(year: int | None) -> str:
    """A fiscal year as the reader's language writes it: ``103年度`` or ``2014``."""
    return fiscal_year_in_words(year, get_language() or "") if year else ""


@register.filter
def local_date(value: date | datetime | None) -> SafeString | str:
    """``<time>`` with a date in the reader's calendar and the other calendar as its title; empty for None."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    language = get_language() or ""
    other = "en" if language.startswith("zh") else "zh-hant"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        day.isoformat(),
        date_in_words(day, other),
        date_in_words(day, language),
    )


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """A number with thousands separators and no trailing zeros; empty for None."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    exact = exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact.normalize()
    return f"{exact:,f}"  # both languages write numbers alike; Django knows no grouping for zh-Hant


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[Alternate]:
    """The current address in every language; keeps the page and the query. Plain views are translated by their name."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    suffix = f"?{query}" if query else ""
    page = context.get("page")
    if isinstance(page, BasePage) and page.pk:
        tail = _path_below(escape_uri_path(request.path), page)
        return [
            Alternate(a.language_code, a.name, a.url + tail + suffix, a.is_translation, a.is_current)
            for a in page.alternates
        ]
    current = get_language()
    return [
        Alternate(code, name, translate_url(request.get_full_path(), code), True, code == current)
        for code, name in settings.LANGUAGES
    ]


def _path_below(path: str, page: BasePage) -> str:
    """What follows the page's own address in the escaped ``path`` (a sub-route such as a series), or nothing."""
    own = page.get_url() or ""
    own_path = path_of(own)
    return path[len(own_path) :] if own_path and path.startswith(own_path) else ""


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """The current query string with some parameters changed (None removes one), beginning with ``?``."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"
