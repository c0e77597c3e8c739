"""Importing in the desk: upload, look, save as a draft or discard; afterwards what was not placed."""

from __future__ import annotations

import hashlib
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from disclosures.models import Agency
from disclosures.plans.composing import Reason
from disclosures.plans.desk.forms import SaveForm, UploadForm, exists_already
from disclosures.plans.desk.permissions import may_edit_plan, may_see, places_to_import
from disclosures.plans.desk.preview import Said, preview
from disclosures.plans.importing import (
    AlreadyImported,
    PlanExists,
    discard,
    keep,
    plan_of_file,
    read_upload,
    reading_of,
    save_draft,
)
from disclosures.plans.models import AnnualPlanPage, PlanImport, PlansPage
from disclosures.plans.reading import PlanReading, UnreadableDocument
from disclosures.plans.stored import StaleReading, unpack
from portal.models import in_language

REASONS = {
    Reason.UNPLACED: gettext_lazy("found no place"),
    Reason.TOO_LONG: gettext_lazy("longer than its field, which holds the beginning"),
    Reason.NO_NUMBER: gettext_lazy("no number that the field can hold"),
    Reason.UNKNOWN_YEAR: gettext_lazy("a result of a year that is not known"),
    Reason.OTHER_GOAL: gettext_lazy("a goal in other words than the plan's own"),
    Reason.NUMBERED_TWICE: gettext_lazy("its number was taken; the row got the next free one"),
}


class ImportMixin(WagtailAdminTemplateMixin):
    """Only for those who may import somewhere; the page's furniture."""

    header_icon = "doc-full-inverse"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.places = places_to_import(request.user)
        if not self.places:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return,misc]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("plans_desk:import"), "label": _("Import an annual plan")}
        here = [{"url": "", "label": self.get_page_title()}] if self.kwargs.get("pk") else []  # type: ignore[attr-defined]
        return [*self.breadcrumbs_items, start, *here]

    def kept(self) -> PlanImport:
        """The document of this address; 404 for one that the user may not see."""
        found = get_object_or_404(PlanImport.objects.select_related("page"), pk=self.kwargs["pk"])  # type: ignore[attr-defined]
        if not may_see(self.request.user, found):
            raise Http404
        return found


class UploadView(ImportMixin, FormView[UploadForm]):
    """A document is uploaded and read; what waits for a decision is listed below."""

    form_class = UploadForm
    template_name = "plans/desk/upload.html"
    page_title = gettext_lazy("Import an annual plan")

    def form_valid(self, form: UploadForm) -> HttpResponse:
        upload = form.cleaned_data["file"]
        fingerprint = _sha256(upload)
        existing = plan_of_file(fingerprint)
        if existing:
            return self.found(existing)
        waiting = PlanImport.objects.waiting().filter(sha256=fingerprint).first()
        if waiting and not may_see(self.request.user, waiting):
            form.add_error("file", _("Somebody else has uploaded this document and has not saved it yet."))
            return self.form_invalid(form)
        try:
            reading = read_upload(upload, upload.name)
        except UnreadableDocument as refusal:
            form.add_error("file", in_language(refusal.zh, refusal.en))
            return self.form_invalid(form)
        try:
            kept = keep(reading, upload, upload.name, self.request.user)  # type: ignore[arg-type]
        except AlreadyImported as found:  # another editor was quicker
            return self.found(found.page)
        return redirect("plans_desk:preview", pk=kept.pk)

    def found(self, page: AnnualPlanPage) -> HttpResponse:
        messages.info(self.request, _("This file was imported before; here is the plan that came of it."))
        if page.permissions_for_user(self.request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        return redirect("wagtailadmin_explore", page.get_parent().pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = PlanImport.objects.waiting().select_related("created_by").defer("reading")
        return super().get_context_data(
            waiting=[kept for kept in waiting if may_see(self.request.user, kept)], form_is_multipart=True, **kwargs
        )


class PreviewView(ImportMixin, FormView[SaveForm]):
    """Everything that was recognised, beside its place; then saved as a draft."""

    form_class = SaveForm
    template_name = "plans/desk/preview.html"
    page_title = gettext_lazy("What was recognised")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.document: PlanImport | None = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.load() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.load() or super().post(request, *args, **kwargs)

    def load(self) -> HttpResponse | None:
        """Takes the document and its reading; or answers with the way on when it is a plan already."""
        self.document = self.kept()
        if self.document.page:
            return redirect("plans_desk:left_over", pk=self.document.pk)
        try:
            self.reading: PlanReading = reading_of(self.document)
        except (UnreadableDocument, OSError) as refusal:
            said = in_language(refusal.zh, refusal.en) if isinstance(refusal, UnreadableDocument) else str(refusal)
            messages.error(self.request, _("The document can no longer be read; upload it again. (%s)") % said)
            return redirect("plans_desk:import")
        return None

    def get_page_subtitle(self) -> str:
        return str(self.document)

    def get_initial(self) -> dict[str, Any]:
        agency = Agency.objects.filter(code=self.reading.agency_code).first() if self.reading.agency_code else None
        return {"agency": agency, "fiscal_year": self.reading.roc_year}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "places": self.places}

    def form_valid(self, form: SaveForm) -> HttpResponse:
        assert self.document is not None
        document, data = self.document, form.cleaned_data
        parent: PlansPage = data["parent"]
        try:
            with document.file.open("rb") as source:
                page, _record = save_draft(
                    self.reading,
                    source,
                    document.filename,
                    agency=data["agency"],
                    year=data["fiscal_year"],
                    parent=parent,
                    user=self.request.user,  # type: ignore[arg-type]
                    now=timezone.now(),
                )
        except (AlreadyImported, PlanExists) as found:  # another editor was quicker
            form.add_error("fiscal_year", exists_already(found.page))
            return self.form_invalid(form)
        except FileNotFoundError:
            messages.error(self.request, _("The uploaded file is gone; upload it again."))
            return redirect("plans_desk:import")
        messages.success(
            self.request, _("The draft “%(title)s” was made. Nothing is published.") % {"title": page.title}
        )
        said = self.reading.fiscal_year
        if said and said != page.fiscal_year:
            years = {"said": said, "given": page.fiscal_year}
            messages.warning(
                self.request,
                _("The document speaks of %(said)s, you saved %(given)s. Check the year and the title.") % years,
            )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            document=self.document,
            reading=self.reading,
            preview=preview(self.reading, get_language() or ""),
            **kwargs,
        )


