"""The index that PostgreSQL needs for a search in title and body together; no migration of modelsearch's creates it."""

from django.apps import AppConfig
from django.db import connections

NAME = "wagtailsearch_indexentry_title_body"


def create_combined_index(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """After the migrations of `wagtail.search`: the gin index over both vectors, where the database is PostgreSQL."""
    connection = connections[using]
    if sender.name != "wagtail.search" or connection.vendor != "postgresql":
        return
    from wagtail.search.models import IndexEntry

    table = IndexEntry._meta.db_table
    if table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE INDEX IF NOT EXISTS "{NAME}" ON "{table}" USING gin ((title || body))')
