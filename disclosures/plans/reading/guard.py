"""Reading in a process of its own, with limits on time and memory: what the upload of a stranger's file must use."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .intake import UnreadableDocument, too_heavy
from .model import AgencyName, PlanReading
from .reader import read_plan

_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "from disclosures.plans.reading.guard import child; child()"


def read_plan_guarded(
    path: Path,
    *,
    known_agencies: Sequence[AgencyName],
    governments: Sequence[str] = (),
    seconds: float = 60,
    megabytes: int = 1500,
) -> PlanReading:
    """As :func:`~.reader.read_plan`, but a file made to exhaust time or memory cannot harm the caller.

    Raises UnreadableDocument; its code is ``too_heavy`` when a limit was reached.
    """
    request = pickle.dumps((path.resolve(), tuple(known_agencies), tuple(governments), megabytes))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with a fixed program
            [sys.executable, "-c", _CHILD], input=request, capture_output=True, timeout=seconds, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise too_heavy() from error
    if done.returncode != 0:
        if b"MemoryError" in done.stderr or done.returncode < 0:
            raise too_heavy()
        raise RuntimeError(f"The reader stopped: {done.stderr.decode(errors='replace')[-2000:]}")
    answer = pickle.loads(done.stdout)  # noqa: S301 - written by our own child, never by the document
    if isinstance(answer, UnreadableDocument):
        raise answer
    if not isinstance(answer, PlanReading):
        raise TypeError(f"The reader answered with {type(answer).__name__}")
    return answer


def child() -> None:
    """The child's side: a request on standard input, a reading or its refusal on standard output."""
    path, agencies, governments, megabytes = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    with suppress(ImportError, ValueError, OSError):  # no such limits on this system: the time limit remains
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    answer: PlanReading | UnreadableDocument
    try:
        answer = read_plan(path, known_agencies=agencies, governments=governments)
    except UnreadableDocument as refusal:
        answer = refusal
    sys.stdout.buffer.write(pickle.dumps(answer))
