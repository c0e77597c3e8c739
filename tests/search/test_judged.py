"""The graded set keeps its level; the command that prints it works."""

import io

import pytest
from django.core.management import CommandError, call_command

from search.bench import judged
from search.bench.passages import EN, ZH
from search.bench.relevance import judge, ndcg, recall, reciprocal_rank
from search.engine.sqlite import SqliteEngine
from search.expansion import make_expander

# What must not be lost; the measured values are higher and stand in docs.
FLOOR = {"topic": 0.85, "one wrong character": 0.75, "English": 0.85}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    engine = SqliteEngine(tmp_path_factory.mktemp("judged") / "index.sqlite3")
    engine.rebuild(judged.documents())
    return {row.kind: row for row in judge(engine, judged.queries(), make_expander(judged.groups()))}


def test_every_kind_of_query_keeps_its_quality(measured):
    poor = {
        kind: row.ndcg for kind, row in measured.items() if kind != "no answer" and row.ndcg < FLOOR.get(kind, 0.93)
    }
    assert poor == {}


def test_queries_without_an_answer_get_none_that_claims_to_be_exact(measured):
    assert measured["no answer"].bad_hits == 0
    assert measured["no answer"].near_hits <= 0.5


def test_no_kind_of_query_that_has_an_answer_stays_without_result(measured):
    assert {kind for kind, row in measured.items() if kind != "no answer" and row.without > 0} == set()


def test_grades_name_passages_that_exist():
    names = {line.split("|")[0] for line in f"{ZH}\n{EN}".splitlines()}
    assert {name for query in judged.queries() for name in query.grades} <= names


def test_measures_are_what_their_names_say():
    grades = {"a": 3, "b": 1}
    assert ndcg(["a", "b"], grades) == 1.0
    assert 0 < ndcg(["b", "a"], grades) < 1
    assert ndcg([], grades) == 0
    assert reciprocal_rank(["x", "a"], grades) == 0.5
    assert recall(["a", "x"], grades) == 0.5


def test_the_command_prints_quality_and_speed():
    out = io.StringIO()
    call_command("bench_search", "--documents", "60", "--queries", "2", stdout=out, stderr=io.StringIO())
    assert "one wrong character" in out.getvalue()
    assert "Speed: 60 documents" in out.getvalue()


def test_the_command_refuses_nonsense():
    with pytest.raises(CommandError, match="--documents"):
        call_command("bench_search", "--documents", "-1")
