"""Rows of a plan in two languages: facts follow the source, words are translated, keys persist."""

from __future__ import annotations

import pytest
from wagtail_localize.models import OverridableSegment, StringSegment

from disclosures.plans.models import Goal, Indicator
from portal import translations
from tests import factories
from tests.localization.conftest import again, english, republish

pytestmark = pytest.mark.django_db
RELATIONS = ["goals", "indicators", "programmes", "programme_items", "results"]


def keys(page, relation):
    return [row.translation_key for row in getattr(page, relation).order_by("sort_order")]


def sync(page, commit, *, publish=True):
    """What “Sync translated pages” with “publish” does."""
    with commit():
        translations.retake(translations.frozen_of(page))
        if publish:
            translations.publish(translations.of_page(english(page)))
    return english(page)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_mirror_has_the_rows_of_its_source_under_the_same_keys(plan, relation):
    mirror = english(plan)
    assert mirror.alias_of_id == plan.pk
    assert keys(mirror, relation) == keys(plan, relation) != []
    assert {row.locale.language_code for row in getattr(mirror, relation).all()} == {"en"}


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_translation_has_the_rows_of_its_source_under_the_same_keys(plan, translate, relation):
    translation = translate(plan)
    assert translation.alias_of_id is None
    assert keys(translation, relation) == keys(plan, relation) != []
    assert {row.locale.language_code for row in getattr(translation, relation).all()} == {"en"}


def test_words_of_rows_are_translated_and_facts_are_those_of_the_source(plan, translate):
    translation = translate(plan)
    first = translation.indicators.order_by("sort_order").first()
    assert (first.name, first.formula) == ("Documents closed in time", "(closed/all)*100%")
    assert (first.number, first.goal_number, first.weight, first.target_value) == (1, 1, 10, 97)
    assert [goal.title for goal in translation.goals.order_by("sort_order")] == ["Raise efficiency", "Improve services"]
    item = translation.programme_items.get()
    assert (item.title, item.content, item.budget_thousand) == ("Audit of documents", "An audit every quarter.", 115)
    result = translation.results.get()
    assert (result.indicator, result.actual, result.actual_value) == ("Documents closed in time", "Reached 96%", 96)
    assert result.year == plan.results.get().year


def test_a_row_added_to_the_source_before_publication_of_the_translation_is_in_it(plan, translate, commit):
    translations.begin(plan, factories.english())
    with commit():
        republish(
            plan, indicators=[*plan.indicators.all(), Indicator(number=3, name="新指標", weight=5, locale=plan.locale)]
        )
    translation = translate(plan, 新指標="New indicator")
    assert [row.name for row in translation.indicators.order_by("sort_order")][-1] == "New indicator"
    assert keys(translation, "indicators") == keys(again(plan), "indicators")


def test_a_row_added_after_publication_comes_with_the_next_sync_and_is_chinese_until_translated(
    plan, translate, commit
):
    translate(plan)
    with commit():
        republish(plan, goals=[*plan.goals.all(), Goal(number=3, title="新目標", weight=7, locale=plan.locale)])
    assert english(plan).goals.count() == 2
    translation = sync(plan, commit)
    assert [(goal.title, goal.weight) for goal in translation.goals.order_by("sort_order")] == [
        ("Raise efficiency", 10),
        ("Improve services", 20),
        ("新目標", 7),
    ]


def test_a_row_deleted_in_the_source_goes_from_the_translation_with_the_next_sync(plan, translate, commit):
    before = translate(plan)
    kept = before.indicators.get(number=2)
    with commit():
        republish(plan, indicators=[row for row in plan.indicators.all() if row.number == 2])
    translation = sync(plan, commit)
    left = translation.indicators.get()
    assert (left.pk, left.name) == (kept.pk, "Satisfaction with the service")
    assert not StringSegment.objects.filter(
        string__data="公文依限辦結率", context__path__startswith="indicators"
    ).exists()


