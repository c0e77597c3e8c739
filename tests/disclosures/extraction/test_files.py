import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.archives import MAX_MEMBERS
from disclosures.files import (
    KINDS,
    MAX_FILE_BYTES,
    SENTENCES,
    Foreign,
    Format,
    UnreadableFile,
    check_archive,
    check_label,
    check_size,
    decode,
    recognise,
    sniff,
    unreadable,
)
from tests.disclosures.extraction import files


def put(folder: Path, data: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(data)
    return path


def refusal(check, *arguments) -> str:
    with pytest.raises(UnreadableFile) as caught:
        check(*arguments)
    return caught.value.code


@pytest.fixture
def docx(tmp_path):
    return files.word("第一段")


def test_the_format_is_that_of_the_content(tmp_path, docx):
    made = {
        Format.PDF: files.pdf("hello"),
        Format.DOCX: docx,
        Format.ODT: files.odt("文字", tmp_path),
        Format.XLSX: files.workbook({"一": [["a"]]}),
        Format.ODS: files.spreadsheet("a"),
        Format.TXT: "純文字\n".encode("cp950"),
    }

    assert {sniff(put(tmp_path, data)) for data in made.values()} == set(Format)
    for found, data in made.items():
        assert sniff(put(tmp_path, data)) is found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x05\x06" + bytes(18), "unsupported"),
        (b"PK\x03\x04 torn", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"<!DOCTYPE html><p>x", "unsupported"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><x/>", "unsupported"),
        (bytes(100), "unsupported"),
        (b"\xff" * 100, "not_text"),
        (files.compound("WordDocument"), "unsupported"),
        (files.compound("EncryptedPackage"), "encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, data, code):
    assert refusal(sniff, put(tmp_path, data)) == code


def test_a_document_cut_short_is_damaged(tmp_path, docx):
    assert refusal(sniff, put(tmp_path, docx[: len(docx) // 2])) == "damaged"


def test_an_encrypted_text_document_is_told_from_a_damaged_one(tmp_path):
    assert refusal(sniff, put(tmp_path, files.encrypted_odt(files.odt("秘密", tmp_path)))) == "encrypted"


def archive_of(members: dict[str, str], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_documents_that_leave_out_what_they_are_called_are_known_by_what_they_hold():
    text = "application/vnd.oasis.opendocument.text"
    whole = f"<m:file-entry m:full-path='/' m:media-type='{text}'/>"
    assert recognise(archive_of({"mimetype": f"{text}-template"})) is Format.ODT
    assert recognise(archive_of({"content.xml": "", "META-INF/manifest.xml": whole})) is Format.ODT
    assert recognise(archive_of({"word/document.xml": "<w:document/>"})) is Format.DOCX


def test_an_archive_compressed_in_an_unusual_way_is_not_unpacked():
    lzma = archive_of({"mimetype": "application/vnd.oasis.opendocument.text"}, zipfile.ZIP_LZMA)
    assert refusal(recognise, lzma) == "damaged"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1 x}", Foreign.RTF),
        (b"\xff\xd8\xff\xe0", Foreign.JPEG),
        (b"<body><p>x", Foreign.MARKUP),
        (bytes(100), Foreign.BINARY),
        (files.compound("WordDocument"), Foreign.OLD_OFFICE),
        (archive_of({"a.txt": "x"}), Foreign.ZIP),
    ],
)
def test_a_kind_that_is_not_read_is_named(tmp_path, data, kind):
    assert recognise(data) is kind
    with pytest.raises(UnreadableFile) as caught:
        sniff(put(tmp_path, data))
    assert KINDS[kind][0] in caught.value.zh
    assert KINDS[kind][1] in caught.value.en


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 999_999)
)
def test_however_an_archive_is_broken_it_is_a_document_or_refused(docx, changes, cut):
    data = bytearray(docx)
    for place, value in changes:
        data[place % len(data)] = value
    data = data[: cut % (8 * len(data))]
    outcome = ""
    try:
        recognise(bytes(data))
        check_archive(bytes(data))
    except UnreadableFile as refused:
        outcome = refused.code
    assert outcome in {"", "damaged", "encrypted", "bomb", "not_text"}


def test_a_text_of_dos_is_text(tmp_path):
    assert sniff(put(tmp_path, "道路\r\n\x1a".encode("cp950"))) is Format.TXT


def test_another_archive_is_no_document(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")

    assert refusal(sniff, put(tmp_path, stream.getvalue())) == "unsupported"


def test_a_file_may_have_fifty_megabytes_and_no_more():
    check_size(MAX_FILE_BYTES)

    with pytest.raises(UnreadableFile, match="51 MB") as caught:
        check_size(MAX_FILE_BYTES + 1)
    assert caught.value.code == "too_large"
    assert "50 MB" in caught.value.zh


def test_size_is_looked_at_before_content(tmp_path):
    assert refusal(sniff, put(tmp_path, b"x" * 11), 10) == "too_large"


def test_a_text_whose_beginning_ends_within_a_character_is_still_text(tmp_path):
    for shift in range(3):
        assert sniff(put(tmp_path, ("x" * shift + "字" * 30_000).encode())) is Format.TXT


@pytest.mark.parametrize(
    ("found", "name"), [(Format.PDF, "a.PDF"), (Format.TXT, "a.csv"), (Format.ODT, "no suffix"), (Format.TXT, "讀我")]
)
def test_a_right_or_missing_suffix_is_accepted(found, name):
    check_label(found, name)


@pytest.mark.parametrize(("found", "name"), [(Format.PDF, "計畫.docx"), (Format.ODT, "x.doc"), (Format.TXT, "x.pdf")])
def test_a_wrong_suffix_is_named_in_both_languages(found, name):
    with pytest.raises(UnreadableFile) as caught:
        check_label(found, name)

    assert caught.value.code == "mislabelled"
    assert name in caught.value.message("zh-hant")
    assert found.value in caught.value.message("en")


@pytest.mark.parametrize(("found", "remedy"), [(Format.ODT, ".odt"), (Foreign.RTF, ".docx")])
def test_a_wrong_suffix_is_refused_with_what_to_do(found, remedy):
    with pytest.raises(UnreadableFile) as caught:
        check_label(found, "計畫.pdf")

    assert remedy in caught.value.zh
    assert remedy in caught.value.en
    assert KINDS[found][0] in caught.value.zh


def test_good_documents_pass_the_inspection(tmp_path, docx):
    for data in (docx, files.odt("文字", tmp_path), files.workbook({"一": [["a"]]}), files.spreadsheet("a")):
        check_archive(put(tmp_path, data))


def test_a_bomb_is_refused_by_what_it_declares(tmp_path, docx):
    bomb = files.changed(docx, {files.DOCUMENT: lambda xml: xml + b" " * 60_000_000})

    assert len(bomb) < 200_000
    assert refusal(check_archive, put(tmp_path, bomb)) == "bomb"


def test_a_bomb_that_declares_little_is_refused_by_what_it_really_holds(tmp_path, docx):
    bomb = files.changed(docx, {files.DOCUMENT: lambda xml: xml + b" " * 60_000_000})
    lying = files.with_central_directory_entry(
        bomb, files.DOCUMENT, lambda data, at: struct.pack_into("<L", data, at + 24, 1000)
    )

    assert refusal(check_archive, put(tmp_path, lying)) == "bomb"


def test_members_that_share_their_bytes_are_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "x" * 1000)
        archive.writestr("b.xml", "y" * 1000)
    overlapping = files.with_central_directory_entry(
        stream.getvalue(), "b.xml", lambda data, at: struct.pack_into("<L", data, at + 42, 0)
    )

    assert refusal(check_archive, put(tmp_path, overlapping)) == "bomb"


def test_too_many_members_are_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(str(number), b"")

    assert refusal(check_archive, put(tmp_path, stream.getvalue())) == "bomb"


def test_a_member_whose_bytes_were_changed_is_damaged(tmp_path, docx):
    def other_checksum(data: bytearray, at: int) -> None:
        data[at + 16] ^= 0xFF

    tampered = files.with_central_directory_entry(docx, files.DOCUMENT, other_checksum)
    assert refusal(check_archive, put(tmp_path, tampered)) == "damaged"


def test_a_member_under_a_password_is_refused(tmp_path, docx):
    def flag(data: bytearray, at: int) -> None:
        data[at + 8] |= 1

    encrypted = files.with_central_directory_entry(docx, files.DOCUMENT, flag)
    assert refusal(check_archive, put(tmp_path, encrypted)) == "encrypted"


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "c:\\windows"])
def test_paths_that_lead_out_of_the_archive_are_refused(tmp_path, docx, name):
    assert refusal(check_archive, put(tmp_path, files.changed(docx, {}, {name: b""}))) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [0, 256 * 1024 - 5])
