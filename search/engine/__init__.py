"""Engines behind one small interface; see `search.engine.base`."""

from search.engine.base import (
    AttachmentHit,
    Engine,
    FacetValue,
    Hit,
    Page,
    Query,
    Results,
    SearchDocument,
    Status,
    Suggestion,
)

__all__ = [
    "AttachmentHit",
    "Engine",
    "FacetValue",
    "Hit",
    "Page",
    "Query",
    "Results",
    "SearchDocument",
    "Status",
    "Suggestion",
]
