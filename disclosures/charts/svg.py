"""Writing SVG: escaped elements, coordinates, and how much room a text needs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from disclosures.charts.model import Words
from disclosures.tables.model import ILLEGAL

STYLES: Final = 4
DIGIT_WIDTH: Final = 0.6  # of the font size; generous for the fonts at hand, so that texts never touch
BROAD: Final = frozenset("%mwMW@&")
Attribute = str | float | int


@dataclass(frozen=True)
class Frame:
    """A drawing's width and font size in its own units, which are pixels when it is shown at full size."""

    name: str
    width: int
    font: int
    plot: int


WIDE: Final = Frame("wide", 640, 14, 220)
NARROW: Final = Frame("narrow", 320, 13, 190)


def element(tag: str, content: str = "", **attributes: Attribute) -> str:
    """An element; ``content`` is markup already. ``class_`` is class, ``_`` in other names is ``-``."""
    written = "".join(f" {_name(key)}={quoteattr(_clean(_number(value)))}" for key, value in attributes.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def text(content: str, x: float, y: float, class_: str, anchor: str = "start") -> str:
    """A line of text."""
    return element("text", escape(_clean(content)), x=x, y=y, class_=class_, text_anchor=anchor)


def tooltip(content: str) -> str:
    """What a mouse resting on a mark shows."""
    return element("title", escape(_clean(content)))


def picture(body: str, words: Words, frame: Frame, height: float, kind: str) -> str:
    """The whole drawing, named and described for those who do not see it."""
    key = f"{words.key}-{frame.name}"
    named = element("title", escape(_clean(words.title)) or "–", id=f"{key}-title")
    described = element("desc", escape(_clean(words.description)) or "–", id=f"{key}-desc")
    return element(
        "svg",
        named + described + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {frame.width} {_number(height)}",
        width=frame.width,
        height=height,
        font_size=frame.font,
        class_=f"chart-drawing chart-{kind} chart-{frame.name}",
        role="img",
        lang=words.lang,
        aria_labelledby=f"{key}-title {key}-desc",
    )


def marker(x: float, y: float, style: int, title: str = "") -> str:
    """The mark of a series: a disc, a square, a triangle or a diamond, the last three hollow."""
    content = tooltip(title) if title else ""
    class_ = f"chart-mark chart-series-{style % STYLES}"
    if style % STYLES == 0:
        return element("circle", content, cx=x, cy=y, r=4.5, class_=class_)
    if style % STYLES == 1:
        return element("rect", content, x=x - 5, y=y - 5, width=10, height=10, class_=class_)
    corners = ((0, -5), (5, 4), (-5, 4)) if style % STYLES == 2 else ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0))
    points = " ".join(f"{_number(x + dx)},{_number(y + dy)}" for dx, dy in corners)
    return element("polygon", content, points=points, class_=class_)


def legend_row(name: str, y: float, style: int, frame: Frame, *, line: bool) -> str:
    """A series' name beside a sample of its line and mark, for drawings without room at the lines' ends."""
    sample = path([(2, y), (30, y)], style) if line else ""
    left = 38 if line else 22
    label = fitted(name, frame.width - left - 2, frame.font)
    return sample + marker(16 if line else 8, y, style) + text(label, left, y + frame.font * 0.36, "chart-name")


def path(points: list[tuple[float, float]], style: int) -> str:
    """A line through the points."""
    steps = " ".join(f"{'L' if number else 'M'}{_number(x)} {_number(y)}" for number, (x, y) in enumerate(points))
    return element("path", d=steps, fill="none", class_=f"chart-path chart-series-{style % STYLES}")


def text_width(content: str, font: float) -> float:
    """The room a text needs: a Han character is as wide as the font is high, others about half of it."""
    broad = (each in BROAD or unicodedata.east_asian_width(each) in "WFA" for each in content)
    return font * sum(1.0 if each else DIGIT_WIDTH for each in broad)


def fitted(content: str, room: float, font: float) -> str:
    """The text, cut with an ellipsis where it does not fit."""
    content = " ".join(_clean(content).split())
    if text_width(content, font) <= room:
        return content
    while content and text_width(content + "…", font) > room:
        content = content[:-1]
    return content.rstrip() + "…"


def wrapped(content: str, room: float, font: float, rows: int) -> list[str]:
    """The text in at most ``rows`` lines, broken between words or Han characters, cut with an ellipsis at the end."""
    rest = " ".join(_clean(content).split())
    lines: list[str] = []
    while rest and len(lines) < rows - 1 and text_width(rest, font) > room:
        end = next(at for at in range(len(rest), -1, -1) if at <= 1 or text_width(rest[:at], font) <= room)
        space = rest.rfind(" ", 0, end + 1)
        if space > 0 and rest[end : end + 1].isascii():
            end = space
        lines.append(rest[: max(end, 1)].strip())
        rest = rest[max(end, 1) :].strip()
    return [*lines, fitted(rest, room, font)] if rest else lines


def _clean(content: str) -> str:
    return ILLEGAL.sub("", content)


def _number(value: Attribute) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.1f}".removesuffix(".0")


def _name(key: str) -> str:
    return key.rstrip("_") if key.endswith("_") else key.replace("_", "-")
