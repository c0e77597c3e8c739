"""Which documents answer a query tree, asked of the index in as few and as cheap passes as give exact counts."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from search.analysis.query import Alternative, Clause, Phrase, QueryTree, phrase
from search.engine.sqlite.catalog import Catalog

# bm25 weights of title, body, extra.
WEIGHTS = "3.0, 1.0, 0.5"
# So many units are scored: where a query meets more, those with the words in the title and the latest written.
MAX_SCORED = 3000
# So many other forms of a query are looked at to be named.
MAX_LABELS = 12


@dataclass(slots=True)
class Matches:
    """Documents by bit; the scored ones with their score and best unit; what each clause met, where that may differ."""

    mask: int = 0
    scores: dict[int, float] = field(default_factory=dict)
    best_units: dict[int, int] = field(default_factory=dict)
    clause_units: list[set[int]] = field(default_factory=list)

    def best_unit(self, connection: sqlite3.Connection, doc: int) -> int | None:
        """The unit that answers best; where clauses are met in several units, the one that meets most, a page first."""
        if doc in self.best_units or not self.clause_units:
            return self.best_units.get(doc)
        units = [row[0] for row in connection.execute("SELECT id FROM unit WHERE doc = ?", [doc])]
        return max(units, key=lambda unit: (sum(unit in met for met in self.clause_units), unit), default=None)


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
    """Documents that meet every clause: each within the page or one page of an attachment, not all in the same."""
    clauses = [clause_expression(clause) for clause in tree.clauses]
    if not clauses:
        return Matches()
    together = " AND ".join(clauses)
    if len(clauses) > 1 and catalog.has_pages:
        by_clause = [set(rowids(connection, clause)) for clause in clauses]
        units = by_clause[0].intersection(*by_clause[1:])
        matches = Matches(mask=catalog.everything, clause_units=by_clause)
        for found in by_clause:
            matches.mask &= catalog.mask(found)
    else:
        units = set(rowids(connection, together))
        matches = Matches(mask=catalog.mask(units))
    whole = phrase(tree.text) if len(clauses) > 1 else None
    # Changes no answer, only the order: words that stand together as they were typed score once more.
    ranked = f"({together}) OR {phrase_expression(whole)}" if whole else together
    _score(connection, catalog, ranked, matches, all_of_them=len(units) <= MAX_SCORED)
    return matches


def rowids(connection: sqlite3.Connection, expression: str, limit: int = -1) -> list[int]:
    """Units that match an FTS5 expression."""
    sql = "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT ?"
    return [row[0] for row in connection.execute(sql, [expression, limit])]


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
    doc_of_unit, scores, best_units = catalog.doc_of_unit, matches.scores, matches.best_units
    for unit, rank in rows:
        doc = doc_of_unit[unit]
        score = -rank
        if score > scores.get(doc, 0.0):
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
