"""How fast and how large: index rate, size on disk, and latency by kind of query, facets and highlights included."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from search.analysis.query import Expander
from search.bench.synthetic import documents, queries
from search.engine.base import Engine, Query


class Latency(NamedTuple):
    """Milliseconds over the queries of a kind, by the clock and of the processor; and the median number of hits."""

    kind: str
    p50: float
    p95: float
    longest: float
    cpu_p95: float
    hits: int


class Speed(NamedTuple):
    """Documents a second while building, megabytes on disk, and the latencies."""

    documents: int
    rate: float
    megabytes: float
    latencies: list[Latency]


def measure(
    engine: Engine, folder: Path, *, count: int, per_kind: int, expand: Expander, tick: Callable[[int], None]
) -> Speed:
    """Builds an index of `count` synthetic documents in `engine`, whose files lie in `folder`, and asks it."""
    begun = perf_counter()
    engine.rebuild(documents(count), progress=tick)
    rate = count / (perf_counter() - begun)
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file() and not file.is_symlink()) / 1e6
    latencies: list[Latency] = []
    for kind, asked in queries(per_kind).items():
        locale = "en" if kind == "English" else "zh-hant"
        times: list[float] = []
        busy: list[float] = []
        hits: list[int] = []
        for text, filters in asked:
            begun, begun_busy = perf_counter(), process_time()
            found = engine.search(Query(text, locale, filters, expand=expand))
            times.append((perf_counter() - begun) * 1000)
            busy.append((process_time() - begun_busy) * 1000)
            hits.append(found.total)
        latencies.append(
            Latency(
                kind,
                p50=_percentile(times, 50),
                p95=_percentile(times, 95),
                longest=max(times),
                cpu_p95=_percentile(busy, 95),
                hits=sorted(hits)[len(hits) // 2],
            )
        )
    return Speed(count, rate, size, latencies)


def _percentile(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * share / 100))]
