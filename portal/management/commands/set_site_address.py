"""``manage.py set_site_address``: makes the default site answer at SITE_URL, so that feeds and twins name it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site


class Command(BaseCommand):
    help = "Sets the default site's host and port from SITE_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        parts = urlsplit(settings.SITE_URL)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no default site yet; create one in the desk under Settings, Sites.")
        if (site.hostname, site.port) != (parts.hostname, port):
            site.hostname, site.port = parts.hostname or "", port
            site.save()
        self.stdout.write(f"{site.site_name or site.hostname} answers at {settings.SITE_URL}")
