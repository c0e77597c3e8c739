"""Joining rows across years: suggestions, search, one row in one series."""

from __future__ import annotations

from uuid import uuid4

import pytest

from disclosures.models import ActionRun
from disclosures.plans.models import AnnualPlanPage, IndicatorSeries, SeriesMember
from portal.translations import mirror
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(parent):
    return [factories.plan(fiscal_year=year, title=f"計畫{year}") for year in (2013, 2014)]


@pytest.fixture
def series(db):
    return IndicatorSeries.objects.create(slug="on-time", name_zh="公文依限辦結率", unit_zh="%")


def rows_address(series) -> str:
    return f"/desk/plans/series/{series.pk}/rows/"


def value(row, kind: str = "indicator") -> str:
    return f"{kind}:{row.translation_key}"


def indicator(plan, name: str = "公文依限辦結率"):
    return plan.indicators.get(name=name)


def test_rows_of_the_same_name_are_suggested_first_with_the_reason(desk, plans, series):
    response = desk.get(rows_address(series))
    suggestions = response.context["suggestions"]
    assert {s.item.name for s in suggestions} == {"公文依限辦結率"}
    assert len(suggestions) == 4  # two targets, two results
    assert "same name" in response.content.decode()


def test_chosen_rows_are_joined_and_no_longer_suggested(desk, plans, series):
    chosen = [value(indicator(plan)) for plan in plans] + [value(plans[0].results.get(), "result")]
    html = desk.post(rows_address(series), {"row": chosen}, follow=True).content.decode()
    assert "3 rows were joined" in html
    response = desk.get(rows_address(series))
    assert [row.year for _member, row in response.context["members"]] == [2012, 2013, 2014]
    assert len(response.context["suggestions"]) == 1


def test_members_are_kept_by_what_survives_a_new_revision(desk, plans, series):
    desk.post(rows_address(series), {"row": value(indicator(plans[0]))})
    page = AnnualPlanPage.objects.get(pk=plans[0].pk)
    page.indicators.get(number=1)
    page.save_revision().publish()
    [(_member, row)] = desk.get(rows_address(series)).context["members"]
    assert row.plan == page


def test_translations_of_a_row_are_not_rows_of_their_own(desk, plans, series):
    for plan in plans:
        mirror(plan)
    assert AnnualPlanPage.objects.exclude(alias_of=None).count() == 2
    suggestions = desk.get(rows_address(series)).context["suggestions"]
    assert len(suggestions) == 4
    assert all(s.item.plan.locale == factories.chinese() for s in suggestions)


def test_a_row_stands_in_one_series_only(desk, plans, series):
    other = IndicatorSeries.objects.create(slug="other", name_zh="其他")
    row = value(indicator(plans[0]))
    desk.post(rows_address(series), {"row": row})
    html = desk.post(rows_address(other), {"row": row}, follow=True).content.decode()
    assert "stands in another series" in html
    assert SeriesMember.objects.get().series == series


def test_joining_a_row_twice_changes_nothing(desk, plans, series):
    row = value(indicator(plans[0]))
    for _time in range(2):
        assert desk.post(rows_address(series), {"row": [row, row]}).status_code == 302
    assert SeriesMember.objects.count() == 1


def test_a_member_can_be_taken_out(desk, plans, series):
    desk.post(rows_address(series), {"row": value(indicator(plans[0]))})
    html = desk.post(rows_address(series), {"remove": SeriesMember.objects.get().pk}, follow=True).content.decode()
    assert "taken out" in html
    assert not SeriesMember.objects.exists()


def test_a_member_of_another_series_is_not_taken_out(desk, plans, series):
    other = IndicatorSeries.objects.create(slug="other", name_zh="其他")
    desk.post(rows_address(series), {"row": value(indicator(plans[0]))})
    desk.post(rows_address(other), {"remove": SeriesMember.objects.get().pk})
    assert SeriesMember.objects.count() == 1


def test_a_member_whose_row_is_gone_is_said_to_be_gone(desk, series):
    SeriesMember.objects.create(series=series, kind="indicator", row_key=uuid4())
    assert "no longer in any plan" in desk.get(rows_address(series)).content.decode()


def test_all_rows_can_be_searched_by_words_of_their_name(desk, plans, series):
    response = desk.get(rows_address(series), {"q": "滿意度"})
    assert {row.name for row in response.context["found"]} == {"服務滿意度"}
    assert "No row without a series" in desk.get(rows_address(series), {"q": "沒有這種指標"}).content.decode()


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"row": ""},
        {"row": "indicator:"},
        {"row": "indicator:not-a-key"},
        {"row": f"indicator:{uuid4()}"},
        {"row": "page:1"},
        {"row": "\x00"},
        {"row": ["x"] * 500},
        {"remove": "x"},
        {"remove": "9" * 400},
        {"remove": "٣"},
        {"remove": "-1"},
    ],
)
def test_nonsense_joins_nothing_and_breaks_nothing(desk, plans, series, nonsense):
    assert desk.post(rows_address(series), nonsense).status_code == 302
    assert not SeriesMember.objects.exists()


