import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from disclosures.tables import Column, Kind, Table, TableError, to_csv, to_ods, to_xlsx
from disclosures.tables.workbook import sheet_name

COLUMNS = [
    Column("code", "代碼", "Code"),
    Column("count", "件數", "Count", Kind.INTEGER),
    Column("rate", "比率", "Rate", Kind.DECIMAL),
    Column("signed", "簽署日", "Signed", Kind.DATE),
]
ROWS = [
    ["0164A", -3, Decimal("98.5"), date(2014, 2, 28)],
    ["=1+1", 0, Decimal("-0.25"), date(2026, 11, 21)],
    ["甲\n乙  丙丁<&>\"'", 34_200_000, Decimal("1E+3"), None],
    ["#N/A", 1, None, None],
]
SPREADSHEETS = [to_xlsx, to_ods]


def sample() -> Table:
    return Table("sample", "樣本", COLUMNS, ROWS)


def as_csv(table: Table, lang: str = "zh-hant") -> list[list[str]]:
    text = b"".join(to_csv(table, lang)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_csv_begins_with_a_byte_order_mark_and_ends_its_lines_with_crlf():
    data = b"".join(to_csv(sample(), "en"))

    assert data.startswith(b"\xef\xbb\xbfCode,Count,Rate,Signed\r\n0164A,-3,98.5,2014-02-28\r\n")
    assert data.endswith(b"\r\n")


def test_csv_defuses_formulas_in_texts_and_leaves_negative_numbers_alone():
    rows = as_csv(sample())

    assert rows[2] == ["'=1+1", "0", "-0.25", "2026-11-21"]
    assert rows[1][1] == "-3"
    assert rows[3][2] == "1000"


@pytest.mark.parametrize("text", ["=A1", "+1", "-1 度", "@SUM(1)", "\t=1", "\r=1", "＝A1"])
def test_csv_defuses_every_way_a_formula_may_begin(text):
    assert as_csv(Table("t", "t", COLUMNS[:1], [[text]]))[1] == [f"'{text}"]


def test_csv_leaves_a_lone_dash_for_nothing_as_it_is():
    assert as_csv(Table("t", "t", COLUMNS[:1], [["-"], ["－"]]))[1:] == [["-"], ["－"]]


def test_csv_is_written_before_the_rows_have_all_been_made():
    made = []

    def rows() -> Iterator[list[object]]:
        for number in range(100_000):
            made.append(number)
            yield [f"列 {number}", number, None, None]

    pieces = to_csv(Table("long", "長", COLUMNS, rows()), "zh-hant")
    next(pieces)
    next(pieces)

    assert 0 < len(made) < 10_000


@pytest.mark.parametrize("write", SPREADSHEETS)
def test_a_spreadsheet_gives_back_numbers_dates_and_texts_as_they_were(write):
    heading, first, second, third, fourth = as_sheet(write(sample(), "zh-hant"))

    assert heading == ["代碼", "件數", "比率", "簽署日"]
    assert first == ["0164A", -3, 98.5, date(2014, 2, 28)]
    assert second == ["=1+1", 0, -0.25, date(2026, 11, 21)]
    assert third[0] == "甲\n乙  丙丁<&>\"'"
    assert third[1:3] == [34_200_000, 1000]
    assert fourth[0] == "#N/A"


def test_a_workbook_holds_no_formula_and_no_error():
    cells = [cell for row in load_workbook(io.BytesIO(to_xlsx(sample(), "en"))).active.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} == {"s", "n", "d"}


def test_an_ods_spells_out_spaces_and_tabs_that_would_collapse():
    with zipfile.ZipFile(io.BytesIO(to_ods(Table("t", "t", COLUMNS[:1], [[" a   b\tc \td "]]), "en"))) as archive:
        content = archive.read("content.xml").decode()

    one = '<text:s text:c="1"/>'
    assert f'<text:p>{one}a<text:s text:c="3"/>b<text:tab/>c{one}<text:tab/>d{one}</text:p>' in content


@pytest.mark.parametrize("write", SPREADSHEETS)
def test_a_number_that_a_spreadsheet_would_change_is_written_as_text(write):
    row = as_sheet(
        write(Table("t", "t", COLUMNS[1:3], [[12345678901234567890, Decimal("0.1234567890123456789")]]), "en")
    )[1]

    assert row == ["12345678901234567890", "0.1234567890123456789"]


@pytest.mark.parametrize("write", SPREADSHEETS)
def test_a_text_longer_than_a_cell_ends_with_an_ellipsis_in_excel_and_is_whole_in_ods(write):
    text = as_sheet(write(Table("t", "t", COLUMNS[:1], [["字" * 40_000]]), "en"))[1][0]

    assert text == ("字" * 40_000 if write is to_ods else "字" * 32_766 + "…")


@pytest.mark.parametrize("write", SPREADSHEETS)
def test_a_table_with_more_rows_than_a_sheet_is_refused(write, monkeypatch):
    monkeypatch.setattr("disclosures.tables.workbook.MAX_ROWS", 2)
    monkeypatch.setattr("disclosures.tables.opendocument.MAX_ROWS", 2)

    with pytest.raises(TableError, match="use CSV"):
        write(sample(), "en")


@pytest.mark.parametrize("write", SPREADSHEETS)
def test_a_table_without_rows_still_has_its_headings(write):
    assert as_sheet(write(Table("t", "無資料", COLUMNS, []), "en")) == [["Code", "Count", "Rate", "Signed"]]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("績效目標/指標: [103年度]", "績效目標 指標 103年度"),
        ("字" * 40, "字" * 31),
        ("😀" * 40, "😀" * 15),
        ("'引號'", "引號"),
        ("History", "Table"),
        ("///", "Table"),
        ("", "Table"),
    ],
)
def test_sheet_names_are_such_as_excel_accepts(title, name):
    assert sheet_name(title) == name
    to_xlsx(Table("t", title, COLUMNS[:1], []), "en")


def test_an_ods_begins_with_its_uncompressed_media_type_and_is_well_formed():
    with zipfile.ZipFile(io.BytesIO(to_ods(sample(), "en"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in ("content.xml", "META-INF/manifest.xml"):
            ET.fromstring(archive.read(name))


@given(st.lists(st.text(), min_size=1, max_size=5), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_any_text_and_number_survive_every_format(texts, number):
    table = Table(
        "t", "t", [Column("a", "甲", "A"), Column("b", "乙", "B", Kind.DECIMAL)], [[t, number] for t in texts]
    )
    clean = [row[0] for row in table.clean_rows()]

    assert [Decimal(row[1]) for row in as_csv(table)[1:]] == [number] * len(texts)
    assert [row[0].removeprefix("'") for row in as_csv(table)[1:]] == [text.removeprefix("'") for text in clean]
    for write in SPREADSHEETS:
        assert len(as_sheet(write(table, "en"))) == len(texts) + 1
