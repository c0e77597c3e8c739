"""One answer from one snapshot of the index: counting, ordering, and fetching only what is shown."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from search.analysis.query import Phrase, QueryTree
from search.engine.base import AttachmentHit, Hit, Query, Results, Tier
from search.engine.highlight import mark, snippet
from search.engine.ranking import WINDOW, Candidate, rerank
from search.engine.sqlite import match
from search.engine.sqlite.catalog import Catalog, docs_of
from search.engine.sqlite.match import Matches
from search.engine.sqlite.relaxed import Near, relaxed
from search.engine.sqlite.schema import WHOLE
from search.engine.sqlite.writer import SEPARATOR
from search.engine.text import number_key

# With so few exact answers, near ones are offered below them.
FEW = 3


@dataclass(slots=True)
class Answer:
    """Works one query out; `results` gives the answer."""

    connection: sqlite3.Connection
    catalog: Catalog
    query: Query
    tree: QueryTree

    def results(self, problem: str) -> Results:
        """The answer with its facets and the hits from `offset` on."""
        query, tree, catalog = self.query, self.tree, self.catalog
        quick = self._quick_answer()
        if not tree.clauses:
            return Results(tree.text, shortened=tree.shortened, problem=problem, quick_answer=quick)
        exact = match.exact(self.connection, catalog, tree)
        near = Near()
        wide = False
        shown = exact.mask & catalog.scope(query.locale, query.filters)
        if not shown and exact.mask & catalog.scope(query.locale, query.filters, wide=True):
            wide = True
            shown = exact.mask & catalog.scope(query.locale, query.filters, wide=True)
        elif shown.bit_count() <= FEW and len(tree.atoms) > 1:
            # Only the language bounds what is near, so that facets can still be chosen within it.
            language = {"language": query.filters.get("language", frozenset())}
            allowed = catalog.scope(query.locale, language) & ~exact.mask
            near = relaxed(self.connection, catalog, tree, allowed, look_for_slips=not shown)
        near_shown = near.mask & catalog.scope(query.locale, query.filters)
        ordered = self._ordered(exact, shown, near, near_shown)
        return Results(
            text=tree.text,
            total=shown.bit_count() + near_shown.bit_count(),
            exact_total=shown.bit_count(),
            hits=self._hits(ordered, exact, near),
            facets=catalog.facets(exact.mask | near.mask, query.locale, query.filters, wide=wide),
            expansions=match.living_labels(self.connection, catalog, tree.clauses, shown | near_shown),
            corrections=near.corrections,
            quick_answer=quick,
            widened=wide,
            shortened=tree.shortened,
            problem=problem,
        )

    # Order

    def _ordered(self, exact: Matches, shown: int, near: Near, near_shown: int) -> list[tuple[int, float, Tier]]:
        """The documents from offset to offset + limit, with score and tier."""
        tiers: list[tuple[Matches, int, Tier]] = [(exact, shown, "exact"), (near, near_shown, "relaxed")]
        rows = chain.from_iterable(
            ((doc, score, tier) for doc, score in self._tier(matches, visible)) for matches, visible, tier in tiers
        )
        start = max(0, self.query.offset)
        return list(islice(rows, start, start + max(0, self.query.limit)))

    def _tier(self, matches: Matches, visible: int) -> list[tuple[int, float]]:
        """All visible documents of a tier: the best ones looked at closely, then by score, then the latest first."""
        if not visible:
            return []
        scores = matches.scores
        flags = bin(visible)[:1:-1]
        scored = [doc for doc in scores if flags[doc : doc + 1] == "1"]
        scored.sort(key=lambda doc: (-scores[doc], -doc))
        window = scored[:WINDOW]
        best = rerank(self.tree, self._candidates(window, matches))
        # What lies below the window may not show a higher score than what stands in it.
        floor = min((score for _, score in best), default=0.0)
        top = scores[window[0]] if window else 1.0
        wanted = self.query.offset + self.query.limit
        below = [(doc, min(floor, scores[doc] / top)) for doc in scored[WINDOW : max(WINDOW, wanted)]]
        if len(scored) >= wanted:
            return [*best, *below]
        return [*best, *below, *((doc, 0.0) for doc in docs_of(visible) if doc not in scores)]

    def _candidates(self, docs: list[int], matches: Matches) -> list[Candidate]:
        marks = ", ".join("?" * len(docs))
        rows = self.connection.execute(
            f"SELECT doc, title, body FROM unit WHERE doc IN ({marks}) AND file = ''",  # noqa: S608
            docs,
        )
        texts = {int(doc): (str(title), str(body)) for doc, title, body in rows}
        return [Candidate(doc, matches.scores[doc], *texts.get(doc, ("", ""))) for doc in docs]

    # What is shown

    def _hits(self, ordered: list[tuple[int, float, Tier]], exact: Matches, near: Near) -> tuple[Hit, ...]:
        phrases: dict[Tier, list[Phrase]] = {"exact": self.tree.phrases, "relaxed": near.phrases}
        found: list[Hit] = []
        for doc, score, tier in ordered:
            unit = (exact if tier == "exact" else near).best_units.get(doc)
            if unit is None:
                unit = match.locate(self.connection, self.tree, doc)
            hit = self._hit(doc, score, tier, phrases[tier], unit)
            if hit is not None:
                found.append(hit)
        return tuple(found)

    def _hit(self, doc: int, score: float, tier: Tier, phrases: list[Phrase], unit: int | None) -> Hit | None:
        row = self.connection.execute(
            "SELECT doc.key, doc.url, doc.title, doc.kind, doc.section, doc.agency, doc.agency_name, doc.year,"
            " doc.locale, doc.languages, doc.formats, doc.updated, unit.body"
            " FROM doc JOIN unit ON unit.doc = doc.id AND unit.file = '' WHERE doc.id = ?",
            [doc],
        ).fetchone()
        if row is None:
            return None
        shown, held = snippet(row[12], phrases)
        attachment = self._attachment(unit, phrases)
        # A page that answers in its attachment only need not open with its own, unmarked beginning.
        snippets = (shown,) if row[12].strip() and (held or attachment is None) else ()
        return Hit(
            id=row[0],
            address=row[1],
            title=row[2],
            kind=row[3],
            section=row[4],
            agency=row[5],
            agency_name=row[6],
            year=row[7],
            locale=row[8],
            languages=tuple(row[9].split(SEPARATOR)),
            formats=tuple(filter(None, row[10].split(SEPARATOR))),
            updated=datetime.fromisoformat(row[11]) if row[11] else None,
            score=round(score, 4),
            tier=tier,
            title_parts=mark(row[2], phrases),
            snippets=snippets,
            attachment=attachment,
        )

    def _attachment(self, unit: int | None, phrases: list[Phrase]) -> AttachmentHit | None:
        if unit is None:
            return None
        row = self.connection.execute(
            "SELECT file, extra, page, body FROM unit WHERE id = ? AND file NOT IN ('', ?)", [unit, WHOLE]
        ).fetchone()
        return AttachmentHit(row[0], row[1], row[2], snippet(row[3], phrases)[0]) if row else None

    def _quick_answer(self) -> Hit | None:
        """The document that carries exactly the number that was asked for."""
        key = number_key(self.tree.text)
        if len(key) < 3 or not any(char.isdigit() for char in key):
            return None
        row = self.connection.execute(
            "SELECT doc.id FROM number JOIN doc ON doc.id = number.doc WHERE number.key = ?"
            " ORDER BY doc.locale = ? DESC, doc.version DESC, doc.id LIMIT 1",
            [key, self.query.locale],
        ).fetchone()
        return self._hit(int(row[0]), 1.0, "exact", self.tree.phrases, None) if row else None
