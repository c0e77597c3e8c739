"""Numbers, numbering marks, years and money, as official documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.plans.reading.numerals import Rank, chinese_number, han_numeral, mark_of, pure_ordinal
from disclosures.plans.reading.text import join_lines, one_line, squeeze, tidy, without_artefacts
from disclosures.plans.reading.values import reported_value, thousands, value_and_unit, weight, weight_at_end
from disclosures.plans.reading.vocabulary import Role, role_of, year_in


@given(st.integers(min_value=1, max_value=999), st.booleans())
def test_a_number_written_in_chinese_reads_back(number: int, formal: bool) -> None:
    assert chinese_number(han_numeral(number, formal=formal).replace("佰", "百")) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("一〇三", 103), ("一百零三", 103), ("十", 10), ("拾壹", 11), ("兩", 2), ("甲", None), ("", None)],
)
def test_chinese_numbers_of_both_kinds_are_read(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("75%", 75, "%"),
        ("４ 次", 4, "次"),
        ("1 件", 1, "件"),
        ("3,420萬次", 34_200_000, "次"),
        ("1.5億元", 150_000_000, "元"),
        ("1,000則", 1000, "則"),
        ("100,000人次", 100_000, "人次"),
        ("50", 50, None),
        ("３．５％", Decimal("3.5"), "%"),
        ("-2%", -2, "%"),
        ("350 days", 350, "days"),
        ("≥95%", None, None),
        ("95%以上", None, None),
        ("90%~95%", None, None),
        ("第1名", None, None),
        ("12月底", None, None),
        ("完成規劃", None, None),
        ("100%(50件)", None, None),
        ("", None, None),
    ],
)
def test_a_target_is_a_number_with_a_unit_only_where_it_is_one(text: str, value: object, unit: str | None) -> None:
    assert value_and_unit(text) == (value, unit)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["%", "件", "人次", "場", "公里", ""]))
def test_any_grouped_number_with_any_unit_reads_back(number: int, unit: str) -> None:
    assert value_and_unit(f"{number:,}{unit}") == (number, unit or None)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_figures(text: str) -> None:
    value, _unit = value_and_unit(text)
    assert value is None or value.is_finite()
    share = weight(text)
    assert share is None or 0 <= share <= 100
    name, found = weight_at_end(text)
    assert text.startswith(name)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("民意調查(5%)", "民意調查", 5),
        ("民意調查（12.5％）", "民意調查", Decimal("12.5")),
        ("民意調查（權重：5%）", "民意調查", 5),
        ("(一)民意調查", "(一)民意調查", None),
        ("達成率(%)", "達成率(%)", None),
    ],
)
def test_the_weight_behind_a_name_is_split_off(text: str, name: str, number: object) -> None:
    assert weight_at_end(text) == (name, number)


@pytest.mark.parametrize(
    ("text", "number"), [("5%", 5), ("(5%)", 5), ("5", 5), ("0.05", 5), ("500", None), ("高", None)]
)
def test_a_weight_column_holds_percents(text: str, number: int | None) -> None:
    assert weight(text) == number


@pytest.mark.parametrize(
    ("text", "factor", "amount"),
    [
        ("1,500", "1", 1500),
        ("30.5", "10", 305),
        ("800,000", "0.001", 800),
        ("1.2億元", "1", 120_000),
        ("NT$ 500", "1", 500),
        ("-", "1", None),
        ("併入他案", "1", None),
        ("500", None, None),
    ],
)
def test_money_is_counted_in_thousands(text: str, factor: str | None, amount: object) -> None:
    assert thousands(text, factor) == amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("達成率為(2239/2299)*100%=97.4%", Decimal("97.4")),
        ("平均為56%", 56),
        ("上半年50%，下半年60%", None),
        ("辦理中", None),
    ],
)
def test_a_result_is_a_figure_only_where_its_text_reports_one(text: str, value: object) -> None:
    assert reported_value(text, "%")[0] == value


@pytest.mark.parametrize(
    ("text", "rank", "number", "rest"),
    [
        ("第一部分：目標", Rank.PART, 1, "目標"),
        ("參、計畫", Rank.FORMAL, 3, "計畫"),
        ("十二、計畫", Rank.HAN, 12, "計畫"),
        ("（五）計畫", Rank.HAN_BRACKET, 5, "計畫"),
        ("13. 103 年度計畫", Rank.DIGIT, 13, "103 年度計畫"),
        ("（1）計畫", Rank.DIGIT_BRACKET, 1, "計畫"),
        ("③計畫", Rank.CIRCLED, 3, "計畫"),
    ],
)
def test_numbering_marks_of_every_rank_are_told_apart(text: str, rank: Rank, number: int, rest: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.rank, mark.number, mark.rest) == (rank, number, rest)


@pytest.mark.parametrize(
    "text", ["1.5倍成長", "102年度", "一般行政", "(本會件數/總件數)*100%", "20秒內接聽率", "百分比"]
)
def test_what_only_looks_like_a_number_is_no_mark(text: str) -> None:
    assert mark_of(text) is None


def test_an_ordinal_alone_is_no_plain_number() -> None:
    assert [pure_ordinal(text) for text in ("一", "(二)", "3.", "1", "100%")] == [1, 2, 3, None, None]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("103 年度施政計畫", 2014),
        ("上(102)年度實施狀況", 2013),
        ("中華民國一百零七年度", 2018),
        ("2014年", 2014),
        ("Annual Plan 2025", 2025),
        ("114年度目標值", 2025),
        ("三年計畫", None),
        ("施政計畫", None),
    ],
)
def test_years_of_both_calendars_are_read(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("策略目標\n(權重)", Role.GOAL),
        ("107年度\n目標值", Role.TARGET),
        ("經費(千元)", Role.BUDGET),
        ("計畫經費（萬元）", Role.BUDGET),
        ("績效衡量暨達成情形分析", Role.ACTUAL),
        ("重要施政計畫項目", Role.ITEM),
        ("關鍵績效指標(KPI)", Role.INDICATOR),
        ("主辦單位", None),
        ("姓名", None),
    ],
)
def test_column_headings_are_known_by_the_words_of_the_field(heading: str, role: Role | None) -> None:
    assert role_of(one_line(heading)) is role


def test_wrapped_lines_join_as_their_scripts_do() -> None:
    assert join_lines("智慧", "城市") == "智慧城市"
    assert join_lines("Smart", "City") == "Smart City"
    assert join_lines("與 ICF", "共同", han_latin=" ") == "與 ICF 共同"
    assert join_lines("件數", ")*100") == "件數)*100"


def test_what_converters_leave_behind_is_undone_and_nothing_else() -> None:
    assert without_artefacts(r"達成率為 $(13/25)*100%=52\%$ 。") == "達成率為 (13/25)*100%=52% 。"
    assert without_artefacts("**八、標題**") == "八、標題"
    assert without_artefacts("- (三) 條文") == "(三) 條文"
    assert without_artefacts("[bookmark: _Toc1]計畫") == "計畫"
    assert without_artefacts("US$5 及 US$6、2*3*4、- 減項") == "US$5 及 US$6、2*3*4、- 減項"


@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing_more_and_loses_no_word(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert squeeze(tidy(text)) == squeeze(text)
