import signal
import time
from pathlib import Path

import pytest

from disclosures.extraction.process import Limits, run_module
from disclosures.files import UnreadableFile

HERE = "tests.disclosures.extraction"


def end(limits: Limits | None = None, **request) -> object:
    return run_module(f"{HERE}.ender", request, limits or Limits(seconds=20))


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def ends(pid: int) -> bool:
    """Whether the process ends, which a killed one does a moment later; False if it still runs after many moments."""
    for _ in range(100):
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_does_not_answer_is_ended_with_all_it_started(tmp_path):
    note = tmp_path / "note"

    with pytest.raises(UnreadableFile) as caught:
        run_module(f"{HERE}.sleeper", {"note": str(note)}, Limits(seconds=2))

    assert caught.value.code == "timeout"
    assert ends(int(note.read_text()))


def test_a_child_that_ends_without_an_answer_is_broken_and_blames_no_file():
    with pytest.raises(RuntimeError, match="JSON"):
        end(end="at once")


def test_a_child_that_uses_up_its_processor_time_is_ended():
    with pytest.raises(UnreadableFile) as caught:
        end(end="spin", seconds=1)

    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGSEGV, "damaged"), (signal.SIGABRT, "memory"), (signal.SIGXCPU, "timeout")]
)
def test_a_child_that_a_file_made_crash_tells_why(number, code):
    with pytest.raises(UnreadableFile) as caught:
        end(end="signal", signal=number)

    assert caught.value.code == code


def test_a_child_that_is_broken_itself_does_not_blame_the_file():
    with pytest.raises(RuntimeError, match="no_such_module"):
        run_module("no_such_module", {}, Limits())
    with pytest.raises(RuntimeError, match="ender failed"):
        end(end="exit")


def test_a_confined_child_can_write_no_file(tmp_path):
    path = tmp_path / "x"

    assert end(end="write", path=str(path)) == "OSError"
    assert path.read_text() == ""


def test_a_confined_child_gets_no_more_memory_than_allowed():
    assert end(end="memory") == "no memory"


def test_a_child_sees_nothing_of_the_parent_s_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")

    assert run_module(f"{HERE}.teller", {}, Limits()) == ["LANG", "PATH", "PYTHONPATH"]
