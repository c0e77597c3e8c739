"""XLSX: numbers are numbers, dates dates, and a text is always a text, whatever it begins with."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from openpyxl import Workbook  # type: ignore[import-untyped, unused-ignore]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped, unused-ignore]

from disclosures.tables.model import ILLEGAL, Clean, Table, TableError, as_text, fits_spreadsheet

MAX_ROWS: Final = 1_048_575  # below the heading
MAX_CELL: Final = 32_767
MAX_SHEET_NAME: Final = 31
FORBIDDEN_IN_NAME: Final = re.compile(r"[\[\]:*?/\\]")


def to_xlsx(table: Table, lang: str) -> bytes:
    """The table as a workbook of one sheet; headings in ``lang``. Raises TableError when it has too many rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(table.title))
    sheet.freeze_panes = "A2"
    try:
        sheet.append([_cell(sheet, heading) for heading in table.headings(lang)])
        for number, row in enumerate(table.clean_rows(), start=1):
            if number > MAX_ROWS:
                raise TableError(f"{table.name}: more rows than a sheet can hold; use CSV")
            sheet.append([_cell(sheet, value) for value in row])
    finally:
        sheet.close()  # or openpyxl's open file complains when it is thrown away
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_name(title: str | Promise) -> str:
    """A name that Excel accepts: at most 31 UTF-16 units, none of ``[]:*?/\\``, no apostrophe at either end."""
    name = FORBIDDEN_IN_NAME.sub(" ", ILLEGAL.sub("", str(title))).strip(" '\t\r\n")
    while len(name.encode("utf-16-le")) > 2 * MAX_SHEET_NAME:
        name = name[:-1]
    name = re.sub(r"\s+", " ", name).rstrip(" '")
    return name if name and name.lower() != "history" else "Table"


def _cell(sheet: Any, value: Clean) -> Any:
    if isinstance(value, int | Decimal) and fits_spreadsheet(value):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, date) or value is None:
        cell = WriteOnlyCell(sheet, value)
        if value is not None:
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, shortened(as_text(value)))
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    return cell


def shortened(text: str) -> str:
    """The text within the length of a cell; an ellipsis shows that it goes on."""
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
