"""Plain text to blocks: headings, paragraphs that were wrapped, and tables that still have tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosures.files import decode

from .blocks import Block, Cell, Heading, Paragraph, Piece, Source, Table, Where, grid
from .intake import no_text, too_heavy
from .numerals import mark_of, pure_ordinal
from .text import ends_sentence, join_lines, tidy, width
from .vocabulary import header_line

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_PARAGRAPH_TAG = re.compile(r"</p>\s*<p[^>]*>|</?p[^>]*>|<br\s*/?>", re.IGNORECASE)
_PIPE_RULE = re.compile(r"^\|?[\s:|-]+\|?$")
_MAX_CHARACTERS, _MAX_LINES = 5_000_000, 200_000
_NARROWEST, _WIDEST = 30, 130  # columns: outside of these a text is not taken for wrapped


@dataclass(frozen=True)
class _Line:
    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_txt(data: bytes) -> Source:
    """All blocks in reading order. Raises UnreadableDocument (not_text, no_text, too_heavy)."""
    text = decode(data)[0].replace("\f", "\n").replace("\v", "\n")
    lines = [_Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    if len(text) > _MAX_CHARACTERS or len(lines) > _MAX_LINES:
        raise too_heavy()
    if not any(not line.blank for line in lines):
        raise no_text(scanned=False)
    reader = _Reader(lines)
    return Source(tuple(reader.blocks()))


class _Reader:
    def __init__(self, lines: Sequence[_Line]) -> None:
        self.lines = lines
        self.tables = 0
        self.widths = [width(line.text.strip()) for line in lines if not line.blank and "\t" not in line.text]
        solid = [i for i, line in enumerate(lines) if not line.blank]
        followed = sum(i + 1 < len(lines) and lines[i + 1].blank for i in solid)
        self.double_spaced = len(solid) > 8 and followed > 0.7 * len(solid)
        self.wrapped = self._is_wrapped()

    def _is_wrapped(self) -> bool:
        if len(self.widths) < 8:
            return False
        full = sorted(self.widths)[int(len(self.widths) * 0.95)]
        plain = [line.text for line in self.lines if not line.blank and "\t" not in line.text]
        running = sum(width(text) >= 0.8 * full and not ends_sentence(text) for text in plain)
        return _NARROWEST <= full <= _WIDEST and running > 0.25 * len(plain)

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if line.blank:
                index += 1
            elif "\t" in line.text.rstrip(" ") and (end := self._tab_region(index)) is not None:
                found += self._tab_table(index, end)
                index = end
            elif line.text.lstrip().startswith("|") and line.text.count("|") > 2:
                end = index
                while end < len(self.lines) and self.lines[end].text.lstrip().startswith("|"):
                    end += 1
                found.append(self._pipe_table(self.lines[index:end]))
                index = end
            elif heading := _MARKDOWN_HEADING.match(line.text.strip()):
                piece = Piece(heading.group(2), Where(line=line.number))
                found.append(Heading(piece, len(heading.group(1))))
                index += 1
            else:
                end = self._paragraph_end(index)
                found += self._paragraph([entry for entry in self.lines[index:end] if not entry.blank])
                index = end
        return found

    # Paragraphs

    def _paragraph_end(self, start: int) -> int:
        index = start + 1
        if not self.wrapped:
            return index
        last = self.lines[start]
        while index < len(self.lines):
            line = self.lines[index]
            if line.blank:
                if not self.double_spaced or (index + 1 < len(self.lines) and self.lines[index + 1].blank):
                    return index
                index += 1
                continue
            if not self._goes_on(last, line):
                return index
            last, index = line, index + 1
        return index

    def _goes_on(self, last: _Line, line: _Line) -> bool:
        if "\t" in line.text or line.text.lstrip().startswith(("#", "|")) or ends_sentence(last.text):
            return False
        if mark_of(line.text) is not None or header_line(line.text) or header_line(last.text):
            return False
        near = [
            width(entry.text.strip())
            for entry in self.lines[max(0, last.number - 25) : last.number + 25]
            if not entry.blank
        ]
        usual = sorted(near)[int(len(near) * 0.8)]
        return width(last.text.strip()) >= 0.85 * usual

    def _paragraph(self, lines: Sequence[_Line]) -> list[Block]:
        text = ""
        for line in lines:
            text = join_lines(text, line.text.strip())
        piece = Piece(text, Where(line=lines[0].number))
        return [Paragraph(piece)]

    # Tables

    def _tab_region(self, start: int) -> int | None:
        """The end of the table that begins at ``start``; None when its tabs only indent or follow a number."""
        index, last, led = start, start, True
        while index < len(self.lines):
            line = self.lines[index]
            if "\t" in line.text:
                led = (
                    led and "\t" not in line.text.lstrip(" ")[1:].rstrip(" ") and line.text.lstrip(" ").startswith("\t")
                )
                last = index
            elif not line.blank and not (led and index == last + 1):
                break
            elif not line.blank:
                last = index
            index += 1
        region = [line for line in self.lines[start : last + 1] if not line.blank or "\t" in line.text]
        rows = [line.text.strip(" ").split("\t") for line in region]
        if led:
            return last + 1 if sum(line.text.lstrip(" ").startswith("\t") for line in region) >= 4 else None
        tabbed = [[cell for cell in row if cell.strip()] for row in rows]
        numbered = all(len(row) <= 2 and (len(row) < 2 or _only_mark(row[0])) for row in tabbed)
        return None if numbered or (len(region) == 1 and len(tabbed[0]) < 3) else last + 1

    def _tab_table(self, start: int, end: int) -> list[Block]:
        region = self.lines[start:end]
        led = all("\t" not in line.text.strip(" ")[1:] for line in region)
        rows = _led_rows(region) if led else [(line.number, line.text.split("\t")) for line in region if not line.blank]
        self.tables += 1
        made = grid([[_cell_texts(cell) for cell in cells] for _, cells in rows], Where(table=self.tables))
        placed = tuple(
            replace(
                row,
                where=replace(row.where, line=number),
                cells=tuple(_at_line(cell, number) for cell in row.cells),
            )
            for row, (number, _) in zip(made.rows, rows, strict=True)
        )
        return [Table(placed, made.where)]

    def _pipe_table(self, lines: Sequence[_Line]) -> Table:
        self.tables += 1
        rows = [line for line in lines if not _PIPE_RULE.match(line.text.strip())]
        cells = [[_cell_texts(cell) for cell in line.text.strip().strip("|").split("|")] for line in rows]
        return grid(cells, Where(table=self.tables))


def _only_mark(text: str) -> bool:
    mark = mark_of(text)
    return pure_ordinal(text) is not None or (mark is not None and not mark.rest)


def _at_line(cell: Cell, number: int) -> Cell:
    return Cell(tuple(Piece(piece.text, replace(piece.where, line=number)) for piece in cell.pieces), cell.covered)


def _cell_texts(cell: str) -> list[str]:
    return [part for part in (tidy(part) for part in _PARAGRAPH_TAG.split(cell)) if part]


def _led_rows(region: Sequence[_Line]) -> list[tuple[int, list[str]]]:
    """Rows of the layout in which a tab begins every cell and a blank line ends every row.

    The first row fixes the number of columns; where cells hold blank lines themselves, that number decides.
    """
    cells: list[tuple[int, list[str], int]] = []  # line number, lines, group between blank lines
    group = 0
    for line in region:
        if line.text.lstrip(" ").startswith("\t"):
            cells.append((line.number, [line.text.strip()], group))
        elif line.blank:
            group += 1
        elif cells:
            cells[-1][1].append(line.text.strip())
    first = cells[0][2]
    wide = sum(1 for cell in cells if cell[2] == first)
    if wide > 1 and len(cells) % wide == 0:
        chunks = [cells[i : i + wide] for i in range(0, len(cells), wide)]
    else:
        groups = sorted({cell[2] for cell in cells})
        chunks = [[cell for cell in cells if cell[2] == number] for number in groups]
    return [(chunk[0][0], ["\n".join(cell[1]) for cell in chunk]) for chunk in chunks]
