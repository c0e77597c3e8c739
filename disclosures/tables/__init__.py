"""One definition of a table; the same rows as CSV, ODS, XLSX and JSON."""

from disclosures.tables.delimited import to_csv
from disclosures.tables.downloads import FORMATS, download_response, filename
from disclosures.tables.model import Column, Kind, Row, Table, TableError, Value, to_json_rows
from disclosures.tables.opendocument import to_ods
from disclosures.tables.workbook import to_xlsx

__all__ = [
    "FORMATS",
    "Column",
    "Kind",
    "Row",
    "Table",
    "TableError",
    "Value",
    "download_response",
    "filename",
    "to_csv",
    "to_json_rows",
    "to_ods",
    "to_xlsx",
]
