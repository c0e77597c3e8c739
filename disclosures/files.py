"""Distrust of uploaded files: what they are, whether they are safe to open, and how their bytes read as text.

``sniff(source)``                the :class:`Format` by content, not by name; refuses empty, huge, encrypted, unknown
``recognise(source)``            the same without judging size: the Format, or which :class:`Foreign` kind it is instead
``check_label(found, name)``     refuses a file whose name claims another format
``check_archive(source)``        refuses zip bombs, overlapping or encrypted members, odd paths, XML entities
``decode(data, encoding=None)``  ``(text, encoding)`` by a strict ladder for Taiwanese files
``unreadable(code, **details)``  an :class:`UnreadableFile` with a sentence in Chinese and in English

A source is a path or the bytes themselves. Everything refused is an :class:`UnreadableFile`.
Nothing here imports Django or writes to the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from disclosures.archives import COMPRESSIONS, ZIP_ERRORS, ArchiveProblem, inspect_archive

MEGABYTE: Final = 1024 * 1024
MAX_FILE_BYTES: Final = 50 * MEGABYTE
HEAD_BYTES: Final = 64 * 1024
MAX_DECLARATION_BYTES: Final = 4 * MEGABYTE
MAX_CONTROL_SHARE: Final = 0.01

Source = Path | bytes
Ladder = tuple[str, ...]
# Guessing libraries take Big5 for Japanese or Korean; this strict order was right on every sample (domain.md §6).
ENCODINGS: Final[Ladder] = ("utf-8-sig", "cp950", "big5hkscs", "gb18030")
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# Not a vertical tab (a line break of word processors) nor 0x1A (which ends a text of DOS).
CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "PDF"
    ODT = "ODT"
    DOCX = "DOCX"
    ODS = "ODS"
    XLSX = "XLSX"
    TXT = "TXT"


class Foreign(StrEnum):
    """The kinds that are recognised so that they can be named to the person, and not read."""

    ZIP = "ZIP"
    RAR = "RAR"
    SEVEN_ZIP = "7z"
    GZIP = "gzip"
    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    TIFF = "TIFF"
    RTF = "RTF"
    MARKUP = "HTML"
    OLD_OFFICE = "DOC"
    BINARY = "binary"


KINDS: Final[dict[Format | Foreign, tuple[str, str]]] = {
    Format.PDF: ("PDF 檔", "a PDF"),
    Format.ODT: ("ODT 文件", "an ODT document"),
    Format.DOCX: ("DOCX 文件", "a DOCX document"),
    Format.ODS: ("ODS 試算表", "an ODS spreadsheet"),
    Format.XLSX: ("XLSX 試算表", "an XLSX spreadsheet"),
    Format.TXT: ("純文字（TXT）", "plain text (TXT)"),
    Foreign.ZIP: ("ZIP 壓縮檔或其他種類的文件（如簡報）", "a ZIP archive or another kind of document (such as slides)"),
    **{kind: (f"{kind} 壓縮檔", f"a {kind} archive") for kind in (Foreign.RAR, Foreign.SEVEN_ZIP, Foreign.GZIP)},
    **{
        kind: (f"{kind} 圖片檔", f"a {kind} picture") for kind in (Foreign.PNG, Foreign.JPEG, Foreign.GIF, Foreign.TIFF)
    },
    Foreign.OLD_OFFICE: ("舊版 Office 檔案（如 .doc、.xls）", "an old Office file (such as .doc or .xls)"),
    Foreign.RTF: ("RTF 文件", "an RTF document"),
    Foreign.MARKUP: ("網頁或 XML 檔", "a web page or XML"),
    Foreign.BINARY: ("無法辨識的二進位檔", "a binary file of an unknown kind"),
}
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
    b"application/vnd.oasis.opendocument.text-template": Format.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
}
OOXML_TYPES: Final = {
    b"wordprocessingml.document.main+xml": Format.DOCX,
    b"spreadsheetml.sheet.main+xml": Format.XLSX,
}
MARKS: Final = (
    (b"\x89PNG", Foreign.PNG),
    (b"\xff\xd8\xff", Foreign.JPEG),
    (b"GIF8", Foreign.GIF),
    (b"II*\x00", Foreign.TIFF),
    (b"MM\x00*", Foreign.TIFF),
    (b"{\\rtf", Foreign.RTF),
    (b"Rar!", Foreign.RAR),
    (b"7z\xbc\xaf", Foreign.SEVEN_ZIP),
    (b"\x1f\x8b", Foreign.GZIP),
)
MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "empty": (
        "這個檔案是空的（0 位元組）。請確認匯出是否成功後再試一次。",
        "This file is empty (0 bytes). Check that it was exported properly, then try again.",
    ),
    "too_large": (
        "這個檔案太大（{size}），上限是 {limit}。請移除圖片或分成數個檔案後再試一次。",
        "This file is too large ({size}); the limit is {limit}. Remove pictures from it or split it.",
    ),
    "bomb": (
        "這個檔案解壓縮後大得不合理，可能有害，因此未予開啟。請以原軟體重新存檔後再試一次。",
        "This file would unpack to an unreasonable size and may be harmful, so it was not opened. "
        "Save it again from its own program.",
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
        "這個檔案是「{kind}」，無法讀取。可用的格式：PDF、ODT、DOCX、ODS、XLSX、純文字（TXT、CSV）。",
        "This file is {kind}, which cannot be read. Use PDF, ODT, DOCX, ODS, XLSX or plain text (TXT, CSV).",
    ),
    "not_text": (
        "無法以 UTF-8、Big5 或 GB18030 讀出這個檔案的文字。若是文字檔，請以 UTF-8 編碼另存後再試一次。",
        "This file is not text in UTF-8, Big5 or GB18030. If it should be, save it as UTF-8 and try again.",
    ),
    "mislabelled": (
        "檔名是「{name}」，內容卻是「{kind}」。{remedy}",
        "The file is named “{name}”, but its content is {kind}. {remedy}",
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
RENAME: Final = ("請將副檔名改為 {suffix} 後再試一次。", "Rename it to end in {suffix} and try again.")
SAVE_AGAIN: Final = (
    "請以原軟體另存為 .odt、.docx 或 .pdf 後再試一次。",
    "Save it as .odt, .docx or .pdf from its own program and try again.",
)


class UnreadableFile(Exception):
    """A file that is refused; ``code`` is a key of :data:`SENTENCES`, ``zh`` and ``en`` say what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en

    def message(self, language: str) -> str:
        """The sentence in the reader's language (``zh…`` is Chinese, everything else English)."""
        return self.zh if language.startswith("zh") else self.en


