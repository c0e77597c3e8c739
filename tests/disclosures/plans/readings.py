"""Readings built for tests: what a document could have said, without a document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from disclosures.plans.reading import (
    Earlier,
    Goal,
    Indicator,
    PlanReading,
    Problem,
    Programme,
    Result,
    Section,
    Unplaced,
    Where,
)

HERE = Where(table=2, row=3, column=4)
THERE = Where(paragraph=9)


def indicator(**changes: Any) -> Indicator:
    made = Indicator(
        number=1, goal=1, name="公文依限辦結率", weight=Decimal("10.5"), assessment=1, method="統計數據",
        formula="(辦結/總數)*100%", target="97%", target_value=Decimal(97), target_unit="%", earlier=(), where=HERE,
        places=(("target", Where(table=2, row=3, column=5)),),
    )  # fmt: skip
    return replace(made, **changes)


def result(**changes: Any) -> Result:
    made = Result(
        year=2013, goal=1, goal_title="提升效率", indicator="公文依限辦結率", target="95%",
        target_value=Decimal(95), target_unit="%",
        actual="達成率96%", actual_value=Decimal(96), actual_unit="%", where=THERE,
    )  # fmt: skip
    return replace(made, **changes)


def programme(**changes: Any) -> Programme:
    made = Programme(
        programme_number=1, programme="公文管理", item_number="1", item="檢核公文", parent_item=None,
        content="每季檢核。", budget_thousand=Decimal("115.5"), budget_text="115.5", remark=None, where=HERE,
    )  # fmt: skip
    return replace(made, **changes)


def reading(**changes: Any) -> PlanReading:
    """A plan of 2014 with one row of each kind, one problem and one unplaced text."""
    made = PlanReading(
        fingerprint="a" * 64,
        kind="odt",
        fiscal_year=2014,
        roc_year=103,
        agency="研究發展考核委員會",
        agency_code="rdec",
        title="研究發展考核委員會103年度施政計畫",
        sections=(Section("前言", 1, ("第一段。", "甲<乙>\n丙"), THERE),),
        goals=(Goal(1, "提升效率", Decimal(10), "說明。", HERE),),
        indicators=(indicator(),),
        results=(result(),),
        programmes=(programme(),),
        problems=(Problem("weights_total", "warning", "權重合計不符。", "The weights do not add up.", HERE),),
        unplaced=(Unplaced("無處可放的一段。", THERE),),
    )
    return replace(made, **changes)


__all__ = ["HERE", "THERE", "Earlier", "Goal", "Section", "Where", "indicator", "programme", "reading", "result"]
