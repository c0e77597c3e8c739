"""DOCX (Office Open XML, ECMA-376) to blocks.

Read directly, not through a converter: automatic Chinese numbering, running heads, text boxes and merged cells must
survive, and text that was deleted under change tracking must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from disclosures.files import unreadable

from .blocks import MAX_COLUMNS, Block, Furniture, Heading, Note, Paragraph, Piece, Source, Table, Where, grid
from .intake import member_xml
from .numbering import Counter, Level

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", f"{_MC}Fallback"}
_HEADING_STYLE = re.compile(r"^(?:heading|標題)\s*(\d)$", re.IGNORECASE)
_PARTS = 12  # headers and footers to look at


def _value(parent: Element | None, path: str) -> str | None:
    found = parent.find(path) if parent is not None else None
    return found.get(f"{_W}val") if found is not None else None


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default


@dataclass
class _Document:
    data: bytes
    heading_levels: dict[str, int] = field(default_factory=dict)
    style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    counter: Counter = field(default_factory=Counter)
    paragraphs: int = 0
    tables: int = 0

    def __post_init__(self) -> None:
        self._read_styles()
        self._read_numbering()

    def _read_styles(self) -> None:
        root = member_xml(self.data, "word/styles.xml")
        if root is None:
            return
        based: dict[str, str] = {}
        for style in root.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId") or ""
            based[name] = _value(style, f"{_W}basedOn") or ""
            outline = _value(style, f"{_W}pPr/{_W}outlineLvl")
            called = _HEADING_STYLE.match(_value(style, f"{_W}name") or "")
            if outline is not None and 0 <= _number(outline, 9) < 9:
                self.heading_levels[name] = _number(outline) + 1
            elif called:
                self.heading_levels[name] = int(called.group(1))
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None and (list_id := _value(properties, f"{_W}numId")):
                self.style_numbers[name] = (list_id, _number(_value(properties, f"{_W}ilvl")))
        for name in list(based):
            parent, steps = based.get(name, ""), 0
            while parent and steps < 10 and name not in self.heading_levels:
                if parent in self.heading_levels:
                    self.heading_levels[name] = self.heading_levels[parent]
                parent, steps = based.get(parent, ""), steps + 1

    def _read_numbering(self) -> None:
        root = member_xml(self.data, "word/numbering.xml")
        if root is None:
            return
        abstract: dict[str, dict[int, Level]] = {}
        for definition in root.findall(f"{_W}abstractNum"):
            abstract[definition.get(f"{_W}abstractNumId") or ""] = {
                _number(level.get(f"{_W}ilvl")): Level(
                    _value(level, f"{_W}numFmt") or "decimal",
                    _value(level, f"{_W}lvlText") or "",
                    _number(_value(level, f"{_W}start"), 1),
                )
                for level in definition.findall(f"{_W}lvl")
            }
        for listed in root.findall(f"{_W}num"):
            levels = dict(abstract.get(_value(listed, f"{_W}abstractNumId") or "", {}))
            for override in listed.findall(f"{_W}lvlOverride"):
                depth = _number(override.get(f"{_W}ilvl"))
                if (start := _value(override, f"{_W}startOverride")) and depth in levels:
                    levels[depth] = Level(levels[depth].style, levels[depth].pattern, _number(start, 1))
            self.lists[listed.get(f"{_W}numId") or ""] = levels

    def number_label(self, paragraph: Element) -> str:
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, f"{_W}pStyle") or ""
        list_id, depth = self.style_numbers.get(style, ("", 0))
        own = properties.find(f"{_W}numPr") if properties is not None else None
        if own is not None:
            list_id = _value(own, f"{_W}numId") or list_id
            depth = _number(_value(own, f"{_W}ilvl"), depth)
        if not list_id or list_id == "0" or list_id not in self.lists:
            return ""
        return self.counter.next(list_id, depth, self.lists[list_id])

    def heading_level(self, paragraph: Element) -> int | None:
        properties = paragraph.find(f"{_W}pPr")
        own = _value(properties, f"{_W}outlineLvl")
        if own is not None and _number(own, 9) < 9:
            return _number(own) + 1
        return self.heading_levels.get(_value(properties, f"{_W}pStyle") or "")

    def text(self, paragraph: Element) -> str:
        """The visible text of a paragraph with its automatic number, text boxes left out."""
        content = "".join(_runs(paragraph))
        return self.number_label(paragraph) + content if content.strip() else content

    def texts(self, container: Element) -> Iterator[str]:
        """Every paragraph below ``container``, tables inside cells and text boxes included, in reading order."""
        for child in _children(container):
            if child.tag == f"{_W}p":
                yield self.text(child)
                for box in child.iter(f"{_W}txbxContent"):
                    yield from self.texts(box)
            elif child.tag == f"{_W}tbl":
                for cell in child.iter(f"{_W}tc"):
                    yield from self.texts(cell)

    def blocks(self, container: Element) -> Iterator[Block]:
        for child in _children(container):
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield self._table(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        text = self.text(element)
        self.paragraphs += bool(text.strip())
        piece = Piece(text, Where(paragraph=self.paragraphs))
        level = self.heading_level(element)
        yield Heading(piece, level) if level and text.strip() else Paragraph(piece)
        for box in _boxes(element):
            yield from self.blocks(box)

    def _table(self, element: Element) -> Table:
        self.tables += 1
        rows: list[list[list[str] | None]] = []
        for row in _rows(element):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                continue
            before = _number(_value(row, f"{_W}trPr/{_W}gridBefore"))
            cells: list[list[str] | None] = [[] for _ in range(min(before, MAX_COLUMNS))]
            for cell in (child for child in _children(row) if child.tag == f"{_W}tc"):
                properties = cell.find(f"{_W}tcPr")
                merge = properties.find(f"{_W}vMerge") if properties is not None else None
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                texts = list(self.texts(cell))
                cells.append(None if goes_on and not "".join(texts).strip() else texts)
                cells += [None] * (min(_number(_value(properties, f"{_W}gridSpan"), 1), MAX_COLUMNS) - 1)
            rows.append(cells)
        return grid(rows, Where(table=self.tables))


def _children(container: Element) -> Iterator[Element]:
    """Direct children, seeing through wrappers: content controls, insertions, custom XML, alternative content."""
    wrappers = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}
    wrappers |= {f"{_MC}AlternateContent", f"{_MC}Choice"}
    for child in container:
        if child.tag in wrappers:
            yield from _children(child)
        elif child.tag not in _GONE:
            yield child


def _rows(table: Element) -> list[Element]:
    return [child for child in _children(table) if child.tag == f"{_W}tr"]


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == f"{_W}txbxContent":
            continue
        if child.tag in {f"{_W}t", f"{_M}t"}:
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n" if child.get(f"{_W}type") in {None, "textWrapping"} else ""
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


def read_docx(data: bytes) -> Source:
    """All blocks of the body, then notes, then running heads. Raises UnreadableDocument (damaged)."""
    root = member_xml(data, "word/document.xml")
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise unreadable("damaged")
    document = _Document(data)
    blocks: list[Block] = list(document.blocks(body))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = member_xml(data, part)
        for number, note in enumerate(notes if notes is not None else (), start=1):
            text = "\n".join(document.texts(note)).strip()
            if text and note.get(f"{_W}type") in {None, "normal"}:
                blocks.append(Note(Piece(text, Where(note=number))))
    for kind in ("header", "footer"):
        for number in range(1, _PARTS + 1):
            part_root = member_xml(data, f"word/{kind}{number}.xml")
            if part_root is not None and (text := "\n".join(document.texts(part_root)).strip()):
                blocks.append(Furniture(Piece(text, Where()), kind))
    return Source(tuple(blocks))
