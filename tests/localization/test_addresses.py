"""What a visitor and a search engine are told about the two languages of an address."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from disclosures.plans.models import IndicatorSeries, SeriesMember
from portal.pages import BasePage
from tests import factories
from tests.localization.conftest import again, english, republish

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


class Elements(HTMLParser):
    """Start tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def read(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def switch(html: str) -> dict[str, str]:
    """The language switch: address by language."""
    part = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)
    assert part, "no language switch"
    links = [attrs for tag, attrs in Elements(part[0]).found if tag == "a"]
    return {attrs["hreflang"]: attrs["href"] for attrs in links}


def head(html: str, rel: str) -> dict[str, str]:
    """``<link rel=…>`` by hreflang, or by ``""``."""
    links = [attrs for tag, attrs in Elements(html).found if tag == "link" and attrs.get("rel") == rel]
    return {attrs.get("hreflang", ""): attrs["href"] for attrs in links if "type" not in attrs}


def series(plan) -> IndicatorSeries:
    made = IndicatorSeries.objects.create(
        slug="documents", name_zh="公文依限辦結率", name_en="Documents closed in time"
    )
    SeriesMember.objects.create(
        series=made, kind=SeriesMember.Kind.INDICATOR, row_key=plan.indicators.get(number=1).translation_key
    )
    return made


@pytest.mark.parametrize(
    "query", ["", "?sort=-weight", "?year=2014&agency=rdec", "?q=%E5%82%99%E5%BF%98%E9%8C%84", "?a=1&a=2"]
)
def test_the_switch_keeps_the_page_and_the_query(client, plan, query):
    for path in (plan.url, "/en" + plan.url):
        assert switch(read(client, path + query)) == {"zh-Hant-TW": plan.url + query, "en": "/en" + plan.url + query}


def test_the_switch_keeps_the_route_below_a_page(client, plan):
    series(plan)
    for tail in ("indicators/", "indicators/documents/", "indicators/documents/?from=2014"):
        path = factories.plans_page().url + tail
        for start in (path, "/en" + path):
            assert switch(read(client, start)) == {"zh-Hant-TW": path, "en": "/en" + path}


def test_the_switch_keeps_a_page_with_a_chinese_address(client, commit):
    with commit():
        page = factories.text_page("說明", slug="說明")
    path = "/" + quote("說明") + "/"
    assert switch(read(client, page.url + "?x=1")) == {"zh-Hant-TW": path + "?x=1", "en": "/en" + path + "?x=1"}


@pytest.mark.parametrize(
    "path", ["/search/", "/search/?q=%E9%99%B3%E6%83%85&section=plans", "/sitemap/", "/sitemap/?x=1"]
)
def test_the_switch_keeps_addresses_that_are_no_pages(client, plan, path):
    for start in (path, "/en" + path):
        assert switch(read(client, start)) == {"zh-Hant-TW": path, "en": "/en" + path}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text(alphabet="\"'<>&=%?/\\ ;+;:()aé中🙂", max_size=12))
def test_no_query_can_leave_the_attribute_it_stands_in(client, plan, query):
    as_a_server_hands_it_over = query.encode().decode("latin-1")
    for path in (plan.url, "/sitemap/"):
        html = client.get(path, QUERY_STRING=as_a_server_hands_it_over).content.decode()
        part = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)[0]
        links = Elements(part).found
        assert [tag for tag, _ in links] == ["nav", "ul", "li", "a", "li", "a"]
        for tag, attrs in links:
            assert set(attrs) <= {"class", "aria-label", "aria-current", "href", "hreflang", "lang"}
            if tag == "a":
                assert attrs["href"].partition("?")[0] in {path, "/en" + path}
                assert attrs["href"].isascii()


@pytest.mark.parametrize(
    ("path", "language"), [("/", "zh-Hant-TW"), ("/en/", "en"), ("/search/", "zh-Hant-TW"), ("/en/search/", "en")]
)
def test_a_page_names_the_language_of_its_address_whatever_the_browser_prefers(client, plan, path, language):
    for preferred in ("en", "zh-TW", "fr"):
        html = client.get(path, headers={"accept-language": preferred}).content.decode()
        assert dict(Elements(html).found)["html"]["lang"] == language


@pytest.mark.parametrize(
    "path", ["/nothing/", "/nothing/index.json", "/search/nothing/", "/disclosures/plans/indicators/nothing/"]
)
def test_what_is_not_there_is_not_there_in_the_language_of_the_address(client, plan, path):
    for start, language in ((path, "zh-Hant-TW"), ("/en" + path, "en")):
        html = client.get(start, headers={"accept-language": "en" if language != "en" else "zh-TW"})
        assert html.status_code == 404
        assert dict(Elements(html.content.decode()).found)["html"]["lang"] == language


def test_an_error_announces_no_translation_of_itself(client, plan):
    assert head(read(client, "/en/nothing/", 404), "alternate") == {}


def test_what_has_no_translation_is_shown_in_chinese_and_marked_as_chinese(client, plan):
    html = read(client, "/en" + plan.url)
    assert dict(Elements(html).found)["html"]["lang"] == "en"
    assert "has not been translated into English" in html
    main = html.split("<main")[1]
    for text in (plan.title, "提升效率", "公文依限辦結率", "每季檢核。", "達成率96%"):
        assert text in main
        assert languages_of(main, text) == {"zh-Hant-TW"}


def test_a_translation_is_not_marked_as_another_language(client, plan, translate):
    translation = translate(plan)
    html = read(client, translation.url)
    assert "has not been translated" not in html
    assert "公文依限辦結率" not in html
    assert languages_of(html.split("<main")[1], "Documents closed in time") <= {"", "en"}


