"""Writing, withdrawing, rebuilding: what is older never wins, and nobody waits for a rebuild."""

import pytest

from search.engine import Query
from tests.search.contract.conftest import CITY, document, ids


def found(engine, text="路燈"):
    return ids(engine.search(Query(text, "zh-hant")))


def test_writing_a_document_again_replaces_it(engine):
    engine.index([document("a", "路燈", body="巡查")])
    assert engine.index([document("a", "路樹", body="修剪", version=2)]) == 1
    assert found(engine) == []
    assert found(engine, "巡查") == []
    assert found(engine, "路樹") == ["a"]
    assert engine.count() == 1


def test_an_older_write_is_passed_over(engine):
    engine.index([document("a", "路樹", version=5)])
    assert engine.index([document("a", "路燈", version=4)]) == 0
    assert found(engine, "路樹") == ["a"]


def test_the_same_version_may_be_written_again(engine):
    engine.index([document("a", "路樹", version=5)])
    assert engine.index([document("a", "路燈", version=5)]) == 1
    assert found(engine) == ["a"]


def test_what_was_taken_out_is_not_found_and_an_older_write_does_not_bring_it_back(engine):
    engine.index([document("a", "路燈", version=5)])
    assert engine.delete(["a", "unknown"]) == 1
    assert found(engine) == []
    assert engine.count() == 0
    assert engine.index([document("a", "路燈", version=4)]) == 0
    assert engine.index([document("a", "路燈", version=6)]) == 1
    assert found(engine) == ["a"]


def test_a_rebuild_holds_exactly_what_it_was_given(engine):
    engine.index([document("old", "路燈")])
    seen: list[int] = []
    assert engine.rebuild(CITY, progress=seen.append) == len(CITY)
    assert seen == [len(CITY)]
    assert found(engine) == []
    assert found(engine, "備忘錄") == ["mou"]
    assert engine.status().ready


def test_the_old_index_answers_while_the_new_one_is_built(engine):
    engine.index([document("old", "路燈")])

    def documents():
        assert found(engine) == ["old"]
        yield document("new", "路樹")
        assert found(engine) == ["old"]
        assert found(engine, "路樹") == []

    engine.rebuild(documents())
    assert found(engine, "路樹") == ["new"]
    assert found(engine) == []


def test_what_is_published_and_withdrawn_during_a_rebuild_is_not_lost(engine):
    engine.rebuild([document("stays", "路燈一"), document("goes", "路燈二")])

    def documents():
        yield document("stays", "路燈一")
        engine.index([document("fresh", "路燈三", version=9)])
        engine.index([document("changed", "路燈五", version=9)])
        engine.delete(["goes"])
        yield document("goes", "路燈二")
        yield document("changed", "路燈四", version=1)

    engine.rebuild(documents())
    assert set(found(engine)) == {"stays", "fresh", "changed"}
    assert found(engine, "路燈五") == ["changed"]


def test_a_rebuild_that_fails_leaves_the_old_index(engine):
    engine.rebuild([document("old", "路燈")])

    def documents():
        yield document("new", "路樹")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.rebuild(documents())
    assert found(engine) == ["old"]
    assert engine.rebuild([document("later", "路燈")]) == 1


def test_deleting_everything_leaves_an_index_that_works(city):
    assert city.delete([doc.id for doc in CITY]) == len(CITY)
    assert city.search(Query("備忘錄", "zh-hant")).total == 0
    city.index([document("a", "備忘錄", version=9)])
    assert found(city, "備忘錄") == ["a"]
