"""The second tier: what is near to a query that has few exact answers."""

import math
import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from search.analysis import near
from search.analysis.fold import fold
from search.analysis.query import Phrase, QueryTree, phrase
from search.engine.sqlite.catalog import Catalog, mask_of
from search.engine.sqlite.match import Matches, phrase_expression, rowids

# An atom that more units hold than this says little, and costs much.
MAX_COMMON = 4000
# The tier holds at most so many documents, each with at least this share of the query's weight.
MAX_RELAXED = 50
MIN_COVERAGE = 0.4
# So many units are checked for a slip.
MAX_CHECKED = 300
# A run with a slip counts nearly as much as the run itself.
SLIP = 0.95


@dataclass(slots=True)
class Near(Matches):
    """Matches with what a reader should see marked, and what the texts have in place of a run with a slip."""

    phrases: list[Phrase] = field(default_factory=list)
    corrections: tuple[str, ...] = ()


def relaxed(
    connection: sqlite3.Connection, catalog: Catalog, tree: QueryTree, allowed: int, *, look_for_slips: bool
) -> Near:
    """Documents that hold the weightiest share of the query's bigrams and words within one page of text.

    A rare atom weighs more than a common one; an atom that the index lacks weighs most and is missed by all, so a query
    about something the portal knows nothing of finds nothing near either.
    """
    atoms = {atom.terms[0]: atom for atom in tree.atoms}
    total = len(catalog.doc_of_unit)
    holders: dict[str, set[int]] = {}
    weights: dict[str, float] = {}
    for term, atom in atoms.items():
        found = rowids(connection, phrase_expression(atom), MAX_COMMON + 1)
        weights[term] = math.log(1 + (total - min(total, len(found)) + 0.5) / (len(found) + 0.5))
        holders[term] = set(found) - catalog.whole_units if len(found) <= MAX_COMMON else set()
    weight_of_unit: dict[int, float] = {}
    for term, units in holders.items():
        for unit in units:
            weight_of_unit[unit] = weight_of_unit.get(unit, 0.0) + weights[term]
    slips = _slips(connection, tree) if look_for_slips else {}
    for run, by_unit in slips.items():
        terms = {run[place : place + 2] for place in range(len(run) - 1)} & weights.keys()
        for unit in by_unit:
            partly = sum(weights[term] for term in terms if unit in holders[term])
            whole_run = SLIP * sum(weights[term] for term in terms)
            weight_of_unit[unit] = weight_of_unit.get(unit, 0.0) + max(0.0, whole_run - partly)
    matches = _best(catalog, weight_of_unit, sum(weights.values()), allowed)
    shown = {catalog.doc_of_unit[unit]: text for by_unit in slips.values() for unit, text in by_unit.items()}
    seen = Counter(text for doc, text in shown.items() if doc in matches.scores)
    matches.corrections = tuple(text for text, _ in seen.most_common(3))
    corrected = [words for text in matches.corrections if (words := phrase(text))]
    matches.phrases = [*corrected, *atoms.values()]
    return matches


def _best(catalog: Catalog, weight_of_unit: dict[int, float], whole: float, allowed: int) -> Near:
    coverage: dict[int, float] = {}
    best_unit: dict[int, int] = {}
    least = whole * MIN_COVERAGE
    for unit, weight in weight_of_unit.items():
        doc = catalog.doc_of_unit[unit]
        if weight >= least and weight / whole > coverage.get(doc, 0.0) and allowed >> doc & 1:
            coverage[doc] = weight / whole
            best_unit[doc] = unit
    best = sorted(coverage, key=lambda doc: (-coverage[doc], -doc))[:MAX_RELAXED]
    return Near(
        mask=mask_of(best, catalog.size),
        scores={doc: coverage[doc] for doc in best},
        best_units={doc: best_unit[doc] for doc in best},
    )


def _slips(connection: sqlite3.Connection, tree: QueryTree) -> dict[str, dict[int, str]]:
    """For each run of the query: units whose text has it with one slip, and how they have it."""
    found: dict[str, dict[int, str]] = {}
    for run in near.runs(tree):
        expression = " OR ".join(_probe_expression(probe) for probe in near.probes(run))
        units = rowids(connection, expression, MAX_CHECKED)
        pattern = near.pattern(run)
        marks = ", ".join("?" * len(units))
        rows = connection.execute(
            f"SELECT id, title || char(10) || body FROM unit WHERE id IN ({marks})",  # noqa: S608
            units,
        )
        for unit, text in rows:
            hit = pattern.search(fold(text))
            if hit is not None:
                found.setdefault(run, {})[unit] = text[hit.start() : hit.end()]
    return found


def _probe_expression(probe: near.Probe) -> str:
    if probe.after is None:
        return phrase_expression(probe.before)
    return f"NEAR({phrase_expression(probe.before)} {phrase_expression(probe.after)}, {near.GAP})"
