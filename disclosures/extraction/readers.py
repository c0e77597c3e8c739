"""One reader for each format; they run in the child only, on files that :mod:`disclosures.files` let pass."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from disclosures.files import decode, unreadable

Cell = str | float | int | bool | date | datetime | time | timedelta | None

PANDOC_MEMORY: Final = "768m"
BLOCKS: Final = frozenset("p div li dt dd tr h1 h2 h3 h4 h5 h6 table caption blockquote pre br hr section".split())  # noqa: SIM905
# PostgreSQL keeps no NUL, XML no other controls, UTF-8 no half surrogate; PDFium writes U+FFFE for a soft hyphen.
UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\ud800-\udfff\ufffe\uffff]")
# PDF fonts often name a radical (⼈) or a compatibility form where the text has the character (人).
LOOKALIKES: Final = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")

NEARLY: Final = 0.92
HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


class Text:
    """Collects pages up to a number of pages and characters, and remembers whether something was left out."""

    def __init__(self, max_pages: int, max_characters: int) -> None:
        self.pages: list[tuple[str, str]] = []
        self.truncated = False
        self._max_pages, self._left = max_pages, max_characters

    def add(self, label: str, text: str) -> bool:
        """Adds a page; False when there is no room for another."""
        cleaned = clean(text)
        if len(self.pages) >= self._max_pages or self._left <= 0:
            self.truncated = True
            return False
        self.truncated = len(cleaned) > self._left
        self.pages.append((clean(label), cleaned[: self._left]))
        self._left -= len(cleaned)
        return not self.truncated

    @property
    def room(self) -> int:
        """How many characters may still come."""
        return self._left

    def __bool__(self) -> bool:
        return any(text for _, text in self.pages)


def clean(text: str) -> str:
    """Lines without trailing spaces, unwanted characters, or more than one empty line in a row."""
    text = UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def prepare() -> None:
    """Fails at once where a parser is not installed, so that this is never taken for a damaged file."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]  # noqa: F401
    import python_calamine  # noqa: F401

    pandoc()


def pandoc() -> str:
    """The path of pandoc: the one installed with ``pypandoc_binary``, or the system's."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        bundled = Path(folder, "files", "pandoc")
        if bundled.is_file():
            return str(bundled)
    found = shutil.which("pandoc")
    if not found:
        raise FileNotFoundError("pandoc is not installed")
    return found


def read(path: Path, found: str, text: Text) -> None:
    """Adds the pages of the file to ``text``. Raises UnreadableFile, or whatever a parser raises."""
    READERS[found](path, text)


def read_pdf(path: Path, text: Text) -> None:
    """The text layer of each page, labelled with its number."""
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise unreadable("encrypted" if "password" in str(error).lower() else "damaged") from error
    for number in range(len(document)):
        page = document[number]
        layer = page.get_textpage()
        content = layer.get_text_range()
        layer.close()
        page.close()
        straightened = LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), content)
        if not text.add(str(number + 1), unwrap(straightened)):
            text.truncated = text.truncated or number + 1 < len(document)
            return


def unwrap(text: str) -> str:
    """Joins the lines that a page's edge or a table's column broke: a word broken there would not be found.

    A line reaches the edge when it is nearly as wide as the widest of its page. Lines of a narrow
    column are those of less than half that width where one Han character follows another over the break.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    widths = [sum(1 + wide(character) for character in line) for line in lines]
    edge = max(widths, default=0) * NEARLY
    pieces: list[str] = []
    for number, line in enumerate(lines):
        pieces.append(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not line or not following:
            pieces.append("\n")
        elif edge > 20 and widths[number] >= edge:
            pieces.append("" if wide(line[-1]) or wide(following[0]) else " ")
        else:
            narrow = max(widths[number], widths[number + 1]) < edge / 2
            pieces.append("" if narrow and HAN.match(line[-1]) and HAN.match(following[0]) else "\n")
    return "".join(pieces[:-1])


def wide(character: str) -> bool:
    """Whether a character takes the width of a Han character."""
    return unicodedata.east_asian_width(character) in "WF"


def read_prose(source: str, path: Path, text: Text) -> None:
    """A text document by pandoc: paragraphs as lines, the cells of a row apart by tabs."""
    command = [
        pandoc(),
        "--sandbox",
        f"--from={source}",
        "--to=html",
        "--wrap=none",
        "+RTS",
        f"-M{PANDOC_MEMORY}",
        "-RTS",
    ]
    with path.open("rb") as document:
        result = subprocess.run(command, stdin=document, capture_output=True, check=False)  # noqa: S603 - no shell
    if result.returncode in {2, 251}:  # what GHC's runtime returns for an exhausted heap
        raise unreadable("memory")
    if result.returncode:
        raise unreadable("damaged")
    parser = _Prose()
    parser.feed(result.stdout.decode(errors="replace"))
    parser.close()
    text.add("", "\n".join(line.strip() for line in "".join(parser.parts).split("\n")))


class _Prose(HTMLParser):
    """The text of pandoc's HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t")
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " ") if data.strip() else " " if data else "")


def read_sheets(path: Path, text: Text) -> None:
    """The visible sheets, labelled with their names; a row is a line, its cells apart by tabs."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with path.open("rb") as stream:
            book = CalamineWorkbook.from_filelike(stream)
            for sheet in book.sheets_metadata:
                if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
                    continue  # what the publisher hid is not found either
                if not text.add(sheet.name, _rows(book.get_sheet_by_name(sheet.name).iter_rows(), text.room)):
                    return
    except CalamineError as error:
        raise unreadable("memory" if "limit exceeded" in str(error) else "damaged") from error


def _rows(rows: Iterable[Sequence[Cell]], room: int) -> str:
    """Lines of cells, a little more than ``room`` characters at most."""
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(map(in_words, row)).rstrip("\t"))
        room -= len(lines[-1]) + 1
        if room < 0:
            break
    return "\n".join(lines)


def in_words(value: Cell) -> str:
    """A cell as it is likely shown: whole numbers without a point, dates as ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())


def read_plain(path: Path, text: Text) -> None:
    """A text file, in whichever encoding it is."""
    content, _ = decode(path.read_bytes())
    text.add("", content)


READERS: Final[dict[str, Callable[[Path, Text], None]]] = {
    "PDF": read_pdf,
    "ODT": partial(read_prose, "odt"),
    "DOCX": partial(read_prose, "docx"),
    "ODS": read_sheets,
    "XLSX": read_sheets,
    "TXT": read_plain,
}
