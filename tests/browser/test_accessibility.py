"""WCAG 2.2 AA by axe, on every page type, in both languages, light and dark; and what axe cannot see."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PUBLIC, in_language

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_axe_finds_nothing(visitor, name, language, scheme):
    page = visitor(color_scheme=scheme).visit(in_language(PUBLIC[name], language))
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert not found, [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("width", [320, 360])
def test_a_narrow_screen_never_scrolls_sideways(visitor, name, language, width):
    page = visitor(viewport={"width": width, "height": 700}).visit(in_language(PUBLIC[name], language))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_no_request_leaves_the_site_and_the_browser_has_no_complaint(visitor, demo, name, language):
    someone = visitor()
    someone.visit(in_language(PUBLIC[name], language))
    assert someone.hosts == {f"127.0.0.1:{demo.port}"}
    assert [c for c in someone.complaints if not (name == "not found" and "404" in c)] == []


def test_the_first_tab_stop_is_the_skip_link_and_it_moves_the_focus_to_the_content(visitor):
    page = visitor().visit("/")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target
    assert target.startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{target}').contains(document.activeElement)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_control_of_the_plan_is_reached_by_the_tab_key(visitor, language):
    page = visitor().visit(in_language(PUBLIC["plan"], language))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]"
        ".filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0).length"
    )
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(reached) >= wanted


def test_access_keys_lead_to_the_landmarks(visitor):
    page = visitor().visit("/")
    keys = page.evaluate(
        "[...document.querySelectorAll('[accesskey]')].map(e => [e.accessKey.toUpperCase(), e.getAttribute('href')])"
    )
    assert {"U", "C", "Z"} <= {key for key, _ in keys}
    for _, target in keys:
        if target and target.startswith("#"):
            assert page.locator(target).count() == 1
