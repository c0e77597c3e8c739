"""An indicator across years: points with their target and result, each with the place where it was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale

from disclosures.charts import Chart, Point, Series
from disclosures.plans.models.rows import Indicator, Result
from disclosures.plans.models.series import IndicatorSeries, SeriesMember
from disclosures.tables import FORMATS, Column, Kind, Table, download_response
from portal.dates import fiscal_year_in_words
from portal.visibility import visible

if TYPE_CHECKING:
    from disclosures.plans.models import AnnualPlanPage, PlansPage

SERIES_COLUMNS = (
    Column("year", "年度", "Fiscal year", Kind.YEAR),
    Column("name", "衡量指標", "Indicator"),
    Column("target", "目標值", "Target as published"),
    Column("target_value", "目標數值", "Target as a number", Kind.DECIMAL),
    Column("actual", "達成情形", "Result as published"),
    Column("actual_value", "達成數值", "Result as a number", Kind.DECIMAL),
    Column("plan", "出處", "Printed in"),
    Column("address", "網址", "Address"),
)


@dataclass(frozen=True)
class SeriesPoint:
    """What one plan prints about one year: values are numbers in the series' unit, None where the plan gives none."""

    year: int
    name: str
    target: str
    target_value: Decimal | None
    actual: str
    actual_value: Decimal | None
    plan: AnnualPlanPage


def points_of(series: IndicatorSeries, language_code: str) -> list[SeriesPoint]:
    """The series' points by year, from live plans only, in the words of ``language_code`` where they are translated."""
    return points_of_all([series], language_code)[series.pk]


def points_of_all(many: Iterable[IndicatorSeries], language_code: str) -> dict[int, list[SeriesPoint]]:
    """The points of several series at once, in three queries."""
    members = list(SeriesMember.objects.filter(series__in=many))
    keys = [member.row_key for member in members]
    rows: dict[UUID, SeriesPoint] = {}
    for model, make in ((Indicator, _from_indicator), (Result, _from_result)):
        rows_of = model.objects.filter(translation_key__in=keys, locale__language_code__in=_languages(language_code))
        found = visible(rows_of, "page__").select_related("page", "page__agency", "page__locale", "locale")
        for row in found:  # a translation replaces the default language, whichever comes first
            if row.locale.language_code == language_code or row.translation_key not in rows:
                rows[row.translation_key] = make(row)
    points: dict[int, list[SeriesPoint]] = defaultdict(list)
    for member in members:
        if member.row_key in rows:
            points[member.series_id].append(rows[member.row_key])
    for found_points in points.values():
        found_points.sort(key=lambda point: (point.year, point.plan.fiscal_year))
    return points


def _languages(language_code: str) -> set[str]:
    return {language_code, Locale.get_default().language_code}


def _from_indicator(row: Indicator) -> SeriesPoint:
    return SeriesPoint(row.page.fiscal_year, row.name, row.target, row.target_value, "", None, row.page)


def _from_result(row: Result) -> SeriesPoint:
    return SeriesPoint(row.year, row.indicator, row.target, row.target_value, row.actual, row.actual_value, row.page)


def published_series() -> QuerySet[IndicatorSeries]:
    """The series that have at least one row in a plan anyone may see."""
    keys = [
        visible(model.objects.filter(page__alias_of=None), "page__").values("translation_key")
        for model in (Indicator, Result)
    ]
    rows = SeriesMember.objects.filter(Q(row_key__in=keys[0]) | Q(row_key__in=keys[1]))
    return IndicatorSeries.objects.filter(pk__in=rows.values("series"))


def series_table(points: list[SeriesPoint]) -> Table:
    """The points for reading and for machines."""
    return Table(
        "points",
        _("Targets and results by year"),
        SERIES_COLUMNS,
        [
            (p.year, p.name, p.target, p.target_value, p.actual, p.actual_value, p.plan.title, p.plan.full_url or "")
            for p in points
        ],
    )


def series_chart(series: IndicatorSeries, points: list[SeriesPoint]) -> Chart:
    """Result and target by year; a year that several plans print shows its newest figure."""
    language = get_language() or ""
    by_year: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for point in points:
        for key, value in (("target", point.target_value), ("actual", point.actual_value)):
            if value is not None:
                by_year[point.year][key] = value
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    lines = [
        Series(label, [Point(fiscal_year_in_words(year, language), by_year.get(year, {}).get(key)) for year in years])
        for key, label in (("actual", _("Result")), ("target", _("Target")))
    ]
    return Chart.of_lines(
        lines,
        unit=series.unit,
        title=series.name,
        description="",  # the chart reads out its own figures
        lang=language,
        name=f"indicator-{series.slug}",
        heading=Column("year", "年度", "Year"),
    )


def series_list(page: PlansPage, request: HttpRequest) -> HttpResponseBase:
    """All series that have at least one published row."""
    many = list(IndicatorSeries.objects.all())
    points = points_of_all(many, page.locale.language_code)
    shown = [{"series": series, "points": points[series.pk]} for series in many if points.get(series.pk)]
    return page.render(request, template="plans/series_list.html", context_overrides={"all_series": shown})


def series_page(page: PlansPage, request: HttpRequest, slug: str) -> HttpResponseBase:
    """One series with its chart, its table and where each figure was printed."""
    series, points = _published(page, slug)
    return page.render(
        request,
        template="plans/series_page.html",
        context_overrides={
            "series": series,
            "points": points,
            "chart": series_chart(series, points),
            "table": series_table(points),
        },
    )


def series_twin(page: PlansPage, request: HttpRequest, slug: str, name: str, extension: str) -> HttpResponseBase:
    """The rows of a series as CSV, ODS, XLSX or JSON."""
    series, points = _published(page, slug)
    if name != "index" or extension not in FORMATS:
        raise Http404
    return download_response(series_table(points), extension, f"indicator-{series.slug}", get_language() or "")


def _published(page: PlansPage, slug: str) -> tuple[IndicatorSeries, list[SeriesPoint]]:
    series = get_object_or_404(IndicatorSeries, slug=slug)
    points = points_of(series, page.locale.language_code)
    if not points:
        raise Http404
    return series, points
