"""Which files may be read as a plan: what :mod:`disclosures.files` lets pass, of four formats, with words in it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from disclosures.archives import ZIP_ERRORS
from disclosures.files import (
    ARCHIVES,
    MAX_FILE_BYTES,
    MEGABYTE,
    UnreadableFile,
    check_archive,
    check_label,
    check_size,
    recognise,
    unreadable,
)

MAX_BYTES: Final = MAX_FILE_BYTES
MAX_XML: Final = 30 * MEGABYTE
ENDINGS: Final = frozenset({".odt", ".docx", ".pdf", ".txt"})
BLANKS: Final = b"\x00 \t\r\n"

UnreadableDocument = UnreadableFile


@dataclass(frozen=True)
class Intake:
    """A file that passed: its kind (``pdf``, ``odt``, ``docx`` or ``txt``) and its bytes."""

    kind: str
    data: bytes


def take_in(path: Path) -> Intake:
    """Read the file after the checks that need no parsing.

    Raises UnreadableDocument (missing, empty, too_large, unsupported, mislabelled, encrypted, damaged, bomb, not_text).
    """
    try:
        if not path.is_file():
            raise _missing()
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise _missing() from error
    return take_in_bytes(data, path.suffix)


def take_in_bytes(data: bytes, suffix: str) -> Intake:
    """The same checks for bytes that are in memory already; ``suffix`` is the name's ending, such as ``.odt``."""
    check_size(len(data))
    if not data.strip(BLANKS):
        raise _blank()
    ending = suffix.lower()
    if ending not in ENDINGS:
        raise _unsupported(ending)
    found = recognise(data)
    check_label(found, f"…{ending}")  # of the name only the ending is known, or worth repeating
    if found in ARCHIVES:
        check_archive(data)
    return Intake(ending.removeprefix("."), data)


def member_xml(data: bytes, name: str) -> Element | None:
    """One XML member of the archive, parsed without entities or outside references; None when there is none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if name not in archive.namelist():
                return None
            if archive.getinfo(name).file_size > MAX_XML:  # the real size, as check_archive has made sure
                raise unreadable("bomb")
            root: Element = fromstring(archive.read(name), forbid_dtd=True)
    except (*ZIP_ERRORS, ParseError, DefusedXmlException, LookupError) as error:
        raise unreadable("damaged") from error
    return root


def no_text(*, scanned: bool) -> UnreadableFile:
    if scanned:
        return UnreadableFile(
            "scanned",
            "這份 PDF 沒有文字，應是掃描影像。請改用原始的 .odt 或 .docx 檔，或先做文字辨識後再上傳。",
            "This PDF holds no text; it seems to be a scan. "
            "Use the original .odt or .docx, or recognise its text first.",
        )
    return UnreadableFile(
        "no_text",
        "文件中沒有任何文字。請確認上傳的是計畫本文。",
        "The document holds no text. Check that this is the plan itself.",
    )


def too_heavy() -> UnreadableFile:
    return UnreadableFile(
        "too_heavy",
        "讀取這份檔案所需的時間或記憶體超過上限。請以原軟體另存為 .odt 或 .docx，或只上傳計畫本文。",
        "Reading this file takes more time or memory than is allowed. "
        "Save it as .odt or .docx from its own program, or upload only the plan itself.",
    )


def too_long(pages: int) -> UnreadableFile:
    return UnreadableFile(
        "too_long",
        f"這份 PDF 有 {pages:,} 頁，超過一份計畫的上限。請只上傳該機關的計畫。",
        f"This PDF has {pages:,} pages, more than one plan can have. Upload only the plan of one agency.",
    )


def _missing() -> UnreadableFile:
    return UnreadableFile("missing", "找不到檔案，或沒有讀取權限。", "There is no such file, or it may not be read.")


def _blank() -> UnreadableFile:
    return UnreadableFile(
        "empty",
        "檔案裡只有空白。請確認匯出是否成功後再上傳。",
        "The file is empty but for blanks. Check that it was exported properly, then try again.",
    )


def _unsupported(ending: str) -> UnreadableFile:
    return UnreadableFile(
        "unsupported",
        f"不支援副檔名「{ending or '（無）'}」的檔案。請另存為 .odt、.docx、.pdf 或 .txt 後再上傳。",
        f"Files ending in “{ending or '(nothing)'}” cannot be read. Save it as .odt, .docx, .pdf or .txt.",
    )
