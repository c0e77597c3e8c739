"""Who must not pass: the desk's screens for imports and series, one by one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission

from disclosures.plans.models import AnnualPlanPage, IndicatorSeries, PlanImport, SeriesMember
from disclosures.plans.stored import pack
from tests import factories
from tests.disclosures.plans.readings import reading

from .conftest import importer, upload, with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens(parent):
    """Every address of ours with the method that does most there."""
    page = factories.plan(fiscal_year=2000, live=False)
    kept = PlanImport.objects.create(sha256="1" * 64, filename="x.odt", file="", reading=pack(reading()))
    done = PlanImport.objects.create(sha256="2" * 64, filename="y.odt", file="", reading=pack(reading()), page=page)
    series = IndicatorSeries.objects.create(slug="s", name_zh="公文依限辦結率")
    key = page.indicators.first().translation_key
    return {
        "upload": ("/desk/plans/import/", {}),
        "preview": (f"/desk/plans/import/{kept.pk}/", {"agency": factories.agency().pk, "fiscal_year": "103"}),
        "discard": (f"/desk/plans/import/{kept.pk}/discard/", {}),
        "source": (f"/desk/plans/import/{kept.pk}/source/", {}),
        "left over": (f"/desk/plans/import/{done.pk}/left-over/", {"settled": "yes"}),
        "rows": (f"/desk/plans/series/{series.pk}/rows/", {"row": f"indicator:{key}"}),
        "unjoined": ("/desk/plans/unjoined/", {"row": f"indicator:{key}", "series": series.pk}),
        "start": (f"/desk/plans/series/start/indicator/{key}/", {"name_zh": "甲", "slug": "jia"}),
    }


def refused(client, screens) -> None:
    """No screen answers with its content, and nothing changes whatever is posted."""
    for address, data in screens.values():
        for response in (client.get(address), client.post(address, data)):
            assert response.status_code in {302, 403, 404, 405}, address
            if response.status_code == 302:
                assert response.url.startswith(("/desk/login/", "/desk/")), address
                assert "/plans/" not in response.url.partition("?")[0], address
    assert PlanImport.objects.count() == 2
    assert not PlanImport.objects.exclude(settled=None).exists()
    assert AnnualPlanPage.objects.filter(alias_of=None).count() == 1
    assert not SeriesMember.objects.exists()
    assert IndicatorSeries.objects.count() == 1


def test_nobody_passes_without_logging_in(client, screens):
    refused(client, screens)


def test_an_account_without_a_group_does_not_pass(client, screens):
    client.force_login(factories.user("nobody"))
    refused(client, screens)


def test_an_account_with_the_desk_alone_does_not_pass(client, screens):
    client.force_login(with_permissions("reader"))
    refused(client, screens)


def test_one_who_may_import_but_add_no_page_does_not_pass(client, screens):
    client.force_login(with_permissions("importer", "plans.add_planimport", "plans.view_planimport"))
    refused(client, screens)


def test_one_who_may_add_pages_but_not_import_does_not_pass(client, screens):
    user = importer("adder")
    user.user_permissions.remove(Permission.objects.get(codename="add_planimport"))
    client.force_login(user)
    refused(client, screens)


def test_one_who_may_add_pages_elsewhere_does_not_pass(client, screens):
    user = importer("elsewhere")
    elsewhere = factories.text_page()
    GroupPagePermission.objects.filter(group__in=user.groups.all()).update(page=elsewhere)
    client.force_login(user)
    refused(client, screens)


def test_somebody_elses_document_is_not_there_for_one_who_sees_only_own_imports(client, parent, document):
    owner, other = importer("owner"), importer("other")
    client.force_login(owner)
    address = upload(client, document).url
    assert client.get(address).status_code == 200
    client.force_login(other)
    assert client.get(address).status_code == 404
    assert client.post(address, {"agency": factories.agency().pk, "fiscal_year": "103"}).status_code == 404
    assert client.get(f"{address}source/").status_code == 404
    assert client.post(f"{address}discard/").status_code == 404
    assert "plan.odt" not in client.get("/desk/plans/import/").content.decode()
    assert PlanImport.objects.count() == 1


def test_the_texts_left_out_are_for_those_who_may_edit_that_plan(client, screens):
    client.force_login(importer("adder"))
    address, data = screens["left over"]
    assert client.get(address).status_code in {302, 403}
    client.post(address, data)
    assert not PlanImport.objects.exclude(settled=None).exists()


def test_the_menu_shows_nothing_that_would_be_refused(client, parent):
    client.force_login(with_permissions("reader"))
    html = client.get("/desk/").content.decode()
    assert "/desk/plans/import/" not in html
    assert "/desk/plans/unjoined/" not in html


def test_one_who_may_change_series_but_add_none_cannot_start_one(client, screens):
    client.force_login(with_permissions("joiner", "plans.change_indicatorseries"))
    assert client.get(screens["rows"][0]).status_code == 200
    address, data = screens["start"]
    assert client.post(address, data).status_code in {302, 403}
    assert IndicatorSeries.objects.count() == 1
    assert address.rpartition("indicator/")[2] not in client.get("/desk/plans/unjoined/").content.decode()
