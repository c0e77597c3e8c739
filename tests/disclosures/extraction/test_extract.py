import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from disclosures.extraction import Extraction, Limits, Status, extract
from disclosures.extraction.process import ROOT
from disclosures.extraction.readers import Text, clean, unwrap
from tests.disclosures.extraction import files
from tests.disclosures.extraction.files import SENTENCE

DOCUMENTS = Path(os.environ.get("DAYLIGHT_DOCUMENTS", ROOT.parent / "shared" / "documents"))
QUICK = Limits(seconds=30)


def read(folder: Path, data: bytes, filename: str, limits: Limits = QUICK) -> Extraction:
    path = folder / "stored-under-another-name"
    path.write_bytes(data)
    return extract(path, filename, limits)


def test_a_pdf_is_read_page_by_page(tmp_path):
    found = read(tmp_path, files.pdf("On time.", "Late."), "report.pdf")

    assert found == Extraction(Status.READY, (("1", "On time."), ("2", "Late.")), "PDF")


def test_a_word_document_is_read_with_the_cells_of_its_tables_apart(tmp_path):
    found = read(tmp_path, files.word(SENTENCE, cells=(("指標", "目標值"), ("依限辦結率", "98%"))), "計畫.docx")

    assert found.format == "DOCX"
    assert [line for line in found.pages[0][1].split("\n") if line] == [SENTENCE, "指標 \t目標值", "依限辦結率 \t98%"]


def test_a_text_document_is_read_without_breaking_long_lines(tmp_path):
    long = "依法行政" * 100
    found = read(tmp_path, files.odt(f"# 標題\n\n{long}\n\n註[^1]\n\n[^1]: 腳註也找得到", tmp_path), "計畫.odt")

    assert found.format == "ODT"
    assert {"標題", long} <= set(found.pages[0][1].split("\n"))
    assert "腳註也找得到" in found.pages[0][1]


def test_a_workbook_is_read_sheet_by_sheet_and_what_is_hidden_stays_hidden(tmp_path):
    rows = [["機關", "件數", "日期"], ["0164A", 22, date(2014, 2, 28)], ["研考會", 98.5, True]]
    found = read(
        tmp_path, files.workbook({"一月": rows, "底稿": [["勿公開"]], "二月": [["x"]]}, hidden="底稿"), "件數.xlsx"
    )

    assert found.pages == (("一月", "機關\t件數\t日期\n0164A\t22\t2014-02-28\n研考會\t98.5\tTRUE"), ("二月", "x"))
    assert found.format == "XLSX"


