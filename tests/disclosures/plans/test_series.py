"""An indicator across years: its points, their sources, its chart and its downloads."""

from __future__ import annotations

import csv
import io

import pytest

from disclosures.plans.models import IndicatorSeries, SeriesMember
from disclosures.plans.series import points_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> IndicatorSeries:
    """One indicator of two plans: 2013's result and 2014's target from the first, 2015's target from the second."""
    made = IndicatorSeries.objects.create(
        slug="on-time", name_zh="公文依限辦結率", name_en="Documents concluded in time", unit_zh="%", unit_en="%"
    )
    first, second = factories.plan(fiscal_year=2014), factories.plan(fiscal_year=2015)
    members = [
        ("indicator", first.indicators.get(number=1)),
        ("result", first.results.get()),
        ("indicator", second.indicators.get(number=1)),
    ]
    for kind, row in members:
        SeriesMember.objects.create(series=made, kind=kind, row_key=row.translation_key)
    return made


def test_the_points_come_by_year_with_target_result_and_the_plan_that_printed_them(series):
    points = points_of(series, "zh-hant")
    assert [point.year for point in points] == [2013, 2014, 2015]
    assert [point.actual_value for point in points] == [96, None, None]
    assert [point.plan.fiscal_year for point in points] == [2014, 2014, 2015]


def test_the_page_shows_a_chart_its_table_and_links_to_the_plans(client, series):
    page = client.get(factories.plans_page().url + "indicators/on-time/").content.decode()
    assert "<svg" in page
    assert 'role="img"' in page
    assert page.count("/disclosures/plans/plan-") >= 3


def test_a_draft_plan_gives_no_point(series):
    points_of(series, "zh-hant")[-1].plan.unpublish()
    assert [point.year for point in points_of(series, "zh-hant")] == [2013, 2014]


def test_a_series_without_a_published_row_is_not_found(client):
    IndicatorSeries.objects.create(slug="empty", name_zh="空")
    assert client.get(factories.plans_page().url + "indicators/empty/").status_code == 404


def test_the_list_shows_each_series_once_with_a_constant_number_of_queries(client, series, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = factories.plans_page().url + "indicators/"
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        page = client.get(url).content.decode()
    assert page.count("indicators/on-time/") == 1
    for number in range(4):
        more = IndicatorSeries.objects.create(slug=f"more-{number}", name_zh=f"另一指標{number}")
        row = factories.plan().indicators.get(number=2)
        SeriesMember.objects.create(series=more, kind="indicator", row_key=row.translation_key)
    with django_assert_num_queries(len(one)):
        client.get(url)


def test_the_points_come_as_csv(client, series):
    response = client.get(factories.plans_page().url + "indicators/on-time/index.csv")
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["2013", "2014", "2015"]
