"""What search hears of: its own pairs are a provider like any other; PostgreSQL wants an index of its own."""

from django.db.models.signals import post_migrate

from search import models, registry


def connect() -> None:
    """Called once when the apps are ready."""
    registry.register_expansions(models.groups)
    from search.wagtail_backend.postgres_index import create_combined_index

    post_migrate.connect(create_combined_index, dispatch_uid="search.combined_index")
