"""A real Chromium before the real demo: production server, worker and sample content, started once."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import need

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from demo import Demo, port_is_free  # noqa: E402

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as ``make demo`` starts it, in a folder of its own."""
    started = Demo(next(port for port in range(8701, 8800) if port_is_free(port)), tmp_path_factory.mktemp("demo"))
    for name in ("DEBUG", "DATABASE_URL", "DATA_DIR"):
        os.environ.pop(name, None)
    try:
        started.prepare()
        started.start()
        started.wait_until_ready()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = need("chromium", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


class Visitor:
    """One person before one browser; remembers what the browser complained about and which hosts it asked."""

    def __init__(self, context: BrowserContext, demo: Demo) -> None:
        self.context = context
        self.demo = demo
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page: Page = context.new_page()
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def visit(self, path: str) -> Page:
        """Opens an address of the portal and waits until it is there."""
        self.page.goto(self.demo.address + path, wait_until="load")
        return self.page

    def log_in(self, username: str) -> None:
        """Logs in at the desk with the demo's account."""
        accounts: list[dict[str, Any]] = json.loads((self.demo.folder / "accounts.json").read_text())
        password = next(account["password"] for account in accounts if account["username"] == username)
        self.visit("/desk/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/desk/")


@pytest.fixture
def visitor(browser: Browser, demo: Demo) -> Iterator[Callable[..., Visitor]]:
    """Makes a visitor; options are Playwright's (viewport, color_scheme, java_script_enabled, locale)."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Visitor:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "zh-TW", **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visitor(context, demo)

    yield make
    for context in contexts:
        context.close()
