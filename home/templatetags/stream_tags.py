"""The headings of a stream of blocks, for a table of contents."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.blocks import StreamValue

register = template.Library()


@register.filter
def headings(body: StreamValue) -> list[Any]:
    """The ``heading`` blocks of a stream, each with its lasting ``id``."""
    return [block for block in body if block.block_type == "heading"]
