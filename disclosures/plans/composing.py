"""From a reading to an unsaved plan: nothing is written here. What a field cannot hold is handed back in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext, override
from wagtail.models import Locale

from disclosures.models import Agency
from disclosures.plans.joining import normalised
from disclosures.plans.models import AnnualPlanPage, Goal, Indicator, Programme, ProgrammeItem, Result
from disclosures.plans.reading import model as read
from disclosures.plans.reading.blocks import Where
from disclosures.plans.reading.values import value_and_unit
from disclosures.plans.stored import storable
from portal.dates import date_in_words, roc_year

HEADING_LENGTH = 200
YEARS = range(1912, 2201)  # what a plan or a result may be of; 1912 is 民國 year 1


SMALL = range(32_768)  # what every database keeps in a small column; SQLite alone would take more


_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_NUMBERING = re.compile(r"[第目標之\d一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]")


class Reason(StrEnum):
    """Why a text has no place in the plan (or not in full)."""

    UNPLACED = "unplaced"  # the reader found no place for it
    TOO_LONG = "too_long"  # the field holds its beginning only
    NO_NUMBER = "no_number"  # published as words; the field holds numbers
    UNKNOWN_YEAR = "unknown_year"  # a result of a year that the document does not name
    OTHER_GOAL = "other_goal"  # prose or results name a goal in other words than the plan's own goal
    NUMBERED_TWICE = "numbered_twice"  # another row has the number; this one got the next free one


@dataclass(frozen=True)
class LeftOver:
    """A text in full, with its place in both languages and why it is here."""

    text: str
    where: Where | None
    reason: Reason

    def as_json(self) -> dict[str, str]:
        zh, en = (self.where.zh, self.where.en) if self.where else ("", "")
        return {"text": storable(self.text), "zh": zh, "en": en, "reason": self.reason.value}


@dataclass
class Composed:
    """An unsaved draft and what is left over."""

    page: AnnualPlanPage
    left_over: list[LeftOver] = field(default_factory=list)


def compose(
    reading: read.PlanReading, *, agency: Agency, year: int, filename: str, day: date, locale: Locale
) -> Composed:
    """A plan in ``locale`` with its rows, without a slug; ``year`` is Gregorian and wins over the one that was read."""
    left = [LeftOver(item.text, item.where, Reason.UNPLACED) for item in reading.unplaced]
    rows = _Rows(locale, left)
    with override(locale.language_code):
        provenance = gettext("Taken from the file “%(file)s”, imported on %(date)s.") % {
            "file": filename,
            "date": date_in_words(day, locale.language_code),
        }
    page = AnnualPlanPage(agency=agency, fiscal_year=year, provenance=provenance, locale=locale, live=False)
    page.title = rows.fit(page, "title", reading.title or f"{agency.name_zh}{roc_year(year)}年度施政計畫", None)
    page.draft_title = page.title
    page.body = [("section", value) for value in _prose(reading, left)]
    page.goals = _goals(reading, rows)
    page.indicators = _indicators(reading, rows)
    page.results = _results(reading, rows)
    page.programmes, page.programme_items = _programmes(reading, rows)
    return Composed(page, left)


class _Rows:
    """Makes rows whose every field is valid; what is not goes to the left-overs, in full."""

    def __init__(self, locale: Locale, left: list[LeftOver]) -> None:
        self.locale, self.left = locale, left

    def make(self, model: type[models.Model], where: Where, places: read.Places = (), **values: Any) -> Any:
        """A row of ``model``; None in a text field is empty."""
        at = dict(places)
        row = model(locale=self.locale)
        for name, value in values.items():
            place = at.get(name, where)
            if isinstance(row._meta.get_field(name), models.CharField | models.TextField):
                setattr(row, name, self.fit(row, name, value or "", place))
            else:
                setattr(row, name, self.check(row, name, value, place))
        return row

    def fit(self, row: models.Model, name: str, text: str, where: Where | None) -> str:
        """The text as far as the field holds it."""
        text = storable(text)
        limit = row._meta.get_field(name).max_length  # type: ignore[union-attr]
        if limit is None or len(text) <= limit:
            return text
        self.left.append(LeftOver(text, where, Reason.TOO_LONG))
        return text[: limit - 1].rstrip() + "…"

    def check(self, row: models.Model, name: str, value: Any, where: Where) -> Any:
        """The number, or None when the field cannot hold it as it stands: figures are never rounded here."""
        if value is None:
            return None
        column = row._meta.get_field(name)
        try:
            if isinstance(value, int) and value not in SMALL:
                raise ValidationError(str(value))
            return column.clean(value, row)  # type: ignore[union-attr]
        except ValidationError:
            self.left.append(LeftOver(f"{column.verbose_name}: {value}", where, Reason.NO_NUMBER))  # type: ignore[union-attr]
            return None


class _Numbers:
    """Numbers of rows, each once: others refer to a row by its number."""

    def __init__(self, left: list[LeftOver], wanted: Iterable[int | None]) -> None:
        self.left, self.used = left, set[int]()
        self.next = max((n for n in wanted if n is not None and n < 10_000), default=0) + 1

    def take(self, number: int | None, said: str, where: Where) -> int:
        if number is None or number in self.used or not 0 <= number < 10_000:
            if number is not None:
                self.left.append(LeftOver(f"{number}. {said}", where, Reason.NUMBERED_TWICE))
            number, self.next = self.next, self.next + 1
        self.used.add(number)
        return number


def _goals(reading: read.PlanReading, rows: _Rows) -> list[Goal]:
    numbers = _Numbers(rows.left, (goal.number for goal in reading.goals))
    return [
        rows.make(
            Goal,
            goal.where,
            number=numbers.take(goal.number, goal.title, goal.where),
            title=goal.title,
            weight=goal.weight,
            description=_description(goal, reading.sections),
        )
        for goal in reading.goals
    ]


def _indicators(reading: read.PlanReading, rows: _Rows) -> list[Indicator]:
    return [
        rows.make(
            Indicator,
            row.where,
            row.places,
            number=number,
            goal_number=row.goal,
            name=row.name,
            weight=row.weight,
            assessment=row.assessment,
            method=row.method,
            formula=row.formula,
            target=row.target,
            target_value=row.target_value,
            target_unit=row.target_unit,
        )
        for number, row in enumerate(reading.indicators, start=1)
    ]


def _results(reading: read.PlanReading, rows: _Rows) -> list[Result]:
    """What the plan reports of earlier years, and the earlier figures that stand beside its own indicators."""
    made, known = [], set()
    _other_goals(reading, rows.left)
    for row in reading.results:
        if row.year is None or row.year not in YEARS:
            text = " | ".join(part for part in (row.indicator, row.target, row.actual) if part)
            rows.left.append(LeftOver(text, row.where, Reason.UNKNOWN_YEAR))
            continue
        known.add((row.year, _squeezed(row.indicator)))
        made.append(
            rows.make(
                Result,
                row.where,
                row.places,
                year=row.year,
                goal_number=row.goal,
                indicator=row.indicator,
                target=row.target,
                target_value=row.target_value,
                target_unit=row.target_unit,
                actual=row.actual,
                actual_value=row.actual_value,
                actual_unit=row.actual_unit,
            )
        )
    for indicator in reading.indicators:
        for earlier in indicator.earlier:
            if (earlier.year, _squeezed(indicator.name)) in known or not (earlier.target or earlier.result):
                continue
            if earlier.year not in YEARS:
                text = " | ".join(part for part in (indicator.name, earlier.target, earlier.result) if part)
                rows.left.append(LeftOver(text, indicator.where, Reason.UNKNOWN_YEAR))
                continue
            known.add((earlier.year, _squeezed(indicator.name)))
            target, target_unit = value_and_unit(earlier.target or "")
            actual, actual_unit = value_and_unit(earlier.result or "")
            made.append(
                rows.make(
                    Result,
                    indicator.where,
                    year=earlier.year,
                    goal_number=indicator.goal,
                    indicator=indicator.name,
                    target=earlier.target,
                    target_value=target,
                    target_unit=target_unit,
                    actual=earlier.result,
                    actual_value=actual,
                    actual_unit=actual_unit,
                )
            )
    return made


def _other_goals(reading: read.PlanReading, left: list[LeftOver]) -> None:
    """Goals as the results word them, once each, where the plan's own goal of that number says something else."""
    told: set[tuple[int | None, str]] = {(goal.number, normalised(goal.title)) for goal in reading.goals}
    for row in reading.results:
        if row.goal_title and (row.goal, normalised(row.goal_title)) not in told:
            told.add((row.goal, normalised(row.goal_title)))
            named = f"{row.goal}. {row.goal_title}" if row.goal is not None else row.goal_title
            left.append(LeftOver(named, dict(row.places).get("goal", row.where), Reason.OTHER_GOAL))


