"""Facets count exactly, and choosing never empties the list one chose from."""

import pytest

from search.engine import FacetValue, Query
from tests.search.contract.conftest import counts, document, ids


def test_facets_count_the_hits_by_value(ask):
    results = ask("2022年")
    assert counts(results, "section") == {"mou": 1, "plans": 1}
    assert counts(results, "agency") == {"sec": 1, "rdec": 1}
    assert counts(results, "year") == {"2022": 2}
    assert counts(results, "format") == {"pdf": 1, "odt": 1}


def test_choosing_a_value_keeps_its_neighbours(ask):
    results = ask("2022年", section={"mou"})
    assert ids(results) == ["mou"]
    assert counts(results, "section") == {"mou": 1, "plans": 1}
    assert counts(results, "agency") == {"sec": 1}


def test_two_values_of_a_facet_add_up_and_two_facets_narrow_down(ask):
    assert set(ids(ask("2022年", section={"mou", "plans"}))) == {"mou", "plan111"}
    assert ids(ask("陳情", agency={"rdec"}, year={"2014"})) == ["plan103"]
    assert ids(ask("陳情", agency={"sec"})) == []


def test_the_language_facet_counts_other_languages_too(ask):
    assert counts(ask("2022"), "language") == {"zh-hant": 2, "en": 1}


def test_what_was_chosen_is_listed_even_without_hits(ask):
    assert FacetValue("pdf", 0) in ask("流程", format={"pdf"}).facets["format"]


def test_an_unknown_value_finds_nothing_and_is_no_error(ask):
    assert ask("陳情", section={"nowhere"}).exact_total == 0
    assert ask("陳情", year={"9999"}).exact_total == 0


def test_agencies_are_named_in_the_language_of_the_visitor(ask):
    assert ask("備忘錄").facets["agency"] == (FacetValue("sec", 1, "秘書處"),)
    assert ask("memorandum", "en").facets["agency"] == (FacetValue("sec", 1, "Secretariat"),)


def test_years_are_listed_from_the_newest(ask):
    assert [item.value for item in ask("施政計畫").facets["year"]] == ["2022", "2014"]


@pytest.mark.parametrize("change", ["update", "delete", "add"])
def test_counts_follow_what_is_written(city, change):
    before = counts(city.search(Query("陳情", "zh-hant")), "section")
    assert before == {"plans": 2}
    if change == "delete":
        city.delete(["plan103"])
        expected = {"plans": 1}
    elif change == "update":
        city.index([document("plan103", "施政計畫", section="council", body="陳情", version=2)])
        expected = {"plans": 1, "council": 1}
    else:
        city.index([document("new", "新的陳情", section="council", version=2)])
        expected = {"plans": 2, "council": 1}
    assert counts(city.search(Query("陳情", "zh-hant")), "section") == expected


def test_a_broad_query_is_counted_in_full(engine):
    engine.index(document(f"d{n}", f"公開{n}", section="ab"[n % 2], year=2000 + n % 3) for n in range(4000))
    results = engine.search(Query("公開", "zh-hant", {"section": frozenset("a")}))
    assert results.total == 2000
    assert counts(results, "section") == {"a": 2000, "b": 2000}
    assert sum(counts(results, "year").values()) == 2000
    deep = engine.search(Query("公開", "zh-hant", offset=3990, limit=20))
    assert len(deep.hits) == 10
