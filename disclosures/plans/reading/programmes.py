"""Programmes, their items and what is done for each, from the rows of programme tables.

Documents list several items in one cell and their contents, unlabelled, in the next. They are paired in order, row by
row, only where the numbers agree; where they do not, the content is kept whole, in a row without item, and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .blocks import Piece, Where
from .columns import Column, align
from .ledger import Ledger
from .model import Places, Problem, Programme
from .numerals import Mark, Rank, mark_of
from .outline import PlanTable
from .rows import BodyRow, Entry, body_rows, goes_on, own_number, rejoin
from .text import one_line, squeeze
from .values import thousands
from .vocabulary import Role, money_unit

_INLINE = re.compile(r"(?<=\S)\s+(?=(\d{1,2})\s*[.、．](?![\d０-９]))|(?<=[^\d\s])(?=(\d{1,2})[.、．]\s*[^\d\s])")


@dataclass
class _Item:
    title: str
    mark: Mark | None
    parent: _Item | None
    row: int
    where: Where
    children: int = 0
    contents: list[str] = field(default_factory=list)
    content_where: Where | None = None

    @property
    def number(self) -> str | None:
        if self.mark is None:
            return None
        own = f"({self.mark.number})" if self.parent else str(self.mark.number)
        return f"{self.parent.number}{own}" if self.parent and self.parent.number else own


@dataclass
class _Group:
    """The content of one item: an unnumbered paragraph, or paragraphs numbered on from 1."""

    paragraphs: list[str]
    row: int
    where: Where
    last: Mark | None


@dataclass
class _Draft:
    """A programme with its rows."""

    number: int | None
    title: str | None
    where: Where
    rows: list[BodyRow] = field(default_factory=list)


def read_programmes(table: PlanTable, ledger: Ledger, problems: list[Problem]) -> list[Programme]:
    """All rows of one programme table; problems found on the way are added to ``problems``."""
    columns = table.header.columns
    named = Role.PROGRAMME if table.header.has(Role.PROGRAMME) else Role.ITEM
    factor = table.header.money_factor or money_unit(
        table.before if "單位" in table.before or "unit" in table.before.lower() else ""
    )
    drafts = _drafts(body_rows(table, ledger), columns, named)
    made: list[Programme] = []
    for draft in drafts:
        if named is Role.PROGRAMME and table.header.has(Role.ITEM):
            made += _with_items(draft, columns, factor, ledger, problems)
        else:
            made.append(_whole(draft, columns, factor, ledger))
    problems += _totals(table, made, factor)
    if table.header.has(Role.BUDGET) and factor is None and any(row.budget_text for row in made):
        problems.append(
            Problem(
                "budget_unit_unknown",
                "warning",
                "預算欄沒有註明單位（元、千元或萬元），金額僅保留原文，未換算。",
                "The budget column names no unit (dollars or thousands): amounts are kept as published, not converted.",
                drafts[0].where if drafts else None,
            )
        )
    return made


def _totals(table: PlanTable, made: Sequence[Programme], factor: str | None) -> list[Problem]:
    """A printed total of the budgets that is not the sum of its rows."""
    sums = [row.budget_thousand for row in made if row.budget_thousand is not None]
    for row in table.totals:
        cells = align(row, table.header).cells
        budget = next((c for i, c in cells.items() if table.header.columns[i].role is Role.BUDGET), None)
        said = thousands(budget.line, factor) if budget is not None else None
        if said is not None and len(table.totals) == 1 and sum(sums, Decimal(0)) != said:
            return [
                Problem(
                    "budget_total",
                    "warning",
                    f"預算合計寫 {said:,} 千元，各列相加為 {sum(sums, Decimal(0)):,} 千元。",
                    f"The budgets' total is given as {said:,} thousand; the rows add up to {sum(sums, Decimal(0)):,}.",
                    row.where,
                )
            ]
    return []


def _drafts(rows: Sequence[BodyRow], columns: tuple[Column, ...], named: Role) -> list[_Draft]:
    drafts: list[_Draft] = []
    numbered = False
    for row in rows:
        found = row.first(columns, named)
        if found is None:
            if not drafts:
                drafts.append(_Draft(None, None, row.where))
            drafts[-1].rows.append(row)
            continue
        number, title = own_number(row, *found)
        same = drafts and drafts[-1].title is not None and squeeze(drafts[-1].title) == squeeze(title)
        tail = drafts and row.after_break and number is None and numbered and drafts[-1].title is not None
        numbered = numbered or number is not None
        if tail and not same:
            drafts[-1].title = rejoin(drafts[-1].title or "", title)
            drafts[-1].rows.append(row)
        elif same:
            drafts[-1].rows.append(row)
        else:
            drafts.append(_Draft(number, title, found[1].where, [row]))
    return drafts


def _joined(draft: _Draft, columns: tuple[Column, ...], role: Role) -> Entry | None:
    whole: Entry | None = None
    for row in draft.rows:
        for index in sorted(row.entries):
            if columns[index].role is role:
                entry = row.entries[index]
                if whole is None:
                    whole = Entry(list(entry.paragraphs), list(entry.pieces))
                else:
                    whole.grow(entry, as_line=False)
    return whole


def _whole(draft: _Draft, columns: tuple[Column, ...], factor: str | None, ledger: Ledger) -> Programme:
    """A programme without items: one row."""
    content, budget, remark = (_joined(draft, columns, role) for role in (Role.CONTENT, Role.BUDGET, Role.REMARK))
    for row in draft.rows:
        _place_row(row, columns, ledger)
    return Programme(
        programme_number=draft.number,
        programme=draft.title,
        item_number=None,
        item=None,
        parent_item=None,
        content=content.text if content else None,
        budget_thousand=thousands(budget.line, factor) if budget else None,
        budget_text=budget.line if budget else None,
        remark=remark.line if remark else None,
        where=draft.where,
        places=_places(draft.where, content, budget, remark),
    )


_PLACED = {Role.PROGRAMME, Role.ITEM, Role.CONTENT, Role.BUDGET, Role.REMARK, Role.NUMBER}


def _place_row(row: BodyRow, columns: tuple[Column, ...], ledger: Ledger, skip: Sequence[Piece] = ()) -> None:
    for index, entry in row.entries.items():
        if columns[index].role in _PLACED:
            ledger.place((p for p in entry.pieces if p not in skip), columns[index].role.value)
    ledger.place(row.ordinal_pieces, Role.NUMBER.value)


def _places(programme: Where, content: Entry | None, budget: Entry | None, remark: Entry | None) -> Places:
    named = (("content", content), ("budget_thousand", budget), ("remark", remark))
    return (("programme", programme), *((name, entry.where) for name, entry in named if entry and entry.pieces))


# Programmes with items


def _with_items(
    draft: _Draft, columns: tuple[Column, ...], factor: str | None, ledger: Ledger, problems: list[Problem]
) -> list[Programme]:
    items: list[_Item] = []
    groups: list[_Group] = []
    for number, row in enumerate(draft.rows):
        skip = _doubled(row, columns, problems)
        _place_row(row, columns, ledger, skip)
        for index in sorted(row.entries):
            entry = row.entries[index]
            if columns[index].role is Role.ITEM:
                kept = [(t, p) for t, p in _with_pieces(entry) if p not in skip]
                _add_items(items, kept, number)
            elif columns[index].role is Role.CONTENT:
                _add_contents(groups, _with_pieces(entry), number)
    loose = _pair(draft, items, groups, problems)
    return _rows(draft, items, loose, columns, factor)


def _with_pieces(entry: Entry) -> list[tuple[str, Piece]]:
    """Each paragraph with the piece it begins in."""
    pieces = (
        entry.pieces
        if len(entry.pieces) >= len(entry.paragraphs)
        else [*entry.pieces, *[entry.pieces[-1]] * len(entry.paragraphs)]
    )
    return [(text, pieces[min(i, len(pieces) - 1)]) for i, text in enumerate(entry.paragraphs)]


def _doubled(row: BodyRow, columns: tuple[Column, ...], problems: list[Problem]) -> list[Piece]:
    """Paragraphs of the item cell that stand word for word in the content cell of the same row: no items."""
    contents = {squeeze(t) for i, e in row.entries.items() if columns[i].role is Role.CONTENT for t in e.paragraphs}
    found = [
        piece
        for index, entry in row.entries.items()
        if columns[index].role is Role.ITEM
        for piece in entry.pieces
        if len(squeeze(piece.clean)) >= 10 and squeeze(piece.clean) in contents
    ]
    for piece in found:
        problems.append(
            Problem(
                "content_in_item_column",
                "warning",
                f"項目欄出現與內容欄完全相同的文字「{piece.clean[:30]}…」，未列為項目。",
                f"The item column repeats a text of the content column (“{piece.clean[:30]}…”): not taken for an item.",
                piece.where,
            )
        )
    return found


def _chunks(text: str) -> list[str]:
    """Split ``1. a 2. b 3. c``, written as one paragraph, where the numbers go on one by one."""
    mark = mark_of(text)
    if mark is None or mark.rank is not Rank.DIGIT:
        return [text]
    parts, start, expected = [], 0, mark.number + 1
    for found in _INLINE.finditer(text):
        if int(found.group(1) or found.group(2)) == expected:
            parts.append(text[start : found.start()])
            start, expected = found.end(), expected + 1
    return [*parts, text[start:]]


def _add_items(items: list[_Item], paragraphs: Sequence[tuple[str, Piece]], row: int) -> None:
    numbered = any(item.mark for item in items) or any(mark_of(text) for text, _ in paragraphs)
    first = True
    for text, piece in paragraphs:
        for chunk in _chunks(one_line(text)):
            mark = mark_of(chunk)
            if mark is None and items and (numbered or not first):
                items[-1].title = rejoin(items[-1].title, chunk.strip())
            else:
                parent = _parent(items, mark)
                if parent is not None:
                    parent.children += 1
                items.append(_Item((mark.rest if mark else chunk).strip(), mark, parent, row, piece.where))
            first = False


def _parent(items: Sequence[_Item], mark: Mark | None) -> _Item | None:
    """The item above in the numbering: ``(1)`` belongs to the last ``3.``."""
    if mark is None:
        return None
    return next((item for item in reversed(items) if item.mark and item.mark.rank < mark.rank), None)


def _add_contents(groups: list[_Group], paragraphs: Sequence[tuple[str, Piece]], row: int) -> None:
    for position, (text, piece) in enumerate(paragraphs):
        mark = mark_of(text)
        last = groups[-1] if groups else None
        if last is not None and position == 0 and last.row != row and goes_on(last.paragraphs[-1], text):
            last.paragraphs[-1] = rejoin(last.paragraphs[-1], text)
        elif last is not None and mark is not None and _follows(last, mark):
            last.paragraphs.append(text)
            last.last = mark
        else:
            groups.append(_Group([text], row, piece.where, mark))


def _follows(group: _Group, mark: Mark) -> bool:
    if group.last is None:
        return group.paragraphs[-1].rstrip().endswith(("：", ":")) or mark.number > 1
    return mark.rank > group.last.rank or mark.number != 1


def _pair(draft: _Draft, items: Sequence[_Item], groups: Sequence[_Group], problems: list[Problem]) -> list[_Group]:
    """Give each item its content; returns what could not be given to one."""
    leaves = [item for item in items if not item.children]
    if not leaves:
        return list(groups)
    loose: list[_Group] = []
    failed: list[int] = []
    for row in range(len(draft.rows)):
        here, contents = [i for i in leaves if i.row == row], [g for g in groups if g.row == row]
        if not contents:
            continue
        if len(here) == len(contents):
            pairs = list(zip(here, contents, strict=True))
        elif len(here) == 1:
            pairs = [(here[0], group) for group in contents]
        elif not here and (earlier := [i for i in leaves if i.row < row]):
            pairs = [(earlier[-1], group) for group in contents]
        else:
            failed.append(row)
            continue
        _give(pairs)
    if failed and len(leaves) == len(groups):  # a row broken between item and content: the whole still agrees
        for item in leaves:
            item.contents.clear()
        _give(list(zip(leaves, groups, strict=True)))
        return []
    for row in failed:
        here, contents = [i for i in leaves if i.row == row], [g for g in groups if g.row == row]
        loose += contents
        problems.append(_mismatch(draft, len(here), len(contents), contents[0].where))
    return loose


def _give(pairs: Sequence[tuple[_Item, _Group]]) -> None:
    for item, group in pairs:
        item.contents += group.paragraphs
        item.content_where = item.content_where or group.where


def _mismatch(draft: _Draft, items: int, contents: int, where: Where) -> Problem:
    return Problem(
        "contents_do_not_match_items",
        "warning",
        f"「{draft.title or ''}」此處有 {items} 個項目、{contents} 段內容，無法逐項對應；內容保留為一段，請人工配對。",
        f"“{draft.title or ''}” has {items} items but {contents} contents here: "
        "they were not paired; assign them by hand.",
        where,
    )


def _rows(
    draft: _Draft, items: Sequence[_Item], loose: Sequence[_Group], columns: tuple[Column, ...], factor: str | None
) -> list[Programme]:
    """A row for every item; what belongs to no single item stands in a row without item."""
    made: list[Programme] = []
    shared: list[BodyRow] = [row for number, row in enumerate(draft.rows) if sum(i.row == number for i in items) != 1]
    for item in items:
        own = draft.rows[item.row]
        mine = _Draft(draft.number, draft.title, draft.where, [] if own in shared else [own])
        made.append(_row(mine, columns, factor, item, item.contents))
    rest = _Draft(draft.number, draft.title, loose[0].where if loose else draft.where, shared)
    contents = [text for group in loose for text in group.paragraphs]
    left = [_joined(rest, columns, role) for role in (Role.BUDGET, Role.REMARK)]
    if contents or not items or any(left):
        made.append(_row(rest, columns, factor, None, contents))
    return made


def _row(
    draft: _Draft, columns: tuple[Column, ...], factor: str | None, item: _Item | None, contents: Sequence[str]
) -> Programme:
    budget, remark = (_joined(draft, columns, role) for role in (Role.BUDGET, Role.REMARK))
    places: list[tuple[str, Where]] = [("programme", draft.where)]
    places += [("item", item.where)] if item else []
    places += [("content", item.content_where)] if item and item.content_where else []
    places += [("budget_thousand", budget.where)] if budget else []
    return Programme(
        programme_number=draft.number,
        programme=draft.title,
        item_number=item.number if item else None,
        item=item.title if item else None,
        parent_item=item.parent.title if item and item.parent else None,
        content="\n".join(contents) or None,
        budget_thousand=thousands(budget.line, factor) if budget else None,
        budget_text=budget.line if budget else None,
        remark=remark.line if remark else None,
        where=item.where if item else draft.where,
        places=tuple(places),
    )
