"""The index file on disk: opened per thread and process, recreated when lost or damaged, switched when rebuilt.

`path` is a symbolic link to the file in use (`search-<stamp>.sqlite3` beside it), so that a switch is one rename and
readers of the old file finish undisturbed. `path.building` names a file that a rebuild is filling: writers write to
both. `path.lock` is held by whoever creates or rebuilds.
"""

import fcntl
import logging
import os
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.engine.sqlite import schema

log = logging.getLogger(__name__)

BUSY_MS = 10_000


class IndexBusyError(RuntimeError):
    """Another process is rebuilding the index."""


class Store:
    """Connections to the index. `on_lost` is called, after a new empty index is in place, with the reason."""

    def __init__(self, path: Path, on_lost: Callable[[str], None] | None = None) -> None:
        self.path = path
        self.on_lost = on_lost
        self._local = threading.local()

    # Files

    def current(self) -> Path | None:
        """The file in use, or None when there is none."""
        with suppress(OSError):
            target = os.readlink(self.path)
            return self.path.parent / target
        return self.path if self.path.is_file() else None

    def building(self) -> Path | None:
        """The file that a rebuild is filling at this moment, or None."""
        with suppress(OSError):
            file = self.path.parent / self._beside("building").read_text(encoding="utf-8").strip()
            return file if file.is_file() else None
        return None

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{suffix}")

    def _new_file(self) -> Path:
        return self.path.with_name(f"{self.path.stem}-{uuid.uuid4().hex[:12]}.sqlite3")

    @contextmanager
    def lock(self, *, wait: bool) -> Iterator[None]:
        """Only one process creates or rebuilds; raises IndexBusyError when another does and `wait` is off."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._beside("lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise IndexBusyError("The search index is being rebuilt by another process.") from error
            yield

    # Connections

    def connect(self) -> sqlite3.Connection:
        """This thread's connection to the file in use; makes a new empty index where there is none that fits."""
        for _ in range(3):
            file = self.current()
            key = (os.getpid(), file)
            if file is not None and getattr(self._local, "key", None) == key and file.exists():
                return self._connection()
            self.close()
            problem = self._open(file, key)
            if problem is None:
                return self._connection()
            self.recreate(problem, seen=file)
        raise sqlite3.OperationalError(f"The search index at {self.path} cannot be opened.")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _open(self, file: Path | None, key: object) -> str | None:
        """Opens a file for this thread; the reason in a word when it cannot be used."""
        if file is None or not file.exists():
            return "missing"
        try:
            connection = open_file(file)
            made_with = schema.get_meta(connection, "schema")
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return "damaged"
        except sqlite3.DatabaseError:
            return "damaged"
        if made_with != schema.fingerprint():
            connection.close()
            return "outdated"
        self._local.connection, self._local.key = connection, key
        return None

    def close(self) -> None:
        """Closes this thread's connection."""
        connection = getattr(self._local, "connection", None)
        # A connection inherited through fork belongs to the parent: closing it here would release its locks.
        if connection is not None and self._local.key[0] == os.getpid():
            connection.close()
        self._local.connection = self._local.key = None

    # Lost, damaged, rebuilt

    def recreate(self, reason: str, seen: Path | None) -> None:
        """Puts a new empty index in place of `seen`, unless another process already did; reports it."""
        self.close()
        with self.lock(wait=True):
            if self.current() != seen:
                return
            file = self._new_file()
            with open_new(file) as connection:
                schema.create(connection, reason, ready=False)
            self.switch(file)
        level = logging.INFO if reason == "missing" else logging.ERROR
        log.log(level, "The search index at %s was %s; an empty one is in its place: rebuild it.", self.path, reason)
        if self.on_lost is not None:
            self.on_lost(reason)

    @contextmanager
    def new_index(self) -> Iterator[sqlite3.Connection]:
        """A new index to fill, announced to writers; it comes into use when the block ends without an error."""
        with self.lock(wait=False):
            file, marker = self._new_file(), self._beside("building")
            try:
                with open_new(file) as connection:
                    schema.create(connection, "", ready=False)
                    replace_text(marker, file.name)
                    yield connection
                self.switch(file)
            except BaseException:
                remove(file)
                raise
            finally:
                marker.unlink(missing_ok=True)

    def switch(self, file: Path) -> None:
        """Makes `file` the one in use; the one before it stays until the next switch, for readers still in it."""
        before = self.current()
        link = self.path.with_name(f"{self.path.name}.{uuid.uuid4().hex[:8]}.link")
        link.symlink_to(file.name)
        link.replace(self.path)
        for old in self.path.parent.glob(f"{self.path.stem}-*.sqlite3"):
            if old not in (file, before):
                remove(old)


def open_file(file: Path) -> sqlite3.Connection:
    """A connection that never creates a file, so that a vanished index is noticed.

    No memory mapping: a file cut short under a map ends the process, where a read gives an error.
    """
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


@contextmanager
def open_new(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new file, closed at the end."""
    file.touch()
    connection = open_file(file)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool) -> Iterator[None]:
    """One snapshot for reading, or the right to write; rolled back on an error."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def replace_text(path: Path, text: str) -> None:
    """Writes a small file at once: a reader sees the old text or the new, never half."""
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def remove(file: Path) -> None:
    """Deletes an index file with its journal."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
