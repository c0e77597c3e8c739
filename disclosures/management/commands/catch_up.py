"""``manage.py catch_up``: performs what should have followed publications and did not; safe to run at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disclosures.actions import catch_up


class Command(BaseCommand):
    help = (
        "Performs the actions after publication that are due: search index, texts of files. Run it every few minutes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--given-up", action="store_true", help="Also try again what was given up.")

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = catch_up(timezone.now(), include_given_up=options["given_up"])
        self.stdout.write(f"{done} done, {failed} failed")
