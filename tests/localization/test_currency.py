"""A translation shows when its source has moved on, and only then."""

from __future__ import annotations

import pytest
from wagtail_localize.models import StringTranslation

from disclosures.models import Agency
from disclosures.plans.models import Goal
from portal import translations
from tests import factories
from tests.localization import desk
from tests.localization.conftest import again, english, republish, save_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return desk.signed_in("Moderators")


def moved_on(page):
    return english(page).source_moved_on


def test_a_fresh_translation_is_current(plan, translate):
    assert translate(plan).source_moved_on is None


def test_a_source_and_a_mirror_are_never_behind(plan, commit):
    with commit():
        republish(plan, summary="新的摘要。")
    assert again(plan).source_moved_on is None
    assert moved_on(plan) is None


def test_a_translation_is_behind_from_the_day_its_source_was_changed(client, plan, translate, commit):
    translation = translate(plan)
    with commit():
        source = republish(plan, summary="新的摘要。")
    assert moved_on(plan) == source.last_published_at
    html = client.get(translation.url).content.decode()
    assert "this translation does not show the change yet" in html
    assert f'datetime="{source.last_published_at.astimezone().date().isoformat()}"' in html


def test_a_draft_of_the_source_does_not_make_its_translation_old(plan, translate, commit):
    translate(plan)
    with commit():
        save_draft(plan, summary="新的摘要。")
    assert moved_on(plan) is None


def test_a_translation_is_current_again_when_the_change_was_taken_and_published(plan, translate, reviewer, commit):
    translate(plan)
    with commit():
        republish(plan, summary="新的摘要。")
        desk.sync(reviewer, plan)
    assert moved_on(plan) is not None, "taken, but the public does not read it yet"
    with commit():
        desk.publish_translation(reviewer, english(plan))
    assert moved_on(plan) is None


def test_a_sync_that_publishes_at_once_makes_the_translation_current(plan, translate, reviewer, commit):
    translate(plan)
    with commit():
        republish(plan, summary="新的摘要。")
    with commit():
        desk.sync(reviewer, plan, publish_translations="on")
    assert moved_on(plan) is None


def test_a_correction_in_the_translation_does_not_hide_that_its_source_moved_on(plan, translate, reviewer, commit):
    translate(plan)
    with commit():
        source = republish(plan, summary="新的摘要。")
    with commit():
        desk.write_words(reviewer, english(plan), "提升效率", "Raise the efficiency")
        desk.publish_translation(reviewer, english(plan))
    assert english(plan).goals.filter(title="Raise the efficiency").exists()
    assert moved_on(plan) == source.last_published_at


def test_a_sync_without_a_change_leaves_the_translation_current(plan, translate, reviewer, commit):
    translate(plan)
    with commit():
        desk.sync(reviewer, plan)
    assert moved_on(plan) is None


def test_a_source_published_again_without_a_change_leaves_the_translation_current(plan, translate, reviewer, commit):
    translate(plan)
    for _ in range(2):
        with commit():
            republish(plan)
        assert moved_on(plan) is None
    with commit():
        desk.sync(reviewer, plan)
    assert moved_on(plan) is None


def test_a_change_taken_back_leaves_the_translation_current(plan, translate, commit):
    translate(plan)
    with commit():
        republish(plan, summary="新的摘要。")
        republish(plan, summary=plan.summary)
    assert moved_on(plan) is None


def test_a_change_that_nobody_reads_leaves_the_translation_current(plan, translate, commit):
    translate(plan)
    with commit():
        republish(plan, show_in_menus=True)
    assert moved_on(plan) is None


@pytest.mark.parametrize("change", ["weight", "target_value", "name"])
def test_a_changed_row_makes_the_translation_old(plan, translate, commit, change):
    translate(plan)
    row = plan.indicators.get(number=1)
    setattr(row, change, 55 if change != "name" else "新名稱")
    with commit():
        republish(plan, indicators=[row, plan.indicators.get(number=2)])
    assert moved_on(plan) is not None


def test_another_order_of_the_rows_makes_the_translation_old(plan, translate, commit):
    translate(plan)
    first, second = plan.goals.order_by("sort_order")
    first.sort_order, second.sort_order = 1, 0
    with commit():
        republish(plan, goals=[second, first])
    assert moved_on(plan) is not None


def test_a_changed_agency_makes_the_translation_old(plan, translate, commit):
    translate(plan)
    with commit():
        republish(plan, agency=Agency.objects.get(pk=factories.agency("fire").pk))
    assert moved_on(plan) is not None


def test_a_translation_kept_by_hand_is_current_when_it_was_published_after_its_source(
    plan, translate, reviewer, commit
):
    translate(plan)
    reviewer.post(f"/desk/localize/translate/{translations.of_page(english(plan)).pk}/disable/")
    with commit():
        source = republish(plan, summary="新的摘要。")
    assert moved_on(plan) == source.last_published_at
    with commit():
        republish(english(plan), summary="A new summary.")
    assert moved_on(plan) is None


def test_a_translation_with_words_left_in_chinese_says_so_until_they_are_translated(
    client, plan, translate, reviewer, commit
):
    notice = "Parts of this page have not been translated yet"
    translation = translate(plan)
    assert notice not in client.get(translation.url).content.decode()
    with commit():
        republish(plan, goals=[*plan.goals.all(), Goal(number=3, title="新目標", locale=plan.locale)])
    with commit():
        desk.sync(reviewer, plan, publish_translations="on")
    assert notice in client.get(translation.url).content.decode()
    with commit():
        desk.write_words(reviewer, english(plan), "新目標", "A new goal")
        desk.publish_translation(reviewer, english(plan))
    assert notice not in client.get(translation.url).content.decode()


def test_figures_without_words_need_no_translation(client, plan, translate, reviewer, commit):
    translate(plan)
    StringTranslation.objects.filter(translation_of__data="97%").delete()
    with commit():
        desk.publish_translation(reviewer, english(plan))
    assert not english(plan).is_partly_untranslated
