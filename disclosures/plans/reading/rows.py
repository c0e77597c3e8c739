"""The body of a plan's table as entries by column: slipped rows aligned, broken rows put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import Cell, Piece, Row, Table, Where
from .columns import Column, align, header_of
from .ledger import Ledger
from .numerals import chinese_number, mark_of, pure_ordinal
from .outline import PlanTable
from .text import ends_sentence, is_han, is_rule, join_lines, one_line, squeeze
from .vocabulary import TOTAL_WORDS, Role, role_of


@dataclass
class Entry:
    """What one cell says, grown by what a page break cut off: its paragraphs and the pieces they come from."""

    paragraphs: list[str]
    pieces: list[Piece]

    @classmethod
    def of(cls, cell: Cell) -> Entry:
        return cls([piece.clean for piece in cell.pieces], list(cell.pieces))

    @property
    def line(self) -> str:
        return one_line("\n".join(self.paragraphs))

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def where(self) -> Where:
        return self.pieces[0].where

    def grow(self, other: Entry, *, as_line: bool) -> None:
        """Add what follows after a break; a paragraph that was cut in two becomes one again."""
        first, *rest = other.paragraphs or [""]
        if self.paragraphs and (as_line or goes_on(self.paragraphs[-1], first)):
            self.paragraphs[-1] = rejoin(self.paragraphs[-1], first)
        else:
            rest = [first, *rest]
        self.paragraphs += rest
        self.pieces += other.pieces


def goes_on(before: str, after: str) -> bool:
    """Whether ``after`` finishes the sentence that ``before`` breaks off in."""
    return bool(before) and not ends_sentence(before) and mark_of(after) is None


def rejoin(before: str, after: str) -> str:
    """Join two halves of one text, spacing Latin words as the first half does."""
    end = before[-80:]
    spaced = any(b == " " and is_han(a) != is_han(c) for a, b, c in zip(end, end[1:], end[2:], strict=False))
    return join_lines(before, after, han_latin=" " if spaced else "")


@dataclass
class BodyRow:
    entries: dict[int, Entry]  # index of the column in the header → entry
    ordinals: dict[int, int]  # index of a column → the number that stands in a cell of its own before it
    where: Where
    after_break: bool = False
    ordinal_pieces: list[Piece] = field(default_factory=list)
    banner: Entry | None = None  # a cell across the whole row: it heads the rows below

    def first(self, columns: tuple[Column, ...], *roles: Role) -> tuple[int, Entry] | None:
        """The first filled entry whose column has one of the roles."""
        return next(((i, self.entries[i]) for i in sorted(self.entries) if columns[i].role in roles), None)


def body_rows(table: PlanTable, ledger: Ledger) -> list[BodyRow]:
    """The table's rows in order, without rules, repeated headings and totals (those are placed in the ledger)."""
    columns = table.header.columns
    kept: list[BodyRow] = []
    broken = False
    for row in table.rows:
        texts = [cell.line for cell in row.cells if cell.line]
        if not texts:
            broken = broken or row.after_break
            continue
        if all(is_rule(text) for text in texts):
            ledger.place(row.pieces, "rule")
            continue
        if (
            len(texts) > 1
            and sum(role_of(text) is not None for text in texts) >= len(texts) - 1
            and _repeats(row, table)
        ):
            ledger.place(row.pieces, "header")
            broken = True
            continue
        if squeeze(texts[0]).lower() in TOTAL_WORDS:
            ledger.place(row.pieces, "total")
            table.totals.append(row)
            continue
        if (banner := _banner(row, table)) is not None:
            kept.append(BodyRow({}, {}, row.where, banner=banner))
            continue
        aligned = align(row, table.header)
        entries = {index: Entry.of(cell) for index, cell in aligned.cells.items()}
        new = BodyRow(
            entries,
            {index: number for index, (number, _) in aligned.ordinals.items()},
            row.where,
            row.after_break or broken,
            [piece for _, cell in aligned.ordinals.values() for piece in cell.pieces],
        )
        broken = False
        if kept and _continues(kept[-1], new, columns, kept):
            _merge(kept[-1], new, columns)
        elif entries:
            kept.append(new)
    return kept