def languages_of(html: str, text: str) -> set[str]:
    """The ``lang`` in force wherever the text stands; empty where none was set in this part."""

    class Finder(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.stack: list[tuple[str, str]] = []
            self.found: set[str] = set()

        def handle_starttag(self, tag, attrs):
            if tag not in {"meta", "link", "input", "img", "br", "hr"}:
                own = dict(attrs).get("lang")
                self.stack.append((tag, own if own is not None else (self.stack[-1][1] if self.stack else "")))

        def handle_endtag(self, tag):
            while self.stack and self.stack.pop()[0] != tag:
                pass

        def handle_data(self, data):
            if text in data:
                self.found.add(self.stack[-1][1] if self.stack else "")

    finder = Finder()
    finder.feed("<main" + html)
    return finder.found


def test_only_real_translations_are_announced_with_chinese_as_default(client, plan, translate):
    assert head(read(client, plan.url), "alternate") == {}
    translation = translate(plan)
    expected = {"zh-Hant-TW": HOST + plan.url, "en": HOST + translation.url, "x-default": HOST + plan.url}
    assert head(read(client, plan.url), "alternate") == expected
    assert head(read(client, translation.url), "alternate") == expected


def test_a_mirror_is_canonical_to_its_source_and_a_translation_to_itself(client, plan, translate):
    assert head(read(client, "/en" + plan.url + "?sort=x"), "canonical") == {"": HOST + plan.url}
    translation = translate(plan)
    assert head(read(client, translation.url), "canonical") == {"": HOST + translation.url}
    assert head(read(client, plan.url), "canonical") == {"": HOST + plan.url}


def test_a_withdrawn_translation_is_announced_no_more(client, plan, translate, commit):
    translation = translate(plan)
    with commit():
        translation.unpublish()
    assert head(read(client, plan.url), "alternate") == {}
    assert head(read(client, "/en" + plan.url), "canonical") == {"": HOST + plan.url}


def test_a_translation_kept_by_hand_and_withdrawn_is_not_offered(client, plan, translate, commit):
    from wagtail_localize.models import Translation

    translation = translate(plan)
    Translation.objects.update(enabled=False)
    with commit():
        translation.unpublish()
    html = read(client, plan.url)
    assert head(html, "alternate") == {}
    assert translation.url not in html


def test_the_machine_twin_names_only_real_translations(client, plan, translate):
    assert client.get(plan.url + "index.json").json()["translations"].keys() == {"zh-hant"}
    translate(plan)
    assert client.get(plan.url + "index.json").json()["translations"].keys() == {"zh-hant", "en"}


def test_the_site_map_for_machines_has_real_translations_and_no_mirror(client, plan, translate, commit):
    with commit():
        mirrored = factories.text_page("說明", slug="help")
    translation = translate(plan)
    places = re.findall(r"<loc>(.*?)</loc>", read(client, "/sitemap.xml"))
    assert {HOST + plan.url, HOST + translation.url, HOST + mirrored.url} <= set(places)
    assert HOST + english(mirrored).url not in places
    assert len(places) == len(set(places))


def test_a_mirror_obeys_the_view_restrictions_of_its_source_and_of_what_is_above(client, plan):
    mirror = english(plan)
    assert list(mirror.get_view_restrictions()) == []
    own = PageViewRestriction.objects.create(page=plan, restriction_type=PageViewRestriction.LOGIN)
    assert list(again(mirror).get_view_restrictions()) == [own]
    above = PageViewRestriction.objects.create(page=factories.site(), restriction_type=PageViewRestriction.LOGIN)
    found = again(mirror).get_view_restrictions()
    assert set(found) == {own, above} == set(super(BasePage, again(mirror)).get_view_restrictions())
    assert client.get(mirror.url).status_code == 302


@pytest.mark.parametrize("path", ["plan", "/en plan", "translation", "/", "/en/"])
def test_home_and_plan_ask_at_most_25_questions_in_either_language(
    client, plan, translate, commit, path, django_assert_max_num_queries
):
    if path == "translation":
        translate(plan)
        with commit():
            republish(plan, summary="新的摘要。")
    path = {"plan": plan.url, "/en plan": "/en" + plan.url, "translation": "/en" + plan.url}.get(path, path)
    client.get(path)
    with django_assert_max_num_queries(25):
        client.get(path)


def test_a_language_is_known_without_asking_the_database(plan, django_assert_num_queries):
    mirror = type(plan).objects.select_related("locale").get(pk=english(plan).pk)
    with django_assert_num_queries(0):
        assert mirror.is_untranslated
        assert mirror.content_language == "zh-hant"


def test_source_alternates_and_addresses_cost_one_question_together(plan, django_assert_num_queries):
    mirror = type(plan).objects.select_related("locale").get(pk=english(plan).pk)
    mirror.get_url()
    with django_assert_num_queries(1):
        assert mirror.source.pk == plan.pk
        assert [alternate.language_code for alternate in mirror.alternates] == ["zh-hant", "en"]
        assert mirror.canonical_url == HOST + plan.url


@pytest.fixture(autouse=True)
def no_cached_roots():
    """Wagtail keeps the sites' roots in the cache beyond a test."""
    cache.clear()


def test_a_page_that_mirrors_its_source_has_the_sources_date_of_publication(client):
    plan = factories.plan()
    mirror = plan.get_translation(factories.english())
    type(mirror).objects.filter(pk=mirror.pk).update(first_published_at=None)
    twin = client.get(f"/en{plan.url}index.json").json()
    assert twin["published"] == plan.first_published_at.isoformat()
