"""PDF to blocks: ruled tables as grids, stitched over page breaks; running heads told from text."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from disclosures.files import unreadable

from .blocks import Block, Cell, Furniture, Heading, Paragraph, Piece, Row, Source, Table, Where
from .intake import no_text, too_long
from .numerals import mark_of
from .pdf_lines import Char, Frame, Line, joined, lines_of, looks_like_heading, paragraphs_of, usual_pitch
from .text import ends_sentence, join_lines, narrow

# A malformed file can break the parser anywhere; these are what it then raises.
_BROKEN = (
    MalformedPDFException,
    PSException,
    struct.error,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    OSError,
)
MAX_PAGES = 600
_MAX_DRAWN = 4_000
_MAX_CHARS = 2_000_000
_SAME_EDGE = 3.0  # points: edges closer than this are one
_MARGIN = 0.1  # of the page's height: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(
    r"^[-–—~\s]*(?:第\s*)?\d{1,4}(?:\s*[-–/]\s*\d{1,4})?(?:\s*頁)?(?:\s*(?:of|共|之|/)\s*\d+\s*頁?)?[-–—~\s]*$"
)


@dataclass
class _Grid:
    """A ruled table on one page: column and row edges, and the characters of each cell."""

    bbox: tuple[float, float, float, float]
    columns: list[float]
    rows: list[float]
    cells: dict[tuple[int, int], tuple[int, int, list[Line]]]  # (row, column) → rows down, columns across, lines


@dataclass
class _Page:
    number: int
    height: float
    lines: list[Line]
    grids: list[_Grid]


def read_pdf(data: bytes) -> Source:
    """All blocks in reading order. Raises UnreadableDocument (encrypted, damaged, scanned, too_long)."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise too_long(len(pdf.pages))
            pages, pictures, count = [], 0, 0
            for page in pdf.pages:
                chars: list[Char] = page.dedupe_chars(tolerance=1).chars
                count += len(chars)
                pictures += len(page.images)
                if count > _MAX_CHARS:
                    raise too_long(len(pdf.pages))
                pages.append(_page(page, chars))
                page.close()
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise unreadable("encrypted") from error
    except PdfminerException as error:
        inner = error.args[0] if error.args else None
        locked = isinstance(inner, PDFPasswordIncorrect | PDFEncryptionError)
        raise unreadable("encrypted" if locked else "damaged") from error
    except _BROKEN as error:
        raise unreadable("damaged") from error
    if not pages:
        raise unreadable("damaged")
    if count < 10 * max(1, len(pages)) and (pictures or count == 0):
        raise no_text(scanned=True)
    return Source(tuple(_blocks(pages)))


def _page(page: Any, chars: Sequence[Char]) -> _Page:
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    tables = page.find_tables() if drawn <= _MAX_DRAWN else []  # a drawing, not a table: its edges are past counting
    grids = [g for table in tables if (g := _grid_of(table, chars)) is not None]
    outside = [c for c in chars if not any(_within(c, grid.bbox) for grid in grids)]
    return _Page(page.page_number, float(page.height), lines_of(outside), grids)


