"""Translating a page by words that are known, through wagtail-localize's own memory: the desk shows them as usual."""

from __future__ import annotations

from collections.abc import Mapping

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from portal import translations


def translate_page(page: Page, locale: Locale, words: Mapping[str, str]) -> list[str]:
    """Publishes ``page`` in ``locale`` with the words given (source text → translation); returns texts that had none.

    Raises SourceNotPublished for a page that is not public.
    """
    known = {_stored(source): _stored(target) for source, target in words.items() if source and target}
    translation = translations.begin(page, locale)
    missing = []
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        if segment.string.data not in known:
            missing.append(segment.string.data)
            continue
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": known[segment.string.data],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            },
        )
    translations.publish(translation)
    return missing


def _stored(text: str) -> str:
    """A plain text as wagtail-localize keeps it (escaped, ``<br>`` for line breaks)."""
    return str(StringValue.from_plaintext(text.strip()).data)
