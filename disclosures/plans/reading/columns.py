"""Which column is which: header rows by their words, and each row's cells aligned to the columns.

Rows in real documents slip sideways (an ordinal in a cell of its own pushes the rest along), so a row is aligned as a
whole, by where its cells stand and by what they look like; see :func:`align`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocks import Cell, Row, Table
from .numerals import pure_ordinal
from .text import is_rule, narrow
from .values import decimal, value_and_unit, weight
from .vocabulary import Role, bare_year, exact_role, money_unit, plain, role_of, year_in

MAX_HEADER_ROWS = 4


@dataclass(frozen=True)
class Column:
    """A column by its role; it reaches from ``start`` up to, not including, ``end`` (grid columns from 0)."""

    role: Role
    start: int
    end: int
    heading: str
    year: int | None = None  # Gregorian, when the heading names one


@dataclass(frozen=True)
class Header:
    """A table's header: how many rows it takes, and the columns it names."""

    rows: int
    columns: tuple[Column, ...]
    money_factor: str | None = None

    def has(self, *roles: Role) -> bool:
        return all(any(column.role is role for column in self.columns) for role in roles)

    @property
    def kind(self) -> str | None:
        """``indicators``, ``results``, ``programmes``, or None: not a table of a plan."""
        if self.has(Role.INDICATOR) and (self.has(Role.TARGET) or self.has(Role.FORMULA) or self.has(Role.ACTUAL)):
            targets = [c.year for c in self.columns if c.role is Role.TARGET]
            later = max((y for y in targets if y), default=0) > max(
                (c.year or 0 for c in self.columns if c.role is Role.ACTUAL), default=0
            )
            return "results" if self.has(Role.ACTUAL) and not (later and len(targets) > 1) else "indicators"
        if (self.has(Role.PROGRAMME) or self.has(Role.ITEM)) and (self.has(Role.CONTENT) or self.has(Role.BUDGET)):
            return "programmes"
        return None


def header_of(table: Table) -> Header | None:
    """The header of a table, if its first rows name columns of a plan; blank and ruled rows before it are skipped."""
    upper: list[_Heading] = [_Heading(None, "")] * table.width
    used, first = 0, True
    for number, row in enumerate(table.rows[:MAX_HEADER_ROWS], start=1):
        texts = [cell.line for cell in row.cells]
        filled = [text for text in texts if text and not is_rule(text)]
        if not filled:
            used = number if used == number - 1 else used
            continue
        known = sum(role_of(text) is not None for text in filled)
        years = sum(role_of(text) is None and (not plain(text) or bare_year(text) is not None) for text in filled)
        if first and (known < 2 or known * 2 < len(filled) or any(len(text) > 40 for text in filled)):
            return None
        single = len(filled) == 1 and not years and exact_role(filled[0]) is None  # heads rows, not columns
        if not first and (single or known + years < len(filled) or any(len(text) > 24 for text in filled)):
            break
        upper = _merge(upper, row, first=first)
        used, first = number, False
    columns = _settle(_columns(upper))
    money = next((money_unit(column.heading) for column in columns if column.role is Role.BUDGET), None)
    header = Header(used, columns, money)
    return header if columns and header.kind else None


@dataclass(frozen=True)
class _Heading:
    role: Role | None
    text: str


def _merge(upper: list[_Heading], row: Row, *, first: bool) -> list[_Heading]:
    merged = list(upper)
    group = _Heading(None, "")
    for index, cell in enumerate(row.cells):
        text = cell.line
        role = role_of(text)
        if first:
            group = _Heading(role or Role.OTHER, text) if text else group if cell.covered else _Heading(None, "")
            merged[index] = group
        elif text:
            over = upper[index] if upper[index].role else _group_over(upper, index)
            merged[index] = _Heading(role or over.role, f"{over.text} {text}".strip())
    return merged


def _group_over(upper: Sequence[_Heading], index: int) -> _Heading:
    """The heading of the upper row that spans this column without saying so: the nearest to the left."""
    return next((upper[i] for i in range(index, -1, -1) if upper[i].role), _Heading(None, ""))


def _columns(upper: Sequence[_Heading]) -> list[Column]:
    named: list[tuple[int, Role, str]] = []
    for index, heading in enumerate(upper):
        if heading.role is not None and not (named and named[-1][1:] == (heading.role, heading.text)):
            named.append((index, heading.role, heading.text))
    ends = [start for start, _, _ in named[1:]] + [len(upper)] * bool(named)
    return [
        Column(role, start, end, text, year_in(text) or bare_year(text.split(" ")[-1]))
        for (start, role, text), end in zip(named, ends, strict=True)
    ]


