"""Other forms: years, names, pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import parse
from search.expansion import Group, form_key, han_digits, han_number, make_expander, parse_han_number, year_swaps

RDEC = Group(("研究發展考核委員會", "研考會", "Research, Development and Evaluation Commission", "RDEC"), "agency")
PLAN = Group(("計畫", "計劃"))
MOU = Group(("合作備忘錄", "MOU"))
MOU_IN_WORDS = Group(("合作備忘錄", "memorandum of understanding"))


def forms(text: str, *groups: Group) -> set[str]:
    return {form for swap in make_expander(groups)(text) for form in swap.forms}


def labels(text: str, *groups: Group) -> set[str]:
    tree = parse(text, make_expander(groups))
    return {label for clause in tree.clauses for other in clause.alternatives[1:] for label in other.labels}


@given(st.integers(1, 999))
def test_numbers_in_words_are_read_as_they_are_written(number):
    assert parse_han_number(han_number(number)) == number


@given(st.integers(100, 199))
def test_digits_in_han_are_read_as_they_are_written(number):
    assert parse_han_number(han_digits(number).replace("○", "零")) == number


@pytest.mark.parametrize("text", ["百百", "十百", "一二百", ""])
def test_characters_that_make_no_number_are_no_number(text):
    assert parse_han_number(text) is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("2022年", "111年"), ("111年", "2022年"), ("一百一十一年", "111年"), ("111年", "一百一十一年"), ("2014", "103年"),
     ("民國103年", "2014年"), ("一○三年度", "103年度"), ("二○一四年", "103年"), ("民國 30 年", "1941年")],
)  # fmt: skip
def test_a_year_is_also_searched_in_the_other_counting(typed, wanted):
    assert wanted in forms(typed)


@pytest.mark.parametrize("text", ["30年", "111", "第2022號", "110.07", "3天", "二十年", "12345年", "九九乘法"])
def test_what_is_no_year_is_left_alone(text):
    assert list(year_swaps(text.replace("號", "号"))) == []


def test_an_agency_is_found_by_any_of_its_names():
    assert {"研究發展考核委員會", "RDEC"} <= forms("研考會陳情", RDEC)
    assert "研考會" in forms("rdec plans", RDEC)
    assert "研考會" in forms("research development and evaluation commission", RDEC)


def test_simplified_input_meets_the_pairs_too():
    assert "研究發展考核委員會" in forms("研考会", RDEC)
    assert "計畫" in forms("施政计划", PLAN)


def test_words_match_whole_and_in_the_plural():
    assert "合作備忘錄" in forms("MOUs", MOU)
    assert not forms("mountain", MOU)


def test_a_form_in_two_pairs_has_both_partners():
    assert {"MOU", "memorandum of understanding"} <= forms("合作備忘錄", MOU, MOU_IN_WORDS)


def test_a_form_of_several_words_becomes_one_clause():
    tree = parse("memorandum of understanding text", make_expander([MOU_IN_WORDS]))
    assert len(tree.clauses) == 2
    assert tree.clauses[0].alternatives[1].labels == ("合作備忘錄",)


def test_what_stands_in_quotation_marks_is_not_expanded():
    assert labels('"研考會"', RDEC) == set()


def test_two_swaps_in_one_run_are_tried_alone_and_together():
    tree = parse("研考會施政計劃", make_expander([RDEC, PLAN]))
    offered = [alternative.labels for alternative in tree.clauses[0].alternatives]
    assert ("計畫",) in offered
    assert ("研究發展考核委員會", "計畫") in offered


@given(st.text(max_size=100))
def test_expanding_never_raises_and_stays_within_the_text(text):
    for swap in make_expander([RDEC, PLAN, MOU])(text):
        assert 0 <= swap.start < swap.end <= len(text)
        assert swap.forms


@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_group_an_editor_could_make_can_be_used(pair):
    expand = make_expander([Group(tuple(pair))])
    for form in pair:
        expand(form)
        parse(form, expand)


def test_forms_that_only_look_different_have_one_key():
    assert form_key("臺中 ＭＯＵ") == form_key("台中 mou")
    assert form_key("！？") == ""
