"""Distrust of uploaded files: what they are, whether they are safe to open, and how their bytes read as text.

``sniff(path)``                  the :class:`Format` by content, not by name; refuses empty, huge, encrypted, unknown
``check_label(format, name)``    refuses a file whose name claims another format
``check_archive(path)``          refuses zip bombs, overlapping or encrypted members, odd paths, XML entities
``decode(data, encoding=None)``  ``(text, encoding)`` by a strict ladder for Taiwanese files
``unreadable(code, **details)``  an :class:`UnreadableFile` with a sentence in Chinese and in English

Everything refused is an :class:`UnreadableFile`. Nothing here imports Django or writes to the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from disclosures.archives import ArchiveProblem, inspect_archive

MEGABYTE: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 50 * MEGABYTE
HEAD_BYTES: Final = 64 * 1024
MAX_DECLARATION_BYTES: Final = 4 * MEGABYTE
MAX_CONTROL_SHARE: Final = 0.01

Ladder = tuple[str, ...]
# Guessing libraries take Big5 for Japanese or Korean; this strict order was right on every sample (domain.md §6).
ENCODINGS: Final[Ladder] = ("utf-8-sig", "cp950", "big5hkscs", "gb18030")
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "PDF"
    ODT = "ODT"
    DOCX = "DOCX"
    ODS = "ODS"
    XLSX = "XLSX"
    TXT = "TXT"


SUFFIXES: Final[dict[Format, frozenset[str]]] = {
    Format.PDF: frozenset({".pdf"}),
    Format.ODT: frozenset({".odt"}),
    Format.DOCX: frozenset({".docx"}),
    Format.ODS: frozenset({".ods"}),
    Format.XLSX: frozenset({".xlsx"}),
    Format.TXT: frozenset({".txt", ".text", ".csv", ".tsv", ".json", ".md"}),
}
ARCHIVES: Final = frozenset({Format.ODT, Format.DOCX, Format.ODS, Format.XLSX})
ODF_TYPES: Final = {
    b"application/vnd.oasis.opendocument.text": Format.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
}
OOXML_TYPES: Final = {
    b"wordprocessingml.document.main+xml": Format.DOCX,
    b"spreadsheetml.sheet.main+xml": Format.XLSX,
}
OTHER_KINDS: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "empty": ("這個檔案是空的（0 位元組）。", "This file is empty (0 bytes)."),
    "too_large": (
        "這個檔案太大（{size}），上限是 {limit}。",
        "This file is too large ({size}); the limit is {limit}.",
    ),
    "bomb": (
        "這個檔案解壓縮後大得不合理，可能有害，因此未予開啟。",
        "This file would unpack to an unreasonable size and may be harmful, so it was not opened.",
    ),
    "damaged": (
        "這個檔案已毀損或不完整，無法開啟。請由原始檔重新另存後再試一次。",
        "This file is damaged or incomplete and cannot be opened. Save it again from the original and try once more.",
    ),
    "encrypted": (
        "這個檔案受密碼保護。請移除密碼後再試一次。",
        "This file is protected by a password. Remove the password and try again.",
    ),
    "unsupported": (
        "無法讀取這種檔案（{kind}）。可用的格式：PDF、ODT、DOCX、ODS、XLSX、純文字（TXT、CSV）。",
        "This kind of file ({kind}) cannot be read. Use PDF, ODT, DOCX, ODS, XLSX or plain text (TXT, CSV).",
    ),
    "mislabelled": (
        "檔名是「{name}」，內容卻是 {format}。請以正確的副檔名重新上傳。",
        "The file is named “{name}” but its content is {format}. Upload it again with the right extension.",
    ),
    "scanned": (
        "這個檔案沒有文字，可能是掃描影像。請提供文字版檔案。",
        "This file has no text; it is probably a scan. Provide a version with text.",
    ),
    "no_text": (
        "這個檔案裡沒有文字。",
        "There is no text in this file.",
    ),
    "memory": (
        "讀取這個檔案需要太多記憶體，已經停止。",
        "Reading this file needs too much memory and was stopped.",
    ),
    "timeout": (
        "讀取這個檔案花費太久，已經停止。",
        "Reading this file took too long and was stopped.",
    ),
}


class UnreadableFile(Exception):
    """A file that is refused; ``code`` is a key of :data:`SENTENCES`, ``zh`` and ``en`` say what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en

    def message(self, language: str) -> str:
        """The sentence in the reader's language (``zh…`` is Chinese, everything else English)."""
        return self.zh if language.startswith("zh") else self.en


