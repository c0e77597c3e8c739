"""``manage.py load_agencies [FILE]``: adds the agencies of a data file that are not there yet; edits are kept."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from disclosures.models import Agency, AgencyAlias

DATA = Path(__file__).resolve().parents[2] / "data" / "agencies.json"
FIELDS = ("name_zh", "name_en", "name_source", "valid_from", "valid_to", "order")


class Command(BaseCommand):
    help = "Adds agencies with their other names from a JSON file; what exists already (by code) stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DATA)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = json.loads(options["file"].read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        added = 0
        with transaction.atomic():
            for row in rows:
                agency, created = Agency.objects.get_or_create(
                    code=row["code"], defaults={field: row.get(field) for field in FIELDS}
                )
                if not created:
                    continue
                added += 1
                AgencyAlias.objects.bulk_create(
                    AgencyAlias(agency=agency, text=alias["text"], language=alias["language"], sort_order=order)
                    for order, alias in enumerate(row.get("aliases", ()))
                )
        self.stdout.write(f"{added} agencies added, {len(rows) - added} were there")
