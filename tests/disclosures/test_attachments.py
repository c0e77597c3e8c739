"""The text of an attachment is read in the background and serves search; an unreadable file harms nobody."""

from __future__ import annotations

import pytest

from disclosures.models import File
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_uploaded_file_is_read_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = factories.file(content="備忘錄全文如下".encode())
        assert stored.text_status == File.TextStatus.WAITING
    stored.refresh_from_db()
    assert stored.text_status == File.TextStatus.READY
    assert "備忘錄全文如下" in stored.pages[0][1]
    assert stored.format == "TXT"


def test_a_damaged_file_is_kept_with_a_sentence_in_both_languages(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = factories.file("broken.pdf", b"%PDF-1.7 this is no document")
    stored.refresh_from_db()
    assert stored.text_status == File.TextStatus.FAILED
    assert stored.text_message_zh
    assert stored.text_message_en


def test_a_file_whose_content_did_not_change_is_not_read_again(django_capture_on_commit_callbacks, monkeypatch):
    with django_capture_on_commit_callbacks(execute=True):
        stored = factories.file()
    stored.refresh_from_db()
    with django_capture_on_commit_callbacks() as waiting:
        stored.title = "新標題"
        stored.save()
    assert not [callback for callback in waiting if "_hand_over" in repr(callback)]
