"""The home page and plain pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from portal.pages import BasePage

TEXT_FEATURES = ["bold", "link", "document-link", "ol", "ul", "blockquote"]


class HomePage(BasePage):
    """The first page of each language."""

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Finds the page below by its whole address at once instead of one query for each level of the tree."""
        addresses = [f"{self.url_path}{'/'.join(path_components[:n])}/" for n in range(1, len(path_components) + 1)]
        nearest = self.get_descendants().filter(url_path__in=addresses).order_by("-depth").first()
        if nearest is None:
            return super().route(request, path_components)
        return nearest.specific.route(request, path_components[nearest.depth - self.depth :])

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        from home.front import front_context

        return {**super().get_context(request, *args, **kwargs), **front_context(self)}


class TextPage(BasePage):
    """A plain page: policies, help, explanations."""

    body = StreamField(
        [
            ("heading", CharBlock(max_length=200, label=_("heading"))),
            ("text", RichTextBlock(features=TEXT_FEATURES, label=_("text"))),
        ],
        verbose_name=_("text"),
    )
    in_footer = models.BooleanField(_("link in the footer"), default=False)

    template = "home/text_page.html"
    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
    ]
    promote_panels: ClassVar[list[Panel]] = [*BasePage.promote_panels, FieldPanel("in_footer")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        TranslatableField("body"),
        TranslatableField("attachments"),
        SynchronizedField("in_footer"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("in_footer"),
    ]

    class Meta:
        verbose_name = _("plain page")
