"""What all tests share: a folder of their own, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Django reads its settings: tests never touch the developer's data.
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="daylight-tests-"))
os.environ.setdefault("DEBUG", "1")
os.environ["SITE_URL"] = "http://testserver"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

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
def own_search_index(tmp_path: Path, settings: object) -> Iterator[None]:
    """Each test has an index of its own, and tasks run at once instead of in a worker."""
    settings.SEARCH_INDEX_PATH = tmp_path / "search.sqlite3"  # type: ignore[attr-defined]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    yield
