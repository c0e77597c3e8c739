"""The real plans of years 103, 107 and 111: everything a person reads in them must come out of every format."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from disclosures.plans.reading import AgencyName, PlanReading, as_json, read_plan
from disclosures.plans.reading.text import squeeze

from .documents import (
    CONTENT_WORDS_103,
    GOALS_103,
    GOALS_107,
    INDICATORS_103,
    INDICATORS_107,
    ITEMS_103,
    PROGRAMMES_107,
    RESULTS_103,
    document,
)

RDEC = AgencyName("rdec", ("研究發展考核委員會", "Research, Development and Evaluation Commission", "研考會"))
OTHERS = AgencyName("secretariat", ("秘書處",))
YEAR_103, YEAR_107, YEAR_111 = "plan-103-taichung-rdec", "plan-107-rdec", "plan-111-taichung-rdec"
EXACT = ["docx", "odt", "txt"]


@cache
def _read(path: Any) -> PlanReading:
    return read_plan(path, known_agencies=[RDEC, OTHERS])


def reading(name: str, kind: str) -> PlanReading:
    return _read(document(f"{name}.{kind}"))


def indicator_rows(found: PlanReading) -> list[tuple[Any, ...]]:
    return [
        (i.goal, i.name, i.weight, i.assessment, i.formula, i.target, i.target_value, i.target_unit)
        for i in found.indicators
    ]


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
@pytest.mark.parametrize(
    ("name", "year", "roc"), [(YEAR_103, 2014, 103), (YEAR_107, 2018, 107)], ids=["year 103", "year 107"]
)
def test_the_year_and_the_agency_come_from_the_title(name: str, year: int, roc: int, kind: str) -> None:
    found = reading(name, kind)
    assert (found.fiscal_year, found.roc_year, found.agency_code) == (year, roc, "rdec")
    assert found.agency is not None
    assert found.agency.endswith("研究發展考核委員會")


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize(
    ("name", "expected"), [(YEAR_103, INDICATORS_103), (YEAR_107, INDICATORS_107)], ids=["year 103", "year 107"]
)
def test_every_indicator_is_read_to_the_letter(name: str, expected: list[tuple[Any, ...]], kind: str) -> None:
    found = reading(name, kind)
    assert indicator_rows(found) == expected
    assert [i.number for i in found.indicators] == list(range(1, len(expected) + 1))


def test_the_methods_of_year_103_are_read() -> None:
    methods = [i.method for i in reading(YEAR_103, "odt").indicators]
    assert methods == ["統計數據"] * 7 + ["文件資料"] * 2 + ["統計數據"] * 2


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
@pytest.mark.parametrize(
    ("name", "expected"), [(YEAR_103, GOALS_103), (YEAR_107, GOALS_107)], ids=["year 103", "year 107"]
)
def test_every_goal_is_read_with_its_weight_and_its_description(
    name: str, expected: list[tuple[int, str, int]], kind: str
) -> None:
    goals = reading(name, kind).goals
    assert [(g.number, g.title, g.weight) for g in goals] == expected
    assert all(g.description for g in goals)


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
def test_every_result_of_the_year_before_is_read(kind: str) -> None:
    results = reading(YEAR_103, kind).results
    figures = [float(r.actual_value) if r.actual_value is not None else None for r in results]
    rows = [(r.goal, r.indicator, r.target, figure) for r, figure in zip(results, figures, strict=True)]
    assert rows == RESULTS_103
    assert {r.year for r in results} == {2013}
    assert all(r.actual for r in results)


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
def test_every_item_stands_under_its_programme(kind: str) -> None:
    rows = reading(YEAR_103, kind).programmes
    for number, items in ITEMS_103.items():
        own = [(p.item_number, squeeze(p.item or "")) for p in rows if p.programme_number == number]
        assert own == [(path, squeeze(title)) for path, title in items]
    assert {p.programme_number for p in rows} == set(ITEMS_103)


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
def test_every_item_has_its_own_content(kind: str) -> None:
    rows = {(p.programme_number, p.item_number): p for p in reading(YEAR_103, kind).programmes}
    parents = {(3, "1"), (3, "3"), (3, "4")}
    assert {key for key, row in rows.items() if not row.content} == parents
    for key, word in CONTENT_WORDS_103.items():
        assert squeeze(word) in squeeze(rows[key].content or ""), key


@pytest.mark.parametrize("kind", [*EXACT, "pdf"])
def test_every_budget_stands_beside_its_programme(kind: str) -> None:
    rows = reading(YEAR_107, kind).programmes
    assert [(p.programme_number, p.programme, p.budget_thousand) for p in rows] == [row[:3] for row in PROGRAMMES_107]
    assert [len((p.content or "").split("\n")) for p in rows] == [row[3] for row in PROGRAMMES_107]
    assert [squeeze(p.remark) for p in rows if p.remark] == ["系統106年建置完成，保固至107年底"]


def _cells(found: PlanReading) -> list[str]:
    """Every cell of the reading, in order, white space left out."""
    data = as_json(found)
    rows = [row for key in ("goals", "indicators", "results", "programmes") for row in data[key]]
    return [squeeze(str(row[name])) for row in rows for name in row]


@pytest.mark.parametrize("name", [YEAR_103, YEAR_107])
def test_at_least_98_percent_of_the_cells_of_a_pdf_are_those_of_the_editable_file(name: str) -> None:
    wanted, found = _cells(reading(name, "docx")), _cells(reading(name, "pdf"))
    assert len(found) == len(wanted)
    same = sum(a == b for a, b in zip(wanted, found, strict=True))
    assert same / len(wanted) >= 0.98


@pytest.mark.parametrize("name", [YEAR_103, YEAR_107])
def test_the_odt_and_the_docx_of_one_plan_read_the_same(name: str) -> None:
    one, other = as_json(reading(name, "docx")), as_json(reading(name, "odt"))
    assert one == other


def test_the_sections_of_year_103_are_levelled_by_their_numbering() -> None:
    sections = reading(YEAR_103, "docx").sections
    assert [s.level for s in sections if s.goal is None] == [1, 2, 2, 1, 1]
    assert {s.goal for s in sections if s.goal} == set(range(1, 9))
    assert [s.level for s in sections if s.goal == 6] == [3, 4, 4]


def test_the_plan_of_year_111_has_its_headings_and_its_prose_though_its_lines_were_wrapped() -> None:
    found = reading(YEAR_111, "txt")
    assert (found.fiscal_year, found.agency_code) == (2022, "rdec")
    assert [s.heading[:1] for s in found.sections if s.level == 1] == ["壹", "貳", "參"]
    assert [g.number for g in found.goals] == list(range(1, 8))
    strategies = [s for s in found.sections if s.level == 3 and s.goal == 1]
    assert len(strategies) == 11
    assert all(s.paragraphs for s in strategies)
    first = found.sections[0]
    assert all(paragraph.endswith("。") for paragraph in first.paragraphs)
    assert "columns_lost" in {p.code for p in found.problems}


CODES = {
    (YEAR_103, "docx"): {
        "result_of_another_measure",
        "ratio_without_total",
        "weights_total",
        "content_in_item_column",
        "result_indicator_not_in_plan",
        "goal_worded_differently",
    },
    (YEAR_107, "docx"): {"weights_total", "numbering", "government_not_named"},
    (YEAR_111, "txt"): {"two_codes", "one_code_two_titles", "columns_lost", "no_indicators", "no_programmes"},
}


@pytest.mark.parametrize(("name", "kind"), CODES, ids=["year 103", "year 107", "year 111"])
def test_what_does_not_add_up_is_said_and_nothing_else(name: str, kind: str) -> None:
    assert {p.code for p in reading(name, kind).problems} == CODES[name, kind]


def test_the_problems_name_the_figures_they_are_about() -> None:
    said = {p.code: p for p in reading(YEAR_103, "odt").problems}
    assert "22" in said["ratio_without_total"].en
    assert "81" in said["ratio_without_total"].zh
    assert "填報率" in said["result_of_another_measure"].zh
    assert "70 %" in said["weights_total"].en
    codes = next(p for p in reading(YEAR_111, "txt").problems if p.code == "two_codes")
    assert "7-7-1" in codes.zh
    assert "7-1-1" in codes.en


@pytest.mark.parametrize(
    ("name", "kind"), [(n, k) for n in (YEAR_103, YEAR_107) for k in [*EXACT, "pdf"]] + [(YEAR_111, "txt")]
)
def test_only_repeated_text_is_left_unplaced(name: str, kind: str) -> None:
    found = reading(name, kind)
    assert len(found.unplaced) == (2 if name == YEAR_103 else 0)
    contents = squeeze("".join(p.content or "" for p in found.programmes))
    assert all(squeeze(u.text) in contents for u in found.unplaced)


@pytest.mark.parametrize(("kind", "part"), [("docx", "table 2"), ("pdf", "page 3"), ("txt", "line 91")])
def test_every_figure_says_where_it_stands(kind: str, part: str) -> None:
    first = reading(YEAR_103, kind).indicators[0]
    places = dict(first.places)
    assert {"name", "target", "formula", "method", "assessment", "goal"} <= set(places)
    assert part in places["target"].en
    assert places["target"].zh != places["formula"].zh