def test_a_key_under_the_wrong_kind_is_no_row(desk, plans, series):
    desk.post(rows_address(series), {"row": value(indicator(plans[0]), "result")})
    assert not SeriesMember.objects.exists()


@pytest.mark.parametrize("words", ["\x00", "x" * 500, "😀", "%_", "'\"<b>"])
def test_any_search_is_answered(desk, plans, series, words):
    assert desk.get(rows_address(series), {"q": words}).status_code == 200
    assert desk.get("/desk/plans/unjoined/", {"q": words, "p": "zzz"}).status_code == 200


def test_an_indicator_without_a_series_is_offered_the_series_it_is_like(desk, plans, series):
    response = desk.get("/desk/plans/unjoined/")
    offers = {row.name: [s.item for s in suggestions] for row, suggestions in response.context["offers"]}
    assert offers["公文依限辦結率"] == [series]
    assert offers["服務滿意度"] == []


def test_an_offered_series_takes_the_indicator_with_one_click(desk, plans, series):
    row = indicator(plans[1])
    response = desk.post("/desk/plans/unjoined/?p=1", {"row": value(row), "series": series.pk})
    assert response.url == "/desk/plans/unjoined/?p=1"
    assert SeriesMember.objects.get().row_key == row.translation_key


@pytest.mark.parametrize("nonsense", [{}, {"row": "x", "series": "y"}, {"series": "9" * 300}])
def test_nonsense_offers_join_nothing(desk, plans, series, nonsense):
    assert "no longer there" in desk.post("/desk/plans/unjoined/", nonsense, follow=True).content.decode()


def test_a_series_can_begin_with_a_row(desk, plans):
    row = indicator(plans[0], "服務滿意度")
    address = f"/desk/plans/series/start/indicator/{row.translation_key}/"
    assert desk.get(address).context["form"].initial["name_zh"] == "服務滿意度"
    response = desk.post(address, {"name_zh": "服務滿意度", "slug": "satisfaction", "unit_zh": "%"})
    made = IndicatorSeries.objects.get(slug="satisfaction")
    assert response.url == rows_address(made)
    assert SeriesMember.objects.get().series == made


@pytest.mark.parametrize("data", [{}, {"name_zh": "甲", "slug": "兩個 字"}, {"name_zh": "甲" * 999, "slug": "x"}])
def test_a_wrong_new_series_is_refused_by_its_form(desk, plans, data):
    row = indicator(plans[0])
    response = desk.post(f"/desk/plans/series/start/indicator/{row.translation_key}/", data)
    assert response.context["form"].errors
    assert not IndicatorSeries.objects.exists()


def test_a_series_cannot_begin_with_a_row_that_is_not_there(desk, plans):
    assert desk.get(f"/desk/plans/series/start/indicator/{uuid4()}/").status_code == 404
    assert desk.get(f"/desk/plans/series/start/nonsense/{uuid4()}/").status_code == 404


def test_joining_asks_for_no_action_after_publication(desk, plans, series):
    before = ActionRun.objects.values_list("request", flat=True)
    asked = sum(before)
    desk.post(rows_address(series), {"row": value(indicator(plans[0]))})
    assert sum(ActionRun.objects.values_list("request", flat=True)) == asked


def test_the_list_of_series_counts_rows_and_leads_to_them(desk, plans, series):
    desk.post(rows_address(series), {"row": value(indicator(plans[0]))})
    html = desk.get("/desk/snippets/plans/indicatorseries/").content.decode()
    assert "公文依限辦結率" in html
    assert rows_address(series) in html


@pytest.mark.parametrize(
    "query", ["?q=公文", "?unit_zh=%25", "?q=公文&unit_zh=%25", "?ordering=-row_count&q=x", "?ordering=nonsense"]
)
def test_the_list_of_series_can_be_searched_filtered_and_sorted_at_once(desk, series, query):
    assert desk.get(f"/desk/snippets/plans/indicatorseries/{query}").status_code == 200


def test_a_new_series_goes_on_to_its_rows(desk, parent):
    response = desk.post("/desk/snippets/plans/indicatorseries/add/", {"name_zh": "甲", "slug": "jia"})
    assert response.url == rows_address(IndicatorSeries.objects.get())


def test_the_editor_of_a_series_leads_to_its_rows(desk, series):
    assert rows_address(series) in desk.get(f"/desk/snippets/plans/indicatorseries/edit/{series.pk}/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(desk, plans, series, django_assert_max_num_queries):
    def asked() -> int:
        with django_assert_max_num_queries(60) as queries:
            desk.get(rows_address(series))
        return len(queries)

    asked()
    before = asked()
    for year in range(2015, 2020):
        factories.plan(fiscal_year=year)
    assert asked() <= before
