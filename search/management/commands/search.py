"""`manage.py search 備忘錄 --locale zh --limit 5 --json`: what a visitor would be shown."""

import argparse
import json

from django.core.management.base import BaseCommand, CommandError

from search.engine.base import Hit, Results
from search.service import find


class Command(BaseCommand):
    """Prints hits, the exact ones first."""

    help = "Searches the portal as a visitor would and prints the hits."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--locale", default="zh-hant", help="zh-hant (or zh) or en")
        parser.add_argument("--limit", type=int, default=10, help="at most so many hits")
        parser.add_argument("--json", action="store_true", help="print a JSON list instead of lines")

    def handle(self, *args: object, **options: object) -> None:
        limit = options["limit"]
        if not isinstance(limit, int) or not 1 <= limit <= 1000:
            raise CommandError("--limit must be between 1 and 1000.")
        results = find(str(options["query"]), str(options["locale"]), limit=limit)
        if results.problem:
            self.stderr.write(f"The search index is not complete ({results.problem}); run manage.py rebuild_search.")
        hits = [as_dict(hit) for hit in all_hits(results, limit)]
        if options["json"]:
            self.stdout.write(json.dumps(hits, ensure_ascii=False, indent=1))
            return
        for hit in hits:
            self.stdout.write(f"{hit['score']:6.3f}  {hit['tier']:8} {hit['address']}  {hit['title']}")
        self.stdout.write(f"{results.total} in all, {results.exact_total} of them exact")
        if results.expansions:
            self.stdout.write("Also searched for: " + ", ".join(results.expansions))


def all_hits(results: Results, limit: int) -> list[Hit]:
    """The hits; a document found by its exact number comes first."""
    quick = results.quick_answer
    rest = [hit for hit in results.hits if quick is None or hit.id != quick.id]
    return ([quick] if quick else []) + rest[: limit - 1 if quick else limit]


def as_dict(hit: Hit) -> dict[str, object]:
    """A hit as the command prints it."""
    return {
        "address": hit.address,
        "title": hit.title,
        "kind": hit.kind,
        "agency": hit.agency_name or hit.agency,
        "year": hit.year,
        "score": hit.score,
        "tier": hit.tier,
    }
