"""ODT (OpenDocument 1.x, ISO/IEC 26300) to blocks; deleted tracked text and annotations stay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from disclosures.files import unreadable

from .blocks import MAX_COLUMNS, Block, Furniture, Heading, Note, Paragraph, Piece, Source, Table, Where, grid
from .intake import member_xml
from .numbering import Counter, Level

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_GONE = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}sequence-decls"}
_GONE |= {f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls", f"{_OFFICE}forms", f"{_TEXT}table-of-content-source"}
_GROUPS = {f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-rows"}
_MAX_REPEAT = 200


def _count(element: Element, name: str, default: int = 1) -> int:
    text = element.get(name, "")
    return min(int(text), _MAX_REPEAT) if text.isdecimal() else default


@dataclass
class _Document:
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    paragraph_lists: dict[str, str] = field(default_factory=dict)
    counter: Counter = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    _nameless: int = 0

    def learn(self, root: Element | None) -> None:
        """Collect the list styles of a styles or content part."""
        for style in root.iter(f"{_TEXT}list-style") if root is not None else ():
            levels: dict[int, Level] = {}
            for level in style:
                depth = _count(level, f"{_TEXT}level") - 1
                if level.tag != f"{_TEXT}list-level-style-number":
                    levels[depth] = Level("bullet", "")
                    continue
                shown = _count(level, f"{_TEXT}display-levels")
                numbers = ".".join(f"%{number}" for number in range(depth + 2 - shown, depth + 2))
                pattern = level.get(f"{_STYLE}num-prefix", "") + numbers + level.get(f"{_STYLE}num-suffix", "")
                style_name = level.get(f"{_STYLE}num-format", "")
                levels[depth] = Level(style_name or "none", pattern, _count(level, f"{_TEXT}start-value"))
            self.lists[style.get(f"{_STYLE}name", "")] = levels
        for style in root.iter(f"{_STYLE}style") if root is not None else ():
            if named := style.get(f"{_STYLE}list-style-name"):
                self.paragraph_lists[style.get(f"{_STYLE}name", "")] = named

    def runs(self, element: Element) -> Iterator[str]:
        """The visible text of a paragraph; what floats beside it (text boxes) is left for ``boxes``."""
        yield element.text or ""
        for child in element:
            if child.tag == f"{_TEXT}s":
                yield " " * _count(child, f"{_TEXT}c")
            elif child.tag == f"{_TEXT}tab":
                yield "\t"
            elif child.tag == f"{_TEXT}line-break":
                yield "\n"
            elif child.tag == f"{_TEXT}note":
                body = child.find(f"{_TEXT}note-body")
                self.notes.append("\n".join(text for text, _ in self.texts(body)) if body is not None else "")
            elif child.tag not in _GONE and not child.tag.startswith(_DRAW):
                yield from self.runs(child)
            yield child.tail or ""

    def texts(
        self, container: Element, styles: tuple[str, ...] = (), depth: int = -1
    ) -> Iterator[tuple[str, int | None]]:
        """Every paragraph below ``container`` with its outline level (headings), numbered as shown on the page."""
        for child in container:
            if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                level = _count(child, f"{_TEXT}outline-level") if child.tag == f"{_TEXT}h" else None
                yield "".join(self.runs(child)), level
                for box in _boxes(child):
                    yield from self.texts(box)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, styles, depth + 1)
            elif child.tag == f"{_TABLE}table":
                for cell in child.iter(f"{_TABLE}table-cell"):
                    yield from self.texts(cell)
            elif child.tag not in _GONE:
                yield from self.texts(child, styles, depth)

    def _list(self, element: Element, styles: tuple[str, ...], depth: int) -> Iterator[tuple[str, int | None]]:
        named = element.get(f"{_TEXT}style-name") or (styles[-1] if styles else self._inherited(element))
        levels = self.lists.get(named, {})
        key = named or f"nameless {self._nameless}"
        going_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
        if depth == 0 and not going_on:
            self.counter.restart(key)
        for item in element:
            numbered = item.tag == f"{_TEXT}list-item"
            if numbered and (start := item.get(f"{_TEXT}start-value", "")).isdecimal():
                self.counter.counts.setdefault(key, {})[depth] = int(start) - 1
            for index, (text, level) in enumerate(self.texts(item, (*styles, named), depth)):
                first = numbered and index == 0 and len(item) and item[0].tag != f"{_TEXT}list"
                label = self.counter.next(key, depth, levels) if first and levels and text.strip() else ""
                yield label + text, level

    def _inherited(self, element: Element) -> str:
        paragraph = next((p for p in element.iter() if p.tag in {f"{_TEXT}p", f"{_TEXT}h"}), None)
        return self.paragraph_lists.get(paragraph.get(f"{_TEXT}style-name", ""), "") if paragraph is not None else ""

    def blocks(self, container: Element) -> Iterator[Block]:
        for child in container:
            if child.tag == f"{_TABLE}table":
                yield self._table(child)
            elif child.tag in {f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list"}:
                holder = Element("holder")
                holder.append(child)
                for text, level in self.texts(holder):
                    self.paragraphs += bool(text.strip())
                    piece = Piece(text, Where(paragraph=self.paragraphs))
                    yield Heading(piece, level) if level and text.strip() else Paragraph(piece)
            elif child.tag not in _GONE:
                yield from self.blocks(child)

    def _table(self, element: Element) -> Table:
        self.tables += 1
        rows: list[list[list[str] | None]] = []
        for row in _rows(element):
            cells: list[list[str] | None] = []
            for cell in row:
                covered = cell.tag == f"{_TABLE}covered-table-cell"
                texts = [text for text, _ in self.texts(cell)]
                times = _count(cell, f"{_TABLE}number-columns-repeated")
                cells += [None if covered and not "".join(texts).strip() else texts] * min(times, MAX_COLUMNS)
            blank = not any("".join(texts).strip() for texts in cells if texts)
            rows += [cells] * (1 if blank else _count(row, f"{_TABLE}number-rows-repeated"))
        return grid(rows, Where(table=self.tables))


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{_DRAW}text-box":
            yield child
        elif child.tag not in _GONE and child.tag != f"{_TEXT}note":
            yield from _boxes(child)


def read_odt(data: bytes) -> Source:
    """All blocks of the body, then notes, then running heads. Raises UnreadableDocument (damaged)."""
    root = member_xml(data, "content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if body is None:
        raise unreadable("damaged")
    document = _Document()
    styles = member_xml(data, "styles.xml")
    document.learn(styles)
    document.learn(root)
    blocks: list[Block] = list(document.blocks(body))
    notes = [
        Note(Piece(text, Where(note=number))) for number, text in enumerate(document.notes, start=1) if text.strip()
    ]
    blocks += notes
    for page in styles.iter(f"{_STYLE}master-page") if styles is not None else ():
        for part in page:
            text = "\n".join(text for text, _ in document.texts(part)).strip()
            if text:
                blocks.append(Furniture(Piece(text, Where()), "footer" if "footer" in part.tag else "header"))
    return Source(tuple(blocks))
