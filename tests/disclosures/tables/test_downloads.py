import json
from urllib.parse import quote

import pytest

from disclosures.tables import FORMATS, Column, Kind, Table, download_response, filename

TABLE = Table(
    "indicators", "指標", [Column("n", "名稱", "Name"), Column("v", "值", "Value", Kind.INTEGER)], [["依限辦結率", 98]]
)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_served_with_its_type_as_an_attachment(format):
    response = download_response(TABLE, format, "indicators-2014", "zh-hant")

    assert response.headers["Content-Type"] == FORMATS[format]
    assert response.headers["Content-Disposition"] == f'attachment; filename="indicators-2014.{format}"'
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert len(body) > 10


def test_a_chinese_file_name_is_spelled_as_rfc_5987_asks():
    response = download_response(TABLE, "csv", "指標-2014", "zh-hant")

    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('指標-2014.csv')}"


def test_the_json_download_holds_the_rows():
    assert json.loads(download_response(TABLE, "json", "x", "en").content) == [{"n": "依限辦結率", "v": 98}]


def test_another_format_is_an_error():
    with pytest.raises(KeyError):
        download_response(TABLE, "exe", "x", "en")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ((2014, "研考會"), "indicators-2014-研考會"),
        (("../../etc/passwd",), "indicators-etc-passwd"),
        (('a"b\r\nX: y',), "indicators-a-b-X-y"),
        (("", "..."), "indicators"),
    ],
)
def test_file_names_tell_tables_apart_and_hold_nothing_odd(parts, name):
    assert filename(TABLE, *parts) == name


def test_file_names_stay_short():
    assert len(filename(TABLE, "長" * 500)) <= 80
