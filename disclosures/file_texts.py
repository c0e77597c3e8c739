"""The text of attachments, taken out in the background so that search finds what is in a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from wagtail.models import Page

from disclosures.actions import after_change, request
from disclosures.extraction import extract
from disclosures.models import File

STATUS = {"ready": File.TextStatus.READY, "empty": File.TextStatus.EMPTY}


@after_change("file", name="extract-text")
def extract_text(pk: int) -> None:
    """Reads the file once for each content (by its hash) and asks for a new index entry of every page it hangs on."""
    file = File.objects.filter(pk=pk).first()
    if file is None:
        return
    found = _read(file)
    File.objects.filter(pk=pk).update(
        text_status=STATUS.get(found.status, File.TextStatus.FAILED),
        text_message_zh=found.message_zh,
        text_message_en=found.message_en,
        format=found.format or "",
        pages=[[label, text] for label, text in found.pages],
        text_of_hash=file.get_file_hash(),
    )
    for page_pk in Page.objects.filter(attachments__file=file).values_list("pk", flat=True).distinct():
        request("page", page_pk)
