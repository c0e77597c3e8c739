"""Which documents answer a query tree, asked of the index in as few and as cheap passes as give exact counts."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis.query import Alternative, Clause, Phrase, QueryTree, phrase
from search.engine.sqlite.catalog import Catalog
from search.engine.sqlite.schema import WHOLE

# bm25 weights of title, body, extra.
WEIGHTS = "3.0, 1.0, 0.5"
# So many units are scored: where a query meets more, those with the words in the title and the latest written.
MAX_SCORED = 2500
# The score of documents that meet a query only with their attachments together, at most.
SCATTERED = 0.01
# So many other forms of a query are looked at to be named.
MAX_LABELS = 12


@dataclass(slots=True)
class Matches:
    """Documents by bit; the scored ones with their score and the unit that answers best."""

    mask: int = 0
    scores: dict[int, float] = field(default_factory=dict)
    best_units: dict[int, int] = field(default_factory=dict)


def phrase_expression(phrase: Phrase) -> str:
    """FTS5 syntax of a phrase. Terms hold letters and digits only; quotes are doubled all the same."""
    terms = " ".join(phrase.terms).replace('"', '""')
    return f'"{terms}" *' if phrase.prefix else f'"{terms}"'


def alternative_expression(alternative: Alternative) -> str:
    """All phrases of an alternative."""
    return "(" + " AND ".join(phrase_expression(phrase) for phrase in alternative.phrases) + ")"


def clause_expression(clause: Clause) -> str:
    """Any alternative of a clause."""
    return "(" + " OR ".join(alternative_expression(alternative) for alternative in clause.alternatives) + ")"


def exact(connection: sqlite3.Connection, catalog: Catalog, tree: QueryTree) -> Matches:
    """Documents that meet every clause, anywhere in the page and its attachments."""
    if not tree.clauses:
        return Matches()
    together = " AND ".join(clause_expression(clause) for clause in tree.clauses)
    units = rowids(connection, together)
    matches = Matches(mask=catalog.mask(units))
    whole = phrase(tree.text) if len(tree.clauses) > 1 else None
    # Changes no answer, only the order: words that stand together as they were typed score once more.
    ranked = f"({together}) OR {phrase_expression(whole)}" if whole else together
    _score(connection, catalog, ranked, matches, all_of_them=len(units) <= MAX_SCORED)
    return matches


def locate(connection: sqlite3.Connection, tree: QueryTree, doc: int) -> int | None:
    """For a document whose clauses are met in different places: the unit that meets most, a page of a file first."""
    first, last = connection.execute(
        "SELECT min(id), max(id) FROM unit WHERE doc = ? AND file <> ?", [doc, WHOLE]
    ).fetchone()
    met: Counter[int] = Counter()
    for clause in tree.clauses:
        # The units of a document were written together, so they are a range.
        rows = connection.execute(
            "SELECT rowid FROM fts WHERE fts MATCH ? AND rowid BETWEEN ? AND ?",
            [clause_expression(clause), first, last],
        )
        met.update(row[0] for row in rows)
    return max(met, key=lambda unit: (met[unit], unit), default=None)


def rowids(connection: sqlite3.Connection, expression: str, limit: int = -1) -> list[int]:
    """Units that match an FTS5 expression."""
    # As one text: a row per number costs more in Python than finding it costs SQLite.
    sql = "SELECT group_concat(rowid) FROM (SELECT rowid FROM fts WHERE fts MATCH ? LIMIT ?)"
    (found,) = connection.execute(sql, [expression, limit]).fetchone()
    return list(map(int, found.split(","))) if found else []


def _score(
    connection: sqlite3.Connection, catalog: Catalog, expression: str, matches: Matches, *, all_of_them: bool
) -> None:
    sql = f"SELECT rowid, bm25(fts, {WEIGHTS}) FROM fts WHERE fts MATCH ?"  # noqa: S608
    if all_of_them:
        rows = connection.execute(sql, [expression]).fetchall()
    else:
        latest = f"{sql} ORDER BY rowid DESC LIMIT {MAX_SCORED}"
        rows = connection.execute(latest, [f"title : ({expression})"]).fetchall()
        rows += connection.execute(latest, [expression]).fetchall()
    doc_of_unit, whole_units = catalog.doc_of_unit, catalog.whole_units
    scores, best_units = matches.scores, matches.best_units
    for unit, rank in rows:
        doc = doc_of_unit[unit]
        score = -rank
        if unit in whole_units:
            # Met only with the attachments together: an answer, but behind those that meet all in one place.
            scores.setdefault(doc, min(score, 1.0) * SCATTERED)
        elif doc not in best_units or score > scores[doc]:
            scores[doc] = score
            best_units[doc] = unit


def living_labels(
    connection: sqlite3.Connection, catalog: Catalog, clauses: Iterable[Clause], shown: int
) -> tuple[str, ...]:
    """Names of the alternatives that some document among the shown ones matches, in order; a few are looked at."""
    labels: dict[str, None] = {}
    offered = [alternative for clause in clauses for alternative in clause.alternatives[1:]]
    for alternative in offered[:MAX_LABELS]:
        if catalog.mask(rowids(connection, alternative_expression(alternative), MAX_SCORED)) & shown:
            labels.update(dict.fromkeys(alternative.labels))
    return tuple(labels)
