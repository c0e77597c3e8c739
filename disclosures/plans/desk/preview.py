"""What an editor sees before saving: every figure with its place, problems first, nothing left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from disclosures.plans.models.rows import Assessment
from disclosures.plans.reading import PlanReading, Where
from portal.dates import fiscal_year_in_words
from portal.models import in_language

Places = tuple[tuple[str, Where], ...]


@dataclass(frozen=True)
class Cell:
    """A text as recognised, and where it stands in the document; ``numeric`` texts are set flush right."""

    text: str
    place: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Column:
    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """One kind of rows; ``name`` is for anchors."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    missing: tuple[str, ...] = ()  # columns that no row of the document fills


@dataclass(frozen=True)
class Said:
    """A problem or an unplaced text, with its place; ``serious`` problems want a check."""

    text: str
    place: str
    serious: bool = False


@dataclass(frozen=True)
class Prose:
    heading: str
    paragraphs: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Preview:
    """Everything recognised in one document, in the words of the active language."""

    problems: tuple[Said, ...]
    tables: tuple[Table, ...]
    prose: tuple[Prose, ...]
    unplaced: tuple[Said, ...]

    @property
    def filled(self) -> list[Table]:
        return [table for table in self.tables if table.rows]


def preview(reading: PlanReading, language: str) -> Preview:
    """The reading for a person; ``language`` (Django's code) decides how years are written."""
    problems = (Said(in_language(p.zh, p.en), place(p.where), p.level == "warning") for p in reading.problems)
    return Preview(
        problems=tuple(sorted(problems, key=lambda said: not said.serious)),
        tables=tuple(
            without_empty_columns(table)
            for table in (
                _goals(reading),
                _indicators(reading, language),
                _results(reading, language),
                _programmes(reading),
            )
        ),
        prose=tuple(Prose(s.heading, s.paragraphs, place(s.where)) for s in reading.sections),
        unplaced=tuple(Said(item.text, place(item.where)) for item in reading.unplaced),
    )


def without_empty_columns(table: Table) -> Table:
    """The table with the columns that say something; the others are named once."""
    kept = [at for at in range(len(table.columns)) if any(row[at].text for row in table.rows)]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
        missing=tuple(column.label for at, column in enumerate(table.columns) if at not in kept),
    )


def place(where: Where | None) -> str:
    """A place in words of the active language."""
    return in_language(where.zh, where.en) if where else ""


def figure(value: Decimal | None, unit: str | None = "") -> str:
    """``34,200,000 次``; empty for None. Digits as they are, never rounded."""
    if value is None:
        return ""
    number = f"{value:,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}" if unit and unit != "%" else f"{number}{unit or ''}"


class _Cells:
    """Cells of one row: a place of its own where the reader kept one, else the row's."""

    def __init__(self, where: Where, places: Places) -> None:
        self.row, self.own = where, dict(places)

    def __call__(self, name: str, text: str | None, *, numeric: bool = False) -> Cell:
        own = self.own.get(name, self.row)
        return Cell(text, place(own), numeric) if text else Cell("", "", numeric)


def _columns(*labels: str, numeric: Iterable[str] = ()) -> tuple[Column, ...]:
    wanted = set(numeric)
    return tuple(Column(label, label in wanted) for label in labels)


def _goals(reading: PlanReading) -> Table:
    rows = []
    for goal in reading.goals:
        cell = _Cells(goal.where, ())
        rows.append(
            (
                cell("number", str(goal.number), numeric=True),
                cell("title", goal.title),
                cell("weight", figure(goal.weight, "%"), numeric=True),
                cell("description", goal.description),
            )
        )
    columns = _columns(_("Number"), _("Goal"), _("Weight"), _("Description"), numeric=[_("Number"), _("Weight")])
    return Table("goals", _("Goals"), columns, tuple(rows))


def _indicators(reading: PlanReading, language: str) -> Table:
    systems = dict(Assessment.choices)
    rows = []
    for row in reading.indicators:
        cell = _Cells(row.where, row.places)
        earlier = "\n".join(
            f"{fiscal_year_in_words(e.year, language)}: {e.target or '–'} → {e.result or '–'}" for e in row.earlier
        )
        system = (
            f"{row.assessment} ({systems[row.assessment]})" if row.assessment in systems else str(row.assessment or "")
        )
        rows.append(
            (
                cell("goal", str(row.goal) if row.goal is not None else "", numeric=True),
                cell("name", row.name),
                cell("weight", figure(row.weight, "%"), numeric=True),
                cell("assessment", system),
                cell("method", row.method),
                cell("formula", row.formula),
                cell("target", row.target),
                cell("target", figure(row.target_value, row.target_unit), numeric=True),
                cell("earlier", earlier),
            )
        )
    columns = _columns(
        _("Goal"),
        _("Indicator"),
        _("Weight"),
        _("Assessment system"),
        _("Method"),
        _("Formula or standard"),
        _("Target as published"),
        _("Target as a number"),
        _("Earlier years: target → result"),
        numeric=[_("Goal"), _("Weight"), _("Target as a number")],
    )
    return Table("indicators", _("Indicators"), columns, tuple(rows))


def _results(reading: PlanReading, language: str) -> Table:
    rows = []
    for row in reading.results:
        goal = " ".join(part for part in (str(row.goal) if row.goal is not None else "", row.goal_title) if part)
        cell = _Cells(row.where, row.places)
        rows.append(
            (
                cell("year", fiscal_year_in_words(row.year, language) if row.year else _("year not known")),
                cell("goal", goal),
                cell("indicator", row.indicator),
                cell("target", row.target),
                cell("target", figure(row.target_value, row.target_unit), numeric=True),
                cell("actual", row.actual),
                cell("actual", figure(row.actual_value, row.actual_unit), numeric=True),
            )
        )
    columns = _columns(
        _("Fiscal year"),
        _("Goal"),
        _("Indicator"),
        _("Target as published"),
        _("Target as a number"),
        _("Result as published"),
        _("Result as a number"),
        numeric=[_("Target as a number"), _("Result as a number")],
    )
    return Table("results", _("Results of earlier years"), columns, tuple(rows))


def _programmes(reading: PlanReading) -> Table:
    rows = []
    for row in reading.programmes:
        cell = _Cells(row.where, row.places)
        named = f"{row.programme_number}. {row.programme}" if row.programme_number is not None else row.programme
        budget = figure(row.budget_thousand) or (
            _("%(text)s (not a number)") % {"text": row.budget_text} if row.budget_text else ""
        )
        rows.append(
            (
                cell("programme", named if row.programme else ""),
                cell("item", f"{row.item_number or ''} {row.item or ''}".strip()),
                cell("content", row.content),
                cell("budget_thousand", budget, numeric=True),
                cell("remark", row.remark),
            )
        )
    budget_label = _("Budget (thousand NT dollars)")
    columns = _columns(_("Programme"), _("Item"), _("Content"), budget_label, _("Remark"), numeric=[budget_label])
    return Table("programmes", _("Programme items"), columns, tuple(rows))
