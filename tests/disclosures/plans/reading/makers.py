"""Documents made for tests: one description, written as DOCX, ODT, PDF or plain text."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


@dataclass(frozen=True)
class H:
    level: int
    text: str


@dataclass(frozen=True)
class P:
    text: str


@dataclass(frozen=True)
class C:
    """A table cell: paragraphs separated by line breaks, and how many rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class T:
    """A table: rows of cells; ``widths`` in characters are for PDF only."""

    rows: list[list[str | C]]
    widths: tuple[int, ...] = field(default=())


Doc = list[H | P | T]


def grid_of(table: T) -> list[list[C | None]]:
    """The full grid: None where a merged cell covers."""
    taken: dict[tuple[int, int], C | None] = {}
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            made = cell if isinstance(cell, C) else C(cell)
            for dr in range(made.down):
                for dc in range(made.across):
                    taken[r + dr, c + dc] = None
            taken[r, c] = made
            c += made.across
    wide = max(c for _, c in taken) + 1
    return [[taken.get((r, c), C("")) for c in range(wide)] for r in range(len(table.rows))]


def make(doc: Doc, path: Path) -> Path:
    """Write ``doc`` in the format that the path's suffix names."""
    {".docx": make_docx, ".odt": make_odt, ".pdf": make_pdf, ".txt": make_txt}[path.suffix](doc, path)
    return path


def make_docx(doc: Doc, path: Path) -> None:
    document = Document()
    for block in doc:
        if isinstance(block, H):
            document.add_heading(block.text, block.level)
        elif isinstance(block, P):
            document.add_paragraph(block.text)
        else:
            grid = grid_of(block)
            table = document.add_table(len(grid), len(grid[0]))
            for r, row in enumerate(grid):
                for c, cell in enumerate(row):
                    if cell is None:
                        continue
                    first, *rest = cell.text.split("\n")
                    place = table.cell(r, c)
                    if cell.down > 1 or cell.across > 1:
                        place = place.merge(table.cell(r + cell.down - 1, c + cell.across - 1))
                    place.text = first
                    for line in rest:
                        place.add_paragraph(line)
            document.add_paragraph("")
    document.save(str(path))


def number_paragraphs(path: Path, texts: list[str], number_format: str, pattern: str) -> None:
    """A DOCX whose paragraphs carry automatic numbers that are not part of their text."""
    document = Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", number_format), ("w:lvlText", pattern)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "91")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    number.append(link)
    numbering.append(number)
    for text in texts:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        numbered = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "0"), ("w:numId", "91")):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            numbered.append(child)
        properties.append(numbered)
    document.save(str(path))


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_ODF}:office:1.0"'
    f' xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:style="{_ODF}:style:1.0"'
    f' xmlns:draw="{_ODF}:drawing:1.0" office:version="1.3">'
)


def odt_file(path: Path, body: str, styles: str = "", manifest_extra: str = "") -> None:
    """An ODT from the XML of its body and of its automatic styles."""
    content = (
        f"{ODT_HEAD}<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{manifest_extra}</manifest:manifest>',
        )


def make_odt(doc: Doc, path: Path) -> None:
    parts: list[str] = []
    for block in doc:
        if isinstance(block, H):
            parts.append(f'<text:h text:outline-level="{block.level}">{escape(block.text)}</text:h>')
        elif isinstance(block, P):
            parts.append(f"<text:p>{escape(block.text)}</text:p>")
        else:
            rows = []
            for row in grid_of(block):
                cells = []
                for cell in row:
                    if cell is None:
                        cells.append("<table:covered-table-cell/>")
                        continue
                    spans = f' table:number-rows-spanned="{cell.down}" table:number-columns-spanned="{cell.across}"'
                    inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
                    cells.append(f"<table:table-cell{spans}>{inner}</table:table-cell>")
                rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
            parts.append(f"<table:table>{''.join(rows)}</table:table>")
    odt_file(path, "".join(parts))


def make_txt(doc: Doc, path: Path) -> None:
    lines: list[str] = []
    for block in doc:
        if isinstance(block, T):
            for row in grid_of(block):
                cells = ["" if cell is None else cell.text for cell in row]
                tagged = [f"<p>{c.replace(chr(10), '</p> <p>')}</p>" if "\n" in c else c for c in cells]
                lines.append("\t".join(tagged))
        else:
            lines.append(("#" * block.level + " " if isinstance(block, H) else "") + block.text)
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


# PDF: a page is a list of drawing instructions; the font is one of those every reader knows, so none is embedded.

_SIZE, _LEAD, _GAP = 10, 14, 8
_TOP, _BOTTOM, _LEFT, _RIGHT = 760, 60, 60, 540


