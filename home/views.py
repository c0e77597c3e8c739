"""Addresses that are no pages: the site map, what robots read, and the error page that must not need a database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Locale, Page

from portal.visibility import visible


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All live pages of the reader's language as nested lists."""
    locale = Locale.objects.filter(language_code=get_language()).first() or Locale.get_default()
    pages = visible(Page.objects.filter(locale=locale, depth__gt=1)).order_by("path").defer_streamfields()
    return render(request, "home/site_map.html", {"annotated": Page.get_annotated_list_qs(pages)})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the desk and searches are not pages."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /search/",
        "Disallow: /en/search/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_xml(request: HttpRequest) -> Any:
    """The site map for search engines, aliases left out by :meth:`portal.pages.BasePage.get_sitemap_urls`."""
    return sitemap(request)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(staticfiles_storage.url("icons/favicon.svg"))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for errors of ours: no query, no context processor, in the language of the address."""
    english = request.path.startswith("/en/")
    return HttpResponse(loader.render_to_string("500.html", {"english": english}), status=500)
