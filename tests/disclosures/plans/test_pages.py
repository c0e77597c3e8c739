"""A plan in public: what it says, what machines read, and how many questions it asks the database."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.urls import reverse  # noqa: F401 - makes the URL configuration load before the first request

from tests import factories

pytestmark = pytest.mark.django_db


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_plan_shows_its_year_in_the_calendar_of_the_language(client):
    plan = factories.plan(fiscal_year=2014)
    page = client.get(plan.url).content.decode()
    assert "103" in page
    assert "公文依限辦結率" in page
    assert "97%" in page


def test_the_json_twin_holds_the_record_and_its_rows(client):
    plan = factories.plan(fiscal_year=2014)
    twin = client.get(plan.url + "index.json").json()
    assert twin["fiscal_year"] == 2014
    assert twin["roc_year"] == 103
    assert twin["agency"]["code"] == "rdec"
    assert [row["target_value"] for row in twin["tables"]["indicators"]] == [97, 85]
    assert twin["tables"]["results"][0]["actual_value"] == 96


@pytest.mark.parametrize("name", ["index", "indicators"])
def test_the_csv_twin_has_a_line_for_each_indicator(client, name):
    plan = factories.plan()
    lines = rows(client.get(f"{plan.url}{name}.csv"))
    assert len(lines) == 3
    assert "公文依限辦結率" in lines[1]


@pytest.mark.parametrize("extension", ["ods", "xlsx"])
@pytest.mark.parametrize("table", ["goals", "indicators", "programmes", "results"])
def test_each_table_comes_as_a_spreadsheet(client, table, extension):
    response = client.get(f"{factories.plan().url}{table}.{extension}")
    assert response.status_code == 200
    assert b"".join(response)[:2] == b"PK"


@pytest.mark.parametrize("tail", ["nothing.csv", "indicators.exe", "index.xml", "index.json.csv"])
def test_a_twin_that_does_not_exist_is_not_found(client, tail):
    assert client.get(factories.plan().url + tail).status_code == 404


def test_a_draft_has_no_page_and_no_twin(client):
    plan = factories.plan(live=False)
    assert client.get(plan.url).status_code == 404
    assert client.get(plan.url + "index.json").status_code == 404


def test_the_page_carries_json_ld_that_a_text_cannot_break_out_of(client):
    plan = factories.plan(title='</script><b>"年度"', slug="odd")
    page = client.get(plan.url).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(found.group(1))["name"] == plan.title
    assert "<b>" not in found.group(1)


def test_two_live_plans_of_one_agency_and_year_are_refused(client):
    from django.core.exceptions import ValidationError

    first = factories.plan(fiscal_year=2014)
    with pytest.raises(ValidationError, match=first.title):
        factories.plan(fiscal_year=2014)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_asks_at_most_25_queries_however_many_rows_it_has(client, django_assert_max_num_queries, language):
    plan = factories.plan()
    url = plan.url if language == "zh" else "/en" + plan.url
    if language == "en":
        from wagtail_localize.synctree import synchronize_tree

        synchronize_tree(factories.chinese(), factories.english())
    client.get(url)
    with django_assert_max_num_queries(25):
        assert client.get(url).status_code == 200


def test_the_list_is_filtered_by_year_and_agency(client):
    factories.plan(fiscal_year=2014, title="甲計畫")
    factories.plan(fiscal_year=2015, title="乙計畫")
    factories.plan(fiscal_year=2015, title="丙計畫", agency=factories.agency("fire"))
    url = factories.plans_page().url
    assert "乙計畫" not in (page := client.get(url + "?year=2014").content.decode()).split("<main")[1]
    assert "甲計畫" in page
    main = client.get(url + "?year=2015&agency=fire").content.decode().split("<main")[1]
    assert "丙計畫" in main
    assert "乙計畫" not in main


@pytest.mark.parametrize(
    "query",
    ["?year=abc", "?year=99999999999999999999", "?agency=nobody", "?page=-1", "?page=x", "?year=%00", "?agency='\"<"],
)
def test_nonsense_in_the_filters_is_answered_with_a_page(client, query):
    factories.plan()
    assert client.get(factories.plans_page().url + query).status_code == 200


@pytest.mark.parametrize("tail", ["index.csv", "index.json", "feed.atom"])
def test_the_filter_holds_for_downloads_and_the_feed_too(client, tail):
    factories.plan(fiscal_year=2014, title="甲計畫")
    factories.plan(fiscal_year=2015, title="乙計畫")
    response = client.get(factories.plans_page().url + tail + "?year=2015")
    text = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
    assert "乙計畫" in text
    assert "甲計畫" not in text


def test_the_list_asks_the_same_number_of_queries_for_one_plan_and_for_many(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    factories.plan()
    url = factories.plans_page().url
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(6):
        factories.plan()
    with django_assert_num_queries(len(one)):
        client.get(url)
