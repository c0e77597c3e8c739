"""What an operator runs, and the rule that every page type is found."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from search import checks, registry, tasks
from search.registry import Source
from tests import factories
from tests.search.contract.conftest import CITY, document

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def sources(monkeypatch):
    """Only the contract's documents are registered."""
    monkeypatch.setattr(registry, "_sources", {"city": Source(lambda: CITY, None)})


def test_rebuilding_takes_what_every_source_has(sources):
    assert f"{len(CITY)} documents" in run("rebuild_search")
    assert registry.get_engine().status().ready


def test_a_complete_index_is_left_alone_when_asked(sources):
    assert f"{len(CITY)} documents" in run("rebuild_search", "--if-needed")
    assert "is complete" in run("rebuild_search", "--if-needed")


def test_searching_prints_hits_as_json(sources):
    run("rebuild_search")
    hits = json.loads(run("search", "陳情", "--locale", "zh", "--limit", "1", "--json"))
    assert len(hits) == 1
    assert set(hits[0]) == {"address", "title", "kind", "agency", "year", "score", "tier"}
    assert hits[0]["address"] in {"/plan103/", "/plan111/"}


def test_a_number_of_a_document_comes_first_and_once(sources):
    run("rebuild_search")
    hits = json.loads(run("search", "1110055001", "--json"))
    assert [hit["address"] for hit in hits] == ["/mou/"]


def test_searching_prints_lines_for_people(sources):
    run("rebuild_search")
    assert "/en/mou/" in run("search", "memorandum", "--locale", "en")


@pytest.mark.parametrize("typed", ['"', "*", "😀", "市" * 10_000])
def test_odd_queries_print_an_empty_list(sources, typed):
    run("rebuild_search")
    assert isinstance(json.loads(run("search", typed, "--json")), list)


def test_a_limit_that_makes_no_sense_is_refused():
    with pytest.raises(CommandError, match="limit"):
        run("search", "陳情", "--limit", "0")


def test_the_background_task_rebuilds(sources):
    tasks.rebuild.call()
    assert registry.get_engine().count() == len(CITY)


def test_a_damaged_index_asks_for_a_rebuild_by_itself(sources, settings):
    run("rebuild_search")
    registry.get_engine().close()
    link = settings.SEARCH_INDEX_PATH
    (link.parent / link.readlink()).write_bytes(b"no index any more" * 1000)
    registry.get_engine().count()
    assert registry.get_engine().count() == len(CITY)


def test_what_was_published_is_found_and_what_was_withdrawn_is_not(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.text_page("路燈維護", text="每月巡查一次。")
    assert [hit["title"] for hit in json.loads(run("search", "路燈", "--json"))] == ["路燈維護"]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert json.loads(run("search", "路燈", "--json")) == []


def test_every_page_type_is_found_or_excluded_with_a_reason(monkeypatch):
    from home.models import TextPage

    monkeypatch.setattr(registry, "_sources", {"some": Source(list, lambda: [TextPage])})
    monkeypatch.setattr(registry, "_excluded", {})
    missing = {error.obj for error in checks.every_page_type_is_searched(None)}
    assert TextPage not in missing
    assert missing
    for model in missing:
        registry.exclude_page_type(model._meta.label, "for this test")
    assert checks.every_page_type_is_searched(None) == []


def test_an_exclusion_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="why"):
        registry.exclude_page_type("home.TextPage", " ")


def test_a_document_in_the_index_replaces_an_older_one_whatever_its_source():
    registry.get_engine().index([document("a", "路燈", version=2)])
    assert registry.get_engine().index([document("a", "路燈", version=1)]) == 0
