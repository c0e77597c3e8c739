"""From blocks to an outline: title lines, contents list, sections with their prose, and the tables of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import Block, Furniture, Heading, Note, Paragraph, Piece, Row, Table
from .columns import MAX_HEADER_ROWS, Header, header_of
from .ledger import Ledger
from .model import AgencyName
from .numerals import Mark, Rank, mark_of
from .text import ends_sentence, is_rule, one_line, squeeze
from .titles import is_title_line
from .vocabulary import CONTENTS_WORDS, exact_role, plain

_LEADERS = re.compile(r"^.{1,80}?(?:[.．…·‧]{2,}\s*|\t\s*)[\divxIVX]+(?:\s*[-–]\s*\d+)?$")
_PAGE_AT_END = re.compile(r"^.{1,80}?\s*\d+(?:\s*[-–]\s*\d+)?$")
_PAGE = re.compile(r"^\d+(?:\s*[-–]\s*\d+)?$")
_HEAD_BLOCKS = 12  # the title stands within the first blocks


@dataclass
class SectionDraft:
    heading: str
    rank: float
    mark: Mark | None
    piece: Piece | None
    paragraphs: list[Piece] = field(default_factory=list)
    parent: SectionDraft | None = None

    @property
    def path(self) -> list[str]:
        """This heading and those above it, the nearest first."""
        return [self.heading, *(self.parent.path if self.parent else [])]


@dataclass
class PlanTable:
    """A recognised table; parts that follow each other without text between are one. ``section`` is where it stands."""

    kind: str
    header: Header
    rows: list[Row]
    section: SectionDraft | None
    before: str  # the paragraph right before it: often names a unit or a period
    totals: list[Row] = field(default_factory=list)


@dataclass
class Outline:
    title_lines: list[str] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    tables: list[PlanTable] = field(default_factory=list)


def outline(blocks: Sequence[Block], ledger: Ledger, agencies: Sequence[AgencyName]) -> Outline:
    """One pass over the blocks; what has no place stays unplaced in the ledger."""
    return _Outliner(blocks, ledger, agencies).run()


class _Outliner:
    def __init__(self, blocks: Sequence[Block], ledger: Ledger, agencies: Sequence[AgencyName]) -> None:
        self.blocks = [b for b in blocks if not (isinstance(b, Paragraph) and not b.piece.clean.strip())]
        self.ledger = ledger
        self.agencies = agencies
        self.result = Outline()
        self.section: SectionDraft | None = None
        self.in_contents = False
        self.table: PlanTable | None = None  # the table that the next one may continue
        self.before = ""
        self.ranks = self._ranks_of_levels()

    def _ranks_of_levels(self) -> dict[int, int]:
        """Which numbering rank the document's own heading levels mostly carry."""
        votes: dict[int, Counter[int]] = {}
        for block in self.blocks:
            if isinstance(block, Heading) and (mark := mark_of(block.piece.clean)):
                votes.setdefault(block.level, Counter())[mark.rank] += 1
        return {level: counter.most_common(1)[0][0] for level, counter in votes.items()}

    def run(self) -> Outline:
        body_begun = False
        for index, block in enumerate(self.blocks):
            if isinstance(block, Furniture):
                self.ledger.place(block.piece, block.kind)
                continue
            if isinstance(block, Note):
                continue
            if isinstance(block, Table):
                for part in _split_at_headers(block):
                    self._table(part)
                continue
            text = block.piece.clean
            self.table = None if not is_rule(text) else self.table
            if is_rule(text):
                self.ledger.place(block.piece, "rule")
            elif not self._contents(block, text) and not (
                not body_begun and index < _HEAD_BLOCKS and self._title(block, text)
            ):
                heading = self._heading(index, block)
                body_begun = body_begun or heading is not None or len(text) > 60
                if heading is not None:
                    self.in_contents = False
                    self._open(heading)
                else:
                    self._prose(block.piece)
            self.before = text
        return self.result

    # The head of the document

    def _title(self, block: Heading | Paragraph, text: str) -> bool:
        if mark_of(text) is not None or not is_title_line(text, self.agencies):
            return False
        self.result.title_lines.append(text)
        self.ledger.place(block.piece, "title")
        return True

    def _contents(self, block: Heading | Paragraph, text: str) -> bool:
        if plain(text.strip("【】[]「」《》 ")) in CONTENTS_WORDS or re.sub(r"[\s【】]", "", text) in CONTENTS_WORDS:
            self.in_contents = True
            self.ledger.place(block.piece, "contents")
            return True
        line = one_line(block.piece.text.strip())
        if _LEADERS.match(block.piece.text.strip()) or (self.in_contents and _PAGE_AT_END.match(line)):
            self.ledger.place(block.piece, "contents")
            return True
        return False

    # Headings and prose

    def _heading(self, index: int, block: Heading | Paragraph) -> SectionDraft | None:
        text = one_line(block.piece.clean)
        mark = mark_of(text)
        if isinstance(block, Heading):
            rank = (
                float(mark.rank) if mark else self.ranks.get(block.level, block.level) - (0.5 if not self.ranks else 0)
            )
            return SectionDraft(text, rank, mark, block.piece)
        if mark is None or not mark.rest or (ends_sentence(text) and not text.endswith(("：", ":"))):
            return None
        if text.endswith(("，", ",", "、")) or len(text) > 60:
            return None
        if mark.rank in {Rank.PART, Rank.FORMAL, Rank.HAN}:
            return SectionDraft(text, float(mark.rank), mark, block.piece)
        if mark.rank is Rank.HAN_BRACKET and len(text) <= 40 and self._text_follows(index, mark):
            return SectionDraft(text, float(mark.rank), mark, block.piece)
        return None

    def _text_follows(self, index: int, mark: Mark) -> bool:
        """Whether prose follows a numbered line, rather than the next item of the same list."""
        for block in self.blocks[index + 1 : index + 3]:
            if isinstance(block, Furniture):
                continue
            if not isinstance(block, Paragraph):
                return False
            following = mark_of(block.piece.clean)
            return following is None or following.rank > mark.rank
        return False

    def _open(self, draft: SectionDraft) -> None:
        parent = self.section
        while parent is not None and parent.rank >= draft.rank:
            parent = parent.parent
        draft.parent = parent
        self.section = draft
        self.result.sections.append(draft)
        if draft.piece:
            self.ledger.place(draft.piece, "heading")

    def _prose(self, piece: Piece) -> None:
        if self.section is None:
            self._open(SectionDraft("", 0.0, None, None))
        assert self.section is not None
        self.section.paragraphs.append(piece)
        self.ledger.place(piece, "prose")

    # Tables

    def _table(self, table: Table) -> None:
        if self._contents_table(table):
            self.ledger.place((p for row in table.rows for p in row.pieces), "contents")
            return
        header = header_of(table)
        if header is not None and header.kind is not None:
            self.ledger.place((p for row in table.rows[: header.rows] for p in row.pieces), "header")
            rows = list(table.rows[header.rows :])
            same = self.table is not None and _columns_of(self.table.header) == _columns_of(header)
            if same and self.table is not None:
                self.table.rows += rows
                return
            self.table = PlanTable(header.kind, header, rows, self.section, self.before)
            self.result.tables.append(self.table)
        elif self.table is not None and abs(table.width - max(c.end for c in self.table.header.columns)) <= 1:
            self.table.rows += table.rows
        elif table.width and all(is_rule(cell.text) for row in table.rows for cell in row.cells if cell.text):
            self.ledger.place((p for row in table.rows for p in row.pieces), "rule")

    def _contents_table(self, table: Table) -> bool:
        rows = [[cell.line for cell in row.cells if cell.line] for row in table.rows]
        rows = [row for row in rows if row]
        if not rows or table.width > 4:
            return False
        paged = all(len(row) > 1 and _PAGE.match(row[-1]) for row in rows)
        leaders = any(re.search(r"[.…·‧]{2,}", squeeze(row[0])) for row in rows)
        return (paged and (leaders or self.in_contents)) or all(_LEADERS.match(row[-1]) for row in rows)


def _split_at_headers(table: Table) -> list[Table]:
    """Two tables that nothing separates in the file: a row of other column headings begins the second."""
    parts: list[Table] = []
    start, current = 0, header_of(table)
    for index in range(1, len(table.rows)):
        filled = [cell.line for cell in table.rows[index].cells if cell.line]
        if len(filled) < 2 or any(exact_role(text) is None for text in filled):
            continue
        header = header_of(Table(table.rows[index : index + MAX_HEADER_ROWS], table.where))
        if header is None or header.kind is None:
            continue
        if current is None or _columns_of(header) != _columns_of(current):
            if index > start + (current.rows if current else 0):
                parts.append(Table(table.rows[start:index], table.where))
                start = index
            current = header
    return [*parts, Table(table.rows[start:], table.where)] if parts else [table]


def _columns_of(header: Header) -> list[tuple[str, int | None]]:
    return [(column.role.value, column.year) for column in header.columns]
