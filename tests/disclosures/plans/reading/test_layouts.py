"""More ways in which offices lay out their tables, each reduced to what makes it hard."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from disclosures.plans.reading import AgencyName, PlanReading, read_plan

from .makers import C, Doc, H, P, T, make

KINDS = [".docx", ".odt", ".pdf", ".txt"]
TITLE = P("南港市政府工務局113年度施政計畫")


def read(doc: Doc, kind: str, folder: Path) -> PlanReading:
    return read_plan(make(doc, folder / f"plan{kind}"), known_agencies=[AgencyName("pw", ("工務局",))])


@pytest.mark.parametrize("kind", [".docx", ".odt", ".pdf"])
def test_a_goal_written_across_the_whole_table_heads_the_indicators_below_it(kind: str, tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        ["關鍵績效指標", "衡量標準", "單位", "年度目標值"],
        [C("策略目標一：改善道路（權重30%）", 1, 4)],
        ["道路平整率", "合格里程/總里程", "%", "90"],
        ["孔蓋下地數", "下地座數", "座", "1,200"],
        [C("策略目標二：公園綠化（權重20%）", 1, 4)],
        ["新增綠地面積", "新增面積", "公頃", "3.5"],
    ]
    found = read([TITLE, T(rows)], kind, tmp_path)
    assert [(g.number, g.title, g.weight) for g in found.goals] == [(1, "改善道路", 30), (2, "公園綠化", 20)]
    assert [(i.goal, i.name, i.target, i.target_value, i.target_unit) for i in found.indicators] == [
        (1, "道路平整率", "90", 90, "%"),
        (1, "孔蓋下地數", "1,200", 1200, "座"),
        (2, "新增綠地面積", "3.5", Decimal("3.5"), "公頃"),
    ]
    assert found.unplaced == ()


@pytest.mark.parametrize("kind", KINDS)
def test_years_that_are_bare_numbers_under_one_heading_are_years(kind: str, tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        [C("策略目標", 2), C("績效指標", 2), C("年度目標值", 1, 3), C("與中長程個案計畫關聯", 2)],
        ["112", "113", "114"],
        ["一、防洪", "清淤長度", "10公里", "12公里", "15公里", "防洪計畫"],
        ["", "抽水機妥善率", "98%", "99%", "99%", ""],
    ]
    found = read([TITLE, T(rows)], kind, tmp_path)
    assert [(i.name, i.target, [(e.year, e.target) for e in i.earlier]) for i in found.indicators] == [
        ("清淤長度", "12公里", [(2023, "10公里"), (2025, "15公里")]),
        ("抽水機妥善率", "99%", [(2023, "98%"), (2025, "99%")]),
    ]
    assert [u.text for u in found.unplaced] == ["防洪計畫"]  # a column that is none of a plan's is reported


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_programme_column_holds_the_items(kind: str, tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        ["業務計畫", "工作計畫", "計畫內容", "中央補助（千元）", "本府自籌（千元）", "經費合計（千元）"],
        ["道路工程", "鋪面更新", "更新鋪面。", "1,000", "500", "1,500"],
        ["", "人行道改善", "拓寬人行道。", "-", "700", "700"],
        ["合計", "", "", "1,000", "1,200", "2,300"],
    ]
    found = read([TITLE, T(rows)], kind, tmp_path)
    assert [(p.programme, p.item, p.content, p.budget_thousand) for p in found.programmes] == [
        ("道路工程", "鋪面更新", "更新鋪面。", 1500),
        ("道路工程", "人行道改善", "拓寬人行道。", 700),
    ]
    assert "budget_total" in {p.code for p in found.problems}
    assert [u.text for u in found.unplaced] == ["1,000", "500", "-", "700"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_that_only_numbers_the_rows_is_no_part_of_a_name(kind: str, tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        ["項次", "計畫名稱", "實施內容", "經費"],
        ["1", "橋梁檢測", "檢測橋梁。", "3,000千元"],
        ["2", "路燈換裝", "換裝路燈。", "1.2億元"],
    ]
    found = read([TITLE, T(rows)], kind, tmp_path)
    assert [(p.programme, p.budget_thousand) for p in found.programmes] == [
        ("橋梁檢測", 3000),
        ("路燈換裝", 120_000),
    ]
    assert found.unplaced == ()


def test_the_same_goal_on_two_pages_is_one_goal(tmp_path: Path) -> None:
    head = ["策略目標", "績效指標", "目標值"]
    first = T([head, ["一、安全(10%)", "甲指標(5%)", "1件"]])
    second = T([head, ["一、安全(10%)", "乙指標(5%)", "2件"]])
    found = read([TITLE, first, second], ".docx", tmp_path)
    assert [(g.number, g.title) for g in found.goals] == [(1, "安全")]
    assert [i.goal for i in found.indicators] == [1, 1]
    assert "goal_weight" not in {p.code for p in found.problems}


def test_goals_without_any_table_are_the_numbered_headings_under_their_heading(tmp_path: Path) -> None:
    doc: Doc = [
        TITLE,
        P("壹、施政目標"),
        P("一、打造安全道路"),
        P("逐年更新老舊鋪面，並公開每一路段之檢測結果。"),
        P("二、推動公園綠化"),
        P("(一)增設共融式遊具。"),
        P("(二)補植喬木。"),
        P("貳、其他"),
        P("無。"),
    ]
    found = read(doc, ".odt", tmp_path)
    assert [(g.number, g.title) for g in found.goals] == [(1, "打造安全道路"), (2, "推動公園綠化")]
    assert found.goals[1].description == "(一)增設共融式遊具。\n(二)補植喬木。"
    assert [(s.level, s.heading, s.goal) for s in found.sections] == [
        (1, "壹、施政目標", None),
        (2, "一、打造安全道路", 1),
        (2, "二、推動公園綠化", 2),
        (1, "貳、其他", None),
    ]


def test_a_contents_list_is_neither_prose_nor_headings(tmp_path: Path) -> None:
    doc: Doc = [
        TITLE,
        P("目錄"),
        P("壹、前言 ........ 1"),
        P("貳、施政目標\t2-3"),
        H(1, "壹、前言"),
        P("本局負責道路及公園。"),
    ]
    found = read(doc, ".docx", tmp_path)
    assert [s.heading for s in found.sections] == ["壹、前言"]
    assert sum(p.role == "contents" for p in found.placed) == 3


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("中華民國一百一十四年度施政計畫", 2025),
        ("民國１０３年度施政計畫", 2014),
        ("九十九年度施政計畫", 2010),
        ("Annual Plan for Fiscal Year 2026", 2026),
        ("施政計畫（草案）", None),
    ],
)
def test_the_year_is_read_however_it_is_written(title: str, year: int | None, tmp_path: Path) -> None:
    found = read([P(title), P("工務局"), H(1, "壹、前言"), P("說明本年度之施政方向及資源配置。")], ".odt", tmp_path)
    assert found.fiscal_year == year
    assert found.agency_code == "pw"
    assert ("year_unknown" in {p.code for p in found.problems}) is (year is None)


def test_the_year_of_the_target_column_stands_in_for_a_title_without_year(tmp_path: Path) -> None:
    rows: list[list[str | C]] = [["績效指標", "衡量標準", "109年度目標值"], ["甲", "乙", "3件"]]
    found = read([P("工務局施政計畫"), T(rows)], ".docx", tmp_path)
    assert found.fiscal_year == 2020


@pytest.mark.parametrize("kind", [".docx", ".odt", ".txt"])
def test_two_tables_with_nothing_between_them_are_two(kind: str, tmp_path: Path) -> None:
    first = T([["策略目標", "績效指標", "目標值"], ["一、安全", "甲指標", "1件"]])
    second = T([["計畫名稱", "實施內容", "經費(千元)"], ["一、橋梁檢測", "檢測橋梁。", "3,000"]])
    found = read([TITLE, first, second], kind, tmp_path)
    assert [(i.name, i.target) for i in found.indicators] == [("甲指標", "1件")]
    assert [(p.programme, p.budget_thousand) for p in found.programmes] == [("橋梁檢測", 3000)]
    assert found.unplaced == ()


def test_two_goals_of_one_number_are_kept_apart_and_named(tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        ["策略目標", "績效指標", "目標值"],
        ["一、安全", "甲指標", "1件"],
        ["一、綠化", "乙指標", "2件"],
    ]
    found = read([TITLE, T(rows)], ".odt", tmp_path)
    assert [(g.number, g.title) for g in found.goals] == [(1, "安全"), (2, "綠化")]
    assert [i.goal for i in found.indicators] == [1, 2]
    assert "goal_number_repeated" in {p.code for p in found.problems}


def test_a_hundred_problems_of_one_kind_are_enough(tmp_path: Path) -> None:
    body = [["", f"(一)指標{'甲乙丙丁'[n % 4]}{n}", "1件"] for n in range(130)]
    rows: list[list[str | C]] = [["策略目標", "績效指標", "目標值"], *[list(row) for row in body]]
    codes = [p.code for p in read([TITLE, T(rows)], ".odt", tmp_path).problems]
    assert codes.count("numbering") == 100
    assert codes.count("more_of_a_kind") == 1
