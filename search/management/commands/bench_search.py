"""`manage.py bench_search`: judges relevance by kind of query, then measures speed on synthetic documents."""

import argparse
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.bench import judged
from search.bench.relevance import judge
from search.bench.speed import measure
from search.engine.sqlite import SqliteEngine
from search.expansion import make_expander


class Command(BaseCommand):
    """Works on indexes of its own in a temporary folder; the portal's is not touched."""

    help = "Judges and times search: relevance on the graded set, speed on synthetic documents."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--documents", type=int, default=20_000, help="synthetic documents for the timing; 0: none")
        parser.add_argument("--queries", type=int, default=100, help="queries of each kind for the timing")

    def handle(self, *args: object, **options: object) -> None:
        count, per_kind = options["documents"], options["queries"]
        if not isinstance(count, int) or not isinstance(per_kind, int) or count < 0 or per_kind < 1:
            raise CommandError("--documents must be 0 or more, --queries 1 or more.")
        self._judge()
        if count:
            self._time(count, per_kind)

    def _judge(self) -> None:
        expand = make_expander(judged.groups())
        with tempfile.TemporaryDirectory() as folder:
            engine = SqliteEngine(Path(folder) / "judged.sqlite3")
            count = engine.rebuild(judged.documents())
            rows = judge(engine, judged.queries(), expand)
            engine.close()
        self.stdout.write(f"Relevance by kind of query ({count} documents, most of them only in the way)")
        self.stdout.write("kind                   queries  nDCG@10    MRR  recall@20  no result  exact hits  near hits")
        for row in rows:
            # Han characters are two columns wide.
            name = row.kind + " " * (22 - sum(2 if ord(char) > 0x2E80 else 1 for char in row.kind))
            figures = f"{row.ndcg:8.2f} {row.mrr:6.2f} {row.recall:10.2f}"
            figures = figures if row.kind != "no answer" else " " * len(figures)
            self.stdout.write(
                f"{name} {row.queries:7} {figures} {row.without:9.0%} {row.bad_hits:11.1f} {row.near_hits:10.1f}"
            )

    def _time(self, count: int, per_kind: int) -> None:
        expand = make_expander(judged.groups())
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            engine = SqliteEngine(folder / "speed.sqlite3")
            speed = measure(engine, folder, count=count, per_kind=per_kind, expand=expand, tick=self._progress)
            engine.close()
        self.stdout.write("")
        self.stdout.write(
            f"Speed: {speed.documents} documents, {speed.rate:.0f} a second into {speed.megabytes:.0f} MB;"
            " a query with facets and highlights, milliseconds"
        )
        self.stdout.write("kind                p50     p95     max  p95 of processor   hits (median)")
        for row in speed.latencies:
            self.stdout.write(
                f"{row.kind:15} {row.p50:7.1f} {row.p95:7.1f} {row.longest:7.1f} {row.cpu_p95:17.1f} {row.hits:15}"
            )

    def _progress(self, done: int) -> None:
        if done % 5000 == 0:
            self.stderr.write(f"{done} documents …")
