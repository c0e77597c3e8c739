"""What all tests share: an index and files of their own, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

IN_CI = os.environ.get("CI") == "true"


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With CI=true a skipped test is a failure: something was not installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped"):
        reporter.write_line("CI=true, but tests were skipped; see -rs.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def need(program: str, package: str) -> str:
    """The path of a program; skips the test with the package to install, or fails it in CI."""
    places = [shutil.which(program), *map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))]
    for place in places:
        if place and Path(place).exists():
            return place
    message = f"{program} is missing; install it with: apt-get install {package}"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: object) -> None:
    """Each test has a search index and a media folder of its own."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
