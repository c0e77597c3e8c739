"""The desk's search on SQLite: our tokens in modelsearch's FTS5 table, and results that start from it."""

from typing import Any

from django.db import connections
from django.db.models import Count, QuerySet, Value
from django.utils.functional import cached_property
from modelsearch.backends.base import FilterFieldError
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import SearchQueryExpression, normalize
from modelsearch.query import MatchAll, Not, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from search.wagtail_backend.common import TokenBackend, TokenIndex, title_only
from search.wagtail_backend.terms import field_terms, fts5, query_phrases

# bm25 weights of the columns autocomplete, body, title, in the order of modelsearch's table.
RANK = "bm25({table}, 1.0, 1.0, 3.0)"
# Below SQLite's limit of variables in a statement.
MAX_KEYS = 30_000


class TokenIndexer(stock.ObjectIndexer):  # type: ignore[misc]
    """The texts of an object as tokens; autocompletion keeps the endings of words."""

    @cached_property
    def title(self) -> str:
        return field_terms([super().title], stem=True)

    @cached_property
    def body(self) -> str:
        return field_terms([super().body], stem=True)

    @cached_property
    def autocomplete(self) -> str:
        return field_terms([super().autocomplete], stem=False)


class SqliteIndex(TokenIndex, stock.SQLiteIndex):  # type: ignore[misc]
    """See TokenIndex."""

    indexer_class = TokenIndexer


class SqliteCompiler(stock.SQLiteSearchQueryCompiler):  # type: ignore[misc]
    """Builds FTS5 queries of our tokens."""

    autocompletes = False

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Text becomes phrases of tokens; combinations are the parent's business."""
        if isinstance(query, PlainText | Phrase):
            phrases, any_of = query_phrases(query, autocomplete=self.autocompletes)
            return SearchQueryExpression(Value(fts5(phrases, any_of=any_of)))
        return super().build_search_query_content(query, config=config)

    def get_columns(self) -> list[str]:
        """Columns of the FTS table to look in."""
        return ["title"] if title_only(self.fields) else ["title", "body"]

    def matched_entries(self) -> tuple[str, list[Any], bool] | None:
        """SQL (its text, its parameters) of the entries that match, and whether they are to be left out.

        None when the query is one for everything or for nothing.
        """
        query = normalize(self.query)
        left_out = isinstance(query, Not)
        if left_out:
            query = query.subquery
        if isinstance(query, MatchAll):
            return None
        match = stock.MatchExpression(self.get_columns(), self.build_search_query(query))
        connection = connections[self.queryset.db]
        sql, params = match.as_sql(self.queryset.query.get_compiler(connection=connection), connection)
        fts, entry = stock.SQLiteFTSIndexEntry._meta.db_table, stock.IndexEntry._meta.db_table
        types = get_descendants_content_types_pks(self.queryset.model)
        marks = ", ".join(["%s"] * len(types))
        return (
            f"FROM {fts} JOIN {entry} ON {entry}.id = {fts}.rowid WHERE {sql} AND {entry}.content_type_id IN ({marks})",
            [*params, *types],
            left_out,
        )

    def matching(self) -> QuerySet[Any]:
        """The objects that match, in the queryset's own order."""
        queryset: QuerySet[Any] = self.queryset
        entries = self.matched_entries()
        if entries is None:
            everything = isinstance(normalize(self.query), MatchAll)
            return queryset if everything else queryset.none()
        keys = list(self.ranked())
        if len(keys) > MAX_KEYS:
            keys = keys[:MAX_KEYS]
        return queryset.exclude(pk__in=keys) if entries[2] else queryset.filter(pk__in=keys)

    def ranked(self) -> dict[str, float]:
        """Keys of the objects that match and their scores, the best first."""
        entries = self.matched_entries()
        if entries is None:
            return {}
        sql, params, _ = entries
        rank = RANK.format(table=stock.SQLiteFTSIndexEntry._meta.db_table)
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(f"SELECT object_id, -{rank} AS score {sql} ORDER BY score DESC, object_id DESC", params)
            return {str(key): float(score) for key, score in cursor.fetchall()}


class SqliteAutocompleteCompiler(SqliteCompiler, stock.SQLiteAutocompleteQueryCompiler):  # type: ignore[misc]
    """The same on the column of autocompletion."""

    autocompletes = True

    def get_columns(self) -> list[str]:
        return ["autocomplete"]


class SqliteResults(stock.SQLiteSearchResults):  # type: ignore[misc]
    """Ranks in the FTS table first and fetches only what is shown; the stock's subquery per row takes seconds."""

    def get_queryset(self) -> QuerySet[Any]:
        """The objects that match, without their rank; sliced as asked."""
        queryset: QuerySet[Any] = self.query_compiler.matching()
        if not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[self.start : self.stop]

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        scores: dict[str, float] = compiler.ranked()
        if not scores or not compiler.order_by_relevance:
            return self._with_scores(list(self.get_queryset()), scores)
        allowed = {str(key) for key in compiler.matching().order_by().values_list("pk", flat=True)}
        if allowed - scores.keys():  # a query for what does not match has no best
            return list(self.get_queryset())
        shown = [key for key in scores if key in allowed][self.start : self.stop]
        found = {str(obj.pk): obj for obj in compiler.queryset.filter(pk__in=shown[:MAX_KEYS])}
        return self._with_scores([found[key] for key in shown if key in found], scores)

    def _with_scores(self, objects: list[Any], scores: dict[str, float]) -> list[Any]:
        if self._score_field:
            for obj in objects:
                setattr(obj, self._score_field, scores.get(str(obj.pk), 0.0))
        return objects

    def facet(self, field_name: str) -> dict[Any, int]:
        """Counts by a field's value, the largest first."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f"Cannot facet by {field_name!r}: add index.FilterField({field_name!r}) to {model}.search_fields.",
                field_name=field_name,
            )
        rows = self.query_compiler.matching().order_by().values(field_name).annotate(count=Count("pk"))
        return {row[field_name]: row["count"] for row in rows.order_by("-count")}


class SqliteBackend(TokenBackend, stock.SQLiteSearchBackend):  # type: ignore[misc]
    """The desk's search on SQLite."""

    query_compiler_class = SqliteCompiler
    autocomplete_query_compiler_class = SqliteAutocompleteCompiler
    index_class = SqliteIndex
    results_class = SqliteResults
