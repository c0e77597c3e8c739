"""Importing a plan: reading a document, keeping it while an editor looks, saving it as a draft. Never publishes.

``read_document`` → :class:`PlanReading` → ``keep`` (desk only) → ``save_draft``. Everything that writes does so in one
transaction; a file that was stored in a transaction that failed is removed again.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.files import File as DjangoFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.text import get_valid_filename
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from disclosures.models import Agency, Attachment, File
from disclosures.plans.composing import YEARS, compose
from disclosures.plans.models import AnnualPlanPage, PlanImport, PlansPage
from disclosures.plans.reading import AgencyName, PlanReading, UnreadableDocument, read_plan_guarded
from disclosures.plans.stored import StaleReading, pack, storable, unpack
from portal.dates import ROC_OFFSET
from portal.models import GovernmentProfile
from portal.translations import add_page

logger = logging.getLogger(__name__)

SUFFIXES = (".odt", ".docx", ".pdf", ".txt")
LONGEST_NAME = 200


class CannotImport(Exception):
    """The document cannot become a plan as asked; the fields say why, in the words of the caller's choosing."""


class AlreadyImported(CannotImport):
    """This very file is a plan already."""

    def __init__(self, page: AnnualPlanPage) -> None:
        super().__init__(page.title)
        self.page = page


class PlanExists(CannotImport):
    """The agency has a plan for the year, which came from another document or was written by hand."""

    def __init__(self, page: AnnualPlanPage) -> None:
        super().__init__(page.title)
        self.page = page


class NoPlansPage(CannotImport):
    """There is no list of annual plans that the draft could stand below."""


def known_agencies() -> list[AgencyName]:
    """Every agency of the registry by all of its names; two queries."""
    return [
        AgencyName(agency.code, (agency.name_zh, agency.name_en, *(alias.text for alias in agency.aliases.all())))
        for agency in Agency.objects.prefetch_related("aliases")
    ]


def governments() -> list[str]:
    """The names of the issuing government, so that another city's agency of the same name is not taken for ours."""
    profiles = GovernmentProfile.objects.values_list("name_zh", "name_en")
    return [name for names in profiles for name in names if name]


def read_document(path: Path) -> PlanReading:
    """Reads a file, in a guarded process, with the registry's agencies; raises UnreadableDocument. Writes nothing."""
    try:
        return read_plan_guarded(path, known_agencies=known_agencies(), governments=governments())
    except RuntimeError as error:  # a document that no test foresaw must take neither desk nor command down
        logger.exception("The plan reader failed on %s", path.name)
        raise UnreadableDocument(
            "reader_failed",
            "讀取這份文件時發生錯誤，未變更任何資料。原因已記錄，請通知系統管理者，或改用另一種格式再試。",
            "Reading this document failed and nothing was changed. The reason is in the log: tell the operator, "
            "or try another format.",
        ) from error


def read_upload(upload: IO[bytes], name: str) -> PlanReading:
    """Reads an uploaded file under a name of ours with the ending of its own; raises UnreadableDocument."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"plan{Path(name).suffix.lower()[:10]}"
        with place.open("wb") as copy:
            upload.seek(0)
            shutil.copyfileobj(upload, copy)
        return read_document(place)


def gregorian(year: int) -> int | None:
    """A fiscal year typed as 民國 or Gregorian year (103, 2014) as the Gregorian one; None when it cannot be a year."""
    full = year + ROC_OFFSET if 1 <= year <= 200 else year
    return full if full in YEARS else None


def plan_of_file(sha256: str) -> AnnualPlanPage | None:
    """The plan that came from this very file; None when there is none, or when it was deleted since."""
    found = PlanImport.objects.filter(sha256=sha256).exclude(page=None).select_related("page").first()
    return found.page if found else None


def plan_of(agency: Agency, year: int) -> AnnualPlanPage | None:
    """The agency's plan of a year, draft or published."""
    found: AnnualPlanPage | None = AnnualPlanPage.objects.canonical().filter(agency=agency, fiscal_year=year).first()
    return found


def plans_pages() -> list[PlansPage]:
    """The lists that a plan can be added to: in the default language, outermost first."""
    return list(PlansPage.objects.filter(locale=Locale.get_default(), alias_of=None).order_by("path"))


