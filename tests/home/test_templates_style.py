"""The style sheets: contrast of both themes, budgets, and that templates name only what exists."""

from __future__ import annotations

import gzip
import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "portal" / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
BASE = (STATIC / "css" / "base.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6});")


def colours(selector: str) -> dict[str, str]:
    """The colours that one block of base.css sets."""
    return dict(COLOUR.findall(BASE.split(selector, 1)[1].split("}", 1)[0]))


LIGHT = colours(":root {")
DARK = {**LIGHT, **colours(':root[data-theme="dark"] {')}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "least"),
    [("ink", 7), ("ink-muted", 4.5), ("accent", 4.5), ("accent-strong", 4.5), ("line-strong", 3)],
)
def test_every_colour_stands_out_from_every_ground(theme, front, least):
    for ground in ("paper", "surface", "sunken", "accent-tint"):
        assert contrast(theme[front], theme[ground]) >= least, ground


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_body_text_reaches_seven_to_one_even_where_it_is_muted_or_marked(theme):
    assert contrast(theme["ink-muted"], theme["paper"]) >= 7
    assert contrast(theme["ink"], theme["mark"]) >= 7
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5


def test_the_theme_of_the_system_and_the_chosen_one_are_the_same_dark():
    assert colours(':root:not([data-theme="light"]) {') == colours(':root[data-theme="dark"] {')


def packed(files) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def test_styles_and_scripts_stay_within_their_budgets():
    assert packed(chain(SHEETS, (ROOT / "search" / "static").rglob("*.css"))) < 30_000
    assert packed(chain((STATIC / "js").glob("*.js"), (ROOT / "search" / "static").rglob("*.js"))) < 15_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_is_short_and_uses_only_tokens_that_exist(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert text.count("\n") < 400
    known = set(re.findall(r"(--[\w-]+):", BASE + text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= known
    assert "!important" not in text.replace("display: none !important", "")
    assert "font-style: italic" not in text


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8")))
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    named = set(re.findall(r'components/icon\.html" with name="([\w-]+)"', text))
    kinds = set(re.findall(r'components/notice\.html" with kind="([\w-]+)"', text)) | {"above", "equal", "below"}
    assert named
    assert named | kinds <= drawn


def test_every_component_says_what_it_takes():
    for path in (ROOT / "templates" / "components").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{#"), path.name