def unreadable(code: str, **details: str | tuple[str, str]) -> UnreadableFile:
    """The refusal called ``code``, its sentences filled with ``details``: a string, or a pair (Chinese, English)."""
    pairs = {name: (value, value) if isinstance(value, str) else value for name, value in details.items()}
    zh, en = SENTENCES[code]
    return UnreadableFile(
        code,
        zh.format(**{name: pair[0] for name, pair in pairs.items()}),
        en.format(**{name: pair[1] for name, pair in pairs.items()}),
    )


def megabytes(size: int) -> str:
    """A size in words, rounded up so that it never reads as within a limit it exceeds: ``51 MB``."""
    return f"{-(-size // MEGABYTE):,} MB"


def check_size(size: int, limit: int = MAX_FILE_BYTES) -> None:
    """Refuses a file of ``size`` bytes when it is empty or over ``limit`` bytes."""
    if size == 0:
        raise unreadable("empty")
    if size > limit:
        raise unreadable("too_large", size=megabytes(size), limit=megabytes(limit))


def sniff(source: Source, limit: int = MAX_FILE_BYTES) -> Format:
    """The format of the content. Raises UnreadableFile: empty, too_large, encrypted, unsupported, damaged, not_text."""
    check_size(len(source) if isinstance(source, bytes) else source.stat().st_size, limit)
    found = recognise(source)
    if isinstance(found, Foreign):
        raise unreadable("unsupported", kind=KINDS[found])
    return found