def test_a_spreadsheet_is_read_under_the_name_of_its_sheet(tmp_path):
    assert read(tmp_path, files.spreadsheet("備忘錄"), "a.ods") == Extraction(
        Status.READY, (("件數", "事項\n備忘錄"),), "ODS"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950", "gb18030"])
def test_plain_text_is_read_in_its_encoding(tmp_path, encoding):
    assert read(tmp_path, f"{SENTENCE}\r\n第二行".encode(encoding), "a.txt").pages == (("", f"{SENTENCE}\n第二行"),)


@pytest.mark.parametrize(
    ("data", "status", "found", "said"),
    [
        (b"", Status.EMPTY, "", "0 位元組"),
        (files.pdf("x", password="pass"), Status.ENCRYPTED, "PDF", "密碼"),
        (files.compound("EncryptedPackage"), Status.ENCRYPTED, "", "密碼"),
        (files.compound("WordDocument"), Status.UNSUPPORTED, "", "可用的格式"),
        (files.scanned_pdf(), Status.EMPTY, "PDF", "掃描"),
        (files.word(), Status.EMPTY, "DOCX", "沒有文字"),
        (files.pdf("x")[:300], Status.DAMAGED, "PDF", "毀損"),
        (files.word("x")[:-40], Status.DAMAGED, "", "毀損"),
        (b" \n", Status.EMPTY, "TXT", "沒有文字"),
        (b"\x89PNG\r\n\x1a\n", Status.UNSUPPORTED, "", "PNG"),
        (b"\xff" * 100, Status.UNSUPPORTED, "", "Big5"),
    ],
)
def test_a_file_without_readable_text_has_a_status_and_a_sentence_in_both_languages(
    tmp_path, data, status, found, said
):
    extraction = read(tmp_path, data, "a.pdf")

    assert (extraction.status, extraction.format, extraction.pages) == (status, found, ())
    assert said in extraction.message("zh-hant")
    assert extraction.message("en").endswith(".")


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    assert read(tmp_path, files.pdf("free to read", owner="secret"), "a.pdf").pages == (("1", "free to read"),)


def test_a_broken_part_inside_a_sound_archive_is_damaged(tmp_path):
    broken = files.changed(files.word("x"), {files.DOCUMENT: lambda xml: xml[:200]})

    assert read(tmp_path, broken, "a.docx").status is Status.DAMAGED


def test_a_bomb_is_too_large(tmp_path):
    bomb = files.changed(files.word("x"), {files.DOCUMENT: lambda xml: xml + b" " * 60_000_000})

    assert read(tmp_path, bomb, "a.docx").status is Status.TOO_LARGE


def test_a_file_over_the_limit_is_too_large_and_not_opened(tmp_path):
    found = read(tmp_path, files.pdf("x"), "a.pdf", Limits(file_bytes=100))

    assert (found.status, found.format) == (Status.TOO_LARGE, "")


def test_a_sheet_with_a_cell_at_the_end_of_the_world_is_too_large(tmp_path):
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = files.changed(
        files.workbook({"一": [["a"]]}), {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetData>", far)}
    )

    assert read(tmp_path, data, "a.xlsx").status is Status.TOO_LARGE


def test_a_document_that_needs_too_long_is_stopped(tmp_path):
    paragraphs = b"<w:p><w:r><w:t>a b</w:t></w:r></w:p>" * 150_000
    slow = files.changed(
        files.word("x"), {files.DOCUMENT: lambda xml: xml.replace(b"<w:body>", b"<w:body>" + paragraphs)}
    )

    assert read(tmp_path, slow, "a.docx", Limits(seconds=1)).status is Status.TIMEOUT


def test_a_mislabelled_file_is_read_as_what_it_is_and_the_editor_is_told(tmp_path):
    found = read(tmp_path, files.pdf("x"), "計畫.docx")

    assert (found.status, found.format) == (Status.READY, "PDF")
    assert "計畫.docx" in found.message_zh
    assert "PDF" in found.message_en


def test_a_long_text_is_cut_short_and_says_so(tmp_path):
    found = read(tmp_path, ("字" * 5000).encode(), "a.txt", Limits(characters=1000))

    assert (found.truncated, found.pages) == (True, (("", "字" * 1000),))
    assert "1,000" in found.message_zh
    assert "1,000" in found.message_en


def test_only_the_first_pages_of_a_long_pdf_are_taken(tmp_path):
    found = read(tmp_path, files.pdf("one", "two", "three"), "a.pdf", Limits(pages=2))

    assert (found.truncated, [label for label, _ in found.pages]) == (True, ["1", "2"])
    assert not read(tmp_path, files.pdf("one", "two"), "a.pdf", Limits(pages=2)).truncated


def test_a_missing_file_is_the_caller_s_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        extract(tmp_path / "nothing.pdf", "nothing.pdf")


def test_a_file_name_is_never_obeyed(tmp_path):
    path = tmp_path / "--output=x"
    path.write_bytes(files.word(SENTENCE))

    assert extract(path, "../../etc/$(touch x)\n.docx", QUICK).pages == (("", SENTENCE),)
    assert [each.name for each in tmp_path.iterdir()] == ["--output=x"]


def test_what_no_database_can_keep_is_removed():
    assert clean("a\0b\x07\ud800\u00ad c  \r\n\r\n\r\n\r\nd\n") == "ab c\n\nd"


def test_lines_broken_by_the_edge_of_the_page_or_a_narrow_column_are_joined():
    full = "依據本府中程施政綱領未來願景訂定中程施政計畫作為業務推動之指引並據以擬定備忘"

    assert unwrap(f"{full}\n錄之公開\n") == f"{full}錄之公開\n"
    assert unwrap(f"{full}\n\n衡量指\n標\n103 年\n") == f"{full}\n\n衡量指標\n103 年\n"
    assert unwrap("one two three four five six seven\neight nine ten eleven twelve and\nend") == (
        "one two three four five six seven eight nine ten eleven twelve and end"
    )


def test_pages_stop_where_there_is_no_more_room():
    text = Text(max_pages=5, max_characters=4)

    assert text.add("1", "abc")
    assert not text.add("2", "def")
    assert text.pages == [("1", "abc"), ("2", "d")]
    assert text.truncated


def test_the_child_starts_without_django():
    script = "import disclosures.extraction.child, sys; print('django' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said == "False\n"


@pytest.mark.skipif(
    not DOCUMENTS.is_dir() and os.environ.get("CI") != "true", reason="the plan documents are not beside the repository"
)
@pytest.mark.parametrize("year", [103, 107])
def test_the_same_plan_gives_the_same_words_in_every_format(year):
    texts = {path.suffix: extract(path, path.name) for path in sorted(DOCUMENTS.glob(f"plan-{year}-*"))}

    assert set(texts) == {".docx", ".odt", ".pdf", ".txt"}
    for found in texts.values():
        assert found.status is Status.READY
        assert found.message_zh == ""
        whole = "".join(text for _, text in found.pages)
        for word in ("施政計畫", "研究發展", "陳情", "1999"):
            assert word in whole
