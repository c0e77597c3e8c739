"""Tables of the index file.

A document is one row of `doc` and one or more of `unit`: the page itself, each page of its attachments and, where there
are attachments, all of them together (`file` is WHOLE, no text), so that words met in different places are one AND.
`fts` holds the terms of a unit under the same rowid and no text (contentless); what must be deleted from it is
analysed again from `unit`, which is right because an index of another analyser is never opened (`fingerprint`).
"""

import sqlite3

from search.analysis.fold import fold_fingerprint

# Raise whenever the tables, the tokens or what is put in them change.
SCHEMA_VERSION = 2
# Stands for a file in the unit that holds a document with all its attachments.
WHOLE = "*"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE doc (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    locale TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    section TEXT NOT NULL,
    agency TEXT NOT NULL,
    agency_name TEXT NOT NULL,
    year INTEGER,
    languages TEXT NOT NULL,
    formats TEXT NOT NULL,
    updated TEXT
);
CREATE INDEX doc_seq ON doc (seq);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc INTEGER NOT NULL,
    file TEXT NOT NULL,
    page INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    extra TEXT NOT NULL
);
CREATE INDEX unit_doc ON unit (doc);
CREATE TABLE number (key TEXT NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (key, doc)) WITHOUT ROWID;
CREATE INDEX number_doc ON number (doc);
-- Documents taken out: until when an older write is refused, and which row the readers' catalogue must forget.
CREATE TABLE tombstone (key TEXT PRIMARY KEY, version INTEGER NOT NULL, doc INTEGER NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX tombstone_seq ON tombstone (seq);
-- Documents taken out while this index was being built: the builder must not bring them back.
CREATE TABLE dropped (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE fts USING fts5 (title, body, extra, content='', tokenize='ascii', prefix='1');
"""


def fingerprint() -> str:
    """What an index must have been made with to be opened."""
    return f"{SCHEMA_VERSION}-{fold_fingerprint()}"


def create(connection: sqlite3.Connection, note: str, *, ready: bool) -> None:
    """Makes the tables of an empty index."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN; {SCHEMA}")
    for key, value in {"schema": fingerprint(), "generation": "0", "ready": str(int(ready)), "note": note}.items():
        set_meta(connection, key, value)
    connection.execute("COMMIT")


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """A value of the index's own notes, empty when missing."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Writes one of the index's own notes."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])