def keep(reading: PlanReading, upload: IO[bytes], filename: str, user: User | None) -> PlanImport:
    """Stores a reading with its file until an editor has decided; the same file again replaces its own reading.

    Raises AlreadyImported when the file became a plan in the meantime.
    """
    values = {"filename": shortened(filename), "reading": pack(reading)}
    with _files_only_if_saved() as stored, transaction.atomic():
        PlanImport.objects.get_or_create(sha256=reading.fingerprint, defaults={**values, "created_by": user})
        kept = PlanImport.objects.select_for_update(of=("self",)).get(sha256=reading.fingerprint)
        if kept.page:
            raise AlreadyImported(kept.page)
        kept.reading, kept.filename = values["reading"], shortened(filename)
        kept.left_over, kept.settled, kept.settled_by = [], None, None
        if not kept.file.name or not kept.file.storage.exists(kept.file.name):
            upload.seek(0)
            kept.file.save(_storage_name(filename), DjangoFile(upload), save=False)
            stored.append(kept.file)
        kept.save()
    return kept


def reading_of(kept: PlanImport) -> PlanReading:
    """The stored reading; read anew from the file when the reader has changed since. Raises UnreadableDocument."""
    try:
        return unpack(kept.reading)
    except StaleReading:
        with kept.file.open("rb") as stored:
            reading = read_upload(stored, kept.filename)
        PlanImport.objects.filter(pk=kept.pk).update(reading=pack(reading))
        return reading


def discard(kept: PlanImport) -> None:
    """Forgets a document that did not become a plan, and its file."""
    storage, name = kept.file.storage, kept.file.name
    kept.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def save_draft(
    reading: PlanReading,
    source: IO[bytes],
    filename: str,
    *,
    agency: Agency,
    year: int,
    parent: PlansPage,
    user: User | None,
    now: datetime,
) -> tuple[AnnualPlanPage, PlanImport]:
    """Makes the draft below ``parent`` with its rows, its source file as attachment and its aliases.

    Raises AlreadyImported or PlanExists; then nothing has changed.
    """
    with _files_only_if_saved() as stored, transaction.atomic():
        Page.objects.select_for_update().get(pk=parent.pk)  # two editors saving at once wait for each other here
        _refuse_twice(reading, agency, year)
        day = timezone.localtime(now).date()
        composed = compose(reading, agency=agency, year=year, filename=filename, day=day, locale=parent.locale)
        page = composed.page
        page.slug = _free_slug(parent, f"{agency.code}-{year}")
        page.attachments = [Attachment(file=_file(source, filename, user, stored), locale=parent.locale)]
        add_page(parent, page, user)
        log(instance=page, action="wagtail.create", user=user, content_changed=True)
        record, _ = PlanImport.objects.update_or_create(
            sha256=reading.fingerprint,
            defaults={
                "filename": shortened(filename),
                "reading": pack(reading),
                "page": page,
                "left_over": [item.as_json() for item in composed.left_over],
                "settled": None,
                "settled_by": None,
            },
        )
        _forget_waiting_copy(record)
    return page, record


def _refuse_twice(reading: PlanReading, agency: Agency, year: int) -> None:
    same = plan_of_file(reading.fingerprint)
    if same:
        raise AlreadyImported(same)
    other = plan_of(agency, year)
    if other:
        raise PlanExists(other)


def _free_slug(parent: PlansPage, wanted: str) -> str:
    slug, number = wanted, 1
    while not Page._slug_is_available(slug, parent):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _file(source: IO[bytes], filename: str, user: User | None, stored: list[FieldFile]) -> File:
    file = File(title=shortened(filename), uploaded_by_user=user)
    source.seek(0)
    file.file.save(_storage_name(filename), DjangoFile(source), save=False)
    stored.append(file.file)
    file._set_document_file_metadata()
    file.save()
    return file


def _forget_waiting_copy(record: PlanImport) -> None:
    """The page's attachment holds the file now."""
    storage, name = record.file.storage, record.file.name
    if name:
        PlanImport.objects.filter(pk=record.pk).update(file="")
        record.file = None
        transaction.on_commit(lambda: storage.delete(name))


def shortened(filename: str) -> str:
    """A file's own name without folders, short enough to keep; its ending stays."""
    name = storable(filename.replace("\\", "/").rpartition("/")[2]) or "plan"
    if len(name) <= LONGEST_NAME:
        return name
    suffix = Path(name).suffix[:10]
    return name[: LONGEST_NAME - len(suffix)] + suffix


def _storage_name(filename: str) -> str:
    """A name for the storage: short, since folders and a suffix against collisions are added."""
    path = Path(shortened(filename))
    return get_valid_filename(f"{path.stem[:40] or 'plan'}{path.suffix.lower()[:10]}")


@contextmanager
def _files_only_if_saved() -> Iterator[list[FieldFile]]:
    """Collects files that were stored; removes them when the block fails."""
    stored: list[Any] = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
