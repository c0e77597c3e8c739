"""Writing documents into an open index. The caller holds a write transaction."""

import sqlite3
from collections.abc import Iterable

from search.analysis.tokens import joined
from search.engine.base import SearchDocument
from search.engine.sqlite import schema
from search.engine.text import number_keys, storable, unwrap

# Separates the values of a field that holds several; no value may contain it.
SEPARATOR = "\x1f"


def next_generation(connection: sqlite3.Connection) -> int:
    """Counts a writing up, so that readers see that their catalogue is old."""
    generation = int(schema.get_meta(connection, "generation") or 0) + 1
    schema.set_meta(connection, "generation", str(generation))
    return generation


def put(connection: sqlite3.Connection, document: SearchDocument, seq: int, *, building: bool = False) -> bool:
    """Writes one document; False when a newer version, or its withdrawal, is already known."""
    if building and connection.execute("SELECT 1 FROM dropped WHERE key = ?", [document.id]).fetchone():
        return False
    row = connection.execute("SELECT id, version FROM doc WHERE key = ?", [document.id]).fetchone()
    known = row or connection.execute("SELECT doc, version FROM tombstone WHERE key = ?", [document.id]).fetchone()
    if known and known[1] > document.version:
        return False
    values = _row(document, seq)
    if row:
        doc_id = int(row[0])
        _clear(connection, doc_id)
        settings = ", ".join(f"{name} = :{name}" for name in values)
        connection.execute(f"UPDATE doc SET {settings} WHERE id = {doc_id}", values)  # noqa: S608
    else:
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        cursor = connection.execute(f"INSERT INTO doc ({names}) VALUES ({places})", values)  # noqa: S608
        doc_id = int(cursor.lastrowid or 0)
        connection.execute("DELETE FROM tombstone WHERE key = ?", [document.id])
    if not building:
        connection.execute("DELETE FROM dropped WHERE key = ?", [document.id])
    units = list(_units(document))
    for unit in units:
        _add_unit(connection, doc_id, *unit)
    if len(units) > 1:
        _add_whole(connection, doc_id, [text for unit in units for text in unit[2:]])
    keys = {key for number in document.numbers for key in number_keys(number)}
    connection.executemany("INSERT OR IGNORE INTO number VALUES (?, ?)", [(key, doc_id) for key in keys])
    return True


def drop(connection: sqlite3.Connection, ids: Iterable[str], seq: int, *, building: bool = False) -> int:
    """Takes documents out and remembers it; how many were there."""
    found = 0
    for key in ids:
        if building:
            connection.execute("INSERT OR IGNORE INTO dropped VALUES (?)", [key])
        row = connection.execute("SELECT id, version FROM doc WHERE key = ?", [key]).fetchone()
        if row is None:
            continue
        found += 1
        _clear(connection, int(row[0]))
        connection.execute("DELETE FROM doc WHERE id = ?", [row[0]])
        connection.execute("INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?, ?)", [key, row[1], row[0], seq])
    return found


def _row(document: SearchDocument, seq: int) -> dict[str, object]:
    return {
        "key": document.id,
        "version": document.version,
        "seq": seq,
        "locale": document.locale,
        "url": document.url,
        "title": storable(document.title),
        "kind": document.kind,
        "section": document.section,
        "agency": document.agency_code,
        "agency_name": storable(document.agency_name),
        "year": document.year,
        "languages": SEPARATOR.join(document.languages or (document.locale,)),
        "formats": SEPARATOR.join(sorted(set(document.formats))),
        "updated": document.updated.isoformat() if document.updated else None,
    }


def _units(document: SearchDocument) -> Iterable[tuple[str, int, str, str, str]]:
    """(file, page, title, body, extra) of the page itself, then of each page of its attachments."""
    extra = [document.agency_name, *document.numbers]
    if document.year is not None:
        # A record of 2022 is found by its year in either counting, even where its text names none.
        extra.append(f"{document.year}年 {document.year - 1911}年度" if document.year > 1911 else str(document.year))
    yield "", 0, storable(document.title), storable(document.body), storable("\n".join(filter(None, extra)))
    for page in document.attachments:
        yield page.file_id, page.page, "", storable(unwrap(page.text)), storable(page.title)


def _add_unit(connection: sqlite3.Connection, doc_id: int, file: str, page: int, *texts: str) -> None:
    cursor = connection.execute(
        "INSERT INTO unit (doc, file, page, title, body, extra) VALUES (?, ?, ?, ?, ?, ?)", [doc_id, file, page, *texts]
    )
    terms = [joined([text]) for text in texts]
    connection.execute("INSERT INTO fts (rowid, title, body, extra) VALUES (?, ?, ?, ?)", [cursor.lastrowid, *terms])


def _add_whole(connection: sqlite3.Connection, doc_id: int, texts: list[str]) -> None:
    """The unit of everything; its text is that of the others, so none is stored."""
    cursor = connection.execute(
        "INSERT INTO unit (doc, file, page, title, body, extra) VALUES (?, ?, 0, '', '', '')", [doc_id, schema.WHOLE]
    )
    connection.execute(
        "INSERT INTO fts (rowid, title, body, extra) VALUES (?, '', ?, '')", [cursor.lastrowid, joined(texts)]
    )


def _clear(connection: sqlite3.Connection, doc_id: int) -> None:
    """Removes the units of a document; a contentless table wants to be told the terms it must forget."""
    rows = connection.execute("SELECT id, file, title, body, extra FROM unit WHERE doc = ? ORDER BY id", [doc_id])
    everything: list[str] = []
    for unit_id, file, *texts in rows.fetchall():
        terms = ["", joined(everything), ""] if file == schema.WHOLE else [joined([text]) for text in texts]
        everything += texts
        connection.execute(
            "INSERT INTO fts (fts, rowid, title, body, extra) VALUES ('delete', ?, ?, ?, ?)", [unit_id, *terms]
        )
    connection.execute("DELETE FROM unit WHERE doc = ?", [doc_id])
    connection.execute("DELETE FROM number WHERE doc = ?", [doc_id])
