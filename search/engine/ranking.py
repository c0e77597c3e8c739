"""The last word on order, the same for every engine: what a reader would call the better answer comes first.

An engine hands in its best candidates with scores of its own; they are scaled to 0–1 and raised for literal likeness,
unfolded text above folded, so that 臺 typed as 臺 prefers 臺.
"""

from collections.abc import Sequence
from typing import NamedTuple

from search.analysis.fold import fold
from search.analysis.query import QueryTree, phrase

# So many of an engine's best candidates are looked at.
WINDOW = 100

TITLE_IS_QUERY = 1.0
TITLE_BEGINS = 0.25
TITLE_HOLDS = 0.35
TITLE_HOLDS_AS_TYPED = 0.1
BODY_HOLDS_AS_TYPED = 0.1


class Candidate(NamedTuple):
    """A document with the engine's score and the texts to look at."""

    doc: int
    score: float
    title: str
    body: str


def rerank(tree: QueryTree, candidates: Sequence[Candidate]) -> list[tuple[int, float]]:
    """(document, score) in the order to show; equal ones keep the engine's order."""
    if not candidates:
        return []
    best = max(candidate.score for candidate in candidates) or 1.0
    typed = tree.text.replace('"', "").strip()
    folded = fold(typed)
    words = phrase(typed)
    scored = [(c.doc, c.score / best + _likeness(typed, folded, bool(words), c.title, c.body)) for c in candidates]
    return sorted(scored, key=lambda item: -item[1])


def _likeness(typed: str, folded: str, searchable: bool, title: str, body: str) -> float:
    if not searchable:
        return 0.0
    folded_title = fold(title).strip()
    bonus = 0.0
    if folded in folded_title:
        bonus += TITLE_HOLDS
        bonus += TITLE_IS_QUERY if folded_title == folded else 0.0
        bonus += TITLE_BEGINS if folded_title.startswith(folded) else 0.0
        bonus += TITLE_HOLDS_AS_TYPED if typed in title else 0.0
    if typed in body:
        bonus += BODY_HOLDS_AS_TYPED
    return bonus
