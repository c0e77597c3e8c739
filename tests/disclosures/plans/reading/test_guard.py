"""Reading in a confined process: the same reading, the same refusals, and whatever else happens is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from disclosures.extraction.process import Limits
from disclosures.files import MEGABYTE
from disclosures.plans.reading import AgencyName, UnreadableDocument, child, guard, read_plan, read_plan_guarded
from disclosures.plans.reading.wire import ANSWER, Refusal, Request

from .makers import make
from .samples import ITEMS, RESULTS


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def asked(path: Path) -> Request:
    return Request(str(path), (), (), Limits())


@pytest.mark.parametrize("kind", [".odt", ".docx", ".pdf", ".txt"])
def test_the_guarded_reading_is_the_same_to_the_last_place(kind: str, tmp_path: Path) -> None:
    path = make([*ITEMS, *RESULTS], tmp_path / f"plan{kind}")
    here = read_plan(path, known_agencies=[])
    guarded = read_plan_guarded(path, known_agencies=[])
    assert guarded == here
    assert guarded.placed == here.placed
    assert guarded.placed


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        None,
        {"code": "empty"},
        {"trace": 3},
        {"title": "a plan", "kind": "odt"},
    ],
)
def test_an_answer_of_another_shape_is_a_failure_of_the_reader(
    answer: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "run_module", lambda *_: answer)
    with pytest.raises(RuntimeError, match="answer"):
        read_plan_guarded(tmp_path / "plan.odt", known_agencies=[])


def test_a_figure_that_is_none_is_no_reading(tmp_path: Path) -> None:
    said = json.loads(ANSWER.dump_json(read_plan(make(RESULTS, tmp_path / "plan.odt"), known_agencies=[])))
    said["indicators"][0]["target_value"] = "NaN"
    with pytest.raises(ValueError, match="finite"):
        ANSWER.validate_python(said)


def test_an_error_that_no_one_foresaw_reaches_the_caller_with_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("goal \ud800")

    monkeypatch.setattr(child, "read_plan", broken)
    said = json.loads(child.in_json(asked(tmp_path / "plan.odt")))
    assert "KeyError" in ANSWER.validate_python(said).trace
    monkeypatch.setattr(guard, "run_module", lambda *_: said)
    with pytest.raises(RuntimeError, match="KeyError"):
        read_plan_guarded(tmp_path / "plan.odt", known_agencies=[])


def test_memory_that_runs_out_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "read_plan", greedy)
    said = json.loads(child.in_json(asked(tmp_path / "plan.odt")))
    assert ANSWER.validate_python(said) == Refusal(**said)
    monkeypatch.setattr(guard, "run_module", lambda *_: said)
    with pytest.raises(UnreadableDocument) as caught:
        read_plan_guarded(tmp_path / "plan.odt", known_agencies=[])
    assert caught.value.code == "too_heavy"


def test_the_child_has_no_more_memory_than_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"x" * (49 * MEGABYTE))
    with pytest.raises(UnreadableDocument) as caught:
        read_plan_guarded(path, known_agencies=[], megabytes=128)
    assert caught.value.code == "too_heavy"


def test_the_child_knows_no_django() -> None:
    asks = "import sys; import disclosures.plans.reading.child; print([m for m in sys.modules if 'django' in m])"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_guarded_reading_is_the_same_reading(tmp_path: Path) -> None:
    path = make(RESULTS, tmp_path / "plan.odt")
    known = [AgencyName("env", ("環境保護局",))]
    assert read_plan_guarded(path, known_agencies=known) == read_plan(path, known_agencies=known)


def test_the_guarded_reading_passes_refusals_on_and_stops_at_its_limits(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="empty") as caught:
        read_plan_guarded(write(tmp_path, "a.odt", b""), known_agencies=[])
    assert caught.value.code == "empty"
    with pytest.raises(UnreadableDocument) as caught:
        read_plan_guarded(make(RESULTS, tmp_path / "plan.pdf"), known_agencies=[], seconds=0.01)
    assert caught.value.code == "too_heavy"