def _programmes(reading: read.PlanReading, rows: _Rows) -> tuple[list[Programme], list[ProgrammeItem]]:
    programmes: list[Programme] = []
    items: list[ProgrammeItem] = []
    numbers = _Numbers(rows.left, (row.programme_number for row in reading.programmes))
    by_name: dict[tuple[int | None, str], int] = {}
    for row in reading.programmes:
        number: int | None = None
        if row.programme:
            key = (row.programme_number, _squeezed(row.programme))
            if key not in by_name:
                by_name[key] = numbers.take(row.programme_number, row.programme, row.where)
                programmes.append(rows.make(Programme, row.where, row.places, number=by_name[key], title=row.programme))
            number = by_name[key]
        if row.budget_text and row.budget_thousand is None:
            at = dict(row.places).get("budget_thousand", row.where)
            rows.left.append(LeftOver(row.budget_text, at, Reason.NO_NUMBER))
        if row.item or row.content or row.remark or row.budget_thousand is not None:
            items.append(
                rows.make(
                    ProgrammeItem,
                    row.where,
                    row.places,
                    programme_number=number,
                    number=row.item_number,
                    title=row.item,
                    content=row.content,
                    budget_thousand=row.budget_thousand,
                    remark=row.remark,
                )
            )
    return programmes, items


