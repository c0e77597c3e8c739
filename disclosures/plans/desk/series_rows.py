"""Rows of plans that can stand in a series, and which of them belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from wagtail.models import Locale

from disclosures.plans.joining import Candidate, Suggestion, normalised, suggest
from disclosures.plans.models import AnnualPlanPage, Indicator, IndicatorSeries, Result, SeriesMember

Kind = SeriesMember.Kind


@dataclass(frozen=True)
class Row:
    """A row as the desk shows it; ``value`` names it in forms."""

    kind: str
    key: UUID
    year: int
    name: str
    target: str
    result: str
    unit: str
    plan: AnnualPlanPage

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.key}"


def all_rows(keys: Iterable[UUID] | None = None) -> dict[UUID, Row]:
    """Every row of a plan in the default language by its translation key (or those of ``keys``), drafts included.

    Two queries. Translations and aliases share the key of their source and are left out.
    """
    source = {"locale": Locale.get_default(), "page__alias_of": None}
    if keys is not None:
        source["translation_key__in"] = list(keys)  # type: ignore[assignment]
    indicators = Indicator.objects.filter(**source).select_related("page").defer("page__body", "formula")
    results = Result.objects.filter(**source).select_related("page").defer("page__body")
    found = [
        Row(Kind.INDICATOR, i.translation_key, i.page.fiscal_year, i.name, i.target, "", i.target_unit, i.page)
        for i in indicators
    ]
    found += [
        Row(
            Kind.RESULT,
            r.translation_key,
            r.year,
            r.indicator,
            r.target,
            r.actual,
            r.target_unit or r.actual_unit,
            r.page,
        )
        for r in results
    ]
    return {row.key: row for row in found}


def row_named(value: str) -> Row | None:
    """The row that a form's value names; None for anything else."""
    kind, _, key = value.partition(":")
    try:
        row = all_rows([UUID(key)]).get(UUID(key))
    except ValueError:
        return None
    return row if row and row.kind == kind else None


def unjoined(rows: dict[UUID, Row], *, kind: str | None = None, words: str = "") -> list[Row]:
    """Rows that stand in no series, the newest year first; ``words`` must all be part of the name."""
    taken = set(SeriesMember.objects.values_list("row_key", flat=True))
    wanted = [normalised(word) for word in words.split()]
    free = (
        row
        for row in rows.values()
        if row.key not in taken and kind in {None, row.kind} and all(word in normalised(row.name) for word in wanted)
    )
    return sorted(free, key=lambda row: (-row.year, row.name))


def suggest_rows(series: IndicatorSeries, members: Iterable[Row], free: Iterable[Row]) -> list[Suggestion[Row]]:
    """The free rows most like the series or one of its rows."""
    names = [series.name_zh, *(row.name for row in members)]
    return suggest(names, series.unit_zh, [Candidate(row, (row.name,), row.unit) for row in free], limit=20)


def series_candidates(rows: dict[UUID, Row]) -> list[Candidate[IndicatorSeries]]:
    """Every series with its own name and those of its rows."""
    names: dict[int, list[str]] = defaultdict(list)
    for series_id, key in SeriesMember.objects.values_list("series_id", "row_key"):
        if key in rows:
            names[series_id].append(rows[key].name)
    return [Candidate(s, (s.name_zh, *names[s.pk]), s.unit_zh) for s in IndicatorSeries.objects.all()]


def join(series: IndicatorSeries, rows: Iterable[Row]) -> tuple[int, int]:
    """Puts rows into a series; returns how many were joined and how many stand in a series already."""
    joined = refused = 0
    with transaction.atomic():
        order = (SeriesMember.objects.filter(series=series).aggregate(last=Max("sort_order"))["last"] or 0) + 1
        for row in rows:
            member, created = SeriesMember.objects.get_or_create(
                row_key=row.key, defaults={"series": series, "kind": row.kind, "sort_order": order}
            )
            joined, refused = (joined + 1, refused) if created else (joined, refused + (member.series_id != series.pk))
            order += created
    return joined, refused
