"""Items of a programme and their contents: split out of their cells, and paired only where the numbers agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import Piece, Where
from .model import Problem
from .numerals import Mark, Rank, mark_of
from .rows import goes_on, rejoin
from .text import one_line

_INLINE = re.compile(r"(?<=\S)\s+(?=(\d{1,2})\s*[.、．](?![\d０-９]))|(?<=[^\d\s])(?=(\d{1,2})[.、．]\s*[^\d\s])")


@dataclass
class Item:
    title: str
    mark: Mark | None
    parent: Item | None
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
class Group:
    """The content of one item: an unnumbered paragraph, or paragraphs numbered on from 1."""

    paragraphs: list[str]
    row: int
    where: Where
    last: Mark | None


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


def add_items(items: list[Item], paragraphs: Sequence[tuple[str, Piece]], row: int) -> None:
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
                items.append(Item((mark.rest if mark else chunk).strip(), mark, parent, row, piece.where))
            first = False


def _parent(items: Sequence[Item], mark: Mark | None) -> Item | None:
    """The item above in the numbering: ``(1)`` belongs to the last ``3.``."""
    if mark is None:
        return None
    return next((item for item in reversed(items) if item.mark and item.mark.rank < mark.rank), None)


def add_contents(groups: list[Group], paragraphs: Sequence[tuple[str, Piece]], row: int) -> None:
    for position, (text, piece) in enumerate(paragraphs):
        mark = mark_of(text)
        last = groups[-1] if groups else None
        if last is not None and position == 0 and last.row != row and goes_on(last.paragraphs[-1], text):
            last.paragraphs[-1] = rejoin(last.paragraphs[-1], text)
        elif last is not None and mark is not None and _follows(last, mark):
            last.paragraphs.append(text)
            last.last = mark
        else:
            groups.append(Group([text], row, piece.where, mark))


def _follows(group: Group, mark: Mark) -> bool:
    if group.last is None:
        return group.paragraphs[-1].rstrip().endswith(("：", ":")) or mark.number > 1
    return mark.rank > group.last.rank or mark.number != 1


def pair(
    title: str | None, rows: int, items: Sequence[Item], groups: Sequence[Group], problems: list[Problem]
) -> list[Group]:
    """Give each item its content; returns what could not be given to one."""
    leaves = [item for item in items if not item.children]
    if not leaves:
        return list(groups)
    loose: list[Group] = []
    failed: list[int] = []
    for row in range(rows):
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
        problems.append(_mismatch(title, len(here), len(contents), contents[0].where))
    return loose


def _give(pairs: Sequence[tuple[Item, Group]]) -> None:
    for item, group in pairs:
        item.contents += group.paragraphs
        item.content_where = item.content_where or group.where


def _mismatch(title: str | None, items: int, contents: int, where: Where) -> Problem:
    return Problem(
        "contents_do_not_match_items",
        "warning",
        f"「{title or ''}」此處有 {items} 個項目、{contents} 段內容，無法逐項對應；內容保留為一段，請人工配對。",
        f"“{title or ''}” has {items} items but {contents} contents here: they were not paired; assign them by hand.",
        where,
    )