def test_rows_reordered_in_the_source_are_reordered_in_the_translation(plan, translate, commit):
    translate(plan)
    rows = {row.number: row for row in plan.indicators.all()}
    rows[1].sort_order, rows[2].sort_order = 1, 0
    with commit():
        republish(plan, indicators=[rows[2], rows[1]])
    translation = sync(plan, commit)
    assert [row.number for row in translation.indicators.order_by("sort_order")] == [2, 1]
    assert [row.name for row in translation.indicators.order_by("sort_order")] == [
        "Satisfaction with the service",
        "Documents closed in time",
    ]


def test_a_changed_fact_follows_and_the_words_stay_translated(plan, translate, commit):
    translate(plan)
    row = plan.indicators.get(number=1)
    row.weight, row.target_value = 42, 99
    with commit():
        republish(plan, indicators=[row, plan.indicators.get(number=2)], fiscal_year=2031)
    translation = sync(plan, commit)
    changed = translation.indicators.get(number=1)
    assert (changed.weight, changed.target_value, changed.name) == (42, 99, "Documents closed in time")
    assert translation.fiscal_year == 2031


def test_changed_words_are_shown_in_the_source_language_until_they_are_translated(plan, translate, commit):
    translate(plan)
    row = plan.indicators.get(number=1)
    row.name = "公文準時辦結率"
    with commit():
        republish(plan, indicators=[row, plan.indicators.get(number=2)])
    assert sync(plan, commit).indicators.get(number=1).name == "公文準時辦結率"


def test_facts_of_rows_are_not_offered_for_change_in_a_translation(plan, translate):
    translate(plan)
    offered = {path.rpartition(".")[2] for path in OverridableSegment.objects.values_list("context__path", flat=True)}
    assert offered <= {"slug", "show_in_menus", "file"}


def test_a_fact_changed_in_the_translation_is_overwritten_by_the_next_sync(plan, translate, commit):
    translation = translate(plan)
    translation.indicators.filter(number=1).update(weight=1)
    sync(plan, commit)
    assert english(plan).indicators.get(number=1).weight == 10


def test_keys_of_rows_persist_through_drafts_publications_and_syncs(plan, translate, commit):
    first = keys(plan, "indicators")
    translate(plan)
    with commit():
        republish(plan, title="改名")
    sync(plan, commit)
    assert keys(again(plan), "indicators") == keys(english(plan), "indicators") == first


def test_a_row_has_one_copy_in_each_language(plan, translate, commit):
    translate(plan)
    sync(plan, commit)
    for relation in RELATIONS:
        found = list(getattr(plan, relation).model.objects.values_list("translation_key", "locale"))
        assert len(found) == len(set(found)) == 2 * getattr(plan, relation).count()


def test_attachments_follow_with_their_file_and_their_title_is_translated(plan, translate, commit):
    first, second = factories.file("a.txt", title="甲"), factories.file("b.txt", title="乙")
    with commit():
        republish(plan, attachments=[attachment(plan, first, "附件甲"), attachment(plan, second, "附件乙", 1)])
    assert [row.title for row in english(plan).attachments.order_by("sort_order")] == ["附件甲", "附件乙"]
    translation = translate(again(plan), 附件甲="Annex A", 附件乙="Annex B")
    assert [(row.title, row.file_id) for row in translation.attachments.order_by("sort_order")] == [
        ("Annex A", first.pk),
        ("Annex B", second.pk),
    ]
    assert keys(translation, "attachments") == keys(again(plan), "attachments")
    kept = again(plan).attachments.get(file=second)
    with commit():
        republish(plan, attachments=[kept])
    translation = sync(plan, commit)
    assert [(row.title, row.file_id) for row in translation.attachments.all()] == [("Annex B", second.pk)]


def test_attachments_of_a_plain_page_follow_as_well(translate, commit):
    with commit():
        page = factories.text_page("說明", text="範例內容。")
    stored = factories.file()
    with commit():
        republish(page, attachments=[attachment(page, stored, "附件")])
    translation = translate(again(page), 附件="Annex", 範例內容="Sample")
    assert [(row.title, row.file_id, row.locale.language_code) for row in translation.attachments.all()] == [
        ("Annex", stored.pk, "en")
    ]


def attachment(page, stored, title, order=0):
    from disclosures.models import Attachment

    return Attachment(file=stored, title=title, locale=page.locale, sort_order=order)
