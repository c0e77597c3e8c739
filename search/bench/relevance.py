"""Measures of an answer against grades, and their means by kind of query."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from search.analysis.query import Expander
from search.bench.judged import Judged
from search.engine.base import Engine, Query

DEPTH = 10
RECALL_DEPTH = 20


class Relevance(NamedTuple):
    """Means over the queries of a kind. For queries without an answer only `bad_hits` says something.

    `bad_hits` is the mean number of hits offered as exact, `near_hits` of those labelled as near.
    """

    kind: str
    queries: int
    ndcg: float
    mrr: float
    recall: float
    without: float
    bad_hits: float
    near_hits: float


def ndcg(ids: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first `depth` hits, gain 2^grade - 1."""
    gained = sum((2 ** grades.get(name, 0) - 1) / math.log2(place + 2) for place, name in enumerate(ids[:depth]))
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ids: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / place of the first hit with a grade; 0 when there is none."""
    return next((1 / place for place, name in enumerate(ids, 1) if grades.get(name)), 0.0)


def recall(ids: Sequence[str], grades: Mapping[str, int], depth: int = RECALL_DEPTH) -> float:
    """The share of the graded passages among the first `depth` hits."""
    return len(set(ids[:depth]) & grades.keys()) / len(grades) if grades else 0.0


def judge(engine: Engine, queries: Sequence[Judged], expand: Expander) -> list[Relevance]:
    """Asks every query and gives the means by kind, in the order the kinds first appear."""
    by_kind: dict[str, list[tuple[float, float, float, bool, int, int]]] = {}
    for query in queries:
        found = engine.search(Query(query.text, query.locale, limit=RECALL_DEPTH, expand=expand))
        ids = [hit.id for hit in found.hits]
        by_kind.setdefault(query.kind, []).append(
            (
                ndcg(ids, query.grades),
                reciprocal_rank(ids, query.grades),
                recall(ids, query.grades),
                not ids,
                found.exact_total,
                found.total - found.exact_total,
            )
        )
    return [
        Relevance(kind, len(rows), *(sum(column) / len(rows) for column in zip(*rows, strict=True)))
        for kind, rows in by_kind.items()
    ]
