"""The engine: opens the store, keeps the catalogue, answers queries."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from search.analysis.query import Phrase, QueryTree, clean, parse, phrase
from search.engine.base import Query, Results, SearchDocument, Status, Suggestion
from search.engine.sqlite import match, schema, writer
from search.engine.sqlite.answer import Answer
from search.engine.sqlite.catalog import Catalog
from search.engine.sqlite.store import Store, open_file, transaction

log = logging.getLogger(__name__)

BATCH = 200
MAX_SUGGESTED = 300

T = TypeVar("T")


class SqliteEngine:
    """The embedded engine; safe for threads, and for several processes on one file.

    `on_lost(reason)` is called when the index had to be replaced by an empty one: missing, damaged or outdated.
    """

    def __init__(self, path: Path, on_lost: Callable[[str], None] | None = None) -> None:
        self._store = Store(path, on_lost)
        self._catalogs: dict[Path, Catalog] = {}
        self._lock = threading.Lock()

    # Writing

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.index`; in batches, each all or nothing."""
        written = 0
        for batch in _batches(documents):
            change = partial(_put_all, batch)
            written += self._write(change)
            self._write_building(change)
        return written

    def delete(self, ids: Iterable[str]) -> int:
        """See `Engine.delete`."""
        gone = list(ids)
        found = self._write(lambda connection, seq: writer.drop(connection, gone, seq))
        self._write_building(lambda connection, seq: writer.drop(connection, gone, seq, building=True))
        return found

    def _write(self, change: Callable[[sqlite3.Connection, int], int]) -> int:
        def run(connection: sqlite3.Connection) -> int:
            with transaction(connection, write=True):
                return change(connection, writer.next_generation(connection))

        return self._mended(run)

    def _write_building(self, change: Callable[[sqlite3.Connection, int], int]) -> None:
        """The same change in the index that a rebuild is filling, if there is one."""
        file = self._store.building()
        if file is None:
            return
        connection = open_file(file)
        try:
            with transaction(connection, write=True):
                change(connection, writer.next_generation(connection))
        finally:
            connection.close()

    def rebuild(self, documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None) -> int:
        """See `Engine.rebuild`; raises IndexBusyError when another process is at it."""
        with self._store.new_index() as connection:
            done = 0
            for batch in _batches(documents):
                with transaction(connection, write=True):
                    seq = writer.next_generation(connection)
                    for document in batch:
                        writer.put(connection, document, seq, building=True)
                done += len(batch)
                if progress is not None:
                    progress(done)
            with transaction(connection, write=True):
                connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
                schema.set_meta(connection, "ready", "1")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return _count(connection)

    # Reading

    def search(self, query: Query) -> Results:
        """See `Engine.search`; an index that cannot be read gives an empty answer with its problem named."""
        tree = parse(query.text, query.expand)
        try:
            return self._reading(lambda connection, catalog: self._answer(connection, catalog, query, tree))
        except (sqlite3.Error, OSError):
            log.exception("The search index cannot be read.")
            return Results(text=tree.text, problem="unavailable", shortened=tree.shortened)

    def _answer(self, connection: sqlite3.Connection, catalog: Catalog, query: Query, tree: QueryTree) -> Results:
        ready = schema.get_meta(connection, "ready") == "1"
        return Answer(connection, catalog, query, tree).results(problem="" if ready else "rebuilding")

    def suggest(self, prefix: str, locale: str, limit: int = 8) -> list[Suggestion]:
        """See `Engine.suggest`; titles that begin with what was typed first, then the shorter ones."""
        typed, _ = clean(prefix)
        wanted = phrase(typed)
        if wanted is None:
            return []
        expression = f"title : ({match.phrase_expression(_unfinished(wanted))})"
        try:
            return self._reading(lambda connection, _: _suggested(connection, expression, typed, locale, limit))
        except (sqlite3.Error, OSError):
            log.exception("The search index cannot be read.")
            return []

    def count(self) -> int:
        """See `Engine.count`."""
        return self._mended(_count)

    def status(self) -> Status:
        """See `Engine.status`."""
        try:
            return self._reading(
                lambda connection, _: Status(
                    schema.get_meta(connection, "ready") == "1", _count(connection), schema.get_meta(connection, "note")
                )
            )
        except (sqlite3.Error, OSError) as error:
            return Status(False, 0, str(error))

    def close(self) -> None:
        """Closes this thread's connection."""
        self._store.close()

    # Shared

    def _reading(self, read: Callable[[sqlite3.Connection, Catalog], T]) -> T:
        def run(connection: sqlite3.Connection) -> T:
            with transaction(connection, write=False):
                return read(connection, self._catalog(connection))

        return self._mended(run)

    def _catalog(self, connection: sqlite3.Connection) -> Catalog:
        file = self._store.current() or self._store.path
        with self._lock:
            known = self._catalogs.get(file)
            catalog = (known or Catalog()).refreshed(connection)
            if catalog is not known:
                self._catalogs = {file: catalog}
            return catalog

    def _mended(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Runs once more on a new connection when the file was switched away or turns out to be damaged."""
        file = self._store.current()
        try:
            return run(self._store.connect())
        except sqlite3.DatabaseError as error:
            self._store.close()
            if _is_damage(error):
                self._store.recreate("damaged", seen=file)
            elif self._store.current() == file:
                raise
            return run(self._store.connect())


def _unfinished(typed: Phrase) -> Phrase:
    """The last word may still be growing; so may a Han run, but its bigrams already say so."""
    last = typed.terms[-1]
    return Phrase(typed.terms, prefix=typed.prefix or last.isascii())


def _suggested(
    connection: sqlite3.Connection, expression: str, typed: str, locale: str, limit: int
) -> list[Suggestion]:
    rows = connection.execute(
        "SELECT doc.title, doc.url, doc.kind FROM fts JOIN unit ON unit.id = fts.rowid JOIN doc ON doc.id = unit.doc"
        " WHERE fts MATCH ? AND doc.locale = ? ORDER BY fts.rowid DESC LIMIT ?",
        [expression, locale, MAX_SUGGESTED],
    ).fetchall()
    begin = phrase(typed)
    begins = " ".join(begin.terms) if begin else ""

    def order(row: tuple[str, str, str]) -> tuple[bool, int, str]:
        first = phrase(row[0][: len(typed) + 8])
        return (not " ".join(first.terms).startswith(begins) if first else True, len(row[0]), row[0])

    unique = {row[0]: row for row in sorted(rows, key=order, reverse=True)}
    return [Suggestion(*row) for row in islice(sorted(unique.values(), key=order), limit)]


def _put_all(batch: list[SearchDocument], connection: sqlite3.Connection, seq: int) -> int:
    return sum(writer.put(connection, document, seq) for document in batch)


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COUNT(*) FROM doc").fetchone()[0])


def _batches(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        yield batch


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Damage to the file, as opposed to a lock, a full disk or a mistake of ours."""
    text = str(error)
    return any(sign in text for sign in ("malformed", "not a database", "no such table", "corrupt"))
