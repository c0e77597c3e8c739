"""Annual plans (年度施政計畫): what an agency promised for a fiscal year, and what became of it."""

from disclosures.plans.models.imports import PlanImport
from disclosures.plans.models.pages import AnnualPlanPage, PlansPage
from disclosures.plans.models.rows import Goal, Indicator, Programme, ProgrammeItem, Result
from disclosures.plans.models.series import IndicatorSeries, SeriesMember

__all__ = [
    "AnnualPlanPage",
    "Goal",
    "Indicator",
    "IndicatorSeries",
    "PlanImport",
    "PlansPage",
    "Programme",
    "ProgrammeItem",
    "Result",
    "SeriesMember",
]
