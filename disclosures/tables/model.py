"""What a table is, and how a value of each kind is checked and cleaned before any format writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise

Value = str | Promise | int | Decimal | date | None
Clean = str | int | Decimal | date | None
Row = Sequence[Value]
Json = str | int | float | None

# What XML 1.0 cannot carry, and halves of surrogate pairs, which no encoding can.
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPREADSHEET_DIGITS: Final = 15  # a spreadsheet's numbers are doubles: more digits than these would change silently


class TableError(ValueError):
    """A row or a value does not fit the table's columns, or the table does not fit the format."""


class Kind(StrEnum):
    """What a column holds. A year is a Gregorian year; dates are dates without a time."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True)
class Column:
    """``key`` names it for machines, the labels for readers."""

    key: str
    label_zh: str
    label_en: str
    kind: Kind = Kind.TEXT

    def label(self, lang: str) -> str:
        """The heading in the reader's language."""
        return self.label_zh if lang.startswith("zh") else self.label_en


@dataclass(frozen=True)
class Table:
    """``name`` is an ASCII slug for file names; each row has one value per column, None where nothing is known.

    ``rows`` may be a generator: then the table can be written once.
    """

    name: str
    title: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Row]

    def headings(self, lang: str) -> list[str]:
        """The columns' labels."""
        return [column.label(lang) for column in self.columns]

    def clean_rows(self) -> Iterator[list[Clean]]:
        """The rows with every value checked against its column. Raises TableError naming row and column."""
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise TableError(f"{self.name}: row {number} has {len(row)} values for {len(self.columns)} columns")
            try:
                yield [clean(value, column) for value, column in zip(row, self.columns, strict=True)]
            except TableError as error:
                raise TableError(f"{self.name}: row {number}, {error}") from error


def clean(value: Value, column: Column) -> Clean:
    """The value as its column's kind; texts lose characters that no file may carry. Raises TableError."""
    if value is None:
        return None
    match column.kind:
        case Kind.TEXT:
            return ILLEGAL.sub("", str(value))
        case Kind.DATE if isinstance(value, date) and not isinstance(value, datetime):
            return value
        case Kind.INTEGER | Kind.YEAR if isinstance(value, int) and not isinstance(value, bool):
            return value
        case Kind.DECIMAL if isinstance(value, Decimal | int) and not isinstance(value, bool):
            if Decimal(value).is_finite():
                return value
    raise TableError(f"column {column.key}: {value!r} is no {column.kind.value}")


def to_json_rows(table: Table) -> list[dict[str, Json]]:
    """One object per row, by the columns' keys: numbers as numbers, dates as ISO 8601, unknown as null."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, map(_json, row), strict=True)) for row in table.clean_rows()]


def _json(value: Clean) -> Json:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def as_text(value: Clean) -> str:
    """A value in a text file: plain digits without exponent or separators, ISO dates, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = format(value, "f")  # Decimal.normalize would round to the context's 28 digits
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def fits_spreadsheet(value: int | Decimal) -> bool:
    """Whether a spreadsheet can hold the number without changing it."""
    number = Decimal(value)
    return len(number.normalize().as_tuple().digits) <= SPREADSHEET_DIGITS and abs(number.adjusted()) < 300
