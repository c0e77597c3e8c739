"""Goals, indicators and last year's results, from the rows of their tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from .blocks import Where
from .columns import Column
from .ledger import Ledger
from .model import Earlier, Indicator, Places, Result
from .numerals import Mark, mark_of
from .outline import PlanTable
from .rows import BodyRow, Entry, body_rows, own_number, rejoin
from .text import narrow, squeeze
from .values import reported_value, value_and_unit, weight, weight_at_end
from .vocabulary import RESULTS_WORDS, Role, unit_in_heading, year_in


@dataclass
class GoalDraft:
    number: int
    raw: str  # the cell's text without its number
    where: Where
    printed: int | None = None  # the number in the document, if there is one
    column_weight: Decimal | None = None

    @property
    def title(self) -> str:
        return weight_at_end(self.raw)[0].strip()

    @property
    def weight(self) -> Decimal | None:
        return self.column_weight if self.column_weight is not None else weight_at_end(self.raw)[1]


@dataclass
class Numbered:
    """The mark that an indicator carries in its table, kept to find numbering that does not add up."""

    goal: int | None
    mark: Mark | None
    name: str
    where: Where


@dataclass
class Measures:
    """What the indicator and result tables of one plan hold together."""

    goals: list[GoalDraft] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    marks: list[Numbered] = field(default_factory=list)


class _Goals:
    """Follows the goal column: names it when filled, and goes on with the last one when blank."""

    def __init__(self, known: list[GoalDraft], columns: tuple[Column, ...], *, unique: bool) -> None:
        self.known = known
        self.unique = unique  # two goals of one number get two numbers; last year's may differ from this year's
        self.columns = columns
        self.current: GoalDraft | None = None
        self.numbered = False

    def see(self, row: BodyRow) -> GoalDraft | None:
        found = (-1, row.banner) if row.banner else row.first(self.columns, Role.GOAL)
        if found is None:
            return self.current
        index, entry = found
        number, text = own_number(row, index, entry)
        bare = squeeze(weight_at_end(text)[0])
        self.numbered = self.numbered or number is not None
        if self.current is not None and bare and squeeze(self.current.title) == bare:
            return self.current
        if self.current is not None and row.after_break and number is None and self.numbered:
            self.current.raw = rejoin(self.current.raw, text)  # a merged cell that a page break cut
            return self.current
        if not bare and self.current is not None:  # only a weight: "(5%)" in a cell of its own
            self.current.raw += text
            return self.current
        same = next((g for g in self.known if squeeze(g.title) == bare and number in {None, g.printed, g.number}), None)
        if same is None:
            free = max((g.number for g in self.known), default=0) + 1
            taken = self.unique and any(g.number == number for g in self.known)
            same = GoalDraft(free if number is None or taken else number, text, entry.where, printed=number)
            self.known.append(same)
        self.current = same
        return same


def _weights(row: BodyRow, columns: tuple[Column, ...]) -> dict[Role, Decimal]:
    """Weight columns belong to the goal or indicator column nearest to their left."""
    found: dict[Role, Decimal] = {}
    for index, entry in row.entries.items():
        if columns[index].role is Role.WEIGHT and (number := weight(entry.line)) is not None:
            owner = next(
                (c.role for c in reversed(columns[:index]) if c.role in {Role.GOAL, Role.INDICATOR}), Role.INDICATOR
            )
            found[owner] = number
    return found


def _texts(row: BodyRow, columns: tuple[Column, ...], *roles: Role) -> str | None:
    parts = [row.entries[i].line for i in sorted(row.entries) if columns[i].role in roles]
    return " ".join(part for part in parts if part) or None


def _places(row: BodyRow, columns: tuple[Column, ...], names: dict[Role, str]) -> Places:
    return tuple(
        (names[columns[i].role], row.entries[i].where)
        for i in sorted(row.entries)
        if columns[i].role in names and row.entries[i].pieces
    )


_NAMES = {
    Role.GOAL: "goal",
    Role.INDICATOR: "name",
    Role.WEIGHT: "weight",
    Role.ASSESSMENT: "assessment",
    Role.METHOD: "method",
    Role.FORMULA: "formula",
    Role.TARGET: "target",
    Role.ACTUAL: "actual",
}


_USED = {*_NAMES, Role.NUMBER, Role.UNIT}
_SHOWN_IN_RESULTS = {Role.GOAL, Role.INDICATOR, Role.TARGET, Role.ACTUAL, Role.NUMBER, Role.UNIT}


def read_indicators(table: PlanTable, measures: Measures, fiscal_year: int | None, ledger: Ledger) -> None:
    """Add the goals and indicators of one table; the plan year's target is told from other years' by the headings."""
    columns = table.header.columns
    main = _main_target(columns, fiscal_year)
    goals = _Goals(measures.goals, columns, unique=True)
    for whole in body_rows(table, ledger):
        for row in _split(whole, columns):
            found = row.first(columns, Role.INDICATOR)
            goal = goals.see(row)
            weights = _weights(row, columns)
            if goal is not None and Role.GOAL in weights:
                goal.column_weight = weights[Role.GOAL]
            if row.banner is not None:
                ledger.place(row.banner.pieces, Role.GOAL.value)
            if found is None:
                _place(row, columns, ledger, {Role.GOAL, Role.WEIGHT} if goal else set())
                continue
            index, entry = found
            mark = mark_of(entry.line)
            text = own_number(row, index, entry)[1]
            name, bracket = weight_at_end(text)
            target = row.entries[main].line if main in row.entries else None
            value, unit = value_and_unit(target) if target else (None, None)
            heading = columns[main].heading if main is not None else ""
            if value is not None and unit is None:
                unit = _texts(row, columns, Role.UNIT) or unit_in_heading(heading)
            measures.indicators.append(
                Indicator(
                    number=len(measures.indicators) + 1,
                    goal=goal.number if goal else None,
                    name=name.strip(),
                    weight=weights.get(Role.INDICATOR, bracket),
                    assessment=_assessment(_texts(row, columns, Role.ASSESSMENT)),
                    method=_texts(row, columns, Role.METHOD),
                    formula=_texts(row, columns, Role.FORMULA),
                    target=target,
                    target_value=value,
                    target_unit=unit,
                    earlier=_other_years(row, columns, main),
                    where=entry.where,
                    places=_places(row, columns, _NAMES),
                )
            )
            measures.marks.append(Numbered(goal.number if goal else None, mark, name.strip(), entry.where))
            leave = {i for i, entry in row.entries.items() if _unread(columns[i], entry, unit)}
            leave |= {
                i for i in row.entries if columns[i].role is Role.TARGET and columns[i].year is None and i != main
            }
            _place(row, columns, ledger, _USED, leave=leave)


def _unread(column: Column, entry: Entry, unit: str | None) -> bool:
    """Whether a figure's cell holds what could not be read as one: it is reported rather than dropped."""
    if column.role is Role.ASSESSMENT:
        return _assessment(entry.line) is None
    if column.role is Role.WEIGHT:
        return weight(entry.line) is None
    if column.role is Role.ACTUAL:
        return column.year is None
    return column.role is Role.UNIT and squeeze(entry.line) != squeeze(unit or "")


