"""Automatic numbering: what a word processor shows before a paragraph but does not store as text."""

from __future__ import annotations

from dataclasses import dataclass, field

from .numerals import STEMS, han_numeral

_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN.items():
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def label(number: int, style: str) -> str:
    """A number in a style of Word (``taiwaneseCountingThousand``) or of ODF (``一, 二, 三, ...``); "" for bullets."""
    if number < 1 or number > 999 or style in {"bullet", "none", ""}:
        return ""
    if style in {"upperRoman", "I"}:
        return _roman(number).upper()
    if style in {"lowerRoman", "i"}:
        return _roman(number)
    if style in {"upperLetter", "A"}:
        return _letter(number).upper()
    if style in {"lowerLetter", "a"}:
        return _letter(number)
    if style.startswith(("ideographLegal", "chineseLegal", "壹")):
        return han_numeral(number, formal=True)
    if style.startswith(("ideographTraditional", "甲")):
        return STEMS[(number - 1) % 10]
    if style.startswith(("taiwaneseCounting", "chineseCounting", "japaneseCounting", "ideographDigital", "一")):
        return han_numeral(number)
    if style.startswith(("decimalEnclosedCircle", "①")) and number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


@dataclass(frozen=True)
class Level:
    """One level of a list: its number style, its pattern with ``%1`` for level one's number, and where it starts."""

    style: str = "decimal"
    pattern: str = "%1."
    start: int = 1


@dataclass
class Counter:
    """Counts the items of lists as a word processor would; one per document."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, key: str, depth: int, levels: dict[int, Level]) -> str:
        """The label of the next item of list ``key`` at ``depth`` (from 0): ``一、``, ``(1)``; "" for bullets."""
        level = levels.get(depth, Level())
        counts = self.counts.setdefault(key, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if not label(counts[depth], level.style):
            return ""
        text = level.pattern
        for other in range(depth + 1):
            upper = levels.get(other, Level())
            text = text.replace(f"%{other + 1}", label(counts.get(other, upper.start), upper.style))
        return text

    def restart(self, key: str) -> None:
        self.counts.pop(key, None)
