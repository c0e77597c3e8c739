"""Runs a module of ours as a confined child: a request as JSON on its stdin, an answer as JSON from its stdout.

The parent bounds the wall clock and kills the whole process group; the child calls :func:`confine` before it opens
anything foreign, which bounds memory and processor time and forbids writing files.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from disclosures.files import MAX_FILE_BYTES, MEGABYTE, unreadable

ROOT: Final = Path(__file__).resolve().parents[2]
KILLED_BY_LIMIT: Final = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost; text beyond ``pages`` or ``characters`` is cut off and said to be."""

    seconds: float = 60
    memory_bytes: int = 1536 * MEGABYTE
    file_bytes: int = MAX_FILE_BYTES
    pages: int = 2_000
    characters: int = 4_000_000


def run_module(module: str, request: Mapping[str, Any], limits: Limits) -> Any:
    """The child's answer. Raises UnreadableFile (``timeout``, ``too_large``, ``damaged``) when the file made it die.

    Raises RuntimeError when the child itself is broken, which says nothing about the file.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(  # noqa: S603 - our own module, no shell, no argument from outside
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        answer, errors = child.communicate(json.dumps(request).encode(), timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise unreadable("timeout") from error
    finally:
        with suppress(ProcessLookupError):  # the child and whatever it started
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
    if child.returncode in KILLED_BY_LIMIT:
        raise unreadable("timeout")
    if child.returncode == -signal.SIGABRT:  # how native code ends that gets no memory
        raise unreadable("memory")
    if child.returncode < 0:
        raise unreadable("damaged")
    if child.returncode:
        raise RuntimeError(f"{module} failed: {errors.decode(errors='replace')[-2000:]}")
    try:
        return json.loads(answer)
    except ValueError as error:
        raise RuntimeError(f"{module} answered no JSON") from error


def confine(limits: Limits) -> IO[bytes]:
    """For the child: sets the limits, silences what libraries print, and returns the stream for the answer."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    seconds = math.ceil(limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return answer
