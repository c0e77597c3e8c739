"""The embedded index as a file: lost, damaged, outdated, switched, shared between threads and processes."""

import multiprocessing
import sqlite3
import threading

import pytest

from search.engine import Query
from search.engine.sqlite import SqliteEngine, schema
from search.engine.sqlite.store import IndexBusyError, Store
from tests.search.contract.conftest import document, ids


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index.sqlite3"


@pytest.fixture
def lost() -> list[str]:
    return []


@pytest.fixture
def engine(path, lost) -> SqliteEngine:
    """An engine with one document in a complete index."""
    made = SqliteEngine(path, on_lost=lost.append)
    made.rebuild([document("a", "路燈")])
    lost.clear()
    return made


def found(engine, text="路燈") -> list[str]:
    return ids(engine.search(Query(text, "zh-hant")))


def test_a_missing_index_is_made_and_said_to_be_incomplete(path, lost):
    engine = SqliteEngine(path, on_lost=lost.append)
    results = engine.search(Query("路燈", "zh-hant"))
    assert (results.total, results.problem) == (0, "rebuilding")
    assert lost == ["missing"]
    assert engine.status() == (False, 0, "missing")


def test_a_rebuilt_index_is_complete(engine):
    assert engine.search(Query("路燈", "zh-hant")).problem == ""
    assert engine.status().ready


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500, b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_damaged_index_is_replaced_and_reported_instead_of_failing(engine, path, lost, content):
    engine.close()
    (path.parent / path.readlink()).write_bytes(content)
    results = engine.search(Query("路燈", "zh-hant"))
    assert results.problem == "rebuilding"
    assert lost == ["damaged"]
    engine.rebuild([document("a", "路燈")])
    assert found(engine) == ["a"]


def test_a_table_lost_in_the_middle_of_work_is_noticed(engine, path, lost):
    with sqlite3.connect(path.parent / path.readlink()) as other:
        other.execute("DROP TABLE doc")
    assert engine.search(Query("路燈", "zh-hant")).problem == "rebuilding"
    assert lost == ["damaged"]


def test_an_index_of_another_analyser_is_not_used(engine, path, lost, monkeypatch):
    engine.close()
    monkeypatch.setattr(schema, "fingerprint", lambda: "another")
    fresh = SqliteEngine(path, on_lost=lost.append)
    assert fresh.search(Query("路燈", "zh-hant")).problem == "rebuilding"
    assert lost == ["outdated"]


def test_an_index_that_was_deleted_while_open_is_made_anew(engine, path, lost):
    for file in path.parent.iterdir():
        file.unlink()
    assert found(engine) == []
    assert lost == ["missing"]


def test_a_folder_that_cannot_be_used_is_a_problem_named_not_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    engine = SqliteEngine(tmp_path / "file" / "index.sqlite3")
    assert engine.search(Query("路燈", "zh-hant")).problem == "unavailable"
    assert engine.suggest("路", "zh-hant") == []
    assert not engine.status().ready


def test_two_rebuilds_at_once_are_refused(engine, path):
    def documents():
        with pytest.raises(IndexBusyError):
            SqliteEngine(path).rebuild([])
        yield document("b", "路樹")

    assert engine.rebuild(documents()) == 1


def test_another_engine_on_the_same_file_sees_the_switch(engine, path):
    other = SqliteEngine(path)
    assert found(other) == ["a"]
    engine.rebuild([document("b", "路燈")])
    assert found(other) == ["b"]
    other.index([document("c", "路燈")])
    assert set(found(engine)) == {"b", "c"}


def test_old_files_do_not_pile_up(engine, path):
    for _ in range(4):
        engine.rebuild([document("a", "路燈")])
    assert len(list(path.parent.glob("index-*.sqlite3"))) == 2
    assert not path.with_name("index.sqlite3.building").exists()


def test_threads_write_and_read_at_the_same_time(engine):
    problems: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(10):
                engine.index([document(f"{number}-{step}", "路燈")])
                engine.search(Query("路燈", "zh-hant"))
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert engine.search(Query("路燈", "zh-hant")).total == 41


def _write(path, number):
    engine = SqliteEngine(path)
    for step in range(10):
        engine.index([document(f"{number}-{step}", "路燈")])


def test_processes_write_to_one_file(engine, path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(path, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert engine.search(Query("路燈", "zh-hant")).total == 21


def test_a_connection_is_not_used_in_a_forked_child(engine):
    store: Store = engine._store
    before = store.connect()
    store._local.key = (-1, store._local.key[1])
    assert store.connect() is not before
