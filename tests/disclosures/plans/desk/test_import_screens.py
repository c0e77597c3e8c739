"""The editor's way: upload, look, save or discard, deal with what was left out."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosures.plans.models import AnnualPlanPage, PlanImport
from disclosures.plans.stored import pack
from tests import factories
from tests.disclosures.plans.readings import reading

from .conftest import as_reader, importer, upload, waiting

pytestmark = pytest.mark.django_db


def save(client, **changes):
    data = {"agency": factories.agency().pk, "fiscal_year": "103", **changes}
    return client.post(f"/desk/plans/import/{waiting().pk}/", data)


def test_an_upload_is_read_and_nothing_is_saved_yet(desk, document):
    response = upload(desk, document)
    assert response.url == f"/desk/plans/import/{waiting().pk}/"
    assert not AnnualPlanPage.objects.exists()


def test_the_preview_shows_figures_beside_their_places_and_what_does_not_add_up_first(desk, document):
    html = upload(desk, document, follow=True).content.decode()
    assert "公文依限辦結率" in html
    assert "97%" in html
    assert re.search(r"97%</div>\s*<span class=\"plan-place\">table 1, row 2, column \d", html)
    assert (
        html.index('id="problems-section"')
        < html.index('id="unplaced-section"')
        < html.index('id="indicators-section"')
    )
    assert "add up to 5 %" in html


def test_the_preview_survives_a_reload_and_a_new_browser(desk, document):
    address = upload(desk, document).url
    assert desk.get(address).content.decode().count("公文依限辦結率") > 0
    desk.logout()
    desk.force_login(factories.user("second", "Moderators"))
    assert desk.get(address).status_code == 200


def test_another_editor_neither_sees_nor_discards_what_somebody_uploaded(desk, document):
    address = upload(desk, document).url
    desk.logout()
    desk.force_login(factories.user("second", "Editors"))
    assert desk.get(address).status_code in {302, 403, 404}
    desk.post(address + "discard/")
    assert PlanImport.objects.exists()


def test_texts_of_the_document_are_shown_and_never_run(desk, document):
    html = upload(desk, document, follow=True).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html


def test_our_screens_carry_no_inline_style_or_script(desk, document):
    address = upload(desk, document).url
    for page in ("/desk/plans/import/", address):
        main = desk.get(page).content.decode().partition("<main")[2].partition("</main>")[0]
        assert main
        assert not re.search(r"<script(?![^>]*src)|<style|\sstyle=|\son\w+=", main)


def test_what_was_not_placed_is_shown_before_saving(desk, parent, editor):
    kept = PlanImport.objects.create(
        sha256="c" * 64, filename="x.odt", file="", reading=pack(reading()), created_by=editor
    )
    html = desk.get(f"/desk/plans/import/{kept.pk}/").content.decode()
    assert "無處可放的一段。" in html
    assert "paragraph 9" in html


def test_saving_makes_a_draft_and_opens_its_editor(desk, document):
    upload(desk, document)
    response = save(desk)
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert response.url == f"/desk/pages/{page.pk}/edit/"
    assert not page.live
    assert page.owner.username == "editor"
    assert "was made" in desk.get(response.url).content.decode()


def test_the_agency_and_the_year_can_be_corrected(desk, document):
    other = factories.agency("civil-affairs")
    upload(desk, document)
    save(desk, agency=other.pk, fiscal_year="2015")
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert (page.agency, page.fiscal_year) == (other, 2015)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"agency": "", "fiscal_year": ""},
        {"agency": "999999", "fiscal_year": "103"},
        {"agency": "'; drop", "fiscal_year": "一百零三"},
        {"agency": "\x00", "fiscal_year": "\x00"},
        {"agency": "1" * 5000, "fiscal_year": "9" * 5000},
        {"fiscal_year": "-5"},
        {"fiscal_year": "500"},
        {"fiscal_year": "😀"},
    ],
)
def test_nonsense_in_the_form_gives_errors_and_saves_nothing(desk, document, nonsense):
    upload(desk, document)
    response = save(desk, **nonsense)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not AnnualPlanPage.objects.exists()


def test_a_year_that_is_not_the_documents_is_saved_with_a_warning(desk, document):
    upload(desk, document)
    page = desk.get(save(desk, fiscal_year="117").url).content.decode()
    assert "2014" in page.partition("messages")[2]
    assert AnnualPlanPage.objects.get(alias_of=None).fiscal_year == 2028


def test_a_second_plan_for_agency_and_year_is_refused_with_a_link_to_the_first(desk, document):
    first = factories.plan(fiscal_year=2014)
    upload(desk, document)
    response = save(desk)
    assert f"/desk/pages/{first.pk}/edit/" in response.content.decode()
    assert AnnualPlanPage.objects.filter(alias_of=None).count() == 1


def test_the_title_of_the_existing_plan_is_escaped_in_the_refusal(desk, document):
    factories.plan(fiscal_year=2014, title="<img src=x onerror=alert(1)>")
    upload(desk, document)
    assert "<img src=x" not in save(desk).content.decode()


def test_the_same_file_again_leads_to_its_plan(desk, document):
    upload(desk, document)
    save(desk)
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert upload(desk, document).url == f"/desk/pages/{page.pk}/edit/"


def test_the_same_file_after_its_plan_was_deleted_is_read_again(desk, document):
    upload(desk, document)
    save(desk)
    AnnualPlanPage.objects.get(alias_of=None).delete()
    assert upload(desk, document).url == f"/desk/plans/import/{waiting().pk}/"
    assert save(desk).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.exe", b"MZ", "cannot be read"),
        ("plan", b"text", "cannot be read"),
        ("plan.odt", b"no archive", "content is"),
        ("plan.pdf", b"%PDF-1.4 broken", "damaged"),
        ("plan.txt", b"  \n ", "empty"),
        ("plan.txt", b"", "empty"),
    ],
)
def test_an_unreadable_file_gets_a_sentence_and_changes_nothing(desk, name, content, said):
    response = upload(desk, content, name)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not PlanImport.objects.exists()


def test_without_a_file_the_form_says_so(desk):
    assert desk.post("/desk/plans/import/", {}).context["form"].errors["file"]
    assert desk.post("/desk/plans/import/", {"file": "a string"}).context["form"].errors["file"]


def test_a_file_over_the_limit_is_refused(desk, settings):
    settings.MAX_UPLOAD_BYTES = 10
    response = upload(desk, b"more than ten bytes", "plan.txt")
    assert "limit" in str(response.context["form"].errors)


def test_a_file_name_full_of_nonsense_does_no_harm(desk, document):
    response = upload(desk, document, name="../../" + "計" * 300 + "<b>\u202e.odt")
    assert response.status_code == 302
    assert "/" not in waiting().filename
    assert desk.get(response.url).status_code == 200


def test_discarding_forgets_the_document(desk, document):
    upload(desk, document)
    response = desk.post(f"/desk/plans/import/{waiting().pk}/discard/", follow=True)
    assert not PlanImport.objects.exists()
    assert "was discarded" in response.content.decode()


def test_looking_at_an_address_never_discards(desk, document):
    upload(desk, document)
    assert desk.get(f"/desk/plans/import/{waiting().pk}/discard/").status_code == 405


def test_a_saved_document_can_no_longer_be_discarded(desk, document):
    upload(desk, document)
    save(desk)
    assert desk.post(f"/desk/plans/import/{waiting().pk}/discard/").status_code == 404
    assert PlanImport.objects.exists()


def test_the_document_itself_is_only_downloaded(desk, document):
    upload(desk, document)
    response = desk.get(f"/desk/plans/import/{waiting().pk}/source/")
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == document


def test_a_reading_of_an_older_reader_is_read_anew_from_the_file(desk, document):
    upload(desk, document)
    PlanImport.objects.update(reading={"title": "old shape"})
    assert "公文依限辦結率" in desk.get(f"/desk/plans/import/{waiting().pk}/").content.decode()


def test_a_reading_that_cannot_be_renewed_asks_for_the_file_again(desk, parent, editor):
    kept = PlanImport.objects.create(sha256="d" * 64, filename="x.odt", file="gone.odt", reading={}, created_by=editor)
    response = desk.get(f"/desk/plans/import/{kept.pk}/", follow=True)
    assert response.redirect_chain[0][0] == "/desk/plans/import/"
    assert "upload it again" in response.content.decode()


def test_a_file_lost_before_saving_asks_for_the_file_again(desk, parent, editor):
    kept = PlanImport.objects.create(
        sha256="e" * 64, filename="x.odt", file="gone.odt", reading=pack(reading()), created_by=editor
    )
    response = save(desk)
    assert response.url == "/desk/plans/import/"
    assert not AnnualPlanPage.objects.exists()
    assert PlanImport.objects.filter(pk=kept.pk).exists()


def imported(editor) -> PlanImport:
    """A saved plan whose import left one text out."""
    page = factories.plan(fiscal_year=2014, live=False)
    left = [{"text": "無處可放", "zh": "第9段", "en": "paragraph 9", "reason": "unplaced"}]
    return PlanImport.objects.create(
        sha256="f" * 64,
        filename="x.odt",
        file="",
        reading=pack(reading()),
        created_by=editor,
        page=page,
        left_over=left,
    )


def test_the_editor_of_the_plan_reminds_until_the_texts_are_dealt_with(desk, editor):
    kept = imported(editor)
    address = f"/desk/pages/{kept.page_id}/edit/"
    assert "1 text of the imported document" in desk.get(address).content.decode()
    list_of_texts = desk.get(f"/desk/plans/import/{kept.pk}/left-over/").content.decode()
    assert "無處可放" in list_of_texts
    assert "paragraph 9" in list_of_texts
    desk.post(f"/desk/plans/import/{kept.pk}/left-over/", {"settled": "yes"})
    kept.refresh_from_db()
    assert kept.settled_by == editor
    html = desk.get(address).content.decode()
    assert "1 text of the imported document" not in html
    assert f"/desk/plans/import/{kept.pk}/left-over/" in html


def test_what_was_dealt_with_can_be_taken_up_again(desk, editor):
    kept = imported(editor)
    for answer in ("yes", "no"):
        desk.post(f"/desk/plans/import/{kept.pk}/left-over/", {"settled": answer})
    kept.refresh_from_db()
    assert (kept.settled, kept.settled_by) == (None, None)


def test_the_preview_of_a_saved_document_leads_to_what_was_left_out(desk, editor):
    kept = imported(editor)
    assert desk.get(f"/desk/plans/import/{kept.pk}/").url == f"/desk/plans/import/{kept.pk}/left-over/"


def test_the_first_screen_names_documents_that_wait_and_plans_that_are_not_settled(desk, document, editor):
    upload(desk, document, name="waiting-plan.odt")
    kept = imported(editor)
    html = desk.get("/desk/").content.decode()
    assert "waiting-plan.odt" in html
    assert f"/desk/plans/import/{kept.pk}/left-over/" in html


def test_the_first_screen_names_imported_drafts_until_they_are_published(desk, document):
    upload(desk, document)
    save(desk)
    page = AnnualPlanPage.objects.get(alias_of=None)
    assert "Imported plans not published yet" in desk.get("/desk/").content.decode()
    page.get_latest_revision().publish()
    assert "Imported plans not published yet" not in desk.get("/desk/").content.decode()


def test_the_menu_offers_the_import(desk):
    html = desk.get("/desk/").content.decode()
    assert "/desk/plans/import/" in html


def test_an_import_is_refused_without_the_token_against_forgery(parent, editor, document):
    from django.test import Client

    strict = as_reader(Client(enforce_csrf_checks=True), editor)
    assert strict.post("/desk/plans/import/", {"file": SimpleUploadedFile("plan.odt", document)}).status_code == 403
    assert not PlanImport.objects.exists()


def test_one_who_sees_only_own_imports_is_told_that_a_document_is_taken(client, parent, document):
    first, second = importer("first"), importer("second")
    upload(as_reader(client, first), document)
    response = upload(as_reader(client, second), document)
    assert "Somebody else" in str(response.context["form"].errors)
    assert waiting().created_by == first
