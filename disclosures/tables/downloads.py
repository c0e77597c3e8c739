"""A table as an HTTP response: media types and file names."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from disclosures.tables.delimited import to_csv
from disclosures.tables.model import Table, to_json_rows
from disclosures.tables.opendocument import MEDIA_TYPE as ODS_TYPE
from disclosures.tables.opendocument import to_ods
from disclosures.tables.workbook import to_xlsx

FORMATS: Final[dict[str, str]] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "ods": ODS_TYPE,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\s\ud800-\udfff]+')
MAX_NAME: Final = 80


def filename(table: Table, *parts: object) -> str:
    """A file name without its suffix: the table's name and what tells it apart, ``indicators-2014-研考會``."""
    words = [NOT_IN_NAMES.sub("-", str(part)).strip("-.") for part in (table.name, *parts)]
    return "-".join(word for word in words if word)[:MAX_NAME].rstrip("-.") or "table"


def download_response(table: Table, format: str, filename: str, lang: str) -> HttpResponseBase:
    """The table for download as ``csv`` (streamed), ``ods``, ``xlsx`` or ``json``; ``filename`` without suffix.

    Raises KeyError for another format: check against :data:`FORMATS` first.
    """
    media_type = FORMATS[format]
    response: HttpResponseBase
    match format:
        case "csv":
            response = StreamingHttpResponse(to_csv(table, lang), content_type=media_type)
        case "ods":
            response = HttpResponse(to_ods(table, lang), content_type=media_type)
        case "xlsx":
            response = HttpResponse(to_xlsx(table, lang), content_type=media_type)
        case _:
            response = JsonResponse(
                to_json_rows(table), safe=False, json_dumps_params={"ensure_ascii": False}, content_type=media_type
            )
    disposition = content_disposition_header(as_attachment=True, filename=f"{filename}.{format}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
