"""From an answer to what a template shows: facets with links, pages, other languages. Pure but for translations."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search import registry
from search.engine.base import FACETS, Hit, Results

PER_PAGE = 10
# Nobody reads the hundredth page, and an address must not make the server walk there.
MAX_PAGE = 100
FACET_TITLES: Mapping[str, Promise] = {
    "section": _("Section"),
    "agency": _("Agency"),
    "year": _("Year"),
    "language": _("Language"),
    "format": _("Format"),
}
ROC_OFFSET = 1911

Filters = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value that can be chosen or, when it is, taken back; `query` is the address's query string for that."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values."""

    name: str
    title: str
    choices: list[FacetChoice]

    @property
    def open(self) -> bool:
        """Short lists and lists with a choice are shown at once."""
        return len(self.choices) <= 6 or any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of results; number 0 stands for a gap."""

    number: int
    query: str
    current: bool


def query_string(text: str, filters: Filters, page: int = 1) -> str:
    """`?q=…&section=…&page=…`, always in the same order."""
    pairs = [("q", text)] + [(facet, value) for facet in FACETS for value in sorted(filters.get(facet, ()))]
    if page > 1:
        pairs.append(("page", str(page)))
    return "?" + urlencode(pairs, errors="replace")


def facets(results: Results, filters: Filters, text: str, locale: str) -> list[Facet]:
    """The facets that leave a choice; without a language chosen, the visitor's own counts as chosen."""
    shown: list[Facet] = []
    for name in FACETS:
        chosen = filters.get(name, frozenset())
        choices = [
            FacetChoice(
                value=item.value,
                label=facet_label(name, item.value, item.label, locale),
                count=item.count,
                chosen=item.value in chosen,
                query=query_string(text, _toggled(filters, name, item.value, locale)),
            )
            for item in results.facets.get(name, ())
        ]
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            shown.append(Facet(name, str(FACET_TITLES[name]), choices))
    return shown


def _toggled(filters: Filters, name: str, value: str, locale: str) -> dict[str, frozenset[str]]:
    chosen = filters.get(name, frozenset())
    if name == "language" and not chosen:
        # The visitor's own language is searched anyway: choosing another widens.
        chosen = frozenset({locale})
        return {**filters, name: chosen | {value}}
    return {**filters, name: chosen ^ {value}}


def facet_label(name: str, value: str, known: str, locale: str) -> str:
    """The name of a value in the visitor's language; years as the language counts them."""
    if name == "language":
        return dict(settings.LANGUAGES).get(value, value)
    if name == "year":
        year = int(value)
        return f"{year - ROC_OFFSET}年" if locale.startswith("zh") and year > ROC_OFFSET else value
    return registry.label(name, value, known)


def page_links(results: Results, filters: Filters, text: str, page: int) -> list[PageLink]:
    """The first, the last, and those around the current page."""
    last = last_page(results)
    if last < 2:
        return []
    wanted = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    links: list[PageLink] = []
    for number in wanted:
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, query_string(text, filters, number), number == page))
    return links


def last_page(results: Results) -> int:
    """The number of the last page of results that can be opened."""
    return min(MAX_PAGE, max(1, -(-results.total // PER_PAGE)))


def split_tiers(results: Results) -> tuple[list[Hit], list[Hit]]:
    """The hits that hold all that was asked, and the near ones; what the quick answer shows is not shown again."""
    quick = results.quick_answer.id if results.quick_answer else None
    exact = [hit for hit in results.hits if hit.tier == "exact" and hit.id != quick]
    return exact, [hit for hit in results.hits if hit.tier == "relaxed" and hit.id != quick]


def elsewhere(results: Results, filters: Filters, text: str, locale: str) -> list[FacetChoice]:
    """Other languages that have hits, for whoever has few or none in their own."""
    if filters.get("language") or results.widened:
        return []
    return [
        FacetChoice(item.value, facet_label("language", item.value, "", locale), item.count, False, "")
        for item in results.facets.get("language", ())
        if item.value != locale and item.count
    ]
