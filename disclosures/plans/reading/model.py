"""What a reading of a plan holds. Frozen, free of Django; figures are Decimals, years Gregorian."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .blocks import Where


@dataclass(frozen=True)
class AgencyName:
    """An agency that the registry knows: its code there, and every name it goes by, in any language."""

    code: str
    names: tuple[str, ...]


Places = tuple[tuple[str, Where], ...]  # field name → where in the source its value stands


@dataclass(frozen=True)
class Section:
    """Prose under a heading. ``goal`` is set where the heading is a goal's: its paragraphs describe that goal."""

    heading: str
    level: int  # 1 is the highest level used in the document; 0 has no heading (text before the first one)
    paragraphs: tuple[str, ...]
    where: Where
    goal: int | None = None


@dataclass(frozen=True)
class Goal:
    number: int
    title: str
    weight: Decimal | None  # percent
    description: str
    where: Where


@dataclass(frozen=True)
class Earlier:
    """Another year's target and result of an indicator, where the document gives them."""

    year: int
    target: str | None
    result: str | None


@dataclass(frozen=True)
class Indicator:
    number: int  # 1 … n in the plan
    goal: int | None  # the goal's number
    name: str
    weight: Decimal | None  # percent
    assessment: int | None  # 1 to 5: who assesses
    method: str | None
    formula: str | None
    target: str | None  # as published
    target_value: Decimal | None
    target_unit: str | None
    earlier: tuple[Earlier, ...]
    where: Where
    places: Places = ()


@dataclass(frozen=True)
class Result:
    year: int | None
    goal: int | None
    goal_title: str | None  # as the results table writes it
    indicator: str
    target: str | None
    target_value: Decimal | None
    target_unit: str | None
    actual: str | None
    actual_value: Decimal | None  # only where the text reports exactly one figure in the target's unit
    actual_unit: str | None
    where: Where
    places: Places = ()


@dataclass(frozen=True)
class Programme:
    """One row: a programme, or one of its items. A sub-item has a row of its own and names its ``parent_item``."""

    programme_number: int | None
    programme: str | None
    item_number: str | None  # "3", or "3(1)" for the first sub-item of item 3
    item: str | None
    parent_item: str | None
    content: str | None
    budget_thousand: Decimal | None
    budget_text: str | None  # as published
    remark: str | None
    where: Where
    places: Places = ()


@dataclass(frozen=True)
class Problem:
    """What does not add up, said in both languages; ``level`` is ``warning`` (check it) or ``note`` (good to know)."""

    code: str
    level: str
    zh: str
    en: str
    where: Where | None = None


@dataclass(frozen=True)
class Unplaced:
    """Text of the source that found no place."""

    text: str
    where: Where


@dataclass(frozen=True)
class Placed:
    """Text of the source that found a place, and what it was taken for."""

    text: str
    role: str
    where: Where


@dataclass(frozen=True)
class PlanReading:
    """All that was recognised in one document. ``agency_code`` is None unless the registry knows the agency."""

    fingerprint: str  # SHA-256 of the file, hexadecimal
    kind: str  # odt, docx, pdf, txt
    fiscal_year: int | None
    roc_year: int | None
    agency: str | None  # as the document writes it
    agency_code: str | None
    title: str
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    results: tuple[Result, ...]
    programmes: tuple[Programme, ...]
    problems: tuple[Problem, ...]
    unplaced: tuple[Unplaced, ...]
    placed: tuple[Placed, ...] = field(repr=False, default=())
