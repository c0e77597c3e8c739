"""Programmes, their items and what is done for each, from the rows of programme tables.

Documents list several items in one cell and their contents, unlabelled, in the next. They are paired in order, row by
row, only where the numbers agree; where they do not, the content is kept whole, in a row without item, and flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .blocks import Piece, Where
from .columns import Column, align
from .items import Group, Item, add_contents, add_items, pair
from .ledger import Ledger
from .model import Places, Problem, Programme
from .outline import PlanTable
from .rows import BodyRow, Entry, body_rows, own_number, rejoin
from .text import squeeze
from .values import thousands
from .vocabulary import Role, money_unit


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
    items: list[Item] = []
    groups: list[Group] = []
    for number, row in enumerate(draft.rows):
        skip = _doubled(row, columns, problems)
        _place_row(row, columns, ledger, skip)
        for index in sorted(row.entries):
            entry = row.entries[index]
            if columns[index].role is Role.ITEM:
                kept = [(t, p) for t, p in _with_pieces(entry) if p not in skip]
                add_items(items, kept, number)
            elif columns[index].role is Role.CONTENT:
                add_contents(groups, _with_pieces(entry), number)
    loose = pair(draft.title, len(draft.rows), items, groups, problems)
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


def _rows(
    draft: _Draft, items: Sequence[Item], loose: Sequence[Group], columns: tuple[Column, ...], factor: str | None
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
    draft: _Draft, columns: tuple[Column, ...], factor: str | None, item: Item | None, contents: Sequence[str]
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
