"""Reading in a process of its own, with limits on time and memory: what the upload of a stranger's file must use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from disclosures.extraction.process import Limits, run_module
from disclosures.files import MEGABYTE, UnreadableFile

from .intake import too_heavy
from .model import AgencyName, PlanReading
from .wire import ANSWER, REQUEST, Failure, Refusal, Request

CHILD: Final = "disclosures.plans.reading.child"
EXHAUSTED: Final = frozenset({"timeout", "memory"})


def read_plan_guarded(
    path: Path,
    *,
    known_agencies: Sequence[AgencyName],
    governments: Sequence[str] = (),
    seconds: float = 60,
    megabytes: int = 1500,
) -> PlanReading:
    """As :func:`~.reader.read_plan`, but a file made to exhaust time or memory cannot harm the caller.

    Raises UnreadableDocument; its code is ``too_heavy`` when a limit was reached. RuntimeError when the reader failed.
    """
    limits = Limits(seconds=seconds, memory_bytes=megabytes * MEGABYTE)
    request = Request(str(path.resolve()), tuple(known_agencies), tuple(governments), limits)
    try:
        said = run_module(CHILD, REQUEST.dump_python(request, mode="json"), limits)
    except UnreadableFile as refusal:
        raise (too_heavy() if refusal.code in EXHAUSTED else refusal) from refusal
    try:
        answer = ANSWER.validate_python(said)
    except ValidationError as error:
        raise RuntimeError("The reader's answer is neither reading nor refusal") from error
    match answer:
        case Refusal(code, zh, en):
            raise too_heavy() if code in EXHAUSTED else UnreadableFile(code, zh, en)
        case Failure(trace):
            raise RuntimeError(f"The reader failed: {trace}")
        case _:
            return answer
