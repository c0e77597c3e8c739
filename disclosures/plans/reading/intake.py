"""Distrust: what a file is, whether it may be opened at all, and a sentence for the person when not."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

MAX_BYTES = 50 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_XML = 30 * 1024 * 1024
ODT_TYPE = "application/vnd.oasis.opendocument.text"
ENCODINGS = ("utf-8-sig", "cp950", "big5hkscs", "gb18030")


_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
    EOFError,
)


class UnreadableDocument(Exception):
    """The file cannot be read as a plan. ``zh`` and ``en`` say why and what to do; ``code`` is for programs."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en

    def __reduce__(self) -> tuple[type[UnreadableDocument], tuple[str, str, str]]:
        return type(self), (self.code, self.zh, self.en)  # so that it travels between processes


_KINDS = {
    "pdf": ("PDF 檔", "a PDF"),
    "odt": ("ODT 文件", "an ODT document"),
    "docx": ("DOCX 文件", "a DOCX document"),
    "txt": ("純文字檔", "plain text"),
    "zip": (
        "壓縮檔或其他種類的文件（如試算表、簡報）",
        "an archive or another kind of document (a spreadsheet or slides)",
    ),
    "ole": ("舊版 Office 檔案（如 .doc）", "an old Office file (such as .doc)"),
    "rtf": ("RTF 文件", "an RTF document"),
    "html": ("網頁檔", "a web page"),
    "image": ("圖片檔", "a picture"),
    "binary": ("無法辨識的二進位檔", "a binary file of an unknown kind"),
}


@dataclass(frozen=True)
class Intake:
    """A file that passed: its kind (``pdf``, ``odt``, ``docx`` or ``txt``) and its bytes."""

    kind: str
    data: bytes


def take_in(path: Path) -> Intake:
    """Read the file after the checks that need no parsing.

    Raises UnreadableDocument (missing, empty, oversized, unsupported, mislabelled, encrypted, damaged, zip_bomb).
    """
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size > MAX_BYTES:
            raise _oversized(size)
        data = path.read_bytes() if size >= 0 else b""
    except OSError as error:
        raise _missing() from error
    if size < 0:
        raise _missing()
    return take_in_bytes(data, path.suffix)


def take_in_bytes(data: bytes, suffix: str) -> Intake:
    """The same checks for bytes that are in memory already; ``suffix`` is the name's ending, such as ``.odt``."""
    if len(data) > MAX_BYTES:
        raise _oversized(len(data))
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument(
            "empty",
            "檔案是空的。請確認匯出是否成功後再上傳。",
            "The file is empty. Check that it was exported properly, then try again.",
        )
    named = suffix.lower().removeprefix(".")
    found = detect(data)
    if found == "ole" and "EncryptedPackage".encode("utf-16-le") in data:
        raise _encrypted()
    if named not in {"pdf", "odt", "docx", "txt"}:
        raise UnreadableDocument(
            "unsupported",
            f"不支援副檔名「.{named or '（無）'}」的檔案。請另存為 .odt、.docx、.pdf 或 .txt 後再上傳。",
            f"Files ending in “.{named or '(nothing)'}” cannot be read. "
            "Save it as .odt, .docx, .pdf or .txt and try again.",
        )
    if found != named:
        raise _mislabelled(named, found)
    if named in {"odt", "docx"}:
        check_archive(data)
    if named == "odt" and _odt_is_encrypted(data):
        raise _encrypted()
    return Intake(named, data)


def detect(data: bytes) -> str:
    """What the content is, whatever the name says: a key of the kinds above."""
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "ole"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        return "image"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", head, re.IGNORECASE):
        return "html"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "txt"
    return "binary" if b"\x00" in data[:65536] else "txt"


def _member(data: bytes, name: str, limit: int) -> bytes | None:
    """At most ``limit`` bytes of one member; None when the archive has no such member."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if name not in archive.namelist():
                return None
            with archive.open(name) as member:
                return member.read(limit)
    except _ZIP_ERRORS as error:
        raise damaged() from error


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist()[:MAX_MEMBERS])
    except _ZIP_ERRORS as error:
        raise damaged() from error
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return "docx"
    declared = _member(data, "mimetype", 200)
    if declared is not None:
        return "odt" if declared.decode("ascii", "replace").strip() in {ODT_TYPE, ODT_TYPE + "-template"} else "zip"
    return "odt" if {"content.xml", "styles.xml", "META-INF/manifest.xml"} <= names else "zip"


def _odt_is_encrypted(data: bytes) -> bool:
    return b"encryption-data" in (_member(data, "META-INF/manifest.xml", 1024 * 1024) or b"")


def check_archive(data: bytes) -> None:
    """Refuse archives that would unpack to far more than a plan can hold, or whose directory does not add up."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except _ZIP_ERRORS as error:
        raise damaged() from error
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _bomb()


