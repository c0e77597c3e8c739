"""The government-information section itself: an introduction and the doors to its parts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from portal.pages import BasePage
from portal.visibility import visible


class DisclosuresPage(BasePage):
    """Government information (政府資訊公開): what the law asks to publish and where each kind is."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul", "ol"])

    template = "disclosures/disclosures_page.html"
    max_count_per_parent = 1
    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("introduction")]
    translatable_fields: ClassVar[list[Any]] = [*BasePage.translatable_fields, TranslatableField("introduction")]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("government information section")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["parts"] = visible(self.get_children()).specific()
        return context
