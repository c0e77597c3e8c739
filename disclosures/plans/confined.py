"""Reading a plan in a child process with bounded time and memory: uploads are distrusted."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from disclosures.extraction.process import Limits, run_module
from disclosures.files import UnreadableFile
from disclosures.plans.reading import AgencyName, PlanReading, UnreadableDocument
from disclosures.plans.stored import unpack

logger = logging.getLogger(__name__)

LIMITS = Limits(seconds=60)


def read_confined(path: Path, agencies: Sequence[AgencyName], governments: Sequence[str]) -> PlanReading:
    """What :func:`read_plan` recognises in the file at ``path``; raises UnreadableDocument. Writes nothing."""
    request = {
        "path": str(path.absolute()),
        "agencies": [[agency.code, list(agency.names)] for agency in agencies],
        "governments": list(governments),
        "limits": asdict(LIMITS),
    }
    try:
        answer = run_module("disclosures.plans.reading_child", request, LIMITS)
    except UnreadableFile as refusal:
        raise UnreadableDocument(refusal.code, refusal.zh, refusal.en) from refusal
    if "reading" in answer:
        return unpack(answer["reading"])
    if "code" in answer:
        raise UnreadableDocument(answer["code"], answer["zh"], answer["en"])
    logger.error("The plan reader failed on %s:\n%s", path.name, answer["trace"])
    raise UnreadableDocument(
        "reader_failed",
        "讀取這份文件時發生錯誤，未變更任何資料；原因已記錄，請通知系統管理者，並可改用另一種格式再試。",
        "Reading this document failed and nothing was changed. The reason is in the log: tell the operator, "
        "or try another format.",
    )
