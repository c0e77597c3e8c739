"""The parent's side: asks the confined child and turns its answer, or its death, into an :class:`Extraction`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from disclosures.extraction.model import Extraction, Status
from disclosures.extraction.process import Limits, run_module
from disclosures.files import Format, UnreadableFile, check_label

CHILD: Final = "disclosures.extraction.child"
STATUS_OF: Final = {
    "bomb": Status.TOO_LARGE,
    "memory": Status.TOO_LARGE,
    "scanned": Status.EMPTY,
    "no_text": Status.EMPTY,
    "not_text": Status.UNSUPPORTED,
}
CUT_SHORT: Final = (
    "檔案很長，只收錄前面的文字（{pages} 頁，{characters} 字）。",
    "The file is long: only its beginning was taken ({pages} pages, {characters} characters).",
)


def extract(path: Path | str, filename: str, limits: Limits | None = None) -> Extraction:
    """The text of the file at ``path``, whose name as uploaded was ``filename``.

    Whatever is in the file, this returns. It raises FileNotFoundError when there is none, and RuntimeError when the
    reader itself is broken or cannot be started: try again later.
    """
    path = Path(path).resolve(strict=True)
    limits = limits or Limits()
    try:
        answer = run_module(CHILD, {"path": str(path), "limits": asdict(limits)}, limits)
    except UnreadableFile as refusal:
        return _refused(refusal.code, "", refusal.zh, refusal.en)
    if "code" in answer:
        return _refused(answer["code"], answer["format"], answer["zh"], answer["en"])
    pages = tuple((label, text) for label, text in answer["pages"])
    notes = list(_notes(Format(answer["format"]), filename))
    if answer["truncated"]:
        size = {"pages": f"{len(pages):,}", "characters": f"{sum(len(text) for _, text in pages):,}"}
        notes.append((CUT_SHORT[0].format(**size), CUT_SHORT[1].format(**size)))
    return Extraction(
        Status.READY,
        pages,
        answer["format"],
        message_zh="".join(zh for zh, _ in notes),
        message_en=" ".join(en for _, en in notes),
        truncated=answer["truncated"],
    )


def _notes(found: Format, filename: str) -> list[tuple[str, str]]:
    """A wrong suffix does not keep the text from being found, but the editor should know."""
    try:
        check_label(found, filename)
    except UnreadableFile as refusal:
        return [(refusal.zh, refusal.en)]
    return []


def _refused(code: str, found: str, zh: str, en: str) -> Extraction:
    return Extraction(STATUS_OF.get(code) or Status(code), (), found, zh, en)
