"""What every engine takes and gives. An engine knows documents and queries; it knows no model and no request."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from search.analysis.query import Expander, no_expansion

FACETS = ("section", "agency", "year", "language", "format")
Tier = Literal["exact", "relaxed"]


class Page(NamedTuple):
    """One page of an attachment's text; `page` counts from 1, 0 where the format has no pages."""

    file_id: str
    title: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One address of the portal, as it is found.

    `id` is unique over all locales. `url` is the absolute path. `year` is Gregorian. `languages` are those of the texts
    at this address (not of its translations); empty means the locale's own. `numbers` are numbers of documents, motions
    and rules, found exactly. `version` grows with every change (microseconds of its time, say): an older write never
    overwrites a newer one.
    """

    id: str
    locale: str
    url: str
    title: str
    kind: str = ""
    section: str = ""
    agency_code: str = ""
    agency_name: str = ""
    year: int | None = None
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    body: str = ""
    attachments: tuple[Page, ...] = ()
    numbers: tuple[str, ...] = ()
    updated: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A question. `filters` maps a facet to the values of which a hit must have one. `expand` offers other forms.

    Without a language filter, the answer is in `locale`, or, where that has nothing, in whatever language has.
    """

    text: str
    locale: str
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    offset: int = 0
    limit: int = 10
    expand: Expander = no_expansion


class Part(NamedTuple):
    """A piece of a snippet; `marked` where it answers the query."""

    text: str
    marked: bool


class AttachmentHit(NamedTuple):
    """The page of an attachment that answers, with its snippet."""

    file_id: str
    title: str
    page: int
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. Scores compare within one answer and one tier only."""

    id: str
    address: str
    title: str
    kind: str
    section: str
    agency: str
    agency_name: str
    year: int | None
    locale: str
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    updated: datetime | None
    score: float
    tier: Tier
    title_parts: tuple[Part, ...] = ()
    snippets: tuple[tuple[Part, ...], ...] = ()
    attachment: AttachmentHit | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value to choose, its number of hits, and a name for it where the engine knows one."""

    value: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """An answer.

    `total` counts the hits of both tiers, `exact_total` those that hold everything asked; exact ones come first.
    `facets` count as if the facet's own choice were not made, so that choosing never empties a list. `expansions` are
    the other forms that had hits; `corrections` what near hits have in place of a run with one slip. `widened`:
    nothing in the visitor's language, so these are other languages' hits. `shortened`: the query was longer than is
    searched. `problem` is empty, "rebuilding" when the index is not complete, or "unavailable".
    """

    text: str
    total: int = 0
    exact_total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    expansions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    quick_answer: Hit | None = None
    widened: bool = False
    shortened: bool = False
    problem: str = ""


class Suggestion(NamedTuple):
    """A title that what was typed may become, and its address."""

    text: str
    address: str
    kind: str


class Status(NamedTuple):
    """The state of an index: usable or not, how many documents, and what an operator should know."""

    ready: bool
    documents: int
    note: str = ""


class Engine(Protocol):
    """The contract, tested on every engine by `tests/search/contract`."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Writes documents; those older than what is there are passed over. Returns how many were written."""

    def delete(self, ids: Iterable[str]) -> int:
        """Takes documents out; unknown ids are no error. Returns how many were there."""

    def search(self, query: Query) -> Results:
        """Answers a query. Never raises for what a visitor typed."""

    def suggest(self, prefix: str, locale: str, limit: int = 8) -> list[Suggestion]:
        """Titles in a locale that hold what was typed so far."""

    def rebuild(self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None) -> int:
        """Builds a new index beside the old one, then switches at once. Returns the number of documents."""

    def count(self) -> int:
        """Documents in the index."""

    def status(self) -> Status:
        """Whether the index can be trusted."""
