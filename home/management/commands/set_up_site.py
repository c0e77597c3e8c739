"""``manage.py set_up_site``: both languages, the home page and the groups, for a portal without sample content."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from home.tree import set_up_site


class Command(BaseCommand):
    help = "Makes locales, home page, site and groups where they are missing; what is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--title", default="政府資訊透明入口", help="Title of the Chinese home page.")

    def handle(self, *args: Any, **options: Any) -> None:
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        with transaction.atomic():
            home = set_up_site(options["title"], address.hostname or "localhost", port)
        self.stdout.write(f"Home page: {home.title} ({home.full_url})")