def _prose(reading: read.PlanReading, left: list[LeftOver]) -> list[dict[str, str]]:
    """The sections as blocks; a heading alone is kept where deeper sections with text follow it."""
    goals = {goal.number: goal for goal in reading.goals}
    headed: set[int] = set()
    sections = []
    for section in reading.sections:
        goal = goals.get(section.goal) if section.goal is not None else None
        if goal is None or not _tells(goal, section):
            sections.append(section)
        elif goal.number not in headed:
            headed.add(goal.number)
            if _says_more(section.heading, goal.title):
                left.append(LeftOver(section.heading, section.where, Reason.OTHER_GOAL))
    blocks = []
    for at, section in enumerate(sections):
        if not section.paragraphs and not _has_text_below(sections[at:]):
            continue
        heading = storable(section.heading)
        if len(heading) > HEADING_LENGTH:
            left.append(LeftOver(heading, section.where, Reason.TOO_LONG))
            heading = heading[: HEADING_LENGTH - 1].rstrip() + "…"
        paragraphs = (escape(storable(text)).replace("\n", "<br/>") for text in section.paragraphs)
        blocks.append({"heading": heading, "body": "".join(f"<p>{text}</p>" for text in paragraphs)})
    return blocks


def _tells(goal: read.Goal, section: read.Section) -> bool:
    """Whether the section is told as part of its goal's description: all of its paragraphs stand there already."""
    described = _squeezed(goal.description)
    return bool(described) and all(_squeezed(text) in described for text in section.paragraphs)


def _description(goal: read.Goal, sections: Sequence[read.Section]) -> str:
    """The goal's description; below a goal's own heading there may be headings of its parts, which belong to it."""
    own = [section for section in sections if section.goal == goal.number and _tells(goal, section)]
    if len(own) < 2:
        return goal.description
    lines = [line for at, part in enumerate(own) for line in ([part.heading] if at else []) + list(part.paragraphs)]
    told = _squeezed("".join(lines))
    return "\n".join([*lines, *(line for line in goal.description.split("\n") if _squeezed(line) not in told)])


def _says_more(heading: str, title: str) -> bool:
    """Whether a goal's heading in the prose says more than its title, apart from numbering and what is in brackets."""
    rest = normalised(_BRACKETED.sub("", heading)).replace(normalised(_BRACKETED.sub("", title)), "", 1)
    return bool(_NUMBERING.sub("", rest))


def _has_text_below(sections: Sequence[read.Section]) -> bool:
    for section in sections[1:]:
        if section.level <= sections[0].level:
            return False
        if section.paragraphs:
            return True
    return False


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