def test_a_part_that_declares_entities_is_refused_wherever_it_does(tmp_path, docx, encoding, before):
    evil = b" " * before + '<!ENTITY a "b">'.encode(encoding)

    assert refusal(check_archive, put(tmp_path, files.changed(docx, {}, {"word/x.xml": evil}))) == "damaged"


@given(st.binary(max_size=400))
def test_no_archive_breaks_the_inspection(tmp_path_factory, tail):
    path = put(tmp_path_factory.mktemp("any"), b"PK\x03\x04" + tail)

    assert refusal(sniff, path) in {"damaged", "unsupported", "encrypted"}
    assert refusal(check_archive, path) in {"damaged", "encrypted", "bomb"}


@pytest.mark.parametrize(
    ("text", "stored", "found"),
    [
        ("施政計畫", "utf-8", "utf-8"),
        ("施政計畫", "utf-8-sig", "utf-8-sig"),
        ("施政計畫", "utf-16", "utf-16"),
        ("臺中市政府施政計畫", "cp950", "cp950"),
        ("游錫堃先生", "big5hkscs", "big5hkscs"),
        ("中华人民共和国政府信息公开条例", "gb18030", "gb18030"),
        ("plain", "ascii", "utf-8"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text, stored, found):
    assert decode(text.encode(stored)) == (text, found)


def test_a_publisher_may_name_the_encoding():
    data = "发展".encode("gb18030")

    assert decode(data, "gb18030") == ("发展", "gb18030")
    assert refusal(decode, data, "ascii") == "damaged"
    assert refusal(decode, data, "no-such-encoding") == "damaged"


def test_line_ends_become_newlines_and_marks_go():
    assert decode("\ufeff一\r\n二\r三\n".encode("utf-8"))[0] == "一\n二\n三\n"
    assert decode("一\r\n".encode("utf-16"))[0] == "一\n"


@pytest.mark.parametrize("data", [b"\x00\x01\x02", bytes(range(32)) * 4, b"\xff\xfe\x00", b"\xff\xff\xff"])
def test_what_is_no_text_is_not_decoded(data):
    assert refusal(decode, data) == "not_text"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf_8_comes_back_as_it_was(text):
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_text_or_refused(data):
    try:
        text, encoding = decode(data)
    except UnreadableFile as refused:
        text, encoding = "", refused.code

    assert "\0" not in text
    assert encoding in {"utf-8", "utf-8-sig", "utf-16", "cp950", "big5hkscs", "gb18030", "not_text"}


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_has_a_whole_sentence_in_each_language(code):
    details = {"size": "51 MB", "limit": "50 MB", "kind": "RTF", "name": "甲.doc", "remedy": ("請更名。", "Rename it.")}
    refused = unreadable(code, **details)

    assert refused.message("zh-hant").endswith("。")
    assert refused.message("en").endswith(".")
    assert "{" not in refused.zh + refused.en
