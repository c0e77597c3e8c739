"""ODS, the government's format for tables: written as it streams, one sheet, no styles beyond that of a date."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from disclosures.tables.model import Clean, Table, TableError, as_text, fits_spreadsheet
from disclosures.tables.workbook import MAX_ROWS, sheet_name

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{NAMESPACE}:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
BEGIN: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{NAMESPACE}:office:1.0" xmlns:table="{NAMESPACE}:table:1.0" \
xmlns:text="{NAMESPACE}:text:1.0" xmlns:style="{NAMESPACE}:style:1.0" \
xmlns:number="{NAMESPACE}:datastyle:1.0" office:version="1.3">
<office:automatic-styles><number:date-style style:name="iso"><number:year number:style="long"/><number:text>-\
</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>\
</number:date-style><style:style style:name="date" style:family="table-cell" style:data-style-name="iso"/>\
</office:automatic-styles>
<office:body><office:spreadsheet>"""
KEPT_SPACES: Final = re.compile(r"^ +| +$| {2,}|(?<=\t) +| +(?=\t)")
END: Final = "</table:table></office:spreadsheet></office:body></office:document-content>"


def to_ods(table: Table, lang: str) -> bytes:
    """The table as a spreadsheet document; headings in ``lang``. Raises TableError when it has too many rows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPE, zipfile.ZIP_STORED)  # first and uncompressed: ODF 1.3 part 2, §3.3
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        with archive.open("content.xml", "w") as content:
            _write_content(content, table, lang)
    return stream.getvalue()


def _write_content(content: IO[bytes], table: Table, lang: str) -> None:
    content.write(f"{BEGIN}<table:table table:name={quoteattr(sheet_name(table.title))}>".encode())
    content.write(f'<table:table-column table:number-columns-repeated="{len(table.columns)}"/>'.encode())
    heading = "".join(map(_cell, table.headings(lang)))
    content.write(f"<table:table-header-rows><table:table-row>{heading}</table:table-row>".encode())
    content.write(b"</table:table-header-rows>")
    for number, row in enumerate(table.clean_rows(), start=1):
        if number > MAX_ROWS:
            raise TableError(f"{table.name}: more rows than a sheet can hold; use CSV")
        content.write(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>".encode())
    content.write(END.encode())


def _cell(value: Clean) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    text = as_text(value)
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{text}" table:style-name="date"'
    elif isinstance(value, int | Decimal) and fits_spreadsheet(value):
        kind = f'office:value-type="float" office:value="{text}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}>{_paragraphs(text)}</table:table-cell>"


def _paragraphs(text: str) -> str:
    """One ``text:p`` a line; runs of spaces and tabs as ODF spells them, which would collapse otherwise."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join(f"<text:p>{_spaced(escape(line))}</text:p>" for line in lines)


def _spaced(line: str) -> str:
    counted = KEPT_SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', line)
    return counted.replace("\t", "<text:tab/>")
