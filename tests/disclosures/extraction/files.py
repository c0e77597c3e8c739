"""Real files for the tests, good and bad, made as an office would make them."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from openpyxl import Workbook

from disclosures.extraction.readers import pandoc
from disclosures.tables import Column, Table, to_ods

SENTENCE = "備忘錄應於簽署後公開。"
CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"


def pdf(*pages: str, password: str = "", owner: str = "") -> bytes:
    """A PDF with a text layer; no page is a page without text."""
    document = FPDF()
    document.set_font("helvetica", size=12)
    if password or owner:
        document.set_encryption(owner or "owner", password, encryption_method=EncryptionMethod.AES_128)
    for text in pages:
        document.add_page()
        document.multi_cell(0, text=text)
    return bytes(document.output())


def scanned_pdf() -> bytes:
    """A PDF that shows a shape and holds no text."""
    document = FPDF()
    document.add_page()
    document.rect(10, 10, 100, 100, style="F")
    return bytes(document.output())


def word(*paragraphs: str, cells: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document with paragraphs and a table."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(len(cells), len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def odt(markdown: str, folder: Path) -> bytes:
    """A text document in the government's format."""
    target = folder / "made.odt"
    subprocess.run([pandoc(), "-f", "markdown", "-o", str(target)], input=markdown.encode(), check=True)
    return target.read_bytes()


def workbook(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    """A workbook, one of its sheets hidden."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def spreadsheet(*texts: str) -> bytes:
    """A spreadsheet in the government's format."""
    return to_ods(Table("t", "件數", [Column("a", "事項", "Item")], [[text] for text in texts]), "zh-hant")


def changed(data: bytes, change: dict[str, Callable[[bytes], bytes]], add: dict[str, bytes] | None = None) -> bytes:
    """The archive with some members changed and others added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, change.get(member.filename, lambda same: same)(old.read(member)))
        for name, content in (add or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def encrypted_odt(data: bytes) -> bytes:
    """What a text document under a password looks like from outside."""
    mark = b'<manifest:encryption-data manifest:checksum="x"/>'
    return changed(
        data,
        {"META-INF/manifest.xml": lambda xml: xml.replace(b"</manifest:manifest>", mark + b"</manifest:manifest>")},
    )


def compound(stream_name: str) -> bytes:
    """The beginning of an OLE file with one stream: Office before 2007, or a newer document under a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream_name.encode("utf-16-le") + bytes(512)


def with_central_directory_entry(data: bytes, name: str, change: Callable[[bytearray, int], None]) -> bytes:
    """The archive with one entry of its directory tampered with; ``change`` gets the bytes and the entry's offset."""
    tampered = bytearray(data)
    at = -1
    while (at := tampered.find(b"PK\x01\x02", at + 1)) >= 0:
        length = struct.unpack_from("<H", tampered, at + 28)[0]
        if tampered[at + 46 : at + 46 + length].decode() == name:
            change(tampered, at)
            return bytes(tampered)
    raise LookupError(name)
