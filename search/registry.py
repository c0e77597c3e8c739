"""Where sections meet search: they register what there is to find, other names for things, and names of facet values.

    register_source("pages", documents, covers=searchable_types)
    register_expansions(lambda: [Group(("研究發展考核委員會", "研考會"), "agency")])
    register_labels("section", {"plans": _("Annual plans")})

Search imports nothing of theirs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from search.engine.base import Engine, SearchDocument
from search.engine.sqlite import SqliteEngine
from search.expansion import Group

Documents = Callable[[], Iterable[SearchDocument]]
Groups = Callable[[], Iterable[Group]]
PageTypes = Callable[[], Iterable[type]]


class Source(NamedTuple):
    """All documents of a section, and the page types that they cover."""

    documents: Documents
    covers: PageTypes | None


_sources: dict[str, Source] = {}
_expansions: list[Groups] = []
_labels: dict[str, dict[str, object]] = {}
_excluded: dict[str, str] = {}
_engines: dict[Path, Engine] = {}


def register_source(name: str, documents: Documents, covers: PageTypes | None = None) -> None:
    """`documents()` yields all that a rebuild must find; `covers()` says which page types it describes."""
    _sources[name] = Source(documents, covers)


def register_expansions(provider: Groups) -> None:
    """`provider()` gives groups of forms that mean the same. It is asked for every query: keep it to one SQL query."""
    if provider not in _expansions:
        _expansions.append(provider)


def register_labels(facet: str, labels: Mapping[str, object]) -> None:
    """Names (lazy translations) of the values of a facet, or of kinds (`facet="kind"`)."""
    _labels.setdefault(facet, {}).update(labels)


def exclude_page_type(label: str, reason: str) -> None:
    """A page type (`app.Model`) that is never found, and why; silences the check."""
    if not reason.strip():
        raise ValueError(f"Say why pages of the type {label} are not searched.")
    _excluded[label.lower()] = reason


def all_documents() -> Iterator[SearchDocument]:
    """Everything that every section has to be found."""
    for source in _sources.values():
        yield from source.documents()


def all_groups() -> tuple[Group, ...]:
    """All groups of all providers."""
    return tuple(group for provider in _expansions for group in provider())


def label(facet: str, value: str, default: str = "") -> str:
    """The name of a facet value in the language of the moment."""
    return str(_labels.get(facet, {}).get(value, default or value))


def covered_page_types() -> set[type] | None:
    """The page types that some source describes; None while no source says what it covers."""
    declared = [source.covers for source in _sources.values() if source.covers is not None]
    return {model for covers in declared for model in covers()} if declared else None


def excluded_page_types() -> Mapping[str, str]:
    """Page types left out on purpose, lower-case `app.model` → reason."""
    return dict(_excluded)


def get_engine() -> Engine:
    """The engine of this portal, one per process and index file."""
    from django.conf import settings

    path = Path(settings.SEARCH_INDEX_PATH)
    if path not in _engines:
        _engines[path] = SqliteEngine(path, on_lost=partial(_index_lost, path))
    return _engines[path]


def _index_lost(path: Path, reason: str) -> None:
    """An index that was damaged or outdated is filled again in the background; a missing one is a fresh start."""
    if reason != "missing":
        from search.tasks import request_rebuild

        request_rebuild()
