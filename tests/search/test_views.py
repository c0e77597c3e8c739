"""The search page and suggestions, as a visitor meets them: in both languages, whatever is typed."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import registry
from tests import factories
from tests.search.contract.conftest import CITY, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """The site with an index that holds the contract's documents."""
    factories.site()
    registry.get_engine().rebuild(CITY)


def get(client, query=None, path="/search/", **parameters):
    answer = client.get(path, {"q": query, **parameters} if query is not None else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_asks_for_a_word_when_there_is_none(client, city):
    html = get(client)
    assert 'name="q"' in html
    assert "noindex" in html


def test_hits_are_shown_with_marks_and_links(client, city):
    html = get(client, "陳情")
    assert 'href="/plan103/"' in html
    assert "<mark>陳情</mark>" in html
    assert "研究發展考核委員會" in html


def test_what_was_also_searched_for_is_named(client, city):
    factories.agency()
    html = get(client, "施政計劃")
    assert '<span class="tag">計畫</span>' in html


def test_english_pages_are_found_at_the_english_address(client, city):
    html = get(client, "performance indicators", path="/en/search/")
    assert 'href="/en/mou/"' in html
    assert "1 result for" in html


def test_the_language_switch_keeps_the_query(client, city):
    assert "/en/search/?q=%E9%99%B3%E6%83%85" in get(client, "陳情")


def test_hits_in_another_language_carry_it(client, city):
    html = get(client, "performance indicators")
    assert 'class="record-row hit" lang="en"' in html


def test_facets_are_links_that_add_and_take_back_a_choice(client, city):
    html = get(client, "2022年")
    assert "?q=2022%E5%B9%B4&amp;section=mou" in html
    chosen = get(client, "2022年", section="mou")
    assert 'aria-current="true"' in chosen
    assert "/plan111/" not in chosen
    assert 'href="?q=2022%E5%B9%B4"' in chosen


def test_near_hits_stand_apart_from_exact_ones_and_offer_the_right_word(client, city):
    html = get(client, "人民成情依限")
    assert 'class="near"' in html
    assert "?q=%E4%BA%BA%E6%B0%91%E9%99%B3%E6%83%85%E4%BE%9D%E9%99%90" in html


def test_what_to_do_is_said_when_nothing_is_found(client, city):
    assert 'class="empty"' in get(client, "量子糾纏")
    assert 'href="?q=%E9%87%8F%E5%AD%90"' in get(client, "量子", section="plans")


def test_a_number_of_a_document_is_answered_first_and_only_once(client, city):
    html = get(client, "1110055001")
    assert 'class="quick-answer"' in html
    assert html.count('href="/mou/"') == 1


def test_results_have_pages(client):
    factories.site()
    registry.get_engine().rebuild(document(f"d{n}", f"路燈{n}") for n in range(35))
    html = get(client, "路燈", page="2")
    assert '<span aria-current="page">' in html
    assert "page=4" in html
    assert html.count('class="record-row hit"') == 10


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "１", ""])
def test_a_wrong_page_number_is_no_error(client, city, page):
    get(client, "陳情", page=page)


TYPED = [
    '"', '""', "*", "😀", "市" * 10_000, "\x00", "AND OR NOT (", "<script>alert(1)</script>", "%s %d {}", "'", "\\",
    "title:市",     "-" * 300, "\u202e市", "a\tb\nc", "　", "𠮷野家", "\ufeff市",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("path", ["/search/", "/en/search/", "/search/suggest/"])
def test_nothing_that_is_typed_gives_an_error(client, city, typed, path):
    html = get(client, typed, path=path)
    assert "suggest" in path or "<script>alert" not in html


def test_bytes_that_are_no_text_are_no_error(client, city):
    for query in (
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=%00",
        "q=a&q=b&section=%FF&year=%00&page=%FF",
        "q=陳情&year=2014&year=abc",
    ):
        assert client.get(f"/search/?{query}").status_code == 200
        assert client.get(f"/search/suggest/?{query}").status_code == 200


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_page(client, city, text):
    assert client.get("/search/", {"q": text.encode("utf-8", "replace")}).status_code == 200


def test_what_was_cut_is_said(client, city):
    with override("en"):
        assert "Only its beginning was searched" in get(client, "市" * 300, path="/en/search/")


def test_an_incomplete_index_is_said(client):
    factories.site()
    assert "being built" in get(client, "陳情", path="/en/search/")


def test_an_index_out_of_reach_is_said_and_no_error(client, settings, tmp_path):
    factories.site()
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_PATH = tmp_path / "file" / "index"
    assert "out of order" in get(client, "陳情", path="/en/search/")


def test_only_reading_is_allowed(client, city):
    assert client.post("/search/").status_code == 405


def test_suggestions_are_titles_of_the_language(client, city):
    answer = client.get("/search/suggest/", {"q": "施政"}).json()
    assert [item["url"] for item in answer["suggestions"]] == ["/plan111/", "/plan103/"]
    assert client.get("/en/search/suggest/", {"q": "memo"}).json()["suggestions"][0]["url"] == "/en/mou/"


def test_the_description_for_browsers_is_valid_and_names_the_address(client, city):
    answer = client.get("/search/description.xml")
    root = ElementTree.fromstring(answer.content)
    urls = [element.get("template") for element in root.iter() if element.tag.endswith("Url")]
    assert "http://testserver/search/?q={searchTerms}" in urls


def test_the_number_of_queries_to_the_database_does_not_grow_with_the_hits(client, city, django_assert_max_num_queries):
    get(client, "陳情")
    with django_assert_max_num_queries(25):
        get(client, "2022年")