_ONCE = {Role.GOAL, Role.INDICATOR, Role.PROGRAMME, Role.ITEM, Role.ASSESSMENT, Role.UNIT}


def _settle(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Give a second column of a role that a row has once another role, so that nothing is read twice or dropped."""
    settled: list[Column] = []
    roles = [column.role for column in columns]
    total = next((c for c in columns if c.role is Role.BUDGET and any(w in c.heading for w in _TOTALS)), None)
    for column in columns:
        seen = any(other.role is column.role for other in settled)
        role = column.role
        if role is Role.BUDGET and roles.count(Role.BUDGET) > 1:
            role = Role.BUDGET if column is total or (total is None and not seen) else Role.OTHER
        elif seen and role is Role.PROGRAMME and Role.ITEM not in roles:
            role = Role.ITEM
        elif seen and role in _ONCE:
            role = Role.OTHER
        settled.append(replace(column, role=role))
    return tuple(settled)


_TOTALS = ("合計", "總計", "小計", "總額", "total", "Total")


@dataclass(frozen=True)
class Aligned:
    """A row's cells by column; ``ordinals`` are cells that only number what follows; ``left`` fits nowhere."""

    cells: dict[int, Cell]  # index into Header.columns → cell
    ordinals: dict[int, tuple[int, Cell]]  # index of the column that follows → number and cell
    left: tuple[Cell, ...]


_UNASSIGNED = 6.0
_STEP = 0.4  # per grid column that a cell stands away from its heading
_TEXTUAL = {Role.GOAL, Role.INDICATOR, Role.ITEM, Role.PROGRAMME, Role.CONTENT, Role.FORMULA, Role.METHOD}


def _misfit(role: Role, text: str) -> float:
    """How little a text looks like what the column holds."""
    number = value_and_unit(text)[0]
    if role is Role.ASSESSMENT:
        return 0.0 if narrow(text).strip() in {"1", "2", "3", "4", "5"} else 4.0
    if role is Role.WEIGHT:
        return 0.0 if weight(text) is not None else 4.0
    if role is Role.TARGET:
        return 0.0 if number is not None else 0.5 if any(c.isdigit() for c in narrow(text)) else 1.0
    if role is Role.BUDGET:
        return 0.0 if number is not None or text.strip() in {"-", "－", "—"} else 2.5
    if role is Role.NUMBER:
        return 0.0 if pure_ordinal(text) is not None or decimal(text) is not None else 4.0
    if role in _TEXTUAL:
        return 2.0 if pure_ordinal(text) is not None or (number is not None and role is not Role.FORMULA) else 0.0
    return 0.0


def align(row: Row, header: Header) -> Aligned:
    """Give every filled cell of ``row`` its column, in order, at the least cost of moving and of misfitting."""
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell.text.strip()]
    columns = header.columns
    n, m = len(filled), len(columns)
    best: list[list[tuple[float, str]]] = [[(float("inf"), "")] * (m + 1) for _ in range(n + 1)]
    best[n] = [(0.0, "end")] * (m + 1)
    for i in range(n - 1, -1, -1):
        place, cell = filled[i]
        text = cell.line
        number = pure_ordinal(text)
        for j in range(m, -1, -1):
            choices = [(_UNASSIGNED + best[i + 1][j][0], "leave")]
            if j < m:
                column = columns[j]
                away = max(column.start - place, 0) + max(place - (column.end - 1), 0)
                choices.append((away * _STEP + _misfit(column.role, text) + best[i + 1][j + 1][0], "put"))
                choices.append((best[i][j + 1][0] + 0.01, "skip"))
                if number is not None and column.role in {Role.GOAL, Role.INDICATOR, Role.ITEM, Role.PROGRAMME}:
                    follows = 0.2 + best[i + 1][j][0]
                    choices.append((follows, "ordinal"))
            best[i][j] = min(choices, key=lambda choice: choice[0])
    cells: dict[int, Cell] = {}
    ordinals: dict[int, tuple[int, Cell]] = {}
    left: list[Cell] = []
    i = j = 0
    while i < n:
        choice = best[i][j][1]
        cell = filled[i][1]
        if choice == "skip":
            j += 1
            continue
        if choice == "put":
            cells[j] = cell
            j += 1
        elif choice == "ordinal":
            ordinals[j] = (pure_ordinal(cell.line) or 0, cell)
        else:
            left.append(cell)
        i += 1
    return Aligned(cells, ordinals, tuple(left))
