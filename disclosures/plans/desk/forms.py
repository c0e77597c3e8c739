"""The forms of the desk: a document to read, what to save it as, rows to join."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosures.models import Agency
from disclosures.plans.importing import SUFFIXES, gregorian, plan_of
from disclosures.plans.models import AnnualPlanPage, IndicatorSeries, PlansPage


class UploadForm(forms.Form):
    """One document; its content is checked by the reader."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy("ODT, DOCX, PDF with text, or plain text. Tables are read best from ODT and DOCX."),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if PurePath(upload.name).suffix.lower() not in SUFFIXES:
            raise ValidationError(_("Files of this kind cannot be read. Save it as .odt, .docx, .pdf or .txt."))
        if upload.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("The file has %(size)s; the limit is %(limit)s.")
                % {"size": filesizeformat(upload.size), "limit": filesizeformat(settings.MAX_UPLOAD_BYTES)}
            )
        return upload


class SaveForm(forms.Form):
    """Whose plan it is, and of which year; what was read stands in it already."""

    agency = forms.ModelChoiceField(Agency.objects.all(), label=gettext_lazy("Agency"))
    fiscal_year = forms.IntegerField(
        label=gettext_lazy("Fiscal year"), help_text=gettext_lazy("ROC or Gregorian: 103 and 2014 are the same.")
    )
    parent = forms.ModelChoiceField(PlansPage.objects.none(), label=gettext_lazy("Where it stands"))

    def __init__(self, *args: Any, places: list[PlansPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = PlansPage.objects.filter(pk__in=[page.pk for page in places])
        parent.initial = places[0].pk
        if len(places) == 1:  # no choice, no question
            parent.widget, parent.required = forms.HiddenInput(), False
        self.only_place = places[0] if len(places) == 1 else None

    def clean_fiscal_year(self) -> int:
        year = gregorian(self.cleaned_data["fiscal_year"])
        if year is None:
            raise ValidationError(_("This is no fiscal year. Enter one such as 103 or 2014."))
        return year

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["parent"] = self.only_place or data.get("parent")
        if data.get("agency") and data.get("fiscal_year"):
            existing = plan_of(data["agency"], data["fiscal_year"])
            if existing:
                self.add_error("fiscal_year", exists_already(existing))
        return data


def exists_already(page: AnnualPlanPage) -> ValidationError:
    """The refusal of a second plan for an agency and year, with the way to the first."""
    link = format_html('<a href="{}">{}</a>', reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)
    return ValidationError(
        format_html(_("This agency already has a plan for this year: {}. Edit that one, or delete it first."), link)
    )


class StartSeriesForm(forms.ModelForm[IndicatorSeries]):
    """A new series that begins with one row."""

    class Meta:
        model = IndicatorSeries
        fields = ("name_zh", "name_en", "slug", "unit_zh", "unit_en")
        help_texts = {"slug": gettext_lazy("Latin letters, digits and hyphens; part of the public address.")}


class SearchForm(forms.Form):
    """A word that the names of rows must hold."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200, strip=True)