def _within(char: Char, box: tuple[float, float, float, float]) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _edges(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME_EDGE:
            kept.append(value)
    return kept


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _grid_of(table: Any, chars: Sequence[Char]) -> _Grid | None:
    boxes = [cell for cell in table.cells if cell]
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(columns) < 3 or len(columns) > 62:
        return None  # a frame around text is no table
    inside = [c for c in chars if _within(c, table.bbox)]
    cells: dict[tuple[int, int], tuple[int, int, list[Line]]] = {}
    for box in boxes:
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        top, bottom = _nearest(rows, box[1]), _nearest(rows, box[3])
        if right > left and bottom > top:
            cells[top, left] = (bottom - top, right - left, lines_of(c for c in inside if _within(c, box)))
    return _Grid(tuple(table.bbox), columns, rows, cells)


def _furniture(pages: Sequence[_Page]) -> dict[int, str]:
    """The lines (by identity) that are running heads or page numbers, with their kind."""
    seen: Counter[tuple[str, int]] = Counter()
    edge: list[tuple[Line, str, tuple[str, int]]] = []
    for page in pages:
        for line in page.lines:
            kind = "header" if line.bottom < page.height * _MARGIN else ""
            kind = "footer" if line.top > page.height * (1 - _MARGIN) else kind
            if kind:
                key = (re.sub(r"\d+", "#", narrow(line.text)), round(line.top / 6))
                edge.append((line, kind, key))
                seen[key] += 1
    found: dict[int, str] = {}
    for line, kind, key in edge:
        if _PAGE_NUMBER.match(narrow(line.text)) and kind == "footer":
            found[id(line)] = "page_number"
        elif seen[key] >= max(2, len(pages) // 2):
            found[id(line)] = "page_number" if _PAGE_NUMBER.match(narrow(line.text)) else kind
    return found


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    furniture = _furniture(pages)
    body = [[line for line in page.lines if id(line) not in furniture] for page in pages]
    in_cells = [lines for page in pages for grid in page.grids for _, _, lines in grid.cells.values()]
    pitch = usual_pitch([*body, *in_cells])
    sizes = Counter(line.size for lines in [*body, *in_cells] for line in lines)
    body_size = sizes.most_common(1)[0][0] if sizes else 12.0
    flat = [line for lines in body for line in lines]
    left = min((line.x0 for line in flat), default=0.0)
    right = max((line.x1 for line in flat), default=0.0)
    blocks: list[Block] = []
    state = _State(blocks)
    for page, lines in zip(pages, body, strict=True):
        blocks += [
            Furniture(Piece(line.text, Where(page=page.number)), furniture[id(line)])
            for line in page.lines
            if id(line) in furniture
        ]
        state.first_on_page = True
        cuts = sorted(page.grids, key=lambda grid: grid.bbox[1])
        for index, grid in enumerate([*cuts, None]):
            above = cuts[index - 1].bbox[3] if index else 0.0
            below = grid.bbox[1] if grid else page.height + 1
            between = [line for line in lines if above <= (line.top + line.bottom) / 2 < below]
            for group in paragraphs_of(between, Frame(left, right, pitch, cell=False)):
                state.add_text(group, page.number, body_size, right)
            if grid:
                state.add_table(grid, page.number, pitch)
    state.finish()
    return blocks


@dataclass
class _State:
    """Puts pages together: text and tables that go on after a page break become one."""

    blocks: list[Block]
    first_on_page: bool = True
    paragraphs: int = 0
    tables: int = 0
    table: list[Row] | None = None
    columns: tuple[float, ...] = ()
    open_end: bool = False  # the last paragraph ran to the end of its page, and to the right margin

    def add_text(self, group: Sequence[Line], page: int, body_size: float, right: float) -> None:
        self._close_table()
        text = joined(group)
        heading = looks_like_heading(group, body_size)
        last = self._last_text()
        goes_on = self.first_on_page and self.open_end and last is not None and not heading and mark_of(text) is None
        if goes_on and last is not None:
            index = self.blocks.index(last)
            piece = Piece(join_lines(last.piece.text, text), last.piece.where)
            self.blocks[index] = Paragraph(piece)
        else:
            self.paragraphs += 1
            piece = Piece(text, Where(page=page, paragraph=self.paragraphs))
            level = max(1, min(6, 6 - round((group[0].size - body_size) / 2)))
            self.blocks.append(Heading(piece, level) if heading else Paragraph(piece))
        self.first_on_page = False
        full = group[-1].x1 > right - 3 * group[-1].size
        self.open_end = not heading and full and not ends_sentence(text)

    def _last_text(self) -> Paragraph | None:
        for block in reversed(self.blocks):
            if not isinstance(block, Furniture):
                return block if isinstance(block, Paragraph) else None
        return None

    def add_table(self, grid: _Grid, page: int, pitch: float) -> None:
        fits = self.table is not None and len(self.columns) == len(grid.columns)
        fits = fits and all(abs(a - b) < 3 * _SAME_EDGE for a, b in zip(self.columns, grid.columns, strict=False))
        going_on = fits and self.first_on_page
        if not going_on:
            self._close_table()
            self.tables += 1
            self.table, self.columns = [], tuple(grid.columns)
        assert self.table is not None
        before = len(self.table)
        for number, cells in enumerate(_cell_texts(grid, pitch)):
            at = Where(page=page, table=self.tables, row=before + number + 1)
            row = tuple(
                Cell(covered=True)
                if texts is None
                else Cell(tuple(Piece(text, replace(at, column=column)) for text in texts if text.strip()))
                for column, texts in enumerate(cells, start=1)
            )
            self.table.append(Row(row, at, after_break=bool(going_on and number == 0)))
        self.first_on_page = False
        self.open_end = False

    def _close_table(self) -> None:
        if self.table:
            self.blocks.append(Table(tuple(self.table), Where(table=self.tables)))
        self.table = None

    def finish(self) -> None:
        self._close_table()


def _cell_texts(grid: _Grid, pitch: float) -> list[list[list[str] | None]]:
    laid: list[list[list[str] | None]] = [[[] for _ in grid.columns[1:]] for _ in grid.rows[1:]]
    for (top, left), (down, across, lines) in grid.cells.items():
        for row in range(top, top + down):
            for column in range(left, left + across):
                laid[row][column] = None
        frame = Frame(grid.columns[left], grid.columns[left + across], pitch, cell=True)
        laid[top][left] = [joined(group) for group in paragraphs_of(lines, frame)]
    return laid
