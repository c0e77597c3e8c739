"""From a reading to a draft: every row, every text; what does not fit is handed back in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.utils.html import strip_tags

from disclosures.plans.composing import Composed, Reason, compose
from disclosures.plans.reading import PlanReading, read_plan
from tests import factories
from tests.disclosures.plans.reading.documents import document
from tests.disclosures.plans.readings import HERE, Earlier, Goal, Section, indicator, programme, reading, result

pytestmark = pytest.mark.django_db
NUMERALS = set("一二三四五六七八九十")


def composed(made: PlanReading, year: int = 2014) -> Composed:
    factories.site()
    return compose(
        made,
        agency=factories.agency(),
        year=year,
        filename="計畫.odt",
        day=date(2026, 11, 21),
        locale=factories.chinese(),
    )


def reasons(done: Composed) -> list[Reason]:
    return [item.reason for item in done.left_over]


def test_every_kind_of_row_becomes_a_row_of_the_plan():
    page = composed(reading()).page
    assert (page.title, page.fiscal_year, page.live) == ("研究發展考核委員會103年度施政計畫", 2014, False)
    [goal], [row], [item] = page.goals.all(), page.indicators.all(), page.programme_items.all()
    assert (goal.number, goal.title, goal.weight, goal.description) == (1, "提升效率", 10, "說明。")
    assert (row.goal_number, row.name, row.weight, row.assessment) == (1, "公文依限辦結率", Decimal("10.5"), 1)
    assert (row.target, row.target_value, row.target_unit, row.method) == ("97%", 97, "%", "統計數據")
    assert (item.programme_number, item.number, item.title, item.budget_thousand) == (
        1,
        "1",
        "檢核公文",
        Decimal("115.5"),
    )
    assert [(r.year, r.target_value, r.actual_value) for r in page.results.all()] == [(2013, 95, 96)]


def test_what_was_not_placed_is_left_over_with_its_place_in_both_languages():
    [item] = composed(reading()).left_over
    assert item.as_json() == {"text": "無處可放的一段。", "zh": "第9段", "en": "paragraph 9", "reason": "unplaced"}


def test_prose_is_escaped_and_keeps_its_lines():
    [block] = composed(reading()).page.body
    assert block.value["heading"] == "前言"
    assert block.value["body"].source == "<p>第一段。</p><p>甲&lt;乙&gt;<br/>丙</p>"


def test_the_provenance_is_said_in_the_language_of_the_page():
    assert "計畫.odt" in composed(reading()).page.provenance
    assert "民國115年11月21日" in composed(reading()).page.provenance


def test_a_plan_without_a_title_is_named_after_its_agency_and_year():
    assert composed(reading(title=""), year=2022).page.title == "研究發展考核委員會111年度施政計畫"


def test_earlier_figures_beside_an_indicator_become_results_of_their_years():
    earlier = (Earlier(2012, "92%", "90%"), Earlier(2011, None, None))
    rows = composed(reading(indicators=(indicator(earlier=earlier),), results=())).page.results.all()
    assert [(r.year, r.indicator, r.target_value, r.actual_value) for r in rows] == [(2012, "公文依限辦結率", 92, 90)]


def test_an_earlier_figure_that_the_results_give_too_is_not_counted_twice():
    twice = reading(indicators=(indicator(earlier=(Earlier(2013, "95%", "96%"),)),))
    assert len(composed(twice).page.results.all()) == 1


def test_a_name_that_is_too_long_is_cut_and_left_over_in_full():
    done = composed(reading(indicators=(indicator(name="率" * 400),), unplaced=()))
    [row], [item] = done.page.indicators.all(), done.left_over
    assert len(row.name) == 300
    assert row.name.endswith("…")
    assert (item.text, item.reason) == ("率" * 400, Reason.TOO_LONG)


@pytest.mark.parametrize(
    "made",
    [
        indicator(weight=Decimal("3.333")),
        indicator(weight=Decimal("150")),
        indicator(assessment=9),
        indicator(goal=99_999),
        indicator(target_value=Decimal("1e30")),
    ],
)
def test_a_figure_that_its_field_cannot_hold_is_left_over_and_never_rounded(made):
    done = composed(reading(indicators=(made,), unplaced=()))
    assert reasons(done) == [Reason.NO_NUMBER]
    for row in done.page.indicators.all():
        row.clean_fields(exclude=["page"])


def test_a_budget_published_in_words_is_left_over():
    done = composed(reading(programmes=(programme(budget_thousand=None, budget_text="視情況編列"),), unplaced=()))
    assert [(item.text, item.reason) for item in done.left_over] == [("視情況編列", Reason.NO_NUMBER)]


def test_a_result_of_an_unknown_year_is_left_over_whole():
    done = composed(reading(results=(result(year=None), result(year=3000)), unplaced=()))
    assert list(done.page.results.all()) == []
    assert reasons(done) == [Reason.UNKNOWN_YEAR] * 2
    assert done.left_over[0].text == "公文依限辦結率 | 95% | 達成率96%"


def test_goals_that_share_a_number_stay_apart_and_the_clash_is_said():
    goals = (Goal(1, "甲", None, "", HERE), Goal(1, "乙", None, "", HERE))
    done = composed(reading(goals=goals, results=(), unplaced=()))
    assert [(g.number, g.title) for g in done.page.goals.all()] == [(1, "甲"), (2, "乙")]
    assert reasons(done) == [Reason.NUMBERED_TWICE]


def test_items_find_their_programme_by_name_even_where_the_document_numbers_none():
    rows = (
        programme(programme_number=None, programme="甲計畫", item="一"),
        programme(programme_number=None, programme="甲計畫", item="二"),
        programme(programme_number=None, programme="乙計畫", item="三"),
        programme(programme_number=None, programme=None, item="四"),
    )
    page = composed(reading(programmes=rows)).page
    assert [(p.number, p.title) for p in page.programmes.all()] == [(1, "甲計畫"), (2, "乙計畫")]
    assert [(i.title, i.programme_number) for i in page.programme_items.all()] == [
        ("一", 1),
        ("二", 1),
        ("三", 2),
        ("四", None),
    ]


def test_a_goals_own_paragraphs_are_not_repeated_in_the_prose():
    sections = (
        Section("一、目標", 1, (), HERE),
        Section("提升效率", 2, ("說明。",), HERE, goal=1),
        Section("二、其他", 1, (), HERE),
        Section("(一)願景", 2, ("內文。",), HERE),
    )
    blocks = composed(reading(sections=sections)).page.body
    assert [(b.value["heading"], b.value["body"].source) for b in blocks] == [
        ("二、其他", ""),
        ("(一)願景", "<p>內文。</p>"),
    ]


def test_a_heading_that_is_too_long_is_cut_and_left_over():
    done = composed(reading(sections=(Section("題" * 250, 1, ("文。",), HERE),), unplaced=()))
    assert len(done.page.body[0].value["heading"]) == 200
    assert reasons(done) == [Reason.TOO_LONG]


def test_characters_that_no_database_keeps_do_no_harm():
    page = composed(reading(title="計\x00畫", indicators=(indicator(name="率\ud800"),))).page
    assert page.title == "計畫"
    assert page.indicators.all()[0].name == "率?"


def test_a_goal_that_the_results_word_otherwise_is_left_over_once():
    results = (
        result(goal_title="舊的目標"),
        result(indicator="另一指標", goal_title="舊的目標"),
        result(goal_title=None),
    )
    done = composed(reading(results=results, unplaced=()))
    assert [(item.text, item.reason) for item in done.left_over] == [("1. 舊的目標", Reason.OTHER_GOAL)]


def test_the_headings_of_a_goals_parts_stay_in_its_description():
    goal = Goal(1, "提升效率", None, "前文。\n甲說明。\n乙說明。", HERE)
    sections = (
        Section("一、提升效率", 2, ("前文。",), HERE, goal=1),
        Section("（一）甲", 3, ("甲說明。",), HERE, goal=1),
        Section("（二）乙", 3, ("乙說明。",), HERE, goal=1),
    )
    done = composed(reading(goals=(goal,), sections=sections, unplaced=()))
    assert done.page.goals.all()[0].description == "前文。\n（一）甲\n甲說明。\n（二）乙\n乙說明。"
    assert len(done.page.body) == 0
    assert done.left_over == []


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("一、提升效率（策略績效目標一）", []),
        ("目標一：提升 效率", []),
        ("一、提升效率並建置資訊系統", ["一、提升效率並建置資訊系統"]),
        ("一、另一種說法", ["一、另一種說法"]),
    ],
)
def test_a_goals_heading_in_the_prose_is_left_over_only_where_it_says_more_than_the_title(heading, kept):
    made = reading(sections=(Section(heading, 2, ("說明。",), HERE, goal=1),), unplaced=())
    assert [item.text for item in composed(made).left_over] == kept


@pytest.mark.parametrize("name", ["plan-103-taichung-rdec.docx", "plan-107-rdec.pdf", "plan-111-taichung-rdec.txt"])
def test_every_text_that_the_reader_placed_in_a_real_plan_is_in_the_draft_or_left_over(name):
    made = read_plan(document(name), known_agencies=[])
    done = composed(made)
    there = bare("\n".join([*texts_of(done), *(item.text for item in done.left_over)]))
    furniture = {"contents", "header", "rule", "total"}
    parts = (part for p in made.placed if p.role not in furniture for part in re.split(r"\d+\. ?", p.text))
    lost = [part for part in parts if bare(part) not in there]
    above_tables = {bare(section.heading) for section in made.sections if not section.paragraphs}
    goals = [bare(goal.title) for goal in made.goals]
    assert [p for p in lost if bare(p) not in above_tables and not any(goal in bare(p) for goal in goals)] == []


def texts_of(done: Composed) -> Iterator[str]:
    """Every text and figure of an unsaved plan."""
    yield done.page.title
    for block in done.page.body:
        yield block.value["heading"]
        yield unescape(strip_tags(block.value["body"].source))
    page = done.page
    for rows in (page.goals, page.indicators, page.programmes, page.programme_items, page.results):
        for row in rows.all():
            yield from (str(getattr(row, f.name, "")) for f in row._meta.fields if f.name not in {"page", "locale"})


def bare(text: str) -> str:
    """Letters and Han characters only: numbers, marks and a converter's traces are laid out differently in fields."""
    return "".join(c for c in re.sub(r"\[bookmark:[^\]]*\]|\$[^$]*\$", "", text) if c.isalpha() and c not in NUMERALS)
