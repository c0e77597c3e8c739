"""Wagtail's own search (the desk's page search, choosers, explorer) with the portal's analyser.

Subclasses of modelsearch's SQLite and PostgreSQL backends: what they store and what they ask are our tokens. Set

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.wagtail_backend"}}
"""

from typing import Any

from django.db import connections, router


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the database in use; the stock one where that is neither SQLite nor PostgreSQL."""
    from wagtail.search.models import IndexEntry

    vendor = connections[router.db_for_write(IndexEntry) or "default"].vendor
    if vendor == "sqlite":
        from search.wagtail_backend.sqlite import SqliteBackend

        return SqliteBackend(params)
    if vendor == "postgresql":
        from search.wagtail_backend.postgres import PostgresBackend

        return PostgresBackend(params)
    from modelsearch.backends.database import SearchBackend as StockBackend

    return StockBackend(params)
