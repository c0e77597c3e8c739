"""Addresses. Chinese at ``/``, English at ``/en/``; the desk and files have no language."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as serve_page

from home.views import favicon, robots, server_error, site_map, sitemap_xml

urlpatterns = [
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_xml),
    path("favicon.ico", favicon),
]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("sitemap/", site_map, name="site_map"),
    # Wagtail's own pattern knows no dots; twins such as …/index.json are routes of their page.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.[a-z]+)$", serve_page),
    re_path(r"^", include(wagtail_urls)),
    prefix_default_language=False,
)

handler500 = server_error
