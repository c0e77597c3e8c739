"""What is closed to the public is closed everywhere: lists, counts, feeds, twins, series, site maps, search, files."""

from __future__ import annotations

import pytest
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from disclosures.indexing import document
from disclosures.plans.models import IndicatorSeries, SeriesMember
from disclosures.plans.series import published_series
from home.translating import translate_page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    """A translated plan that only people who log in may see, with a file and a row in a series."""
    plan = factories.plan(title="不公開的計畫", fiscal_year=2014)
    factories.attach(plan, factories.file(content="密件內文".encode()))
    translate_page(plan, factories.english(), {"不公開的計畫": "A plan that is not public"})
    series = IndicatorSeries.objects.create(slug="closed", name_zh="序列")
    SeriesMember.objects.create(series=series, kind="indicator", row_key=plan.indicators.first().translation_key)
    PageViewRestriction.objects.create(page=plan, restriction_type=PageViewRestriction.LOGIN)
    return plan


def body(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.mark.parametrize(
    "path",
    ["/", "/sitemap/", "/disclosures/", "/disclosures/plans/", "/disclosures/plans/index.csv",
     "/disclosures/plans/index.json", "/disclosures/plans/feed.atom", "/disclosures/plans/indicators/"],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_closed_plan_is_named_nowhere(client, closed, path, prefix):
    text = body(client.get(prefix + path))
    assert "不公開的計畫" not in text
    assert "A plan that is not public" not in text


def test_the_site_map_for_machines_does_not_name_it(client, closed):
    assert closed.slug not in body(client.get("/sitemap.xml"))


@pytest.mark.parametrize("tail", ["", "index.json", "indicators.csv"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_its_own_addresses_ask_to_log_in(client, closed, tail, prefix):
    assert client.get(f"{prefix}/disclosures/plans/{closed.slug}/{tail}").status_code == 302


def test_its_rows_are_in_no_series(closed):
    assert not published_series().exists()


def test_search_does_not_know_it_in_any_language(closed):
    for page in (closed, *closed.get_translations()):
        assert document(page.specific) is None


def test_closing_a_plan_takes_it_out_of_the_index(closed, django_capture_on_commit_callbacks):
    from disclosures.models import ActionRun

    asked = ActionRun.objects.filter(subject=f"page:{closed.pk}").first()
    PageViewRestriction.objects.filter(page=closed).first().delete()
    again = ActionRun.objects.get(pk=asked.pk)
    assert again.request > asked.request


def test_a_file_of_a_closed_collection_gives_no_text_to_search():
    plan = factories.plan()
    stored = factories.file(content="密件內文".encode())
    stored.pages = [["", "密件內文"]]
    stored.save()
    factories.attach(plan, stored)
    assert document(plan).attachments
    CollectionViewRestriction.objects.create(collection=stored.collection, restriction_type="login")
    assert not document(plan).attachments


def test_the_file_of_a_draft_is_for_its_editors_only(client, admin_client):
    plan = factories.plan(live=False)
    stored = factories.file()
    factories.attach(plan, stored)
    assert client.get(stored.url).status_code == 404
    assert admin_client.get(stored.url).status_code == 200
    plan.save_revision().publish()
    assert client.get(stored.url).status_code == 200


def test_a_renamed_agency_is_indexed_anew():
    from disclosures.models import ActionRun

    plan = factories.plan()
    before = ActionRun.objects.get(action="search-index", subject=f"page:{plan.pk}").request
    plan.agency.name_zh = "改名後的機關"
    plan.agency.save()
    assert ActionRun.objects.get(action="search-index", subject=f"page:{plan.pk}").request > before
