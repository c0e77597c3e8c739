"""Pairs that editors keep."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from search import registry
from search.engine import Query
from search.models import Synonym
from search.service import expander, find
from tests import factories
from tests.search.contract.conftest import document

pytestmark = pytest.mark.django_db


def pair(first: str, second: str) -> Synonym:
    made = Synonym(first=first, second=second)
    made.full_clean()
    made.save()
    return made


def test_a_pair_works_with_the_next_query():
    registry.get_engine().index([document("a", "道路照明設備")])
    assert find("路燈", "zh").total == 0
    made = pair("路燈", "道路照明")
    found = find("路燈", "zh")
    assert [hit.id for hit in found.hits] == ["a"]
    assert found.expansions == ("道路照明",)
    made.delete()
    assert find("路燈", "zh").total == 0


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("！？", "路燈", "first"), ("路燈", " ", "second"), ("燈", "路燈", "first"), ("臺中", "台中", "second"),
     ("plan", "Plans", "second"), ("計劃", "計畫", "second"), ("字" * 81, "路燈", "first")],
)  # fmt: skip
def test_pairs_that_make_no_sense_are_refused_with_a_reason(first, second, field):
    with pytest.raises(ValidationError) as refused:
        Synonym(first=first, second=second).full_clean()
    assert field in refused.value.message_dict


def test_a_pair_may_be_saved_again_unchanged():
    pair("路燈", "道路照明").full_clean()


def test_the_first_pairs_are_there_and_sound():
    assert Synonym.objects.between("計劃", "計畫").exists()
    for existing in Synonym.objects.all():
        existing.full_clean()


def test_the_expander_is_made_once_for_the_same_pairs():
    assert expander() is expander()
    before = expander()
    pair("路燈", "道路照明")
    assert expander() is not before


def test_other_providers_are_asked_too(monkeypatch):
    from search.expansion import Group

    monkeypatch.setattr(registry, "_expansions", [lambda: [Group(("研究發展考核委員會", "研考會"), "agency")]])
    registry.get_engine().index([document("a", "研究發展考核委員會的業務")])
    assert registry.get_engine().search(Query("研考會", "zh-hant", expand=expander())).expansions == (
        "研究發展考核委員會",
    )


def test_editors_keep_pairs_in_the_desk(admin_client):
    factories.site()
    listing = admin_client.get(reverse("wagtailsnippets_search_synonym:list"), {"q": "計劃"})
    assert "計畫" in listing.content.decode()
    answer = admin_client.post(
        reverse("wagtailsnippets_search_synonym:add"), {"first": "路燈", "second": "道路照明", "note": ""}
    )
    assert answer.status_code == 302
    assert Synonym.objects.between("道路照明", "路燈").exists()
