"""What the reader's parent and its confined child say to each other, as JSON that both sides check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from disclosures.extraction.process import Limits

from .model import AgencyName, PlanReading


@dataclass(frozen=True)
class Request:
    path: str
    known_agencies: tuple[AgencyName, ...]
    governments: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True)
class Refusal:
    """An UnreadableDocument."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Failure:
    """An error that no refusal foresaw: the end of its traceback, for the log."""

    trace: str


Answer = PlanReading | Refusal | Failure

REQUEST: Final = TypeAdapter(Request)
ANSWER: Final[TypeAdapter[Answer]] = TypeAdapter(Answer)
