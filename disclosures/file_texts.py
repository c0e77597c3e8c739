"""The text of attachments, taken out in the background so that search finds what is in a file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from wagtail.models import Page

from disclosures.actions import after_change, request
from disclosures.extraction import Extraction, Status, extract
from disclosures.models import File

STATUS = {Status.READY: File.TextStatus.READY, Status.EMPTY: File.TextStatus.EMPTY}


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
        format=found.format,
        pages=[[label, text] for label, text in found.pages],
        text_of_hash=file.get_file_hash(),
    )
    for page_pk in Page.objects.filter(attachments__file=file).values_list("pk", flat=True).distinct():
        request("page", page_pk)


def _read(file: File) -> Extraction:
    """Copies the file out of its storage, which need not be a disk, and reads it in the confined child."""
    with tempfile.TemporaryDirectory() as folder, file.open_file() as stored:
        place = Path(folder) / "file"
        with place.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        return extract(place, file.filename)
