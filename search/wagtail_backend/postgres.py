"""The desk's search on PostgreSQL: our tokens in modelsearch's tsvector columns."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, TextField, Value
from modelsearch.backends.database.postgres import postgres as stock
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import ADD

from search.wagtail_backend.common import TokenBackend, TokenIndex, title_only
from search.wagtail_backend.terms import field_terms, query_phrases, tsquery

# Positions past 16,383 are silently wrong in a tsvector, and one of over 1 MB is refused.
MAX_POSITIONS = 16_000
# The configuration that changes nothing.
CONFIG = "simple"


class TokenIndexer(stock.ObjectIndexer):  # type: ignore[misc]
    """The texts of an object as vectors of tokens; autocompletion keeps the endings of words."""

    def as_vector(self, texts: Any, for_autocomplete: bool = False) -> Any:
        """The texts, each with its weight, cut where PostgreSQL would begin to lie."""
        left = MAX_POSITIONS
        vectors = []
        for text, weight in texts:
            terms = field_terms([text], stem=not for_autocomplete).split()[:left]
            left -= len(terms)
            if terms:
                value = Value(" ".join(terms), output_field=TextField())
                vectors.append(SearchVector(value, weight=weight, config=CONFIG))
        return ADD(vectors) if vectors else stock.EMPTY_VECTOR


class PostgresIndex(TokenIndex, stock.PostgresIndex):  # type: ignore[misc]
    """See TokenIndex."""

    indexer_class = TokenIndexer
    entry_fields = ("title", "autocomplete", "body", "title_text", "body_text")


class PostgresCompiler(stock.PostgresSearchQueryCompiler):  # type: ignore[misc]
    """Builds tsqueries of our tokens."""

    autocompletes = False

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        """Text becomes phrases of tokens; combinations are the parent's business."""
        if isinstance(query, PlainText | Phrase):
            phrases, any_of = query_phrases(query, autocomplete=self.autocompletes)
            return SearchQuery(tsquery(phrases, any_of=any_of), search_type="raw", config=CONFIG, invert=invert)
        return super().build_tsquery_content(query, config=config, invert=invert)

    def get_search_vectors(self, search_query: Any) -> Any:
        """Always the stored vectors: made from a field's text on the spot they would not be our tokens."""
        if title_only(self.fields):
            return [(F("index_entries__title"), F("index_entries__title_norm"))]
        return self.get_index_vectors(search_query)


class PostgresAutocompleteCompiler(PostgresCompiler, stock.PostgresAutocompleteQueryCompiler):  # type: ignore[misc]
    """The same on the column of autocompletion."""

    autocompletes = True

    def get_search_vectors(self, search_query: Any) -> Any:
        return self.get_index_vectors(search_query)

    def get_index_vectors(self, search_query: Any) -> Any:
        return [(F("index_entries__autocomplete"), 1.0)]


class PostgresBackend(TokenBackend, stock.PostgresSearchBackend):  # type: ignore[misc]
    """The desk's search on PostgreSQL."""

    query_compiler_class = PostgresCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteCompiler
    index_class = PostgresIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": CONFIG})