class _Pages:
    def __init__(self, running_head: str = "") -> None:
        self.pages: list[list[str]] = []
        self.running_head = running_head
        self.y = 0.0
        self.break_page()

    def break_page(self) -> None:
        self.pages.append([])
        self.y = _TOP
        if self.running_head:
            self._show(_LEFT, 800, self.running_head, _SIZE)
        self._show(295, 30, f"- {len(self.pages)} -", _SIZE)

    def _show(self, x: float, y: float, text: str, size: int, *, bold: bool = False) -> None:
        font = "F2" if bold else "F1"
        hexed = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm <{hexed}> Tj ET")

    def show(self, x: float, text: str, size: int = _SIZE, *, bold: bool = False) -> None:
        self._show(x, self.y - size, text, size, bold=bold)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0} {y0} m {x1} {y1} l S")


def wrap(text: str, columns: float) -> list[str]:
    """Lines of at most ``columns`` half-widths; Latin words and figures stay whole where they fit."""
    lines, line, used = [], "", 0.0
    for word in _words(text):
        wide = sum(2 if ord(c) > 0x2E7F else 1 for c in word)
        if line and used + wide > columns:
            lines.append(line)
            line, used = "", 0
            if word == " ":
                continue
        line, used = line + word, used + wide
    return [*lines, line] if line or not lines else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        if words and char.isascii() and words[-1].isascii() and char != " " and words[-1] != " ":
            words[-1] += char
        else:
            words.append(char)
    return words


def make_pdf(doc: Doc, path: Path, running_head: str = "") -> None:
    """Wrapped text and ruled tables; rows break over pages line by line, as word processors let them."""
    pages = _Pages(running_head)
    for block in doc:
        if isinstance(block, T):
            _pdf_table(block, pages)
            continue
        size = 14 if isinstance(block, H) else _SIZE
        for line in wrap(block.text, (_RIGHT - _LEFT) / (size / 2)):
            if pages.y - size < _BOTTOM:
                pages.break_page()
            pages.show(_LEFT, line, size, bold=isinstance(block, H))
            pages.y -= size + 4
        pages.y -= _GAP
    path.write_bytes(_pdf_bytes(pages.pages))


def _pdf_table(table: T, pages: _Pages) -> None:
    grid = grid_of(table)
    count = len(grid[0])
    widths = table.widths or tuple([96 // count] * count)
    edges = [_LEFT + sum(widths[:i]) * 5 for i in range(count + 1)]
    pending: list[list[list[str]]] = []
    for row in grid:
        lines: list[list[str]] = []
        for c, cell in enumerate(row):
            across = cell.across if cell else 1
            paragraphs = cell.text.split("\n") if cell else [""]
            lines.append([part for text in paragraphs for part in wrap(text, sum(widths[c : c + across]) - 1)])
        pending.append(lines)
    for r, lines in enumerate(pending):
        left = [list(cell) for cell in lines]
        open_above = [cell is None and _from_above(grid, r, c) for c, cell in enumerate(grid[r])]
        while any(left) or lines is not None:
            if pages.y - _LEAD - 4 < _BOTTOM:
                pages.break_page()
                open_above = [False] * count
            room = int((pages.y - _BOTTOM) // _LEAD)
            take = min(room, max((len(cell) for cell in left), default=1))
            height = take * _LEAD + 4
            for c, cell in enumerate(grid[r]):
                for n, text in enumerate(left[c][:take]):
                    if text:
                        pages._show(edges[c] + 2, pages.y - _SIZE - 2 - n * _LEAD, text, _SIZE)
                left[c] = left[c][take:]
                if not open_above[c]:
                    pages.line(edges[c], pages.y, edges[c + 1], pages.y)
                beside = cell is None and c > 0 and not _from_above(grid, r, c)
                if not beside:
                    pages.line(edges[c], pages.y, edges[c], pages.y - height)
            pages.line(edges[-1], pages.y, edges[-1], pages.y - height)
            pages.y -= height
            last = r == len(grid) - 1 or pages.y - _LEAD - 4 < _BOTTOM or any(left)
            if last:
                pages.line(edges[0], pages.y, edges[-1], pages.y)
            if not any(left):
                break
    pages.y -= _GAP


def _from_above(grid: list[list[C | None]], r: int, c: int) -> bool:
    for up in range(r - 1, -1, -1):
        cell = grid[up][c]
        if cell is not None:
            return cell.down > r - up
    return False


def _pdf_bytes(pages: list[list[str]]) -> bytes:
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    first = 5
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for name in ("MSung-Light", "MSung-Bold"):
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /UniCNS-UCS2-H /DescendantFonts ["
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 /W [1 95 500]"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >>"
            f" /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 6 /FontBBox [0 -200 1000 900]"
            " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >> ] >>".encode()
        )
    for i, page in enumerate(pages):
        stream = "\n".join(["0.5 w", *page]).encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents {first + 2 * i + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = BytesIO()
    out.write(b"%PDF-1.5\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()
