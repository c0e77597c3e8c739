"""The confined child: one request on stdin, one answer on stdout (:mod:`.wire`). Started by :mod:`.guard` only."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import Final

from disclosures.extraction.process import confine
from disclosures.files import UnreadableFile, unreadable

from .reader import read_plan
from .wire import ANSWER, REQUEST, Answer, Failure, Refusal, Request

TRACE_CHARACTERS: Final = 2_000


def main() -> None:
    """Answers with a PlanReading, a Refusal or a Failure."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every oddity of a PDF, page by page
    request = REQUEST.validate_json(sys.stdin.buffer.read())
    with confine(request.limits) as stream:
        stream.write(in_json(request))


def in_json(request: Request) -> bytes:
    """The answer to the request. The error that reading or writing it out ends in is an answer, too."""
    try:
        return ANSWER.dump_json(answer(request))
    except MemoryError:
        return ANSWER.dump_json(_refused(unreadable("memory")))
    except Exception:  # whatever it is, the parent must log it: this process has no stderr any more
        trace = traceback.format_exc()[-TRACE_CHARACTERS:].encode(errors="backslashreplace").decode()
        return ANSWER.dump_json(Failure(trace))


def answer(request: Request) -> Answer:
    """What is in the file, or why it is refused."""
    try:
        return read_plan(Path(request.path), known_agencies=request.known_agencies, governments=request.governments)
    except UnreadableFile as refusal:
        return _refused(refusal)


def _refused(refusal: UnreadableFile) -> Refusal:
    return Refusal(refusal.code, refusal.zh, refusal.en)


if __name__ == "__main__":
    main()