def recognise(source: Source) -> Format | Foreign:
    """What the content is, whatever the name says. Raises UnreadableFile: encrypted, damaged, not_text."""
    with opened(source) as stream:
        head = stream.read(HEAD_BYTES)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _recognise_archive(stream)
        if b"%PDF-" in head[:1024]:
            return Format.PDF
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _recognise_compound(head + stream.read())
    for mark, kind in MARKS:
        if head.startswith(mark):
            return kind
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Foreign.MARKUP
    if _encoding_of_head(head) is not None:
        return Format.TXT
    if b"\0" in head:
        return Foreign.BINARY
    raise unreadable("not_text")


def opened(source: Source) -> BinaryIO:
    """A stream over the source; the caller closes it."""
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def check_label(found: Format | Foreign, filename: str) -> None:
    """Refuses a file whose name claims another format than ``found``; a name without a suffix claims nothing."""
    suffix = PurePosixPath(filename).suffix.lower()
    right = SUFFIXES[found] if isinstance(found, Format) else frozenset[str]()
    if suffix and suffix not in right:
        remedy = SAVE_AGAIN
        if isinstance(found, Format):
            usual = f".{found.lower()}"
            remedy = (RENAME[0].format(suffix=usual), RENAME[1].format(suffix=usual))
        raise unreadable("mislabelled", name=filename, kind=KINDS[found], remedy=remedy)


def check_archive(source: Source) -> None:
    """Refuses a zip-based document that is a bomb, encrypted, damaged, or carries entities or odd paths.

    Declared sizes are checked first, then every member is really inflated (into nothing) and counted.
    """
    try:
        with opened(source) as stream:
            inspect_archive(stream)
    except ArchiveProblem as problem:
        raise unreadable(problem.code) from problem


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text and the encoding that fits strictly; ``encoding`` overrides the ladder.

    Raises UnreadableFile: ``damaged`` when the named encoding does not fit, ``not_text`` when none does.
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
    raise unreadable("not_text")


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


def _recognise_archive(stream: BinaryIO) -> Format | Foreign:
    try:
        with zipfile.ZipFile(stream) as archive:
            manifest = _member(archive, "META-INF/manifest.xml")
            odf = ODF_TYPES.get(_member(archive, "mimetype").strip() or _type_in(manifest))
            if odf:
                if b"encryption-data" in manifest:
                    raise unreadable("encrypted")
                return odf
            declared = _member(archive, "[Content_Types].xml")
            for mark, found in OOXML_TYPES.items():
                if mark in declared:
                    return found
            return Format.DOCX if "word/document.xml" in archive.namelist() else Foreign.ZIP
    except ZIP_ERRORS as error:
        raise unreadable("damaged") from error
    except RuntimeError as error:  # zipfile's word for a member under a password
        raise unreadable("encrypted") from error


def _type_in(manifest: bytes) -> bytes:
    """The media type that an ODF manifest gives first, which is that of the whole."""
    found = re.search(rb"""media-type=["'](application/vnd\.oasis[^"']*)""", manifest)
    return found[1] if found else b""


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member, nothing when it is missing; never more than a declaration needs."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return b""
    if member.compress_type not in COMPRESSIONS:  # a header of LZMA can ask for gigabytes of memory
        raise zipfile.BadZipFile(f"{name} is compressed in a way that documents are not")
    with archive.open(member) as stream:
        return stream.read(MAX_DECLARATION_BYTES)


def _recognise_compound(data: bytes) -> Foreign:
    """OLE compound files are either Office files under a password or the formats before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise unreadable("encrypted")
    return Foreign.OLD_OFFICE
