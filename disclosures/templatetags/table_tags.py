"""A table of :mod:`disclosures.tables` as a page shows it: chosen columns, readable values, sorted by the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.translation import get_language

from disclosures.tables import Column, Kind, Table, Value
from portal.templatetags.portal_tags import fiscal_year, local_date, number, with_query

register = template.Library()
NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
EMPTY = (None, "")
LONG_TEXT = 24  # characters from which a column of text may wrap
ASCENDING, DESCENDING = "ascending", "descending"


@dataclass(frozen=True)
class Heading:
    """``query`` sorts by this column when followed (empty: not sortable); ``direction`` is the value of aria-sort."""

    key: str
    label: str
    css: str
    query: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Cell:
    """One value as text or safe HTML; ``title`` gives a year in the other calendar."""

    label: str
    text: str
    css: str
    is_header: bool
    title: str = ""


@dataclass(frozen=True)
class ShownTable:
    """A table ready for ``components/table.html``."""

    name: str
    title: str
    headings: list[Heading]
    rows: list[list[Cell]]
    sortable: bool


@register.simple_tag(takes_context=True)
def shown_table(
    context: Context, table: Table, columns: str = "", header: str = "", sortable: bool = False
) -> ShownTable:
    """The ``columns`` of a table (keys, separated by spaces; all if empty), without those that hold no value.

    ``header`` is the key of the column that names a row.
    """
    language = get_language() or ""
    request: HttpRequest | None = context.get("request")
    asked = request.GET.get("sort", "") if request and sortable else ""
    rows = sort_rows(table, list(table.rows), asked)
    wanted = columns.split() or [column.key for column in table.columns]
    places = {column.key: place for place, column in enumerate(table.columns)}
    known = [key for key in wanted if key == header or any(row[places[key]] not in EMPTY for row in rows)]
    shown = [(places[key], table.columns[places[key]]) for key in known]
    css = {column.key: css_class(column, [row[place] for row in rows]) for place, column in shown}
    return ShownTable(
        table.name,
        str(table.title),
        [_heading(column, language, css[column.key], asked, context if sortable else None) for _, column in shown],
        [
            [_cell(row[place], column, language, css[column.key], column.key == header) for place, column in shown]
            for row in rows
        ],
        sortable,
    )


def sort_rows(table: Table, rows: list[Any], asked: str) -> list[Any]:
    """Rows by the column that ``asked`` names (``-name``: descending), empty values last; else as they are."""
    key = asked.removeprefix("-")
    place = next((place for place, column in enumerate(table.columns) if column.key == key), None)
    if place is None:
        return rows
    known = [row for row in rows if row[place] not in EMPTY]
    empty = [row for row in rows if row[place] in EMPTY]
    return sorted(known, key=lambda row: row[place], reverse=asked.startswith("-")) + empty


def css_class(column: Column, values: Sequence[Value]) -> str:
    """How a column is set: ``number`` to the right, ``long`` may wrap, ``short`` stays on one line."""
    if column.kind in NUMBERS:
        return "number"
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return "long" if column.kind == Kind.TEXT and longest > LONG_TEXT else "short" if longest <= LONG_TEXT // 2 else ""


def _heading(column: Column, language: str, css: str, asked: str, context: Context | None) -> Heading:
    direction = {column.key: ASCENDING, f"-{column.key}": DESCENDING}.get(asked, "")
    follow = f"-{column.key}" if direction == ASCENDING else column.key
    return Heading(
        column.key, column.label(language), css, with_query(context, sort=follow) if context else "", direction
    )


def _cell(value: Value, column: Column, language: str, css: str, is_header: bool) -> Cell:
    text, title = readable(value, column), ""
    if column.kind == Kind.YEAR and text != str(value):
        title = str(value)
    return Cell(column.label(language), text, css, is_header, title)


def readable(value: Value, column: Column) -> str:
    """A value in the reader's language; empty for None."""
    if value is None:
        return ""
    if column.kind == Kind.YEAR and isinstance(value, int):
        return fiscal_year(value)
    if column.kind == Kind.DATE and isinstance(value, date):
        return local_date(value)
    if isinstance(value, int | Decimal):
        return number(value)
    return str(value)
