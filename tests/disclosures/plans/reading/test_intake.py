"""Files that cannot be read as a plan get a clear sentence in both languages, and nothing else happens."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from fpdf import FPDF

from disclosures.plans.reading import (
    PlanReading,
    UnreadableDocument,
    intake,
    read_intake,
    read_plan,
    take_in_bytes,
)

from .makers import make, odt_file
from .samples import ITEMS, RESULTS


def refusal(path: Path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_plan(path, known_agencies=[])
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")
    return caught.value


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["plan.odt", "plan.docx", "plan.pdf", "plan.txt"])
@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", bytes(40)], ids=["no bytes", "blanks", "zeros"])
def test_an_empty_file_is_said_to_be_empty(name: str, data: bytes, tmp_path: Path) -> None:
    assert refusal(write(tmp_path, name, data)).code == "empty"


def test_a_missing_file_and_a_folder_are_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.odt").code == "missing"
    assert refusal(tmp_path).code == "missing"


def test_a_file_over_50_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    with path.open("wb") as file:
        file.truncate(intake.MAX_BYTES + 1)
    found = refusal(path)
    assert found.code == "too_large"
    assert "50 MB" in found.zh


def test_a_name_that_promises_another_kind_says_what_the_content_is(tmp_path: Path) -> None:
    docx = make(ITEMS, tmp_path / "plan.docx").read_bytes()
    for name, data, said in [
        ("a.odt", docx, "DOCX"),
        ("a.pdf", docx, "DOCX"),
        ("a.txt", docx, "DOCX"),
        ("a.docx", make(ITEMS, tmp_path / "plan.odt").read_bytes(), "ODT"),
        ("a.docx", make(ITEMS, tmp_path / "plan.pdf").read_bytes(), "PDF"),
        ("a.pdf", "只有文字".encode(), "plain text"),
        ("a.docx", b"{\\rtf1 plan}", "RTF"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(60), "picture"),
        ("a.txt", b"<!DOCTYPE html><html></html>", "web page"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
    ]:
        found = refusal(write(tmp_path, name, data))
        assert (found.code, said in found.en) == ("mislabelled", True), name


def test_a_spreadsheet_named_as_a_document_is_mislabelled(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert refusal(write(tmp_path, "a.odt", buffer.getvalue())).code == "mislabelled"


@pytest.mark.parametrize("name", ["plan.doc", "plan.rtf", "plan.xlsx", "plan"])
def test_an_ending_that_is_not_supported_says_which_are(name: str, tmp_path: Path) -> None:
    found = refusal(write(tmp_path, name, "文字".encode()))
    assert found.code == "unsupported"
    assert ".odt" in found.zh


def test_a_pdf_with_a_password_is_encrypted(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(text="Annual Plan 2025")
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.output(str(tmp_path / "a.pdf"))
    found = refusal(tmp_path / "a.pdf")
    assert found.code == "encrypted"
    assert "密碼" in found.zh


def test_an_odt_and_a_docx_with_a_password_are_encrypted(tmp_path: Path) -> None:
    odt_file(tmp_path / "a.odt", "", manifest_extra='<manifest:encryption-data xmlns:manifest="m"/>')
    assert refusal(tmp_path / "a.odt").code == "encrypted"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    assert refusal(write(tmp_path, "a.docx", ole)).code == "encrypted"


def test_a_pdf_of_pictures_is_a_scan(tmp_path: Path) -> None:
    from PIL import Image

    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.image(Image.new("RGB", (60, 60), "white"), x=10, y=10, w=180)
    pdf.output(str(tmp_path / "a.pdf"))
    found = refusal(tmp_path / "a.pdf")
    assert found.code == "scanned"
    assert "掃描" in found.zh


def test_a_document_without_a_word_has_no_text(tmp_path: Path) -> None:
    make([], tmp_path / "a.docx")
    assert refusal(tmp_path / "a.docx").code == "no_text"
    odt_file(tmp_path / "a.odt", "<text:p/>")
    assert refusal(tmp_path / "a.odt").code == "no_text"


@pytest.mark.parametrize("kind", [".odt", ".docx", ".pdf"])
def test_half_a_file_is_damaged(kind: str, tmp_path: Path) -> None:
    data = make(ITEMS, tmp_path / f"whole{kind}").read_bytes()
    assert refusal(write(tmp_path, f"half{kind}", data[: len(data) // 3])).code == "damaged"


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for number in range(31):
            archive.writestr(f"{number}.xml", bytes(10 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert refusal(path).code == "bomb"


def test_one_huge_member_is_not_parsed(tmp_path: Path) -> None:
    odt_file(tmp_path / "a.odt", "<text:p>" + "x" * (intake.MAX_XML + 10) + "</text:p>")
    assert refusal(tmp_path / "a.odt").code == "bomb"
    with zipfile.ZipFile(tmp_path / "a.odt", "a") as archive:  # now the whole is not out of proportion
        archive.writestr("Pictures/a.png", random.Random(1).randbytes(400_000))
    assert refusal(tmp_path / "a.odt").code == "bomb"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
    ],
    ids=["outside file", "growing entities"],
)
def test_xml_that_declares_entities_is_refused(declaration: str, tmp_path: Path) -> None:
    make(ITEMS, tmp_path / "good.docx")
    with (
        zipfile.ZipFile(tmp_path / "good.docx") as good,
        zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad,
    ):
        for name in good.namelist():
            data = good.read(name)
            if name == "word/document.xml":
                data = data.replace(b"?>", b"?>" + declaration.encode(), 1)
            bad.writestr(name, data)
    assert refusal(tmp_path / "bad.docx").code == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950", "big5hkscs", "gb18030"])
def test_text_is_read_in_the_encodings_of_the_field(encoding: str, tmp_path: Path) -> None:
    text = "南港市政府工務局113年度施政計畫\n\n壹、前言\n\n本局辦理道路養護及公園綠化。\n"
    found = read_plan(write(tmp_path, "a.txt", text.encode(encoding)), known_agencies=[])
    assert (found.fiscal_year, found.sections[0].heading) == (2024, "壹、前言")


def test_bytes_in_no_encoding_are_not_text(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "a.txt", b"\xff\xff\x81\xfe\xff" * 30)).code == "not_text"


@pytest.mark.parametrize("kind", [".odt", ".docx", ".pdf", ".txt"])
def test_no_broken_file_ends_in_anything_but_a_reading_or_a_refusal(kind: str, tmp_path: Path) -> None:
    whole = make(RESULTS, tmp_path / f"plan{kind}").read_bytes()
    chance = random.Random(kind)
    outcomes = set()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            outcomes.add(type(read_intake(take_in_bytes(bytes(data), kind), known_agencies=[])))
        except UnreadableDocument as error:
            outcomes.add(type(error))
    assert outcomes <= {PlanReading, UnreadableDocument}
    assert UnreadableDocument in outcomes
