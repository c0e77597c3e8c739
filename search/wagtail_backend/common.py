"""What both databases share: storing entries of our tokens, and queries that hold nothing to search for."""

from typing import Any

from modelsearch.query import MATCH_NONE, PlainText
from modelsearch.utils import get_content_type_pk

from search.wagtail_backend.terms import prune


class TokenIndex:
    """Mixin for an index: entries are written at once, one statement a model, instead of one an object."""

    indexer_class: Any
    entry_fields: tuple[str, ...] = ("title", "autocomplete", "body")

    def add_items(self, model: Any, objs: Any) -> None:
        """Writes the entries of objects of one model."""
        if not model.get_search_fields():
            return
        entries: Any = self.entries  # type: ignore[attr-defined]
        content_type = get_content_type_pk(model)
        indexers = [self.indexer_class(obj, self.backend) for obj in objs]  # type: ignore[attr-defined]
        entries.bulk_create(
            [
                entries.model(
                    content_type_id=content_type,
                    object_id=indexer.id,
                    **{name: getattr(indexer, name) for name in self.entry_fields},
                )
                for indexer in indexers
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[*self.entry_fields, "title_norm"],
        )
        if indexers:
            self._refresh_title_norms()  # type: ignore[attr-defined]


class TokenBackend:
    """Mixin for a backend: blank queries, a lone quotation mark and the like find nothing, and raise nothing."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            operator = kwargs.get("operator") or query_compiler_class.DEFAULT_OPERATOR.lower()
            query = PlainText(query, operator=operator)
        wanted = prune(query)
        return super()._search(  # type: ignore[misc]
            query_compiler_class, MATCH_NONE if wanted is None else wanted, model_or_queryset, **kwargs
        )


def title_only(fields: Any) -> bool:
    """Whether a search is restricted to titles; other fields share one column, as in the stock backends."""
    return bool(fields) and set(fields) == {"title"}
