"""Saving an import: a draft, once, with its file, its aliases and nothing half-done."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from wagtail.models import PageLogEntry

from disclosures.models import File
from disclosures.plans import importing
from disclosures.plans.importing import AlreadyImported, PlanExists, gregorian, keep, reading_of, save_draft, shortened
from disclosures.plans.models import AnnualPlanPage, Indicator, PlanImport
from tests import factories
from tests.disclosures.plans.readings import indicator, reading

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)


def save(made=None, *, agency=None, year=2014, user=None, name="plan.odt"):
    return save_draft(
        made or reading(),
        BytesIO(b"content"),
        name,
        agency=agency or factories.agency(),
        year=year,
        parent=factories.plans_page(),
        user=user,
        now=NOW,
    )


def stored_files(settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_the_result_is_a_draft_with_a_revision_and_never_live():
    page, record = save()
    page.refresh_from_db()
    assert not page.live
    assert page.has_unpublished_changes
    assert page.slug == "rdec-2014"
    assert page.latest_revision.as_object().indicators.count() == 1
    assert record.page == page


def test_the_editors_form_finds_nothing_wrong_with_the_draft(client):
    page, _ = save()
    client.force_login(factories.user("editor", "Editors"))
    assert client.get(f"/desk/pages/{page.pk}/edit/").status_code == 200
    AnnualPlanPage.objects.get(pk=page.pk).full_clean()


def test_the_source_file_is_attached_to_the_plan():
    page, _ = save(name="原始 計畫.odt")
    [attachment] = page.attachments.all()
    assert attachment.file.title == "原始 計畫.odt"
    assert attachment.file.file.read() == b"content"
    assert attachment.file.file_size == 7


def test_the_english_tree_gets_an_alias_that_is_not_live_either():
    page, _ = save()
    alias = AnnualPlanPage.objects.get(alias_of=page)
    assert alias.locale == factories.english()
    assert not alias.live


def test_publishing_the_draft_shows_it_and_its_alias():
    page, _ = save()
    page.get_latest_revision().publish()
    assert AnnualPlanPage.objects.get(pk=page.pk).live
    assert AnnualPlanPage.objects.get(alias_of=page).live


def test_who_made_the_draft_is_logged():
    editor = factories.user("editor")
    page, _ = save(user=editor)
    assert page.owner == editor
    assert {e.action for e in PageLogEntry.objects.filter(page=page, user=editor)} >= {"wagtail.create"}


def test_the_same_file_again_finds_the_plan_and_changes_nothing():
    page, _ = save()
    with pytest.raises(AlreadyImported) as found:
        save(agency=factories.agency("civil"), year=2015)
    assert found.value.page == page
    assert AnnualPlanPage.objects.filter(alias_of=None).count() == 1


def test_a_file_whose_plan_was_deleted_can_be_imported_again():
    page, _ = save()
    AnnualPlanPage.objects.get(pk=page.pk).delete()
    again, record = save()
    assert record.page == again
    assert PlanImport.objects.count() == 1


def test_another_file_for_the_same_agency_and_year_is_refused_naming_the_plan(settings):
    page, _ = save()
    before = stored_files(settings)
    with pytest.raises(PlanExists) as found:
        save(reading(fingerprint="b" * 64))
    assert found.value.page == page
    assert stored_files(settings) == before
    assert PlanImport.objects.count() == 1


def test_a_plan_written_by_hand_is_not_doubled_either():
    factories.plan(fiscal_year=2014)
    with pytest.raises(PlanExists):
        save()


def test_a_taken_address_gets_a_number():
    factories.plan(slug="rdec-2014", fiscal_year=1990)
    page, _ = save()
    assert page.slug == "rdec-2014-2"


def test_a_failure_on_the_way_leaves_neither_rows_nor_files(monkeypatch, settings):
    factories.plans_page()

    def broken(**kwargs):
        raise RuntimeError("no log today")

    monkeypatch.setattr(importing, "log", broken)
    with pytest.raises(RuntimeError):
        save()
    assert not AnnualPlanPage.objects.exists()
    assert not Indicator.objects.exists()
    assert not File.objects.exists()
    assert not PlanImport.objects.exists()
    assert stored_files(settings) == []


def test_a_document_that_waits_is_kept_with_its_file_and_its_reading(settings):
    editor = factories.user("editor")
    kept = keep(reading(), BytesIO(b"content"), "../../etc/plan.odt", editor)
    assert kept.created_by == editor
    assert kept.filename == "plan.odt"
    assert reading_of(PlanImport.objects.get(pk=kept.pk)) == reading()
    assert len(stored_files(settings)) == 1


def test_the_same_document_waits_only_once(settings):
    first = keep(reading(), BytesIO(b"content"), "plan.odt", None)
    second = keep(reading(title="新讀"), BytesIO(b"content"), "plan.odt", None)
    assert first.pk == second.pk
    assert reading_of(PlanImport.objects.get(pk=first.pk)).title == "新讀"
    assert len(stored_files(settings)) == 1


def test_a_document_that_is_a_plan_already_is_not_taken_from_it():
    page, record = save()
    with pytest.raises(AlreadyImported):
        keep(reading(), BytesIO(b"content"), "plan.odt", None)
    record.refresh_from_db()
    assert record.page == page


def test_saving_a_waiting_document_drops_its_second_copy(settings, django_capture_on_commit_callbacks):
    keep(reading(), BytesIO(b"content"), "plan.odt", None)
    with django_capture_on_commit_callbacks(execute=True):
        save()
    assert [name.split("/")[0] for name in stored_files(settings)] == ["documents"]


def test_discarding_forgets_document_and_file(settings, django_capture_on_commit_callbacks):
    kept = keep(reading(), BytesIO(b"content"), "plan.odt", None)
    with django_capture_on_commit_callbacks(execute=True):
        importing.discard(kept)
    assert not PlanImport.objects.exists()
    assert stored_files(settings) == []


def test_a_plan_of_three_hundred_indicators_is_saved_whole():
    rows = tuple(indicator(number=n, name=f"指標{n}") for n in range(1, 301))
    page, _ = save(reading(indicators=rows))
    assert page.indicators.count() == 300


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(103, 2014), (2014, 2014), (1, 1912), (1912, 1912), (200, 2111), (0, None), (-3, None), (201, None), (9999, None)],
)
def test_a_year_may_be_typed_as_roc_or_gregorian(typed, meant):
    assert gregorian(typed) == meant


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.odt", "plan.odt"),
        ("C:\\docs\\plan.odt", "plan.odt"),
        ("../../plan.odt", "plan.odt"),
        ("", "plan"),
        ("a\x00b.txt", "ab.txt"),
    ],
)
def test_only_a_files_own_name_is_kept(given, kept):
    assert shortened(given) == kept


def test_a_very_long_name_keeps_its_ending():
    assert shortened("計" * 900 + ".docx").endswith("計.docx")
    assert len(shortened("計" * 900 + ".docx")) <= 200
