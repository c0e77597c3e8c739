"""Indicators across years: the rows of one series, and the rows that stand in none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import CreateView, TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from disclosures.plans.desk.forms import SearchForm, StartSeriesForm
from disclosures.plans.desk.permissions import may_join
from disclosures.plans.desk.series_rows import (
    Row,
    all_rows,
    join,
    row_named,
    series_candidates,
    suggest_rows,
    unjoined,
)
from disclosures.plans.joining import suggest
from disclosures.plans.models import IndicatorSeries, SeriesMember

ROWS_A_PAGE = 50
FOUND_AT_MOST = 100


class SeriesMixin(WagtailAdminTemplateMixin):
    """Only for those who may change series; the page's furniture."""

    header_icon = "list-ul"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_join(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return,misc]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = reverse(IndicatorSeries.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
        start = {"url": index, "label": _("Indicators across years")}
        return [*self.breadcrumbs_items, start, {"url": "", "label": self.get_page_title()}]

    def words(self) -> str:
        """What is searched for; nothing when it is no text."""
        form = SearchForm(self.request.GET)
        return str(form.cleaned_data["q"]) if form.is_valid() else ""

    def joined(self, series: IndicatorSeries, rows: list[Row]) -> None:
        """Joins and says so."""
        count, refused = join(series, rows)
        if count:
            said = ngettext(
                "%(count)s row was joined to “%(series)s”.", "%(count)s rows were joined to “%(series)s”.", count
            )
            messages.success(self.request, said % {"count": count, "series": series})
        if refused:
            said = ngettext(
                "%(count)s row stands in another series and was left there.",
                "%(count)s rows stand in another series and were left there.",
                refused,
            )
            messages.warning(self.request, said % {"count": refused})


class SeriesRowsView(SeriesMixin, TemplateView):
    """The members of one series, what may belong to it, and a search for more."""

    template_name = "plans/desk/series_rows.html"
    page_title = gettext_lazy("Rows of a series")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.series = get_object_or_404(IndicatorSeries, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.series.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = all_rows()
        members = [(member, rows.get(member.row_key)) for member in SeriesMember.objects.filter(series=self.series)]
        members.sort(key=lambda pair: (pair[1].year, pair[1].plan.fiscal_year) if pair[1] else (0, 0))
        words = self.words()
        free = unjoined(rows)
        found = unjoined(rows, words=words) if words else []
        return super().get_context_data(
            series=self.series,
            edit_url=reverse(IndicatorSeries.snippet_viewset.get_url_name("edit"), args=[self.series.pk]),  # type: ignore[attr-defined]
            members=members,
            suggestions=suggest_rows(self.series, [row for _member, row in members if row], free),
            words=words,
            found=found[:FOUND_AT_MOST],
            found_more=max(len(found) - FOUND_AT_MOST, 0),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        removed = request.POST.get("remove", "")
        if removed:
            gone, _what = SeriesMember.objects.filter(series=self.series, pk=number_in(removed)).delete()
            if gone:
                messages.success(request, _("The row was taken out of the series."))
        values = request.POST.getlist("row")[:FOUND_AT_MOST]
        rows = [row for row in map(row_named, values) if row]
        if rows:
            self.joined(self.series, rows)
        elif not removed:
            messages.error(request, _("Choose at least one row."))
        return redirect("plans_desk:series_rows", pk=self.series.pk)


class UnjoinedView(SeriesMixin, TemplateView):
    """Indicators that stand in no series, each with the series it is most like."""

    template_name = "plans/desk/unjoined.html"
    page_title = gettext_lazy("Indicators without a series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = all_rows()
        words = self.words()
        free = unjoined(rows, kind=SeriesMember.Kind.INDICATOR, words=words)
        paginator = WagtailPaginator(free, ROWS_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        candidates = series_candidates(rows)
        offers = [(row, suggest([row.name], row.unit, candidates, limit=3)) for row in page]
        return super().get_context_data(
            page_obj=page,
            elided_page_range=paginator.get_elided_page_range(page.number),
            offers=offers,
            words=words,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = row_named(request.POST.get("row", ""))
        series = IndicatorSeries.objects.filter(pk=number_in(request.POST.get("series", ""))).first()
        if row and series:
            self.joined(series, [row])
        else:
            messages.error(request, _("This row or series is no longer there."))
        return redirect(request.get_full_path())


class StartSeriesView(SeriesMixin, CreateView[IndicatorSeries, StartSeriesForm]):
    """A new series that begins with one row; afterwards the rows that may belong to it."""

    model = IndicatorSeries
    form_class = StartSeriesForm
    template_name = "plans/desk/start_series.html"
    page_title = gettext_lazy("Start a series")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("plans.add_indicatorseries"):
            raise PermissionDenied
        key: UUID = kwargs["key"]
        row = row_named(f"{kwargs['kind']}:{key}")
        if row is None:
            raise Http404
        self.row = row
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"name_zh": self.row.name, "unit_zh": self.row.unit}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, **kwargs)

    def form_valid(self, form: StartSeriesForm) -> HttpResponse:
        with transaction.atomic():
            series = form.save()
            self.joined(series, [self.row])
        return redirect("plans_desk:series_rows", pk=series.pk)


def number_in(text: str) -> int:
    """A primary key from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
