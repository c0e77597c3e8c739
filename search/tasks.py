"""Work for the background."""

import logging

from django.db import DatabaseError
from django_tasks import task

from search.engine.sqlite.store import IndexBusyError

log = logging.getLogger(__name__)


@task()
def rebuild() -> None:
    """Fills the index anew; another process being at it is as good."""
    from search.registry import all_documents, get_engine

    try:
        count = get_engine().rebuild(all_documents())
    except IndexBusyError:
        log.info("The search index is being rebuilt already.")
    else:
        log.info("The search index was rebuilt with %s documents.", count)


def request_rebuild() -> None:
    """Asks the worker for a rebuild; a search must not fail because the request cannot be written down."""
    try:
        rebuild.enqueue()
    except DatabaseError:
        log.exception("No rebuild of the search index could be requested; run manage.py rebuild_search.")
