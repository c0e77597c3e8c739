"""The confined child: one JSON request on stdin, one JSON answer on stdout. Started by :mod:`.reading` only."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from disclosures.extraction.process import Limits, confine
from disclosures.extraction.readers import Text, prepare, read
from disclosures.files import ARCHIVES, UnreadableFile, check_archive, sniff, unreadable


def main() -> None:
    """Answers ``{format, pages, truncated}`` or ``{format, code, zh, en}``."""
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    prepare()
    with confine(limits) as stream:
        stream.write(json.dumps(answer(Path(request["path"]), limits)).encode())


def answer(path: Path, limits: Limits) -> dict[str, Any]:
    """What the parent gets to know about the file at ``path``."""
    found = ""
    try:
        found = sniff(path, limits.file_bytes)
        if found in ARCHIVES:
            check_archive(path)
        text = _read(path, found, limits)
    except UnreadableFile as refusal:
        return {"format": found, "code": refusal.code, "zh": refusal.zh, "en": refusal.en}
    return {"format": found, "pages": text.pages, "truncated": text.truncated}


def _read(path: Path, found: str, limits: Limits) -> Text:
    text = Text(limits.pages, limits.characters)
    try:
        read(path, found, text)
    except UnreadableFile:
        raise
    except MemoryError as error:
        raise unreadable("memory") from error
    except BaseException as error:  # each parser has its own exceptions for a bad file; Rust's panic is no Exception
        raise unreadable("damaged") from error
    if not text:
        raise unreadable("scanned" if found == "PDF" else "no_text")
    return text


if __name__ == "__main__":
    main()
