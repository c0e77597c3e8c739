"""The one shape that every format is brought into before anything is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .text import one_line, tidy, without_artefacts


@dataclass(frozen=True)
class Where:
    """A place in the source that a person can find again; numbers begin at 1."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None
    note: int | None = None

    @property
    def en(self) -> str:
        names = ("page", "table", "row", "column", "paragraph", "line", "note")
        return ", ".join(f"{name} {getattr(self, name)}" for name in names if getattr(self, name) is not None)

    @property
    def zh(self) -> str:
        names = (
            ("page", "第{}頁"),
            ("table", "表格{}"),
            ("row", "第{}列"),
            ("column", "第{}欄"),
            ("paragraph", "第{}段"),
            ("line", "第{}行"),
            ("note", "註腳{}"),
        )
        return "".join(form.format(getattr(self, name)) for name, form in names if getattr(self, name) is not None)


@dataclass(frozen=True, eq=False)
class Piece:
    """One paragraph as it stands in the source. It is its own identity: the accounting counts pieces."""

    text: str
    where: Where

    @cached_property
    def clean(self) -> str:
        """The text without invisible characters and without what a converter left behind."""
        return tidy(without_artefacts(self.text))


@dataclass(frozen=True, eq=False)
class Heading:
    piece: Piece
    level: int


@dataclass(frozen=True, eq=False)
class Paragraph:
    piece: Piece


@dataclass(frozen=True, eq=False)
class Furniture:
    """What stands on a page but is no content: running heads, page numbers; ``kind`` says which."""

    piece: Piece
    kind: str


@dataclass(frozen=True, eq=False)
class Note:
    """A footnote or endnote: kept, but it has no place in a plan's structure."""

    piece: Piece


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of the grid; ``covered``: a merged cell lies over this place, and its pieces stand where it begins."""

    pieces: tuple[Piece, ...] = ()
    covered: bool = False

    @cached_property
    def text(self) -> str:
        """The cell's paragraphs, one a line."""
        return "\n".join(piece.clean for piece in self.pieces)

    @cached_property
    def line(self) -> str:
        """The cell's text as one line."""
        return one_line(self.text)


@dataclass(frozen=True, eq=False)
class Row:
    cells: tuple[Cell, ...]
    where: Where
    after_break: bool = False  # the first row on a new page: it may go on with the row before

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for cell in self.cells for piece in cell.pieces)


@dataclass(frozen=True, eq=False)
class Table:
    rows: tuple[Row, ...]
    where: Where

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


Block = Heading | Paragraph | Table | Furniture | Note


@dataclass(frozen=True)
class Source:
    """What a format reader hands on: the blocks in reading order."""

    blocks: tuple[Block, ...]


def pieces_of(block: Block) -> tuple[Piece, ...]:
    """Every piece of a block that holds any text."""
    pieces = tuple(p for row in block.rows for p in row.pieces) if isinstance(block, Table) else (block.piece,)
    return tuple(piece for piece in pieces if piece.text.strip())


MAX_COLUMNS = 60  # a plan's table never comes near; wider ones are made to exhaust memory


def grid(rows: Sequence[Sequence[Sequence[str] | None]], where: Where, breaks: frozenset[int] = frozenset()) -> Table:
    """A table from its cells' paragraphs; ``None`` is a place that a merged cell covers. Short rows are filled up.

    ``breaks`` are the numbers of the rows that a new page begins with.
    """
    wide = max((len(row) for row in rows), default=0)
    laid: list[Row] = []
    for number, row in enumerate(rows, start=1):
        at = replace(where, row=number)
        cells: list[Cell] = []
        for column, texts in enumerate(row, start=1):
            here = replace(at, column=column)
            cells.append(
                Cell(covered=True)
                if texts is None
                else Cell(tuple(Piece(text, here) for text in texts if text.strip()))
            )
        cells += [Cell() for _ in range(wide - len(cells))]
        laid.append(Row(tuple(cells), at, after_break=number in breaks))
    return Table(tuple(laid), where)
