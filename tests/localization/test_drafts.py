"""A draft of the source never reaches the public through a translation: through the desk, workflows and the timer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringSegment, Translation

from home.models import TextPage
from home.translating import translate_page
from portal import translations
from portal.pages import SourceNotPublished
from tests import factories
from tests.localization import desk
from tests.localization.conftest import again, english, republish, save_draft

pytestmark = pytest.mark.django_db
PUBLIC, SECRET = "已發布的內容", "尚未發布的秘密"


@pytest.fixture
def page(commit):
    """A public plain page."""
    with commit():
        return factories.text_page("說明", text=PUBLIC)


@pytest.fixture
def draft(commit):
    """A plain page that was never public."""
    with commit():
        return translations.add_page(
            factories.site(), TextPage(title="草稿", slug="draft", body=[("text", f"<p>{SECRET}</p>")])
        )


@pytest.fixture
def reviewer():
    return desk.signed_in("Moderators")


@pytest.fixture
def editor():
    return desk.signed_in("Editors")


def public(client, page) -> str:
    """What a visitor reads at the English address."""
    return client.get(english(page).get_url()).content.decode()


def test_a_draft_of_the_source_is_in_neither_language(client, page, reviewer, commit, translate):
    with commit():
        reviewer.post(desk.edit(page), desk.text_form(page, SECRET))
    assert again(page).has_unpublished_changes
    assert SECRET not in client.get(page.get_url()).content.decode()
    assert SECRET not in public(client, page)
    translate(again(page), **{PUBLIC: "Published content"})
    assert "Published content" in public(client, page)
    assert SECRET not in public(client, page)


def test_a_page_submitted_for_translation_keeps_showing_chinese_under_the_notice(client, page, editor, commit):
    before = public(client, page)
    with commit():
        assert desk.submit_for_translation(editor, page).status_code == 302
    assert english(page).alias_of_id == page.pk
    assert "has not been translated" in before
    assert public(client, page) == before


def test_words_in_progress_are_not_public_before_a_reviewer_publishes(client, page, editor, reviewer, commit):
    with commit():
        desk.submit_for_translation(editor, page)
        opened = editor.get(desk.edit(english(page)))
        assert opened.context["translation"] == translations.of_page(english(page))
        assert desk.write_words(editor, english(page), PUBLIC, "Published content").status_code == 201
    assert "Published content" not in public(client, page)
    with commit():
        desk.publish_translation(editor, english(page))
    assert "Published content" not in public(client, page)
    with commit():
        desk.publish_translation(reviewer, english(page))
    assert english(page).alias_of_id is None
    assert "Published content" in public(client, page)
    assert PUBLIC not in public(client, page)


def test_the_mirror_still_follows_the_source_while_it_is_being_translated(client, page, editor, commit):
    with commit():
        desk.submit_for_translation(editor, page)
        republish(page, body=[("text", "<p>第二版</p>")])
    assert "第二版" in public(client, page)


def test_a_translation_of_a_page_in_draft_can_be_written_but_not_published(client, draft, reviewer, commit):
    with commit():
        desk.submit_for_translation(reviewer, draft)
        desk.write_words(reviewer, english(draft), SECRET, "The secret")
        answer = desk.publish_translation(reviewer, english(draft))
    assert "not published" in desk.messages_of(answer)
    assert not english(draft).live
    assert client.get(f"/en/{draft.slug}/").status_code == 404


def test_what_was_translated_from_a_draft_is_published_from_the_published_text(client, draft, reviewer, commit):
    with commit():
        desk.submit_for_translation(reviewer, draft)
    with commit():
        republish(draft, body=[("text", f"<p>{PUBLIC}</p>")])
    with commit():
        desk.write_words(reviewer, english(draft), PUBLIC, "Published content")
        desk.publish_translation(reviewer, english(draft))
    assert "Published content" in public(client, draft)
    assert SECRET not in public(client, draft)


def test_a_sync_takes_the_published_text_not_the_draft(client, page, reviewer, commit, translate):
    translate(page, **{PUBLIC: "Published content"})
    with commit():
        save_draft(page, title=SECRET, body=[("text", f"<p>{SECRET}</p>")])
    with commit():
        assert desk.sync(reviewer, page, publish_translations="on").status_code == 302
    assert "Published content" in public(client, page)
    assert SECRET not in public(client, page)
    assert not StringSegment.objects.filter(string__data=SECRET).exists()


def test_a_sync_without_publishing_changes_nothing_in_public(client, page, reviewer, commit, translate):
    translate(page, **{PUBLIC: "Published content"})
    with commit():
        republish(page, body=[("text", "<p>第二版</p>")])
    before = public(client, page)
    with commit():
        desk.sync(reviewer, page)
    assert public(client, page) == before
    assert not english(page).has_unpublished_changes


def test_an_editor_may_synchronise_but_not_publish_by_it(client, page, editor, commit, translate):
    translate(page, **{PUBLIC: "Published content"})
    with commit():
        republish(page, body=[("text", "<p>第二版</p>")])
        desk.write_words(editor, english(page), PUBLIC, "Words nobody reviewed")
    before = public(client, page)
    with commit():
        answer = desk.sync(editor, page, publish_translations="on")
    assert "reviewer" in desk.messages_of(editor.get(answer.url))
    assert public(client, page) == before
    with commit():
        desk.sync(editor, page)
    assert public(client, page) == before


def test_a_sync_with_publishing_is_refused_while_the_source_is_withdrawn(client, page, reviewer, commit, translate):
    translate(page, **{PUBLIC: "Published content"})
    with commit():
        again(page).unpublish()
    with commit():
        reviewer.post(desk.edit(page), desk.text_form(page, SECRET))
    with commit():
        desk.sync(reviewer, page, publish_translations="on")
        desk.publish_translation(reviewer, english(page))
    assert not english(page).live
    assert client.get(f"/en/{page.slug}/").status_code == 404


def test_translating_a_whole_branch_leaves_what_is_translated_and_public_alone(client, page, editor, commit, translate):
    home = factories.site()
    translate(page, **{PUBLIC: "Published content"})
    with commit():
        other = factories.text_page("其他", text="其他內容")
        desk.write_words(editor, english(page), PUBLIC, "Words nobody reviewed")
    before = public(client, page)
    with commit():
        desk.submit_for_translation(editor, home, include_subtree="on")
    assert public(client, page) == before
    assert translations.of_page(english(other)) is not None
    assert english(other).alias_of_id == other.pk


def test_an_approved_draft_reaches_chinese_and_its_mirror_but_no_translation(
    client, page, editor, reviewer, commit, translate
):
    with commit():
        mirrored = factories.text_page("鏡像", text=PUBLIC)
    translate(page, **{PUBLIC: "Published content"})
    _workflow()
    for source in (page, mirrored):
        with commit():
            editor.post(desk.edit(source), desk.text_form(source, SECRET, **{"action-submit": "1"}))
        assert again(source).current_workflow_state is not None
        assert SECRET not in public(client, source)
        with commit():
            task = again(source).current_workflow_task_state
            reviewer.post(reverse("wagtailadmin_pages:workflow_action", args=[source.pk, "approve", task.pk]))
        assert SECRET in client.get(source.get_url()).content.decode()
    assert SECRET in public(client, mirrored)
    assert SECRET not in public(client, page)
    assert english(page).source_moved_on == again(page).last_published_at


def test_a_workflow_that_ends_without_approval_leaves_both_languages_as_they_were(
    client, page, editor, reviewer, commit
):
    _workflow()
    before = public(client, page)
    with commit():
        editor.post(desk.edit(page), desk.text_form(page, SECRET, **{"action-submit": "1"}))
        task = again(page).current_workflow_task_state
        reviewer.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk]), {"comment": ""})
    assert public(client, page) == before


def test_a_scheduled_translation_waits_for_its_source(client, page, commit, translate):
    """Sync was stopped, the translation was scheduled by hand, and then the source was withdrawn."""
    translate(page, **{PUBLIC: "Published content"})
    Translation.objects.update(enabled=False)
    with commit():
        again(page).unpublish()
        draft = english(page)
        draft.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled")
    assert not english(page).live
    with commit():
        republish(page)
        call_command("publish_scheduled")
    assert english(page).live


def test_a_detached_translation_is_not_published_before_its_source(client, page, reviewer, commit, translate):
    translate(page, **{PUBLIC: "Published content"})
    Translation.objects.update(enabled=False)
    with commit():
        again(page).unpublish()
        form = desk.text_form(english(page), "Written by hand", **{"action-publish": "1"})
        answer = reviewer.post(desk.edit(english(page)), form, follow=True)
    assert "not published" in desk.messages_of(answer)
    assert not english(page).live


def test_no_code_can_publish_a_translation_before_its_source(page, draft, commit, translate):
    with pytest.raises(SourceNotPublished), commit():
        translate_page(draft, factories.english(), {SECRET: "The secret"})
    mirror = english(draft)
    mirror.live = True
    with pytest.raises(SourceNotPublished):
        mirror.save()


def test_mirrors_are_refused_when_several_pages_are_published(client, draft, reviewer, commit):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    with commit():
        answer = reviewer.post(f"{address}?id={english(draft).pk}", follow=True)
    assert "mirrors another" in desk.messages_of(answer)
    assert not english(draft).live


def test_a_mirror_is_not_detached_but_translated(page, editor):
    answer = editor.post(reverse("wagtailadmin_pages:convert_alias", args=[english(page).pk]))
    assert answer.url.startswith(reverse("wagtail_localize:submit_page_translation", args=[page.pk]))
    assert english(page).alias_of_id == page.pk


def test_an_editor_cannot_take_a_public_translation_away_by_making_it_a_mirror(
    page, editor, reviewer, commit, translate
):
    translation = translate(page, **{PUBLIC: "Published content"})
    address = reverse("wagtail_localize:convert_to_alias", args=[translation.pk])
    with commit():
        editor.post(address)
    assert english(page).alias_of_id is None
    with commit():
        reviewer.post(address)
    assert english(page).alias_of_id == page.pk


def test_an_english_page_without_source_is_not_translated_into_a_source(page, editor, commit):
    with commit():
        only = factories.published(english(factories.site()), TextPage(title="English only", slug="only", body=[]))
        answer = editor.post(
            reverse("wagtail_localize:submit_page_translation", args=[only.pk]),
            {"locales": [factories.chinese().pk]},
            follow=True,
        )
    assert "translated from Chinese" in desk.messages_of(answer)
    assert Page.objects.filter(translation_key=only.translation_key).count() == 1


def _workflow() -> None:
    """One step: reviewers approve everything below the root."""
    Workflow.objects.update(active=False)
    task = GroupApprovalTask.objects.create(name="Review", active=True)
    task.groups.set(Group.objects.filter(name="Moderators"))
    workflow = Workflow.objects.create(name="Review", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
