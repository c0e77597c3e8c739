"""How a plan is shown: its rows as tables, promises beside what was reached, and what belongs to each goal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from disclosures.plans.models.rows import Goal, Indicator, Programme, ProgrammeItem, Result
from disclosures.tables import Column, Kind, Table

if TYPE_CHECKING:
    from disclosures.plans.models import AnnualPlanPage


@dataclass
class GoalShown:
    """A goal with its indicators and the results of earlier years that name it."""

    goal: Goal | None
    indicators: list[Indicator] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


@dataclass
class ProgrammeShown:
    """A programme with its items and the sum of the budgets that are given (thousand NT dollars, None: none given)."""

    programme: Programme | None
    items: list[ProgrammeItem] = field(default_factory=list)

    @property
    def budget(self) -> Decimal | None:
        given = [item.budget_thousand for item in self.items if item.budget_thousand is not None]
        return sum(given, Decimal(0)) if given else None


def plan_context(plan: AnnualPlanPage) -> dict[str, Any]:
    """Everything the template of a plan shows; a constant number of queries."""
    goals, indicators, results = list(plan.goals.all()), list(plan.indicators.all()), list(plan.results.all())
    programmes, items = list(plan.programmes.all()), list(plan.programme_items.all())
    tables = {table.name: table for table in _tables(goals, indicators, programmes, items, results)}
    budgets = [item.budget_thousand for item in items if item.budget_thousand is not None]
    return {
        "goals": by_goal(goals, indicators, results),
        "programmes": by_programme(programmes, items),
        "indicator_count": len(indicators),
        "item_count": len(items),
        "weight_total": sum((i.weight for i in indicators if i.weight is not None), Decimal(0)) or None,
        "budget_total": sum(budgets, Decimal(0)) if budgets else None,
        "results": results,
        "result_years": sorted({result.year for result in results}),
        "tables": tables,
    }


def by_goal(goals: list[Goal], indicators: list[Indicator], results: list[Result]) -> list[GoalShown]:
    """Goals in their order; what names no known goal comes last, under None, so that nothing is hidden."""
    shown = {goal.number: GoalShown(goal) for goal in goals}
    rest = GoalShown(None)
    for indicator in indicators:
        shown.get(indicator.goal_number or 0, rest).indicators.append(indicator)
    for result in results:
        shown.get(result.goal_number or 0, rest).results.append(result)
    return [*shown.values(), *([rest] if rest.indicators or rest.results else [])]


def by_programme(programmes: list[Programme], items: list[ProgrammeItem]) -> list[ProgrammeShown]:
    """Programmes in their order with their items; items of no known programme come last."""
    grouped: dict[int | None, list[ProgrammeItem]] = defaultdict(list)
    known = {programme.number for programme in programmes}
    for item in items:
        grouped[item.programme_number if item.programme_number in known else None].append(item)
    shown = [ProgrammeShown(programme, grouped[programme.number]) for programme in programmes]
    return [*shown, *([ProgrammeShown(None, grouped[None])] if grouped[None] else [])]


def plan_tables(plan: AnnualPlanPage) -> list[Table]:
    """The tables of a plan for download, the indicators first."""
    return _tables(
        list(plan.goals.all()),
        list(plan.indicators.all()),
        list(plan.programmes.all()),
        list(plan.programme_items.all()),
        list(plan.results.all()),
    )


def _tables(
    goals: list[Goal],
    indicators: list[Indicator],
    programmes: list[Programme],
    items: list[ProgrammeItem],
    results: list[Result],
) -> list[Table]:
    goal_titles = {goal.number: goal.title for goal in goals}
    programme_titles = {programme.number: programme.title for programme in programmes}
    tables = [
        Table(
            "indicators",
            _("Indicators"),
            INDICATOR_COLUMNS,
            [
                (
                    row.number,
                    row.goal_number,
                    goal_titles.get(row.goal_number or 0, ""),
                    row.name,
                    row.weight,
                    row.assessment,
                    row.method,
                    row.formula,
                    row.target,
                    row.target_value,
                    row.target_unit,
                )
                for row in indicators
            ],
        ),
        Table(
            "goals", _("Goals"), GOAL_COLUMNS, [(row.number, row.title, row.weight, row.description) for row in goals]
        ),
        Table(
            "programmes",
            _("Programmes"),
            PROGRAMME_COLUMNS,
            [
                (
                    row.programme_number,
                    programme_titles.get(row.programme_number or 0, ""),
                    row.number,
                    row.title,
                    row.content,
                    row.budget_thousand,
                    row.remark,
                )
                for row in items
            ],
        ),
        Table(
            "results",
            _("Results of earlier years"),
            RESULT_COLUMNS,
            [
                (
                    row.year,
                    row.goal_number,
                    row.indicator,
                    row.target,
                    row.target_value,
                    row.target_unit,
                    row.actual,
                    row.actual_value,
                    row.actual_unit,
                )
                for row in results
            ],
        ),
    ]
    return [table for table in tables if table.rows or table.name == "indicators"]


INDICATOR_COLUMNS = (
    Column("number", "編號", "Number", Kind.INTEGER),
    Column("goal", "目標編號", "Goal number", Kind.INTEGER),
    Column("goal_title", "策略目標", "Strategic goal"),
    Column("name", "衡量指標", "Indicator"),
    Column("weight", "權重（%）", "Weight (%)", Kind.DECIMAL),
    Column("assessment", "評估體制", "Assessment system", Kind.INTEGER),
    Column("method", "評估方式", "Method"),
    Column("formula", "衡量標準", "Formula or standard"),
    Column("target", "年度目標值", "Target as published"),
    Column("target_value", "目標數值", "Target as a number", Kind.DECIMAL),
    Column("target_unit", "目標單位", "Unit"),
)
GOAL_COLUMNS = (
    Column("number", "編號", "Number", Kind.INTEGER),
    Column("title", "策略目標", "Strategic goal"),
    Column("weight", "權重（%）", "Weight (%)", Kind.DECIMAL),
    Column("description", "說明", "Description"),
)
PROGRAMME_COLUMNS = (
    Column("programme", "計畫編號", "Programme number", Kind.INTEGER),
    Column("programme_title", "工作計畫", "Programme"),
    Column("item", "項目編號", "Item number"),
    Column("title", "重要施政計畫項目", "Item"),
    Column("content", "實施內容", "Content"),
    Column("budget_thousand", "經費（千元）", "Budget (thousand NT dollars)", Kind.DECIMAL),
    Column("remark", "備註", "Remark"),
)
RESULT_COLUMNS = (
    Column("year", "年度", "Fiscal year", Kind.YEAR),
    Column("goal", "目標編號", "Goal number", Kind.INTEGER),
    Column("indicator", "衡量指標", "Indicator"),
    Column("target", "原定目標值", "Target as published"),
    Column("target_value", "目標數值", "Target as a number", Kind.DECIMAL),
    Column("target_unit", "目標單位", "Unit of the target"),
    Column("actual", "達成情形", "Result as published"),
    Column("actual_value", "達成數值", "Result as a number", Kind.DECIMAL),
    Column("actual_unit", "達成單位", "Unit of the result"),
)
