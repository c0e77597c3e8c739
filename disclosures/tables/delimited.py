"""CSV, row by row in constant memory: UTF-8 with a byte order mark (Excel needs it), CRLF (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from disclosures.tables.model import Clean, Table, as_text

# A cell of text that begins like this is computed by a spreadsheet (OWASP: CSV injection, full-width forms included).
FORMULA_BEGINS: Final = tuple("=+-@\t\r\n＝＋－＠")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
BATCH_CHARACTERS: Final = 32_768


def to_csv(table: Table, lang: str) -> Iterator[bytes]:
    """The table in pieces; headings in ``lang``. Texts that a spreadsheet would compute get a leading apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(map(defuse, table.headings(lang)))
    yield BYTE_ORDER_MARK
    for row in table.clean_rows():
        writer.writerow(map(_cell, row))
        if buffer.tell() > BATCH_CHARACTERS:
            yield _taken(buffer)
    yield _taken(buffer)


def defuse(text: str) -> str:
    """The text, with an apostrophe where a spreadsheet would compute it; a lone sign is only a dash."""
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA_BEGINS) else text


def _cell(value: Clean) -> str:
    return defuse(value) if isinstance(value, str) else as_text(value)


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece
