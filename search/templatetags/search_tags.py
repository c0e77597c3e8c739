"""Tags of the search page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search import registry
from search.engine.base import Hit, Part

register = template.Library()


@register.simple_tag
def marked(parts: Iterable[Part]) -> SafeString:
    """A snippet: escaped text with `<mark>` where it answers the query."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part.text) if part.marked else part.text,) for part in parts)
    )


@register.simple_tag
def kind_name(hit: Hit) -> str:
    """The name of a hit's kind in the reader's language; empty when the section gave none."""
    return registry.label("kind", hit.kind, " ").strip()
