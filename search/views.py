"""The search page, suggestions, and the description that lets a browser add the search."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search import presentation, registry
from search.analysis.query import MAX_CHARS, clean
from search.engine.base import FACETS, Results
from search.service import find, normal_locale

# Values of one facet that an address may choose; more would only cost time.
MAX_CHOSEN = 20
MAX_SUGGESTIONS = 8


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answers `?q=…` with facets `section`, `agency`, `year`, `language`, `format` (repeatable) and `page`."""
    locale = normal_locale(get_language() or "")
    text, _ = clean(request.GET.get("q", ""))
    filters = _filters(request)
    page = _page(request.GET.get("page", ""))
    offset = (page - 1) * presentation.PER_PAGE
    answer = find(request.GET.get("q", ""), locale, filters, offset=offset, limit=presentation.PER_PAGE)
    exact, near = presentation.split_tiers(answer)
    context = {
        "query": text,
        "max_chars": MAX_CHARS,
        "results": answer,
        "exact": exact,
        "near": near,
        "corrections": [(form, presentation.query_string(form, filters)) for form in answer.corrections],
        "facets": presentation.facets(answer, filters, text, locale),
        "filtered": any(filters.values()),
        "unfiltered_query": presentation.query_string(text, {}),
        "elsewhere": presentation.elsewhere(answer, filters, text, locale),
        "elsewhere_query": presentation.query_string(text, {**filters, "language": _all_languages(answer, locale)}),
        "pages": presentation.page_links(answer, filters, text, page),
        "page_number": page,
        "locale": locale,
    }
    return render(request, "search/search.html", context)


def _all_languages(answer: Results, locale: str) -> frozenset[str]:
    return frozenset({locale, *(item.value for item in answer.facets.get("language", ()))})


def _filters(request: HttpRequest) -> dict[str, frozenset[str]]:
    """The chosen values by facet; unknown values are kept, find nothing, and can be taken back."""
    chosen = {facet: [clean(value)[0] for value in request.GET.getlist(facet)[:MAX_CHOSEN]] for facet in FACETS}
    chosen["year"] = [value for value in chosen["year"] if value.isascii() and value.isdigit() and len(value) <= 4]
    return {facet: frozenset(filter(None, values)) for facet, values in chosen.items()}


def _page(text: str) -> int:
    """A page number from an address; the first where it is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(1, number), presentation.MAX_PAGE)


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """`?q=陳` → `{"query": "陳", "suggestions": [{"text": …, "url": …, "kind": …}]}`."""
    text, _ = clean(request.GET.get("q", ""))
    found = registry.get_engine().suggest(text, normal_locale(get_language() or ""), MAX_SUGGESTIONS)
    suggestions = [
        {"text": item.text, "url": item.address, "kind": registry.label("kind", item.kind)} for item in found
    ]
    return JsonResponse({"query": text, "suggestions": suggestions}, json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(public=True, max_age=86400)
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch description: lets a browser offer this search in its address bar."""
    context = {
        "search_url": request.build_absolute_uri(reverse("search:results")),
        "suggest_url": request.build_absolute_uri(reverse("search:suggest")),
    }
    return render(request, "search/description.xml", context, content_type="application/opensearchdescription+xml")
