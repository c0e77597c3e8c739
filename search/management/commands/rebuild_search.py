"""`manage.py rebuild_search`: a new index from everything that is published."""

import argparse

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from search import registry
from search.engine.sqlite.store import IndexBusyError


class Command(BaseCommand):
    """Visitors search the old index until the new one is complete."""

    help = "Builds the visitors' search index anew, and with --desk the one of the editors' desk too."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only when the index is missing or incomplete")
        parser.add_argument("--desk", action="store_true", help="also rebuild the index of the editors' desk")

    def handle(self, *args: object, **options: object) -> None:
        if options["if_needed"] and registry.get_engine().status().ready:
            self.stdout.write("The search index is complete.")
            return
        try:
            count = registry.get_engine().rebuild(registry.all_documents(), progress=self._progress)
        except IndexBusyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} documents are in the search index.")
        if options["desk"]:
            call_command("wagtail_update_index", stdout=self.stdout)

    def _progress(self, done: int) -> None:
        if done % 1000 == 0:
            self.stdout.write(f"{done} documents …")