class SourceView(ImportMixin, View):
    """The uploaded document itself, to look a place up; never shown inline."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = self.kept()
        if not document.file.name or not document.file.storage.exists(document.file.name):
            raise Http404
        return FileResponse(document.file.open("rb"), as_attachment=True, filename=document.filename)


@method_decorator(require_POST, name="dispatch")
class DiscardView(ImportMixin, View):
    """Forgets a document that is no plan yet."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = self.kept()
        if document.page:
            raise Http404
        discard(document)
        messages.success(request, _("The document “%(name)s” was discarded.") % {"name": document.filename})
        return redirect("plans_desk:import")


class LeftOverView(WagtailAdminTemplateMixin, TemplateView):
    """What found no place in a saved plan, until an editor of that plan has dealt with it."""

    template_name = "plans/desk/left_over.html"
    header_icon = "warning"
    page_title = gettext_lazy("What the import left out")
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.document = get_object_or_404(PlanImport.objects.exclude(page=None), pk=kwargs["pk"])
        if not may_edit_plan(request.user, self.document):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        settled = request.POST.get("settled") == "yes"
        PlanImport.objects.filter(pk=self.document.pk).update(
            settled=timezone.now() if settled else None, settled_by=request.user if settled else None
        )
        if not settled:
            return redirect("plans_desk:left_over", pk=self.document.pk)
        messages.success(request, _("Marked as dealt with."))
        return redirect("wagtailadmin_pages:edit", self.document.page_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        page = self.document.page
        assert page is not None
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = [
            {
                "text": item["text"],
                "place": in_language(item["zh"], item["en"]),
                "reason": REASONS.get(item["reason"], item["reason"]),
            }
            for item in self.document.left_over
        ]
        return super().get_context_data(document=self.document, left_over=said, problems=self.problems(), **kwargs)

    def problems(self) -> tuple[Said, ...]:
        """What does not add up in the document, as the preview said; nothing when the reader has changed since."""
        try:
            return preview(unpack(self.document.reading), get_language() or "").problems
        except StaleReading:
            return ()


def remind(request: HttpRequest, page: Any) -> None:
    """On opening the editor of an imported plan: a message as long as something waits to be dealt with."""
    if request.method != "GET" or not isinstance(page, AnnualPlanPage):
        return
    document = PlanImport.objects.unsettled().filter(page=page).defer("reading").first()
    if document:
        count = len(document.left_over)
        said = ngettext(
            "%(count)s text of the imported document has no place in this plan yet.",
            "%(count)s texts of the imported document have no place in this plan yet.",
            count,
        ) % {"count": count}
        link = messages.button(reverse("plans_desk:left_over", args=[document.pk]), _("Look at them"))
        messages.warning(request, said, buttons=[link])


def _sha256(upload: IO[bytes]) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while chunk := upload.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
