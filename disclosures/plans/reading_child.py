"""The confined child that reads a plan: one JSON request on stdin, one JSON answer on stdout; see :mod:`.confined`."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from disclosures.extraction.process import Limits, confine
from disclosures.files import unreadable
from disclosures.plans.reading import AgencyName, UnreadableDocument, read_plan
from disclosures.plans.stored import pack


def main() -> None:
    """Answers ``{reading}``, ``{code, zh, en}`` for a refusal, or ``{trace}`` when the reader itself failed."""
    request = json.load(sys.stdin)
    with confine(Limits(**request["limits"])) as stream:
        stream.write(json.dumps(answer(request)).encode())


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What the parent gets to know; ``request`` holds ``path``, ``agencies`` ([[code, [names]]]), ``governments``."""
    agencies = [AgencyName(code, tuple(names)) for code, names in request["agencies"]]
    try:
        reading = read_plan(Path(request["path"]), known_agencies=agencies, governments=request["governments"])
    except UnreadableDocument as refusal:
        return {"code": refusal.code, "zh": refusal.zh, "en": refusal.en}
    except MemoryError:
        refused = unreadable("memory")
        return {"code": refused.code, "zh": refused.zh, "en": refused.en}
    except Exception:  # a document that no test foresaw must not take the desk down; the parent logs it
        return {"trace": traceback.format_exc()}
    return {"reading": pack(reading)}


if __name__ == "__main__":
    main()
