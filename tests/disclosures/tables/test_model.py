from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from disclosures.tables import Column, Kind, Table, TableError, to_json_rows

COLUMNS = [
    Column("code", "代碼", "Code"),
    Column("count", "件數", "Count", Kind.INTEGER),
    Column("rate", "比率", "Rate", Kind.DECIMAL),
    Column("signed", "簽署日", "Signed", Kind.DATE),
    Column("year", "年度", "Year", Kind.YEAR),
]


def table(*rows: list[object]) -> Table:
    return Table("sample", "樣本", COLUMNS, rows)


def test_json_rows_keep_numbers_dates_codes_and_unknowns_apart():
    rows = to_json_rows(table(["0164A", 3, Decimal("81.50"), date(2014, 2, 28), 2014], [None] * 5))

    assert rows[0] == {"code": "0164A", "count": 3, "rate": 81.5, "signed": "2014-02-28", "year": 2014}
    assert rows[1] == {"code": None, "count": None, "rate": None, "signed": None, "year": None}


def test_a_whole_decimal_becomes_a_whole_number_however_large():
    row = to_json_rows(table(["", 1, Decimal("12345678901234567890"), None, 2014]))[0]

    assert row["rate"] == 12345678901234567890
    assert isinstance(row["rate"], int)


def test_headings_follow_the_language_of_the_reader():
    assert table().headings("zh-hant")[0] == "代碼"
    assert table().headings("en")[0] == "Code"


def test_lazy_and_safe_texts_become_plain_texts_without_illegal_characters():
    columns = [Column("a", "甲", "A"), Column("b", "乙", "B")]
    rows = to_json_rows(Table("t", "t", columns, [[gettext_lazy("Plan"), mark_safe("x\0\ud800\uffffy")]]))

    assert rows[0]["b"] == "xy"
    assert type(rows[0]["a"]) is str


@pytest.mark.parametrize(
    ("position", "value"),
    [
        (1, "3"),
        (1, True),
        (1, Decimal(3)),
        (2, 0.1),
        (2, Decimal("NaN")),
        (2, Decimal("Infinity")),
        (3, "2014-01-01"),
        (3, datetime(2014, 1, 1)),
        (4, "103"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_row_and_column(position, value):
    row: list[object] = ["x", 1, Decimal(1), date(2014, 1, 1), 2014]
    row[position] = value

    with pytest.raises(TableError, match=rf"sample: row 1, column {COLUMNS[position].key}"):
        to_json_rows(table(row))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(TableError, match="row 2 has 1 values for 5 columns"):
        to_json_rows(table([None] * 5, ["x"]))