def _place(
    row: BodyRow, columns: tuple[Column, ...], ledger: Ledger, roles: set[Role], leave: Collection[int] = ()
) -> None:
    for index, entry in row.entries.items():
        if columns[index].role in roles and index not in leave:
            ledger.place(entry.pieces, columns[index].role.value)
    ledger.place(row.ordinal_pieces, Role.NUMBER.value)


def _main_target(columns: tuple[Column, ...], fiscal_year: int | None) -> int | None:
    targets = [i for i, column in enumerate(columns) if column.role is Role.TARGET]
    for index in targets:
        if columns[index].year == fiscal_year and fiscal_year is not None:
            return index
    undated = [index for index in targets if columns[index].year is None]
    if undated:
        return undated[0]
    return max(targets, key=lambda i: columns[i].year or 0) if targets else None


def _other_years(row: BodyRow, columns: tuple[Column, ...], main: int | None) -> tuple[Earlier, ...]:
    found: dict[int, dict[Role, str]] = {}
    for index, entry in row.entries.items():
        column = columns[index]
        if index != main and column.year is not None and column.role in {Role.TARGET, Role.ACTUAL}:
            found.setdefault(column.year, {})[column.role] = entry.line
    return tuple(Earlier(year, of.get(Role.TARGET), of.get(Role.ACTUAL)) for year, of in sorted(found.items()))


