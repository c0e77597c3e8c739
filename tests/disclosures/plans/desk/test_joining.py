"""Names that mean the same: similarity is a number one can rely on, suggestions come best first."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosures.plans.joining import Candidate, normal_unit, normalised, similarity, suggest

names = st.text("公文依限辦結率滿意度件數人次臺台年１0103%（）() ab", max_size=20)


@given(names, names)
def test_similarity_is_symmetric(one, other):
    assert similarity(one, other) == similarity(other, one)


@given(names, names)
def test_similarity_lies_between_nothing_and_everything(one, other):
    assert 0 <= similarity(one, other) <= 1


@given(names)
def test_a_name_is_wholly_like_itself(name):
    assume(normalised(name))
    assert similarity(name, name) == 1


@given(st.text("甲乙丙丁", min_size=1), st.text("戊己庚辛", min_size=1))
def test_names_without_a_character_in_common_are_not_alike(one, other):
    assert similarity(one, other) == 0


@given(names)
def test_a_name_of_which_nothing_remains_is_like_no_other(name):
    assert similarity("（）", name) == 0


@given(names)
def test_brackets_say_nothing(name):
    assert normalised(name.replace("(", " ").replace("（", " ")) == normalised(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("台中市民眾滿意度", "臺中市民眾滿意度"),
        ("公文依限辦結率", "103年度公文依限辦結率"),
        ("公文依限辦結率", "公文 依限辦結率（）"),
        ("Satisfaction rate", "satisfaction  RATE"),
        ("ＫＰＩ達成率", "KPI達成率"),
    ],
)
def test_spelling_width_and_years_do_not_matter(one, other):
    assert similarity(one, other) == 1


def test_the_best_suggestion_comes_first_and_strangers_are_left_out():
    candidates = [
        Candidate(n, (n,)) for n in ("人民陳情滿意度", "人民陳情案件依限辦結率", "公文依限辦結率", "淨灘公里數")
    ]
    found = suggest(["人民陳情案件依限辦結率"], "", candidates)
    assert found[0].item == "人民陳情案件依限辦結率"
    assert found[0].percent == 100
    assert "淨灘公里數" not in [s.item for s in found]


def test_another_unit_weighs_against_a_name_and_an_unknown_one_does_not():
    candidates = [
        Candidate("件", ("開放資料集",), "件"),
        Candidate("?", ("開放資料集",)),
        Candidate("項", ("開放資料集",), "項"),
    ]
    found = suggest(["開放資料集"], "項", candidates)
    assert [s.item for s in found] == ["?", "項", "件"]
    assert [s.same_unit for s in found] == [None, True, False]


def test_a_series_is_known_by_any_of_its_names():
    [found] = suggest(["民意調查滿意度"], "", [Candidate("s", ("施政指標", "民意調查滿意度"))])
    assert (found.name, found.percent) == ("民意調查滿意度", 100)


def test_no_more_than_the_limit_is_suggested():
    assert len(suggest(["率"], "", [Candidate(n, ("率",)) for n in range(50)], limit=3)) == 3


@pytest.mark.parametrize(("one", "other"), [("％", "%"), ("人 次", "人次"), ("ＫＭ", "km")])
def test_units_are_compared_without_width_and_spaces(one, other):
    assert normal_unit(one) == normal_unit(other)
