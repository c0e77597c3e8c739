"""What a citizen does: read in either language, search with and without scripts, take the figures along."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
import urllib.request

import pytest


def fetch(demo, path: str) -> bytes:
    with urllib.request.urlopen(demo.address + path, timeout=30) as answer:
        return answer.read()


def test_the_language_switch_keeps_the_page_and_the_query(visitor):
    someone = visitor()
    page = someone.visit("/disclosures/plans/?year=2014")
    page.click("a[hreflang=en]")
    page.wait_for_url("**/en/disclosures/plans/?year=2014")
    page.click("a[hreflang=zh-Hant-TW]")
    page.wait_for_url("**/disclosures/plans/?year=2014")
    assert "/en/" not in page.url


def test_a_plan_without_translation_is_shown_in_chinese_under_a_notice(visitor):
    page = visitor().visit("/en/disclosures/plans/rdec-2022/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("main [lang=zh-Hant-TW]").count() > 0
    assert "Chinese" in page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_search_finds_chinese_words_with_and_without_scripts(visitor, scripts):
    page = visitor(java_script_enabled=scripts).visit("/")
    page.locator("input[name=q]").first.fill("依限辦結率")
    page.locator("input[name=q]").first.press("Enter")
    page.wait_for_url("**/search/?*q=*")
    assert page.locator("main mark").count() > 0
    assert "103" in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("備忘錄", "zh", "備忘錄"),
        ("陳情", "zh", "/disclosures/plans/rdec-2014/"),
        ("依限辦結率", "zh", "/disclosures/plans/rdec-2014/"),
        ("台中市政府", "zh", "臺中市政府"),
        ("2014年", "zh", "/disclosures/plans/rdec-2014/"),
        ("研考會", "zh", "/disclosures/plans/rdec-"),
        ("performance indicator", "en", "/en/disclosures/plans/rdec-"),
    ],
)
def test_the_words_people_type_find_the_right_pages(demo, query, language, expected):
    prefix = "/en" if language == "en" else ""
    html = fetch(demo, f"{prefix}/search/?" + urllib.parse.urlencode({"q": query})).decode()
    results = html.split("<main", 1)[1]
    assert expected in results.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    "query", ['"', "*", "🙂", "AND OR NOT (", "a" * 10_000, "'; DROP TABLE x; --", "\x00", "％", "NEAR(a b)"]
)
def test_nothing_a_visitor_types_breaks_the_search(demo, query):
    for prefix in ("", "/en"):
        assert b"<main" in fetch(
            demo, f"{prefix}/search/?" + urllib.parse.urlencode({"q": query, "page": query[:50], "year": query[:50]})
        )


def test_a_plan_is_read_by_machines_too(demo):
    record = json.loads(fetch(demo, "/disclosures/plans/rdec-2014/index.json"))
    assert record["fiscal_year"] == 2014
    assert len(record["tables"]["indicators"]) == 11
    rows = list(csv.reader(io.StringIO(fetch(demo, "/disclosures/plans/rdec-2014/indicators.csv").decode("utf-8-sig"))))
    assert len(rows) == 12
    for extension in ("ods", "xlsx"):
        assert fetch(demo, f"/disclosures/plans/rdec-2014/indicators.{extension}")[:2] == b"PK"


def test_the_indicator_table_sorts_without_scripts(visitor):
    page = visitor(java_script_enabled=False).visit("/disclosures/plans/rdec-2014/")
    header = page.locator("#indicators th a[href*='sort=']").first
    header.click()
    assert "sort=" in page.url
    assert page.locator("#indicators th[aria-sort]").count() == 1


def test_what_is_wrong_with_an_address_is_said_in_its_language(visitor):
    assert visitor().visit("/no-such-page/").locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert visitor().visit("/en/no-such-page/").locator("html").get_attribute("lang") == "en"


def test_the_security_headers_allow_nothing_inline(demo):
    with urllib.request.urlopen(demo.address + "/", timeout=30) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
