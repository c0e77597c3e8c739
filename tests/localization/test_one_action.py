"""Withdrawing, moving, renaming and deleting a page does the same in the other language, as one action."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, PageLogEntry
from wagtail_localize.models import StringTranslation

from disclosures.plans.models import AnnualPlanPage
from home.models import TextPage
from portal import translations
from tests import factories
from tests.localization import desk
from tests.localization.conftest import again, english, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return desk.signed_in("Moderators")


@pytest.fixture
def chinese_only(plan):
    """A browser of someone who may do everything with Chinese pages and nothing with English ones."""
    group = Group.objects.create(name="Chinese only")
    group.permissions.add(*Group.objects.get(name="Moderators").permissions.all())
    for given in GroupPagePermission.objects.filter(group__name="Moderators"):
        GroupPagePermission.objects.create(group=group, page=factories.site(), permission=given.permission)
    return desk.signed_in("Chinese only")


def unpublish(client, page, **more):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), more, follow=True)


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)


def status(client, page):
    return client.get(page.get_url()).status_code


def test_a_withdrawn_page_leaves_both_languages(client, plan, translate, reviewer, commit):
    translation = translate(plan)
    with commit():
        answer = unpublish(reviewer, plan)
    assert status(client, plan) == status(client, translation) == 404
    assert "no longer public either" in desk.messages_of(answer)
    entry = PageLogEntry.objects.get(page=translation.pk, action=translations.UNPUBLISHED_WITH_SOURCE)
    assert entry.user == PageLogEntry.objects.get(page=plan.pk, action="wagtail.unpublish").user is not None
    assert "Chinese page was unpublished" in str(entry.formatter.format_message(entry))


def test_a_withdrawn_page_takes_its_mirror_along(client, plan, reviewer, commit):
    with commit():
        unpublish(reviewer, plan)
    assert status(client, english(plan)) == 404


def test_pages_below_a_withdrawn_page_leave_both_languages_when_asked(client, plan, translate, reviewer, commit):
    translation = translate(plan)
    with commit():
        unpublish(reviewer, factories.plans_page(), include_descendants="on")
    assert status(client, plan) == status(client, translation) == 404


def test_several_pages_withdrawn_at_once_leave_both_languages(client, plan, translate, reviewer, commit):
    translation = translate(plan)
    with commit():
        reviewer.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={plan.pk}")
    assert status(client, plan) == status(client, translation) == 404


def test_an_expired_page_leaves_both_languages(client, plan, translate, commit):
    translation = translate(plan)
    AnnualPlanPage.objects.filter(pk=plan.pk).update(expire_at=timezone.now())
    with commit():
        call_command("publish_scheduled")
    assert status(client, plan) == status(client, translation) == 404


def test_who_may_withdraw_the_source_withdraws_its_translation_too(client, plan, translate, chinese_only, commit):
    """Leaving a withdrawn text public in the other language would be worse than acting on a page of others."""
    translation = translate(plan)
    with commit():
        unpublish(chinese_only, plan)
    assert status(client, plan) == status(client, translation) == 404


def test_who_may_not_withdraw_the_source_changes_nothing(client, plan, translate, commit):
    translation = translate(plan)
    with commit():
        unpublish(desk.signed_in("Editors"), plan)
    assert status(client, plan) == status(client, translation) == 200
    assert english(plan).alias_of_id is None


def test_a_page_published_again_is_mirrored_until_its_translation_is_published_again(
    client, plan, translate, reviewer, commit
):
    translate(plan)
    with commit():
        unpublish(reviewer, plan)
    with commit():
        republish(plan)
    assert "has not been translated" in client.get(english(plan).get_url()).content.decode()
    with commit():
        desk.publish_translation(reviewer, english(plan))
    shown = client.get(english(plan).get_url()).content.decode()
    assert "has not been translated" not in shown
    assert "Documents closed in time" in shown


def test_a_withdrawn_translation_gives_way_to_the_chinese_text_and_keeps_its_words(
    client, plan, translate, reviewer, commit
):
    translation = translate(plan)
    words = StringTranslation.objects.count()
    with commit():
        answer = unpublish(reviewer, translation)
    assert "under a notice" in desk.messages_of(answer)
    shown = client.get(translation.get_url()).content.decode()
    assert "公文依限辦結率" in shown
    assert "Documents closed in time" not in shown
    assert status(client, plan) == 200
    assert StringTranslation.objects.count() == words


def test_a_translation_maintained_by_hand_keeps_its_draft_when_it_is_withdrawn(plan, translate, reviewer, commit):
    translation = translate(plan)
    reviewer.post(reverse("wagtail_localize:stop_translation", args=[translations.of_page(translation).pk]))
    with commit():
        unpublish(reviewer, translation)
    assert english(plan).alias_of_id is None
    assert not english(plan).live
    assert english(plan).indicators.filter(name="Documents closed in time").exists()


def test_a_deleted_page_goes_in_both_languages(plan, translate, reviewer, commit):
    translation = translate(plan)
    asked = reviewer.get(reverse("wagtailadmin_pages:delete", args=[plan.pk]))
    assert "will be deleted as well" in desk.messages_of(asked)
    with commit():
        delete(reviewer, plan)
    assert not Page.objects.filter(pk__in=[plan.pk, translation.pk]).exists()
    assert PageLogEntry.objects.filter(page=translation.pk, action="wagtail.delete", user__isnull=False).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_deleted_page_takes_its_mirror_along(plan, reviewer, commit):
    mirror = english(plan)
    with commit():
        delete(reviewer, plan)
    assert not Page.objects.filter(pk=mirror.pk).exists()


def test_a_deleted_branch_goes_in_both_languages(plan, translate, commit):
    translate(plan)
    section = factories.plans_page()
    keys = [section.translation_key, plan.translation_key]
    with commit():
        again(section).delete()
    assert not Page.objects.filter(translation_key__in=keys).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_several_pages_deleted_at_once_go_in_both_languages(plan, translate, reviewer, commit):
    translate(plan)
    with commit():
        other = factories.plan(agency=factories.agency("civil"))
        pages = f"?id={plan.pk}&id={other.pk}"
        reviewer.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + pages)
    assert not AnnualPlanPage.objects.exists()


def test_pages_of_two_languages_are_not_deleted_at_once(plan, translate, reviewer, commit):
    translation = translate(plan)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    with commit():
        answer = reviewer.post(f"{address}?id={plan.pk}&id={translation.pk}", follow=True)
    assert "pages of one language" in desk.messages_of(answer)
    assert AnnualPlanPage.objects.count() == 2


def test_who_may_not_delete_the_translation_deletes_nothing(plan, translate, chinese_only, commit):
    translation = translate(plan)
    with commit():
        answer = delete(chinese_only, plan)
    assert "Nothing was deleted" in desk.messages_of(answer)
    with commit():
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = chinese_only.post(f"{address}?id={plan.pk}", follow=True)
    assert "Nothing was deleted" in desk.messages_of(answer)
    assert Page.objects.filter(pk__in=[plan.pk, translation.pk]).count() == 2


def test_a_deleted_translation_leaves_its_source_alone(client, plan, translate, reviewer, commit):
    translation = translate(plan)
    with commit():
        delete(reviewer, translation)
    assert status(client, plan) == 200


def test_a_deleted_translation_is_mirrored_again_with_the_next_publication(client, plan, translate, reviewer, commit):
    translation = translate(plan)
    with commit():
        delete(reviewer, translation)
    with commit():
        republish(plan)
    assert english(plan).alias_of_id == plan.pk
    assert status(client, english(plan)) == 200


def test_a_moved_page_is_followed_by_its_translation_and_by_its_mirror(client, translate, reviewer, commit):
    home = factories.site()
    with commit():
        target = factories.text_page("新的上層", slug="target")
        page, mirrored = factories.text_page("一", slug="one"), factories.text_page("二", slug="two")
    translate(page, 範例內容="Sample")
    for moved in (page, mirrored):
        with commit():
            reviewer.post(reverse("wagtailadmin_pages:move_confirm", args=[moved.pk, target.pk]))
        assert again(moved).get_parent().pk == target.pk
        assert english(moved).get_parent().pk == english(target).pk
    assert english(page).get_url() == "/en/target/one/"
    assert client.get("/en/one/").url == "/en/target/one/"
    assert client.get("/one/").url == "/target/one/"
    assert Page.find_problems() == ([], [], [], [], [])
    assert home.get_children().filter(slug__in=["one", "two"]).count() == 0


def test_who_may_move_the_source_moves_its_translation_too(chinese_only, translate, commit):
    with commit():
        target, page = factories.text_page("新的上層", slug="target"), factories.text_page("一", slug="one")
    translate(page, 範例內容="Sample")
    with commit():
        chinese_only.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert english(page).get_parent().pk == english(target).pk


def test_pages_put_in_another_order_are_so_in_both_languages(translate, commit):
    home = factories.site()
    with commit():
        pages = [factories.text_page(title) for title in ("甲", "乙", "丙")]
    translate(pages[0], 範例內容="Sample")
    with commit():
        again(pages[2]).move(again(pages[0]), pos="left")
    order = [pages[2].translation_key, pages[0].translation_key, pages[1].translation_key]
    for tree in (home, english(home)):
        assert [page.translation_key for page in again(tree).get_children()] == order
    with commit():
        again(pages[0]).move(again(home), pos="last-child")
    assert [page.translation_key for page in again(english(home)).get_children()] == [order[0], order[2], order[1]]


def test_a_translation_and_a_mirror_keep_the_slug_of_the_source(plan, translate, commit):
    assert english(plan).slug == plan.slug
    assert translate(plan).slug == plan.slug


def test_a_new_slug_reaches_both_languages_and_old_addresses_redirect(client, translate, commit):
    with commit():
        page, mirrored = factories.text_page("一", slug="one"), factories.text_page("二", slug="two")
        child = factories.text_page("下層", parent=page, slug="child")
    translate(page, 範例內容="Sample")
    for source, slug in ((page, "first"), (mirrored, "second")):
        with commit():
            republish(source, slug=slug)
        assert english(source).slug == slug
    assert client.get("/one/").url == "/first/"
    assert client.get("/en/one/").url == "/en/first/"
    assert client.get("/en/two/").url == "/en/second/"
    assert client.get("/en/one/child/").url == english(child).get_url() == "/en/first/child/"
    assert Redirect.objects.filter(automatically_created=True).count() == 6


def test_a_new_slug_survives_the_next_publication_of_a_translation_that_was_not_synchronised(
    translate, reviewer, commit
):
    with commit():
        page = factories.text_page("一", slug="one")
    translate(page, 範例內容="Sample")
    with commit():
        republish(page, slug="first", summary="新的摘要。")
    with commit():
        desk.publish_translation(reviewer, english(page))
    assert english(page).slug == "first"


@pytest.mark.parametrize("slug", ["施政計畫", "plan-施政計畫", "計畫-2014"])
def test_a_chinese_slug_is_kept_by_the_translation(client, translate, reviewer, commit, slug):
    with commit():
        page = factories.text_page("一", slug=slug)
    translation = translate(page, 範例內容="Sample")
    assert translation.slug == slug
    with commit():
        desk.publish_translation(reviewer, translation)
    assert english(page).slug == slug
    assert status(client, translation) == 200


def test_a_page_added_by_code_has_its_mirror(plan):
    added = translations.add_page(factories.site(), TextPage(title="新", slug="new", body=[]))
    assert not added.live
    assert english(added).alias_of_id == added.pk
    assert not english(added).live
    assert added.latest_revision is not None


def test_a_page_published_by_any_code_has_its_mirror(commit):
    with commit():
        page = factories.text_page("一")
    assert english(page).alias_of_id == page.pk
    assert english(page).live


def test_a_copied_branch_has_its_mirrors(plan, reviewer, commit):
    with commit():
        page = factories.text_page("一", slug="one")
        factories.text_page("下層", parent=page, slug="child")
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = {"new_title": "副本", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}
    with commit():
        reviewer.post(address, {**form, "publish_copies": "on"})
    copy = TextPage.objects.get(slug="copy", locale=factories.chinese())
    assert english(copy).alias_of_id == copy.pk
    assert english(copy.get_children().get().specific).get_parent().pk == english(copy).pk


def test_each_plan_counts_once(plan, translate, commit):
    translate(plan)
    with commit():
        factories.plan(agency=factories.agency("civil"))
    assert AnnualPlanPage.objects.live().count() == 4
    assert AnnualPlanPage.objects.live().canonical().count() == 2
