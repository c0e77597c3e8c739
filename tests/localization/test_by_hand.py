"""A translation that is kept by hand: facts stay those of the source, and nothing is overwritten without asking."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation

from portal import translations
from tests.localization import desk
from tests.localization.conftest import english, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return desk.signed_in("Moderators")


@pytest.fixture
def by_hand(plan, translate, reviewer):
    """A public translation whose synchronisation an editor has stopped."""
    translation = translate(plan)
    reviewer.post(reverse("wagtail_localize:stop_translation", args=[translations.of_page(translation).pk]))
    return translation


def form_of(client, page) -> dict[str, str]:
    """What the editor's browser would send back unchanged."""
    form = client.get(desk.edit(page)).context["form"]
    data = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    sent = [form]
    for formset in form.formsets.values():
        sent += [formset.management_form, *formset.forms]
    for part in sent:
        for field in part:
            value = field.value()
            if field.name != "body" and not field.field.disabled:
                data[field.html_name] = "" if value is None else str(getattr(value, "pk", value))
    return data


def test_words_can_be_changed_by_hand_and_facts_cannot(by_hand, plan, reviewer, commit):
    data = form_of(reviewer, by_hand)
    row = next(
        key.rpartition("-")[0]
        for key, value in data.items()
        if value == "Documents closed in time" and key.startswith("indicators")
    )
    changes = {f"{row}-name": "Punctual documents", f"{row}-weight": "1", f"{row}-number": "9", "fiscal_year": "1950"}
    with commit():
        answer = reviewer.post(desk.edit(by_hand), {**data, **changes, "action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    changed = english(plan)
    indicator = changed.indicators.get(name="Punctual documents")
    assert (indicator.weight, indicator.number, changed.fiscal_year) == (10, 1, plan.fiscal_year)


def test_rows_are_neither_added_nor_deleted_in_a_translation(by_hand, plan, reviewer, commit):
    data = form_of(reviewer, by_hand)
    added = {
        **data,
        "goals-TOTAL_FORMS": "3",
        "goals-2-title": "One more",
        "goals-2-number": "3",
        "goals-2-ORDER": "3",
        "goals-2-id": "",
        "goals-2-description": "",
        "goals-2-weight": "",
        "goals-2-DELETE": "",
    }
    for changes in (added, {**data, "goals-0-DELETE": "1"}):
        with commit():
            answer = reviewer.post(desk.edit(by_hand), {**changes, "action-publish": "1"})
        assert "added and deleted on the Chinese page" in str(
            answer.context["form"].formsets["goals"].non_form_errors()
        )
    assert english(plan).goals.count() == 2


def test_the_source_itself_is_not_locked(plan, reviewer, commit):
    form = reviewer.get(desk.edit(plan)).context["form"]
    assert not any(field.disabled for field in form.fields.values())
    assert not form.formsets["goals"].validate_max


def test_switching_synchronisation_on_again_asks_first(by_hand, plan, reviewer, commit):
    with commit():
        republish(by_hand, summary="Written by hand.")
    answer = reviewer.post(desk.edit(by_hand), {"localize-restart-translation": "1"})
    assert "will be overwritten" in answer.content.decode()
    assert not Translation.objects.get().enabled
    with commit():
        reviewer.post(desk.edit(by_hand), {"localize-restart-translation": "1", "confirmed": "1"})
    assert Translation.objects.get().enabled
    assert english(plan).summary == "Written by hand.", "overwritten only with the next publication"
    with commit():
        desk.publish_translation(reviewer, by_hand)
    assert english(plan).summary == "A sample summary."


def test_converting_to_an_alias_says_what_is_lost(by_hand, reviewer):
    answer = reviewer.get(reverse("wagtail_localize:convert_to_alias", args=[by_hand.pk]))
    assert "overwrite the content" in answer.content.decode()


def test_a_fact_changed_by_other_means_follows_the_source_after_the_next_sync(by_hand, plan, reviewer, commit):
    english(plan).indicators.filter(number=1).update(weight=1)
    with commit():
        reviewer.post(desk.edit(by_hand), {"localize-restart-translation": "1", "confirmed": "1"})
        desk.sync(reviewer, plan, publish_translations="on")
    assert english(plan).indicators.get(number=1).weight == 10
