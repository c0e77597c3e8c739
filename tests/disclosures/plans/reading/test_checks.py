"""What does not add up is said in both languages, with the figures, and changed nowhere."""

from __future__ import annotations

from pathlib import Path

from disclosures.plans.reading import PlanReading, Problem, read_plan

from .makers import C, Doc, P, T, make
from .samples import RESULTS

TITLE = P("南港市政府工務局113年度施政計畫")


def read(doc: Doc, folder: Path) -> PlanReading:
    return read_plan(make(doc, folder / "plan.odt"), known_agencies=[])


def problem(found: PlanReading, code: str) -> Problem:
    (one,) = (p for p in found.problems if p.code == code)
    return one


def indicators(*rows: list[str | C]) -> T:
    return T([["策略目標", "績效指標", "衡量標準", "113年度目標值"], *rows])


def results(*rows: list[str | C]) -> T:
    return T([["策略目標", "績效指標", "原定目標值", "達成情形"], *rows])


def test_a_goal_whose_indicators_weigh_more_or_less_is_named_with_both_figures(tmp_path: Path) -> None:
    found = read(RESULTS, tmp_path)
    said = problem(found, "goal_weight")
    assert "20%" in said.zh
    assert "17 %" in said.en
    assert [i.weight for i in found.indicators] == [12, 5]
    assert found.goals[0].weight == 20


def test_a_ratio_that_its_own_numbers_contradict_is_named(tmp_path: Path) -> None:
    found = read(RESULTS, tmp_path)
    said = problem(found, "ratio")
    assert "15%" in said.zh
    assert "13 %" in said.en
    assert found.results[0].actual_value == 15


def test_a_ratio_that_its_numbers_confirm_is_not(tmp_path: Path) -> None:
    rows = results(["一、甲", "達成率", "90%", "達成率為(2239/2299)*100%=97.4%。"], ["", "乙率", "50%", "13/25=52%"])
    assert "ratio" not in {p.code for p in read([TITLE, rows], tmp_path).problems}


def test_a_count_and_a_share_without_the_total_say_which_total_they_need(tmp_path: Path) -> None:
    plan = indicators(["一、甲", "流通率", "(採行機關數)/(機關總數)*100%", "90%"])
    rows = results(["一、甲", "流通率", "80%", "計有22個機關，達到81%。"])
    said = problem(read([TITLE, plan, P("貳、上年度成果"), rows], tmp_path), "ratio_without_total")
    assert (said.level, "27" in said.en) == ("note", True)
    impossible = results(["一、甲", "流通率", "80%", "計有1個機關，達到81%。"])
    said = problem(read([TITLE, plan, P("貳、上年度成果"), impossible], tmp_path), "ratio_without_total")
    assert said.level == "warning"


def test_a_result_that_speaks_of_another_indicator_is_named_and_its_figure_not_taken(tmp_path: Path) -> None:
    plan = indicators(
        ["一、甲", "公共工程標案系統填報率", "填報件數/總件數", "99%"], ["", "年度預算達成率", "執行數/預算數", "98%"]
    )
    rows = results(["一、甲", "年度預算達成率", "98%", "公共工程標案系統填報率為100%。"])
    found = read([TITLE, plan, P("貳、上年度成果"), rows], tmp_path)
    assert "公共工程標案系統填報率" in problem(found, "result_of_another_measure").zh
    assert found.results[0].actual_value is None


def test_indicators_that_repeat_a_name_or_lack_a_target_are_named(tmp_path: Path) -> None:
    found = read([TITLE, indicators(["一、甲", "滿意度", "調查", "80%"], ["", "滿意度", "調查", ""])], tmp_path)
    assert "1" in problem(found, "duplicate_indicator").en
    assert problem(found, "target_missing").where is not None


def test_numbering_that_skips_or_changes_its_kind_is_noted(tmp_path: Path) -> None:
    good = indicators(["一、甲", "(一)子", "x", "1件"], ["", "(二)丑", "x", "1件"], ["二、乙", "(一)寅", "x", "1件"])
    assert "numbering" not in {p.code for p in read([TITLE, good], tmp_path).problems}
    bad = indicators(["一、甲", "(一)子", "x", "1件"], ["", "(1)丑", "x", "1件"])
    assert "(1)" in problem(read([TITLE, bad], tmp_path), "numbering").en


def test_items_that_skip_a_number_are_noted(tmp_path: Path) -> None:
    rows = T([["工作計畫", "計畫項目", "實施內容"], ["一、甲", "1. 子\n3. 丑", "辦理子。\n辦理丑。"]])
    assert "丑" in problem(read([TITLE, rows], tmp_path), "item_numbering").zh


def test_a_text_that_stands_in_both_columns_is_no_item(tmp_path: Path) -> None:
    text = "每季訪視社區並協助申請補助。"
    rows = T(
        [["工作計畫", "計畫項目", "實施內容"], ["一、甲", "1. 子", "擬訂計畫。"], ["", f"{text}\n2. 丑", f"{text}"]]
    )
    found = read([TITLE, rows], tmp_path)
    assert problem(found, "content_in_item_column").level == "warning"
    assert [p.item for p in found.programmes if p.item] == ["子", "丑"]
    assert [u.text for u in found.unplaced] == [text]


def test_one_title_under_two_codes_is_named(tmp_path: Path) -> None:
    doc: Doc = [TITLE, P("(一) 7-7-1推動地方創生業務"), P("說明。"), P("7-1-1推動地方創生業務"), P("7-2-1青年會議")]
    said = problem(read(doc, tmp_path), "two_codes")
    assert "7-7-1" in said.zh
    assert "7-1-1" in said.en


def test_every_problem_speaks_both_languages(tmp_path: Path) -> None:
    for said in read(RESULTS, tmp_path).problems:
        assert said.zh != said.en
        assert said.zh.endswith("。")
        assert said.en.endswith((".", ")"))
        assert said.level in {"warning", "note"}
