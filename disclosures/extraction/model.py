"""What comes out of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How reading went; only ``ready`` has text."""

    READY = "ready"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"


@dataclass(frozen=True)
class Extraction:
    """``pages`` are (label, text): the number of a PDF's page, the name of a sheet, or one with an empty label.

    ``format`` is ``PDF|ODT|DOCX|ODS|XLSX|TXT``, or empty when it was not recognised. The messages are sentences for
    the editor: why there is no text, or what to know about the text (cut short, wrong suffix); empty when all is well.
    """

    status: Status
    pages: tuple[tuple[str, str], ...] = ()
    format: str = ""
    message_zh: str = ""
    message_en: str = ""
    truncated: bool = False

    def message(self, language: str) -> str:
        """The message in the reader's language."""
        return self.message_zh if language.startswith("zh") else self.message_en