def _banner(row: Row, table: PlanTable) -> Entry | None:
    """The one cell of a row in an indicator table that only names the goal of the rows below."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(filled) != 1 or not table.header.has(Role.INDICATOR) or len(row.cells) < 3:
        return None
    across = all(cell.covered for cell in row.cells if cell is not filled[0])
    text = filled[0].line
    named = mark_of(text) is not None or GOAL_PREFIX.match(text) is not None
    alone = filled[0] is row.cells[0] and not table.header.has(Role.GOAL) and not row.after_break
    return Entry.of(filled[0]) if across or (alone and named) else None


def _repeats(row: Row, table: PlanTable) -> bool:
    header = header_of(Table((row,), row.where))
    known = {column.role for column in table.header.columns}
    return header is not None or all(role_of(cell.line) in known for cell in row.cells if cell.line)


_FIGURES = {Role.TARGET, Role.WEIGHT, Role.ASSESSMENT, Role.BUDGET}


def _continues(before: BodyRow, new: BodyRow, columns: tuple[Column, ...], kept: list[BodyRow]) -> bool:
    """Whether ``new`` is the rest of ``before``: nothing in it begins a row of its own."""
    roles = {columns[i].role for i in new.entries}
    had = {columns[i].role for i in before.entries}
    if new.ordinals or new.banner or before.banner or not roles:
        return False
    if any(i not in before.entries for i in new.entries if columns[i].role not in _FIGURES):
        return False
    names = Role.INDICATOR if any(column.role is Role.INDICATOR for column in columns) else Role.PROGRAMME
    if names is Role.INDICATOR and not roles & {Role.INDICATOR, Role.TARGET, Role.WEIGHT, Role.GOAL}:
        return True  # only the tail of a formula or a result: no row by itself
    if not new.after_break or _marked(new, columns, names):
        return False
    if not roles & _FIGURES:
        return True
    # Figures centred in a tall row may have landed on the second page: then the first part has none.
    return not had & _FIGURES and _numbered(kept, columns, names)


def _marked(new: BodyRow, columns: tuple[Column, ...], role: Role) -> bool:
    """Whether the cell that names the row begins with a number."""
    return any(columns[i].role is role and mark_of(e.line, bare=True) is not None for i, e in new.entries.items())


def _numbered(kept: list[BodyRow], columns: tuple[Column, ...], role: Role) -> bool:
    """Whether the rows of this table are numbered."""
    names = [(i, row) for row in kept for i in row.entries if columns[i].role is role]
    marked = sum(i in row.ordinals or mark_of(row.entries[i].line, bare=True) is not None for i, row in names)
    return marked * 2 > len(names)


GOAL_PREFIX = re.compile(
    r"^(?:年度|關鍵|業務面向|策略|績效|施政)*目標\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：、.．]\s*|^Goal\s+(\d{1,2})\s*[:.]\s*",
    re.IGNORECASE,
)
_LINES = {Role.GOAL, Role.INDICATOR, Role.PROGRAMME, Role.FORMULA, Role.METHOD, Role.TARGET, Role.REMARK}


def _merge(before: BodyRow, new: BodyRow, columns: tuple[Column, ...]) -> None:
    for index, entry in new.entries.items():
        as_line = columns[index].role in _LINES and mark_of(entry.line) is None
        if index in before.entries:
            before.entries[index].grow(entry, as_line=as_line)
        else:
            before.entries[index] = entry
    before.ordinal_pieces += new.ordinal_pieces


def own_number(row: BodyRow, index: int, entry: Entry) -> tuple[int | None, str]:
    """An entry's number (in a cell before it, or as its mark) and its text without the mark."""
    text = entry.line
    mark = mark_of(text, bare=True)
    if prefix := GOAL_PREFIX.match(text):
        raw = prefix.group(1) or prefix.group(2)
        return (int(raw) if raw.isdecimal() else chinese_number(raw)), text[prefix.end() :]
    if index in row.ordinals:
        return row.ordinals[index], text
    if mark is not None and mark.rest and pure_ordinal(text) is None:
        return mark.number, mark.rest.strip()
    return None, text
