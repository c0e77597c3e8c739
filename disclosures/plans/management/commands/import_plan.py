"""``manage.py import_plan FILE``: an annual plan out of a document, as a draft; or only what would be recognised."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from disclosures.models import Agency
from disclosures.plans.importing import (
    AlreadyImported,
    PlanExists,
    gregorian,
    plans_pages,
    read_document,
    save_draft,
)
from disclosures.plans.joining import Candidate, suggest
from disclosures.plans.models import AnnualPlanPage, PlanImport, PlansPage
from disclosures.plans.reading import PlanReading, UnreadableDocument, as_json
from portal.models import in_language

SHOWN = 10


class Command(BaseCommand):
    help = "Makes a draft plan from a document (.odt, .docx, .pdf, .txt). Nothing is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", help="Code of the agency, where the document does not name a known one.")
        parser.add_argument("--year", type=int, help="Fiscal year, as a Gregorian (2014) or ROC year (103).")
        parser.add_argument("--dry-run", action="store_true", help="Only say what was recognised; change nothing.")
        parser.add_argument("--json", action="store_true", help="With --dry-run: one JSON object on stdout.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], help="Of all messages.")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"] or settings.LANGUAGE_CODE):
            if options["json"] and not options["dry_run"]:
                raise CommandError(_("--json goes with --dry-run."))
            reading = self.read(options["file"])
            if options["dry_run"]:
                self.show(reading, as_json_object=options["json"])
            else:
                self.save(reading, options["file"], options["agency"], options["year"])

    def read(self, path: Path) -> PlanReading:
        try:
            return read_document(path)
        except UnreadableDocument as refusal:
            raise CommandError(f"{path}: {in_language(refusal.zh, refusal.en)}") from refusal

    def show(self, reading: PlanReading, *, as_json_object: bool) -> None:
        if as_json_object:
            self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False, indent=1))
            return
        year = f"{reading.roc_year} ({reading.fiscal_year})" if reading.fiscal_year else "–"
        for label, value in (
            (_("Title"), reading.title or "–"),
            (_("Agency"), reading.agency or "–"),
            (_("Fiscal year"), year),
            (_("Goals"), len(reading.goals)),
            (_("Indicators"), len(reading.indicators)),
            (_("Results of earlier years"), len(reading.results)),
            (_("Programme items"), len(reading.programmes)),
            (_("Sections"), len(reading.sections)),
            (_("Not placed"), len(reading.unplaced)),
        ):
            self.stdout.write(f"{label}: {value}")
        for problem in reading.problems:
            place = in_language(problem.where.zh, problem.where.en) if problem.where else ""
            self.stdout.write(f"! {in_language(problem.zh, problem.en)}{f' [{place}]' if place else ''}")
        for item in reading.unplaced:
            self.stdout.write(f"? {item.text} [{in_language(item.where.zh, item.where.en)}]")

    def save(self, reading: PlanReading, path: Path, code: str | None, year: int | None) -> None:
        agency, fiscal_year, parent = self.agency(reading, code), self.year(reading, year), self.parent()
        try:
            with path.open("rb") as source:
                page, record = save_draft(
                    reading,
                    source,
                    path.name,
                    agency=agency,
                    year=fiscal_year,
                    parent=parent,
                    user=None,
                    now=timezone.now(),
                )
        except AlreadyImported as found:
            self.stdout.write(_("This file was imported before: %(plan)s") % {"plan": described(found.page)})
            return
        except PlanExists as found:
            raise CommandError(
                _("%(agency)s already has a plan for this year: %(plan)s. Nothing was changed.")
                % {"agency": agency.name, "plan": described(found.page)}
            ) from found
        self.stdout.write(_("Draft made: %(plan)s") % {"plan": described(page)})
        self.left_over(record)

    def left_over(self, record: PlanImport) -> None:
        count = len(record.left_over)
        if count:
            self.stdout.write(
                ngettext("%(count)s text found no place:", "%(count)s texts found no place:", count) % {"count": count}
            )
        for item in record.left_over:
            self.stdout.write(f"? {item['text']} [{in_language(item['zh'], item['en'])}]")

    def agency(self, reading: PlanReading, code: str | None) -> Agency:
        wanted = code or reading.agency_code
        found = Agency.objects.filter(code=wanted).first() if wanted else None
        if found:
            return found
        named = code or reading.agency
        said = (
            _("No agency is called “%(name)s” in the register.") % {"name": named}
            if named
            else _("The document names no agency.")
        )
        raise CommandError(f"{said} {_('Say which it is with --agency CODE:')}\n{self.choices(named or '')}")

    def choices(self, name: str) -> str:
        """The agencies most like the name, or the first ones; a line for each with its code."""
        agencies = list(Agency.objects.prefetch_related("aliases"))
        if not agencies:
            return _("The register of agencies is empty; run manage.py load_agencies first.")
        candidates = (
            Candidate(a, (a.name_zh, a.name_en, a.code, *(alias.text for alias in a.aliases.all()))) for a in agencies
        )
        likely = [s.item for s in suggest([name], "", candidates, at_least=0.01, limit=SHOWN)]
        shown = likely or agencies[:SHOWN]
        lines = [f"  {agency.code}  {agency.name}" for agency in shown]
        return "\n".join([*lines, *(["  …"] if len(agencies) > len(shown) else [])])

    def year(self, reading: PlanReading, year: int | None) -> int:
        if year is None and reading.fiscal_year is None:
            raise CommandError(
                _("The document names no year. Say which it is with --year YEAR, for example 103 or 2014.")
            )
        found = gregorian(year if year is not None else reading.fiscal_year or 0)
        if found is None:
            raise CommandError(_("%(year)s is no fiscal year; give one such as 103 or 2014.") % {"year": year})
        return found

    def parent(self) -> PlansPage:
        pages = plans_pages()
        if not pages:
            raise CommandError(
                _("There is no list of annual plans yet. Add one below the government-information section first.")
            )
        return pages[0]


def described(page: AnnualPlanPage) -> str:
    """A plan with the address where it is edited."""
    return f"{page.title} ({settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])})"
