"""A reading as the object that ``import_plan --dry-run --json`` prints: plain types, unknown values null."""

from __future__ import annotations

from typing import Any

from .model import PlanReading
from .values import json_number


def as_json(reading: PlanReading) -> dict[str, Any]:
    """Figures are JSON numbers, years Gregorian, ``goal`` is the goal's number, ``where`` a place in words."""
    return {
        "fiscal_year": reading.fiscal_year,
        "roc_year": reading.roc_year,
        "agency": reading.agency,
        "goals": [{"number": g.number, "title": g.title, "weight": json_number(g.weight)} for g in reading.goals],
        "indicators": [
            {
                "goal": i.goal,
                "name": i.name,
                "weight": json_number(i.weight),
                "method": i.method,
                "formula": i.formula,
                "target": i.target,
                "target_value": json_number(i.target_value),
                "target_unit": i.target_unit,
                "earlier": [{"year": e.year, "target": e.target, "result": e.result} for e in i.earlier],
            }
            for i in reading.indicators
        ],
        "results": [
            {"year": r.year, "goal": r.goal, "indicator": r.indicator, "target": r.target, "actual": r.actual}
            for r in reading.results
        ],
        "programmes": [
            {
                "programme": p.programme,
                "item": p.item,
                "content": p.content,
                "budget_thousand": json_number(p.budget_thousand),
            }
            for p in reading.programmes
        ],
        "problems": [
            {"code": p.code, "level": p.level, "zh": p.zh, "en": p.en, "where": p.where.en if p.where else None}
            for p in reading.problems
        ],
        "unplaced": [{"text": u.text, "where": u.where.en} for u in reading.unplaced],
    }
