"""The kernel in the desk: agencies, and what should have followed publications."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from disclosures.models import ActionRun, Agency, AgencyAlias
from tests import factories

pytestmark = pytest.mark.django_db
AGENCIES = "/desk/snippets/disclosures/agency/"


@pytest.fixture
def admin(client):
    """A browser in which an administrator is logged in, reading English."""
    from wagtail.users.models import UserProfile

    factories.site()
    user = get_user_model().objects.create_superuser("admin", "admin@example.invalid", "secret-for-tests")
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def failed(**fields) -> ActionRun:
    values = {
        "action": "build-index",
        "subject": "page:901",
        "status": ActionRun.Status.FAILED,
        "attempts": 8,
        "error": "OSError: boom",
    }
    return ActionRun.objects.create(not_before=timezone.now(), finished=timezone.now(), **{**values, **fields})


def test_an_agency_is_found_once_by_any_of_its_names(admin):
    agency = factories.agency()
    AgencyAlias.objects.create(agency=agency, text="研考", language="zh-hant")
    html = admin.get(AGENCIES, {"q": "研考"}).content.decode()
    assert html.count(f'id="snippet_{agency.pk}_title"') == 1


def test_agencies_are_filtered_by_validity_while_they_are_searched(admin):
    factories.agency("old", name_zh="舊局", valid_to=date(2010, 1, 1))
    factories.agency("new", name_zh="新局")
    shown = admin.get(AGENCIES, {"validity": "ended", "q": "局"}).content.decode()
    assert "舊局" in shown
    assert "新局" not in shown
    assert "舊局" not in admin.get(AGENCIES, {"validity": "valid"}).content.decode()


@pytest.mark.parametrize(
    "query", [{"validity": "nonsense"}, {"name_source": "x"}, {"ordering": "-valid_to", "q": "\x00"}, {"p": "999"}]
)
def test_a_nonsense_filter_is_answered(admin, query):
    assert admin.get(AGENCIES, query).status_code in {200, 404}


def test_an_agency_is_edited_with_its_other_names_and_validity(admin):
    agency = factories.agency()
    html = admin.get(f"{AGENCIES}edit/{agency.pk}/").content.decode()
    assert "aliases-0-text" in html
    assert "valid_from" in html


def test_an_editor_sees_agencies_and_cannot_change_them(client):
    factories.site()
    agency = factories.agency()
    client.force_login(factories.user("editor", "Editors"))
    assert client.get(AGENCIES).status_code == 200
    client.post(f"{AGENCIES}edit/{agency.pk}/", {"name_zh": "改名"})
    assert Agency.objects.get(pk=agency.pk).name_zh != "改名"


def test_the_report_says_what_failed_how_often_and_why(admin):
    failed()
    html = admin.get("/desk/actions/").content.decode()
    assert "build-index" in html
    assert "OSError: boom" in html
    assert "Try again" in html


def test_the_report_is_filtered_by_state(admin):
    failed()
    failed(subject="page:902", status=ActionRun.Status.DONE, error="")
    html = admin.get("/desk/actions/", {"status": "failed"}).content.decode()
    assert "page:901" in html
    assert "page:902" not in html


def test_a_superuser_tries_a_given_up_action_again(admin, monkeypatch, django_capture_on_commit_callbacks):
    done: list[int] = []
    monkeypatch.setattr("disclosures.actions._actions", {})
    from disclosures import actions

    actions.after_change("page", name="again")(done.append)
    run = failed(action="again", subject="page:7")
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(f"/desk/actions/{run.pk}/again/").status_code == 302
    run.refresh_from_db()
    assert done == [7]
    assert run.status == ActionRun.Status.DONE


def test_looking_at_the_address_tries_nothing(admin):
    assert admin.get(f"/desk/actions/{failed().pk}/again/").status_code == 405


def test_what_was_not_given_up_is_left_alone(admin):
    run = failed(status=ActionRun.Status.DONE)
    admin.post(f"/desk/actions/{run.pk}/again/")
    run.refresh_from_db()
    assert run.status == ActionRun.Status.DONE


@pytest.mark.parametrize("group", [None, "Editors", "Moderators"])
def test_nobody_else_sees_or_repeats_actions(client, group):
    factories.site()
    run = failed()
    client.force_login(factories.user("other", group))
    assert client.get("/desk/actions/").status_code in {302, 403}
    assert client.post(f"/desk/actions/{run.pk}/again/").status_code in {302, 403}
    run.refresh_from_db()
    assert run.status == ActionRun.Status.FAILED


def test_the_first_screen_warns_of_failed_actions_and_only_those_who_may_see_them(admin):
    assert "Actions that failed" not in admin.get("/desk/").content.decode()
    failed()
    assert "Actions that failed" in admin.get("/desk/").content.decode()
    admin.force_login(factories.user("editor", "Editors"))
    assert "boom" not in admin.get("/desk/").content.decode()