def member_xml(data: bytes, name: str) -> Element | None:
    """One XML member of the archive, parsed without entities or outside references; None when there is none."""
    content = _member(data, name, MAX_XML + 1)
    if content is None:
        return None
    if len(content) > MAX_XML:
        raise _bomb()
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged() from error
    return root


def decode(data: bytes) -> str:
    """Plain text by the strict ladder of encodings; raises UnreadableDocument (not_text)."""
    ladder = ("utf-16", *ENCODINGS) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS
    for encoding in ladder:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        strange = sum(c < " " and c not in "\t\n\r\f\v\x1a" for c in text)
        if strange * 100 <= len(text):
            return text
    raise UnreadableDocument(
        "not_text",
        "無法以 UTF-8、Big5 或 GB18030 讀出這個文字檔。請以 UTF-8 編碼另存後再上傳。",
        "This text file is not in UTF-8, Big5 or GB18030. Save it as UTF-8 and try again.",
    )


def damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "damaged",
        "檔案已損壞，無法開啟。請以原軟體重新存檔或重新下載後再上傳。",
        "The file is damaged and cannot be opened. Save it again from its own program, or download it again.",
    )


def no_text(*, scanned: bool) -> UnreadableDocument:
    if scanned:
        return UnreadableDocument(
            "scanned",
            "這份 PDF 沒有文字，應是掃描影像。請改用原始的 .odt 或 .docx 檔，或先做文字辨識後再上傳。",
            "This PDF holds no text; it seems to be a scan. "
            "Use the original .odt or .docx, or recognise its text first.",
        )
    return UnreadableDocument(
        "no_text",
        "文件中沒有任何文字。請確認上傳的是計畫本文。",
        "The document holds no text. Check that this is the plan itself.",
    )


def too_heavy() -> UnreadableDocument:
    return UnreadableDocument(
        "too_heavy",
        "讀取這份檔案所需的時間或記憶體超過上限。請以原軟體另存為 .odt 或 .docx，或只上傳計畫本文。",
        "Reading this file takes more time or memory than is allowed. "
        "Save it as .odt or .docx from its own program, or upload only the plan itself.",
    )


def encrypted_pdf() -> UnreadableDocument:
    return _encrypted()


def too_long(pages: int) -> UnreadableDocument:
    return UnreadableDocument(
        "too_long",
        f"這份 PDF 有 {pages:,} 頁，超過一份計畫的上限。請只上傳該機關的計畫。",
        f"This PDF has {pages:,} pages, more than one plan can have. Upload only the plan of one agency.",
    )


def _encrypted() -> UnreadableDocument:
    return UnreadableDocument(
        "encrypted",
        "檔案有密碼保護，無法讀取。請移除密碼後再上傳。",
        "The file is protected by a password. Remove the password and try again.",
    )


def _missing() -> UnreadableDocument:
    return UnreadableDocument(
        "missing", "找不到檔案，或沒有讀取權限。", "There is no such file, or it may not be read."
    )


def _oversized(size: int) -> UnreadableDocument:
    megabytes = size / 1024 / 1024
    return UnreadableDocument(
        "oversized",
        f"檔案為 {megabytes:.1f} MB，超過 50 MB 的上限。請移除圖片或分開上傳。",
        f"The file is {megabytes:.1f} MB; the limit is 50 MB. Remove pictures from it or split it.",
    )


def _bomb() -> UnreadableDocument:
    return UnreadableDocument(
        "zip_bomb",
        "檔案解壓縮後過於龐大，為安全起見不予開啟。請以原軟體重新存檔後再上傳。",
        "The file would unpack to far too much and is not opened, for safety. Save it again from its own program.",
    )


def _mislabelled(named: str, found: str) -> UnreadableDocument:
    zh, en = _KINDS[found]
    fix_zh, fix_en = (
        (f"請將副檔名改為 .{found} 後再上傳。", f"Rename it to end in .{found} and try again.")
        if found in {"pdf", "odt", "docx", "txt"}
        else ("請以原軟體另存為 .odt、.docx 或 .pdf 後再上傳。", "Save it as .odt, .docx or .pdf and try again.")
    )
    return UnreadableDocument(
        "mislabelled",
        f"檔名是 .{named}，內容卻是{zh}。{fix_zh}",
        f"The name ends in .{named}, but the content is {en}. {fix_en}",
    )
