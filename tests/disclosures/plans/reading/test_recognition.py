"""Invented plans in the layouts of other cities and years, each in every format: no rule knows a document."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from disclosures.plans.reading import AgencyName, Earlier, PlanReading, read_plan

from .makers import C, Doc, H, P, T, make, make_pdf
from .samples import ENGLISH_PROSE, ENGLISH_TABLE, FOUR_YEARS, ITEMS, RESULTS, WEIGHT_COLUMNS

KINDS = [".docx", ".odt", ".pdf", ".txt"]
MARINE = AgencyName("A1", ("海洋事務局", "Marine Affairs Bureau"))
ENVIRONMENT = AgencyName("A2", ("環境保護局", "Environmental Protection Bureau"))
HARBOUR = AgencyName("A3", ("港務室", "Harbour Office"))


def read(doc: Doc, kind: str, folder: Path, governments: tuple[str, ...] = ()) -> PlanReading:
    path = make(doc, folder / f"plan{kind}")
    return read_plan(path, known_agencies=[MARINE, ENVIRONMENT, HARBOUR], governments=governments)


@pytest.mark.parametrize("kind", KINDS)
def test_weights_and_other_years_in_columns_of_their_own_are_told_apart(kind: str, tmp_path: Path) -> None:
    found = read(WEIGHT_COLUMNS, kind, tmp_path)
    assert (found.fiscal_year, found.roc_year, found.agency_code) == (2023, 112, "A1")
    assert [(g.number, g.title, g.weight) for g in found.goals] == [(1, "潔淨海洋", 30), (2, "海洋教育", 40)]
    assert [(i.goal, i.name, i.weight, i.target, i.target_value) for i in found.indicators] == [
        (1, "清除海洋廢棄物", 20, "100公噸", 100),
        (1, "港區水質合格率", 10, "93%", 93),
        (2, "辦理海洋教育活動", 40, "1.5萬人次", 15_000),
    ]
    assert found.indicators[1].earlier == (Earlier(2021, None, "91%"), Earlier(2022, "92%", None))
    assert found.indicators[1].formula == "合格站次/總站次*100%"
    assert found.unplaced == ()


@pytest.mark.parametrize("kind", KINDS)
def test_money_in_ten_thousands_is_converted_and_kept_as_published(kind: str, tmp_path: Path) -> None:
    rows = read(WEIGHT_COLUMNS, kind, tmp_path).programmes
    assert [(p.programme, p.budget_thousand, p.budget_text) for p in rows] == [
        ("港區更新計畫", 12_500, "1,250"),
        ("淨灘計畫", 305, "30.5"),
    ]
    assert rows[0].remark == "跨年度"
    assert (rows[0].content or "").split("\n") == ["（一）辦理碼頭整建。", "（二）增設無障礙設施。"]


@pytest.mark.parametrize("kind", KINDS)
def test_two_header_rows_with_years_and_the_goal_as_the_last_column_are_read(kind: str, tmp_path: Path) -> None:
    found = read(FOUR_YEARS, kind, tmp_path)
    assert (found.fiscal_year, found.agency, found.agency_code) == (2018, "北海市政府青年局", None)
    assert [(i.goal, i.name, i.target, i.target_value) for i in found.indicators] == [
        (1, "青年就業媒合人數", "350人", 350),
        (1, "創業輔導家數", "15家", 15),
        (2, "國際交流場次", "4場次以上", None),
    ]
    assert [e.target for e in found.indicators[0].earlier] == ["300人", "320人", "400人"]
    assert "agency_not_registered" in {p.code for p in found.problems}


@pytest.mark.parametrize("kind", KINDS)
def test_items_and_sub_items_get_their_contents_only_where_the_numbers_agree(kind: str, tmp_path: Path) -> None:
    found = read(ITEMS, kind, tmp_path)
    rows = [(p.programme_number, p.item_number, p.item, p.content) for p in found.programmes]
    assert rows[:6] == [
        (1, "1", "薪傳師培育", "1. 開設研習班。\n2. 辦理認證。"),
        (1, "2", "幼兒園沉浸教學", "補助幼兒園。"),
        (2, "1", "辦理節慶", None),
        (2, "1(1)", "春祭", "辦理春祭。"),
        (2, "1(2)", "秋收", "辦理秋收。"),
        (2, "2", "文物典藏", "1. 盤點。\n2. 典藏。"),
    ]
    assert found.programmes[3].parent_item == "辦理節慶"
    assert [row[3] for row in rows[6:9]] == [None, None, None]
    assert rows[9] == (3, None, None, "辦理輔導。\n辦理展售。")
    assert "contents_do_not_match_items" in {p.code for p in found.problems}
    assert [p.budget_thousand for p in found.programmes if p.budget_text] == [1200, 800, Decimal("90.5")]


@pytest.mark.parametrize("kind", KINDS)
def test_results_are_dated_by_the_heading_above_them_and_join_their_indicator(kind: str, tmp_path: Path) -> None:
    found = read(RESULTS, kind, tmp_path)
    assert [(r.year, r.goal, r.indicator, r.target) for r in found.results] == [
        (2024, 1, "再生能源占比", "12%"),
        (2024, 1, "植樹數", "1,800株"),
        (2024, 1, "公車準點率", "90%"),
    ]
    assert found.results[1].actual_value == 1950
    assert found.indicators[1].earlier == (Earlier(2024, "1,800株", "1,950株"),)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_without_tables_is_all_prose(kind: str, tmp_path: Path) -> None:
    found = read(ENGLISH_PROSE, kind, tmp_path)
    assert (found.fiscal_year, found.agency, found.agency_code) == (2025, "Harbour Office", "A3")
    assert found.goals == found.indicators == found.programmes == ()
    assert [len(s.paragraphs) for s in found.sections] == [2]
    assert {"no_indicators", "no_programmes"} <= {p.code for p in found.problems}
    assert found.unplaced == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_english_plan_is_read_by_its_english_headings(kind: str, tmp_path: Path) -> None:
    found = read(ENGLISH_TABLE, kind, tmp_path)
    assert [(g.title, g.weight) for g in found.goals] == [("Open port", 60), ("Clean water", 40)]
    assert [(i.goal, i.name, i.target_value, i.target_unit) for i in found.indicators] == [
        (1, "Days open to ships", 350, "days"),
        (2, "Stations within limits", 95, "%"),
    ]
    assert found.indicators[0].earlier == (Earlier(2024, "345 days", None),)
    assert [(p.programme, p.budget_thousand) for p in found.programmes] == [("Dredging", 12_000)]


def test_an_agency_of_the_same_name_under_another_government_is_not_ours(tmp_path: Path) -> None:
    found = read(WEIGHT_COLUMNS, ".odt", tmp_path, governments=("臺中市政府", "Taichung City Government"))
    assert found.agency_code is None
    assert "other_government" in {p.code for p in found.problems}
    ours = read(WEIGHT_COLUMNS, ".odt", tmp_path, governments=("南港市政府",))
    assert ours.agency_code == "A1"


def long_table(rows: int) -> T:
    """A table of several pages: goals merged over four rows each, names too long for their cells."""
    body: list[list[str | C]] = []
    for number in range(1, rows + 1):
        name = f"辦理第{number}類公共設施巡檢並完成缺失改善之案件比率({number % 9 + 1}%)"
        row: list[str | C] = [name, f"(完成改善件數/第{number}類巡檢缺失總件數)*100%", f"{number}%"]
        first = (number - 1) % 4 == 0
        goal = C(
            f"{'一二三四五六七八九'[(number - 1) // 4]}、第{(number - 1) // 4 + 1}目標之達成", min(4, rows - number + 1)
        )
        body.append([goal, *row] if first else row)
    return T([["策略目標", "績效指標（權重）", "衡量標準", "113年度目標值"], *body], widths=(16, 22, 22, 14))


@pytest.mark.parametrize("lead", range(0, 8))
def test_rows_that_a_page_break_cuts_in_two_are_one_row_again(lead: int, tmp_path: Path) -> None:
    doc: Doc = [P("南港市政府海洋事務局113年度施政計畫"), H(1, "壹、績效指標")]
    doc += [P("本段文字使表格在頁面上的位置逐次下移。") for _ in range(lead)]
    doc.append(long_table(24))
    path = tmp_path / "plan.pdf"
    make_pdf(doc, path, running_head="南港市政府 113年度")
    found = read_plan(path, known_agencies=[MARINE])
    assert [i.name for i in found.indicators] == [
        f"辦理第{n}類公共設施巡檢並完成缺失改善之案件比率" for n in range(1, 25)
    ]
    assert [i.formula for i in found.indicators] == [f"(完成改善件數/第{n}類巡檢缺失總件數)*100%" for n in range(1, 25)]
    assert [i.target_value for i in found.indicators] == list(range(1, 25))
    assert [i.goal for i in found.indicators] == [(n - 1) // 4 + 1 for n in range(1, 25)]
    assert found.unplaced == ()
    assert {p.role for p in found.placed if p.text == "南港市政府 113年度"} == {"header"}


def test_a_header_that_is_repeated_on_every_page_is_no_row(tmp_path: Path) -> None:
    table = long_table(6)
    doc: Doc = [P("南港市政府海洋事務局113年度施政計畫"), T([*table.rows, table.rows[0], *long_table(4).rows[1:]])]
    found = read(doc, ".odt", tmp_path)
    assert len(found.indicators) == 10
    assert found.unplaced == ()


def test_several_indicators_in_one_cell_become_rows_when_their_targets_agree(tmp_path: Path) -> None:
    rows: list[list[str | C]] = [
        ["策略目標", "績效指標", "目標值"],
        ["一、行銷", "1. 遊客人次(5%)\n2. 網站瀏覽次數(3%)", "100萬人次\n2億次"],
        ["二、服務", "1. 滿意度(5%)\n2. 改善件數(3%)", "85%"],
    ]
    found = read([P("113年度施政計畫"), T(rows)], ".odt", tmp_path)
    assert [(i.name, i.weight, i.target_value) for i in found.indicators[:2]] == [
        ("遊客人次", 5, 1_000_000),
        ("網站瀏覽次數", 3, 200_000_000),
    ]
    assert len(found.indicators) == 3


def test_a_table_that_is_no_plan_table_is_reported_whole(tmp_path: Path) -> None:
    rows: list[list[str | C]] = [["職稱", "姓名", "分機"], ["科長", "甲某", "123"], ["科員", "乙某", "124"]]
    found = read([P("113年度施政計畫"), H(1, "壹、聯絡方式"), T(rows)], ".docx", tmp_path)
    assert [u.text for u in found.unplaced] == ["職稱", "姓名", "分機", "科長", "甲某", "123", "科員", "乙某", "124"]
    assert found.unplaced[4].where.en == "table 1, row 2, column 2"


def test_a_budget_column_without_unit_is_not_guessed(tmp_path: Path) -> None:
    rows: list[list[str | C]] = [["計畫名稱", "計畫內容", "經費"], ["一、淨灘", "辦理淨灘。", "500"]]
    found = read([P("113年度施政計畫"), T(rows)], ".odt", tmp_path)
    assert (found.programmes[0].budget_thousand, found.programmes[0].budget_text) == (None, "500")
    assert "budget_unit_unknown" in {p.code for p in found.problems}
    named = read([P("113年度施政計畫"), P("單位：新臺幣萬元"), T(rows)], ".odt", tmp_path)
    assert named.programmes[0].budget_thousand == 5000
