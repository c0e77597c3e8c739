"""The editor's form of a page: in a translation that is kept by hand, facts cannot be changed, only words."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields


class PageForm(WagtailAdminPageForm):
    """Locks what follows the source: its facts, and which rows there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.source:
            _lock(self, type(self.instance))
            for formset in self.formsets.values():
                if issubclass(formset.model, TranslatableMixin):
                    _lock_rows(formset)


def _lock(form: BaseForm, model: type) -> None:
    """Disabled fields keep their value whatever a browser sends."""
    for field in get_translatable_fields(model):
        is_fact = isinstance(field, SynchronizedField) and not field.overridable
        if is_fact and field.field_name in form.fields:
            form.fields[field.field_name].disabled = True
            form.fields[field.field_name].help_text = _("Follows the Chinese page.")


def _lock_rows(formset: Any) -> None:
    rows = formset.initial_form_count()
    formset.min_num = formset.max_num = rows
    formset.validate_min = formset.validate_max = True
    for code in ("too_few_forms", "too_many_forms"):
        formset.error_messages[code] = _(
            "Rows are added and deleted on the Chinese page; here they are only translated."
        )
    for form in formset.forms:
        _lock(form, formset.model)
