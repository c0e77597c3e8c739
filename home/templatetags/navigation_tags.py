"""What the frame of every page shows: the main navigation, the footer's pages, and the page's own addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.template.context import Context
from django.utils.translation import get_language
from wagtail.models import Page, Site

from portal.pages import BasePage
from portal.templatetags.portal_tags import html_lang, language_links
from portal.visibility import visible

register = template.Library()


@dataclass(frozen=True)
class Link:
    """``current`` is ``page`` for the address shown, ``true`` for the part it belongs to, empty otherwise.

    ``lang`` is set where the title is not in the reader's language.
    """

    title: str
    url: str
    lang: str = ""
    current: str = ""


@dataclass(frozen=True)
class Navigation:
    """The links of one language."""

    home: Link | None = None
    main: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses; ``alternates`` are (BCP 47 language, address) of real translations, or none for one."""

    canonical: str
    alternates: list[tuple[str, str]]
    default: str = ""


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> Navigation:
    """The navigation in the reader's language; nothing where there is no site yet."""
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return Navigation()
    home = _home(context.get("page"), site)
    if home is None:
        return Navigation()
    shown = (
        visible(Page.objects.descendant_of(home))
        .filter(Q(show_in_menus=True) | Q(textpage__in_footer=True))
        .annotate(in_footer=F("textpage__in_footer"))
        .select_related("locale")
        .order_by("path")
    )
    pages = list(shown)
    return Navigation(
        Link(home.title, home.get_url(request) or "/"),
        mark_current([_link(page, request) for page in pages if page.show_in_menus], request.path),
        mark_current([_link(page, request) for page in pages if page.in_footer], request.path),
    )


def _home(page: object, site: Site) -> Page | None:
    """The home page of the reader's language: above the page shown, or else asked for."""
    if isinstance(page, BasePage) and page.pk and page.locale.language_code == get_language():
        above: list[Page] = [*page.breadcrumbs, page]
        if above[0].depth == site.root_page.depth:
            return above[0]
    own = site.root_page.get_translations(inclusive=True).live().select_related("locale")
    found: Page | None = own.filter(locale__language_code=get_language()).first()
    return found


def _link(page: Page, request: HttpRequest) -> Link:
    lang = html_lang(settings.LANGUAGE_CODE) if page.alias_of_id else ""
    return Link(page.title, page.get_url(request) or "", lang)


def mark_current(links: list[Link], path: str) -> list[Link]:
    """The link that ``path`` is, or else the innermost part it lies in, is marked; at most one."""
    around = [link for link in links if link.url and path.startswith(link.url)]
    innermost = max(around, key=lambda link: len(link.url), default=None)
    if innermost is None:
        return links
    current = "page" if innermost.url == path else "true"
    return [replace(link, current=current) if link is innermost else link for link in links]


@register.simple_tag(takes_context=True)
def addresses(context: Context) -> Addresses:
    """The address search engines should keep, and the live real translations of this page.

    A mirror of an untranslated page points to its source and announces nothing: the source announces for both.
    """
    links = [replace(link, url=link.url.partition("?")[0]) for link in language_links(context)]
    page: Any = context.get("page")
    is_page = isinstance(page, BasePage) and bool(page.pk)
    base = (page.canonical_url if is_page else "") or settings.SITE_URL
    absolute = {link.language_code: urljoin(base, link.url) for link in links}
    default = absolute.get(settings.LANGUAGE_CODE, "")
    current = next((absolute[link.language_code] for link in links if link.is_current), "")
    if is_page and page.is_untranslated:
        return Addresses(default or page.canonical_url, [])
    if "exception" in context:  # an error page is at no address of its own
        return Addresses(current or base, [])
    real = [(html_lang(link.language_code), absolute[link.language_code]) for link in links if link.is_translation]
    return Addresses(current or base, real if len(real) > 1 else [], default)
