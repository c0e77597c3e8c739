"""The desk's own search on the database in use: Chinese words in page search, choosers and explorer."""

import pytest
from django.db import connection
from django.urls import reverse
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from disclosures.models import Agency
from search.wagtail_backend import SearchBackend
from search.wagtail_backend.postgres_index import NAME
from search.wagtail_backend.terms import fts5, prune, text_phrases, tsquery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.wagtail_backend"}}


@pytest.fixture
def pages() -> dict[str, Page]:
    """Three pages whose titles share words."""
    made = {
        "mou": factories.text_page("臺中市友好城市合作備忘錄（MOU）", text="簽署後公開全文，111年度施行。"),
        "rule": factories.text_page("備忘錄公開作業要點", text="各機關應於期限內登錄。"),
        "policy": factories.text_page("Policies and Indicators", text="performance"),
    }
    for page in made.values():
        backend().add(page)
    return made


def backend():
    return get_search_backend("default")


def originals():
    """Pages in Chinese: whether they are mirrored into English at once is not our business."""
    return Page.objects.filter(locale=factories.chinese())


def titles(results) -> list[str]:
    return [page.title for page in results]


def search(query, **options) -> set[str]:
    return set(titles(backend().search(query, Page, **options)))


def autocomplete(query, **options) -> set[str]:
    return set(titles(backend().autocomplete(query, Page, **options)))


def test_the_backend_follows_the_database():
    assert type(backend()) is type(SearchBackend({}))
    assert type(backend()).__module__.startswith("search.wagtail_backend")


@pytest.mark.parametrize("query", ["備忘錄", "备忘录", "忘錄", "備忘"])
def test_any_chinese_word_finds_the_pages(pages, query):
    both = {pages["mou"].title, pages["rule"].title}
    assert search(query) == both
    assert autocomplete(query) == both


@pytest.mark.parametrize("query", ["台中市", "臺中市", "ＭＯＵ", "mou", "合作備忘錄"])
def test_variants_meet(pages, query):
    assert search(query) == {pages["mou"].title}
    assert autocomplete(query) == {pages["mou"].title}


@pytest.mark.parametrize("query", ["111年度", "公開全文"])
def test_texts_are_searched_as_well_as_titles(pages, query):
    assert search(query) == {pages["mou"].title}


def test_plurals_meet_in_search_and_beginnings_in_autocompletion(pages):
    assert search("policy") == {pages["policy"].title}
    assert autocomplete("poli") == {pages["policy"].title}
    assert autocomplete("polic indic") == {pages["policy"].title}
    assert search("poli") == set()


def test_one_character_is_enough(pages):
    assert pages["rule"].title in autocomplete("點")


@pytest.mark.parametrize(
    "query", ["", " ", '"', "''", "*", "%", "(", "😀", "\\", "AND", "市" * 10_000, ":*", "<->", "&"]
)
def test_nothing_that_is_typed_is_an_error(pages, query):
    for results in (backend().search(query, Page), backend().autocomplete(query, Page)):
        assert isinstance(list(results), list)
        assert results.count() >= 0


def test_results_can_be_sliced_counted_filtered_and_faceted(pages):
    results = backend().search("備忘錄", originals())
    assert len(results) == results.count() == 2
    assert len(results[:1]) == 1
    assert {results[0].title, results[1].title} == {pages["mou"].title, pages["rule"].title}
    assert sum(backend().search("備忘錄", originals()).facet("content_type_id").values()) == 2
    assert titles(backend().search("備忘錄", Page.objects.filter(pk=pages["rule"].pk))) == [pages["rule"].title]


def test_the_best_title_comes_first_and_scores_can_be_asked_for(pages):
    best = factories.text_page("公開", text="公開 公開 公開")
    backend().add(best)
    results = list(backend().search("公開", originals()).annotate_score("_score"))
    assert results[0].title == "公開"
    assert all(page._score is not None for page in results)


def test_an_order_of_the_queryset_is_kept_when_relevance_does_not_matter(pages):
    results = backend().search("備忘錄", originals().order_by("title"), order_by_relevance=False)
    assert titles(results) == sorted([pages["mou"].title, pages["rule"].title])


def test_queries_can_be_combined(pages):
    assert search(And([PlainText("備忘錄"), Not(PlainText("要點"))])) == {pages["mou"].title}
    assert search(Or([PlainText("要點"), PlainText("policy")])) == {pages["rule"].title, pages["policy"].title}
    assert search(Phrase("公開全文")) == {pages["mou"].title}
    assert search("要點 policy", operator="or") == {pages["rule"].title, pages["policy"].title}
    assert pages["rule"].title not in search(Not(PlainText("備忘錄")))
    assert pages["policy"].title in search(Not(PlainText("備忘錄")))
    assert len(search(MATCH_ALL)) >= 3


def test_fields_restrict_to_the_title(pages):
    assert search("公開全文", fields=["title"]) == set()
    assert search("公開作業", fields=["title"]) == {pages["rule"].title}


def test_a_changed_page_is_found_by_its_new_words_only(pages):
    page = pages["rule"]
    page.title = "意向書登錄要點"
    page.save_revision().publish()
    backend().add(page)
    assert search("意向書") == {page.title}
    assert search("備忘錄") == {pages["mou"].title}


def test_a_deleted_page_is_not_found(pages):
    pages["rule"].delete()
    assert search("備忘錄") == {pages["mou"].title}


def test_rebuilding_keeps_everything_findable(pages):
    from django.core.management import call_command

    call_command("wagtail_update_index", verbosity=0)
    assert search("備忘錄") == {pages["mou"].title, pages["rule"].title}


def test_an_agency_is_chosen_by_its_short_name():
    agency = factories.agency()
    backend().add(agency)
    assert list(backend().autocomplete("研考", Agency)) == [agency]
    assert list(backend().search("發展考核", Agency)) == [agency]


@pytest.mark.parametrize("query", ["備忘錄", '"', "  ", "量子"])
def test_the_desk_answers(admin_client, pages, query):
    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": query})
    assert answer.status_code == 200
    # Without a word to search for, the desk lists all pages.
    assert (pages["rule"].title in answer.content.decode()) == (query != "量子")
    assert admin_client.get(reverse("wagtailadmin_choose_page_search"), {"q": query}).status_code == 200


def test_postgresql_has_an_index_over_title_and_text():
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "wagtailsearch_indexentry")
    assert (NAME in indexes) == (connection.vendor == "postgresql")


def test_a_text_longer_than_postgresql_can_hold_is_stored_all_the_same(pages):
    page = factories.text_page("長文", text="甲乙丙丁戊己庚辛" * 4000)
    backend().add(page)
    assert search("甲乙丙丁") == {"長文"}


def test_both_syntaxes_are_written_from_the_same_phrases():
    phrases = text_phrases("MOU合作備忘錄", autocomplete=True)
    assert fts5(phrases, any_of=False) == '("mou" * AND "合作 作备 备忘 忘录")'
    assert tsquery(phrases, any_of=True) == "('mou':*) | ('合作' <-> '作备' <-> '备忘' <-> '忘录')"


def test_parts_without_words_fall_out_of_a_combination():
    assert prune(And([PlainText('"'), PlainText("市")])).query_string == "市"
    assert prune(Or([PlainText('"'), PlainText("")])) is None
    assert prune(And([MATCH_ALL, PlainText("市")])).query_string == "市"
