"""The small functions behind the templates: tables, comparisons, navigation, data inside a page."""

from __future__ import annotations

import json
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from disclosures.plans.templatetags.plan_tags import comparison, kept_promises, tally, titled
from disclosures.tables import Column, Kind, Table
from disclosures.templatetags.record_tags import article_7
from disclosures.templatetags.table_tags import shown_table, sort_rows
from home.templatetags.navigation_tags import Link, mark_current
from portal.templatetags.portal_tags import json_ld
from tests import factories

COLUMNS = (
    Column("year", "年度", "Year", Kind.YEAR),
    Column("name", "名稱", "Name"),
    Column("weight", "權重", "Weight", Kind.DECIMAL),
    Column("remark", "備註", "Remark"),
)
ROWS = [(2014, "乙", Decimal("5.50"), ""), (2015, "甲", None, ""), (2013, "丙", Decimal(20000), "")]
TABLE = Table("sample", "Sample", COLUMNS, ROWS)
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)


def context(query=""):
    return {"request": RequestFactory().get("/" + query)}


def row(target, actual, target_unit="%", actual_unit="%"):
    return SimpleNamespace(target_value=target, actual_value=actual, target_unit=target_unit, actual_unit=actual_unit)


def test_a_table_shows_values_as_the_reader_writes_them_and_leaves_out_what_is_empty():
    with override("zh-hant"):
        shown = shown_table(context(), TABLE, header="name")
    assert [heading.label for heading in shown.headings] == ["年度", "名稱", "權重"]
    assert [cell.text for cell in shown.rows[0]] == ["103年度", "乙", "5.5"]
    assert shown.rows[0][0].title == "2014"
    assert [cell.is_header for cell in shown.rows[0]] == [False, True, False]
    assert shown.rows[2][2].text == "20,000"
    assert not any(heading.query for heading in shown.headings)


def test_a_sortable_table_obeys_the_address_and_its_heading_turns_the_order():
    with override("en"):
        shown = shown_table(context("?sort=weight&x=1"), TABLE, sortable=True)
    weight = next(heading for heading in shown.headings if heading.key == "weight")
    assert weight.direction == "ascending"
    assert weight.query == "?sort=-weight&x=1"
    assert [line[1].text for line in shown.rows] == ["乙", "丙", "甲"]


@given(st.lists(NUMBERS), st.sampled_from(["n", "-n"]))
def test_sorting_keeps_every_row_in_order_and_puts_unknown_values_last(values, asked):
    table = Table("t", "t", (Column("n", "n", "n", Kind.DECIMAL),), [])
    found = [value for (value,) in sort_rows(table, [(value,) for value in values], asked)]
    known = [value for value in found if value is not None]
    assert sorted(found, key=str) == sorted(values, key=str)
    assert known == sorted(known, reverse=asked == "-n")
    assert found[len(known) :] == [None] * (len(values) - len(known))


@given(st.text())
def test_a_column_that_does_not_exist_keeps_the_order(asked):
    if asked.removeprefix("-") not in {"year", "name", "weight", "remark"}:
        assert sort_rows(TABLE, ROWS, asked) == ROWS


@given(st.integers(), st.integers())
def test_a_comparison_says_what_the_numbers_say(target, actual):
    expected = "equal" if actual == target else "above" if actual > target else "below"
    assert comparison(row(Decimal(target), Decimal(actual))) == expected


@pytest.mark.parametrize("given_row", [row(None, 5), row(5, None), row(5, 6, "%", "件")])
def test_what_cannot_be_compared_gets_no_mark(given_row):
    assert not comparison(given_row)


def test_a_tally_names_its_denominators():
    counted = tally([row(1, 2), row(1, 1), row(2, 1), row(None, 1)])
    assert (counted.total, counted.compared, counted.met, counted.below, counted.unknown) == (4, 3, 2, 1, 1)


@pytest.mark.django_db
def test_kept_promises_count_each_published_result_once_in_one_query(django_assert_num_queries):
    factories.plan()
    factories.plan(live=False)
    with django_assert_num_queries(2):  # the default language, and the sum
        counted = kept_promises()
    assert (counted.total, counted.above, counted.unknown) == (1, 1, 0)


def test_items_have_titles_or_not():
    assert titled([SimpleNamespace(number="", title="檢核")])
    assert not titled([SimpleNamespace(number="", title="")])


@pytest.mark.django_db
def test_the_ten_categories_say_what_the_portal_holds_of_each():
    factories.plan()
    parent = factories.plans_page()
    categories = article_7([parent])
    assert [category.number for category in categories] == list(range(1, 11))
    assert [(category.number, held.count) for category in categories for held in category.holdings] == [(5, 1)]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/a/", {"/a/": "page"}), ("/a/b/", {"/a/b/": "page"}), ("/a/x/", {"/a/": "true"}), ("/c/", {}), ("/ab/", {})],
)
def test_only_the_innermost_part_of_the_navigation_is_marked(path, current):
    links = mark_current([Link("A", "/a/"), Link("B", "/a/b/"), Link("nowhere", "")], path)
    assert {link.url: link.current for link in links if link.current} == current


@given(st.dictionaries(st.text(), st.text() | st.none() | st.lists(st.text())))
def test_data_inside_a_page_cannot_close_its_script_and_reads_back(value):
    text = json_ld(value)
    assert not set("<>&") & set(text)
    assert json.loads(text) == {key: item for key, item in value.items() if item not in (None, "")}