def _assessment(text: str | None) -> int | None:
    bare = narrow(text or "").strip()
    return int(bare) if bare in {"1", "2", "3", "4", "5"} else None


def _split(row: BodyRow, columns: tuple[Column, ...]) -> list[BodyRow]:
    """One row that lists several indicators, each with its target, as rows of their own."""
    found = row.first(columns, Role.INDICATOR)
    if found is None or len(found[1].paragraphs) < 2:
        return [row]
    count = len(found[1].paragraphs)
    if not all(mark_of(paragraph) for paragraph in found[1].paragraphs) or len(found[1].pieces) != count:
        return [row]
    for index, entry in row.entries.items():
        if columns[index].role in {Role.TARGET, Role.WEIGHT, Role.ACTUAL} and len(entry.paragraphs) != count:
            return [row]
    if not any(columns[index].role is Role.TARGET for index in row.entries):
        return [row]
    rows = []
    for number in range(count):
        entries: dict[int, Entry] = {}
        for index, entry in row.entries.items():
            if len(entry.paragraphs) == count == len(entry.pieces) and columns[index].role is not Role.GOAL:
                entries[index] = Entry([entry.paragraphs[number]], [entry.pieces[number]])
            elif number == 0 or columns[index].role is not Role.GOAL:
                entries[index] = entry
        rows.append(BodyRow(entries, row.ordinals if number == 0 else {}, row.where, row.after_break and number == 0))
    return rows


def read_results(table: PlanTable, measures: Measures, fiscal_year: int | None, ledger: Ledger) -> None:
    """Add the results of one table; their goals are numbered as written, or matched with the plan's goals by title."""
    columns = table.header.columns
    seen = [GoalDraft(goal.number, goal.raw, goal.where, goal.printed) for goal in measures.goals]
    goals = _Goals(seen, columns, unique=False)
    year = _results_year(table, fiscal_year)
    for row in body_rows(table, ledger):
        goal = goals.see(row)
        found = row.first(columns, Role.INDICATOR)
        if row.banner is not None:
            ledger.place(row.banner.pieces, Role.GOAL.value)
        if found is None:
            continue
        index, entry = found
        name = weight_at_end(own_number(row, index, entry)[1])[0].strip()
        target = _texts(row, columns, Role.TARGET)
        actuals = [row.entries[i].text for i in sorted(row.entries) if columns[i].role is Role.ACTUAL]
        actual = "\n".join(actuals) or None
        value, unit = value_and_unit(target) if target else (None, None)
        unit = unit or (_texts(row, columns, Role.UNIT) if value is not None else None)
        actual_value, actual_unit = reported_value(actuals[0], unit) if actuals else (None, None)
        measures.results.append(
            Result(
                year=year,
                goal=goal.number if goal else None,
                goal_title=goal.title if goal else None,
                indicator=name,
                target=target,
                target_value=value,
                target_unit=unit,
                actual=actual,
                actual_value=actual_value,
                actual_unit=actual_unit,
                where=entry.where,
                places=_places(row, columns, _NAMES),
            )
        )
        leave = {
            i for i, entry in row.entries.items() if _unread(columns[i], entry, unit) and columns[i].role is Role.UNIT
        }
        _place(row, columns, ledger, _SHOWN_IN_RESULTS, leave=leave)


def _results_year(table: PlanTable, fiscal_year: int | None) -> int | None:
    """The year the results are of: from the headings of columns, of sections, or from the line before the table."""
    dated = [c.year for c in table.header.columns if c.year and c.role in {Role.ACTUAL, Role.TARGET}]
    if dated:
        return max(dated)
    path = table.section.path if table.section else []
    for text in [*path[:2], table.before]:
        if (year := year_in(text)) is not None and (fiscal_year is None or year <= fiscal_year):
            return year
    last_year = any(
        word in text for text in path for word in ("上年度", "前年度", "上一年度", "previous year", "last year")
    )
    if fiscal_year is not None and (last_year or any(word in text for text in path for word in RESULTS_WORDS)):
        return fiscal_year - 1 if last_year else fiscal_year
    return fiscal_year - 1 if fiscal_year is not None and not path else None