def unreadable(code: str, **details: object) -> UnreadableFile:
    """The refusal called ``code``, its sentences filled with ``details``."""
    zh, en = SENTENCES[code]
    if code == "unsupported" and "kind" not in details:
        return UnreadableFile(code, zh.format(kind="不明"), en.format(kind="unknown"))
    return UnreadableFile(code, zh.format(**details), en.format(**details))


def megabytes(size: int) -> str:
    """A size in words, rounded up so that it never reads as within a limit it exceeds: ``51 MB``."""
    return f"{-(-size // MEGABYTE):,} MB"


def check_size(size: int, limit: int = MAX_FILE_BYTES) -> None:
    """Refuses a file of ``size`` bytes when it is empty or over ``limit`` bytes."""
    if size == 0:
        raise unreadable("empty")
    if size > limit:
        raise unreadable("too_large", size=megabytes(size), limit=megabytes(limit))


def sniff(path: Path, limit: int = MAX_FILE_BYTES) -> Format:
    """The format of the file's content. Raises UnreadableFile: empty, too_large, encrypted, unsupported, damaged."""
    check_size(path.stat().st_size, limit)
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(path)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _refuse_compound(path)
    for mark, kind in OTHER_KINDS:
        if head.startswith(mark):
            raise unreadable("unsupported", kind=kind)
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise unreadable("unsupported", kind="HTML, XML")
    if _encoding_of_head(head) is None:
        raise unreadable("unsupported")
    return Format.TXT


def check_label(found: Format, filename: str) -> None:
    """Refuses a file whose name claims another format than ``found``; a name without a suffix claims nothing."""
    suffix = PurePosixPath(filename).suffix.lower()
    if suffix and suffix not in SUFFIXES[found]:
        raise unreadable("mislabelled", name=filename, format=found.value)


def check_archive(path: Path) -> None:
    """Refuses a zip-based document that is a bomb, encrypted, damaged, or carries entities or odd paths.

    Declared sizes are checked first, then every member is really inflated (into nothing) and counted.
    """
    try:
        inspect_archive(path)
    except ArchiveProblem as problem:
        raise unreadable(problem.code) from problem


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text and the encoding that fits strictly; ``encoding`` overrides the ladder.

    Raises UnreadableFile: ``damaged`` when the named encoding does not fit, ``unsupported`` when none does.
    Line ends become ``\\n``.
    """
    if encoding:
        try:
            return _unify(data.decode(encoding)), encoding
        except (UnicodeDecodeError, LookupError) as error:
            raise unreadable("damaged") from error
    for candidate in _ladder(data):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return _unify(text), candidate
    raise unreadable("unsupported")


def _unify(text: str) -> str:
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True).removeprefix("\ufeff")


def _ladder(data: bytes) -> Ladder:
    """The encodings to try, in order; a byte order mark decides."""
    if data.startswith(UTF16_MARKS):
        return ("utf-16",)
    return ENCODINGS if data.startswith(b"\xef\xbb\xbf") else ("utf-8", *ENCODINGS[1:])


def _is_text(text: str) -> bool:
    return "\0" not in text and len(CONTROLS.findall(text)) <= MAX_CONTROL_SHARE * len(text)


def _encoding_of_head(head: bytes) -> str | None:
    """The first encoding that fits the beginning of a file, whose last character may be cut."""
    for candidate in _ladder(head):
        for cut in range(4 if len(head) == HEAD_BYTES else 1):
            try:
                text = head[: len(head) - cut].decode(candidate)
            except UnicodeDecodeError:
                continue
            if _is_text(text):
                return candidate
    return None


def _sniff_archive(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            odf = ODF_TYPES.get(_member(archive, "mimetype").strip())
            if odf:
                if b"encryption-data" in _member(archive, "META-INF/manifest.xml"):
                    raise unreadable("encrypted")
                return odf
            declared = _member(archive, "[Content_Types].xml")
            for mark, found in OOXML_TYPES.items():
                if mark in declared:
                    return found
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise unreadable("damaged") from error
    except RuntimeError as error:  # zipfile's word for a member under a password
        raise unreadable("encrypted") from error
    raise unreadable("unsupported", kind="ZIP")


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member, nothing when it is missing; never more than a declaration needs."""
    try:
        with archive.open(name) as stream:
            return stream.read(MAX_DECLARATION_BYTES)
    except KeyError:
        return b""


def _refuse_compound(path: Path) -> Format:
    """OLE compound files are either Office files under a password or the formats before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise unreadable("encrypted")
    raise unreadable("unsupported", kind="DOC, XLS, PPT")
