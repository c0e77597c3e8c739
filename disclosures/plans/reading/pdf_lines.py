"""Characters on a PDF page → lines → paragraphs, for a cell or for running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .numerals import Rank, mark_of
from .text import HAN, ends_sentence, is_han, join_lines, width

Char = dict[str, Any]  # pdfplumber's description of a character: text, x0, x1, top, bottom, size, fontname

_SPACED = re.compile(rf"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]")
_TIGHT = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
_LIST_RANKS = {Rank.HAN, Rank.HAN_BRACKET, Rank.DIGIT, Rank.DIGIT_BRACKET, Rank.FORMAL, Rank.PART}


@dataclass(frozen=True)
class Line:
    """One line of text; distances in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    spaced_end: bool  # a space stands at the end of the line: the wrap hides one


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Group characters into lines from top to bottom, restoring the spaces between words."""
    upright = [c for c in chars if c.get("upright", True) and c["text"]]
    rows: list[list[Char]] = []
    for char in sorted(upright, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows:
            last = rows[-1][-1]
            if abs(middle - (last["top"] + last["bottom"]) / 2) <= max(float(char["size"]), 1.0) * 0.35:
                rows[-1].append(char)
                continue
        rows.append([char])
    return [line for row in rows if (line := _line(sorted(row, key=lambda c: c["x0"]))) is not None]


def _line(row: Sequence[Char]) -> Line | None:
    solid = [c for c in row if c["text"].strip()]
    if not solid:
        return None
    text, previous, pending = "", None, False
    for char in row:
        if not char["text"].strip():
            pending = bool(text)
            continue
        if previous is not None:
            gap = char["x0"] - previous["x1"]
            latin = not is_han(char["text"][0]) and not is_han(previous["text"][-1])
            if pending or gap > float(char["size"]) * (0.22 if latin else 0.6):
                text += " "
        text, previous, pending = text + char["text"], char, False
    sizes = Counter(round(float(c["size"]), 1) for c in solid)
    bold = sum("bold" in c["fontname"].lower() or "heavy" in c["fontname"].lower() for c in solid)
    return Line(
        text=text,
        x0=float(solid[0]["x0"]),
        x1=float(solid[-1]["x1"]),
        top=min(float(c["top"]) for c in solid),
        bottom=max(float(c["bottom"]) for c in solid),
        size=sizes.most_common(1)[0][0],
        bold=bold * 2 > len(solid),
        spaced_end=pending,
    )


def usual_pitch(groups: Iterable[Sequence[Line]]) -> float:
    """The usual distance between two lines' tops, in multiples of their size: the line spacing in use."""
    pitches: Counter[float] = Counter()
    for lines in groups:
        for before, after in pairwise(lines):
            pitch = (after.top - before.top) / max(before.size, 1.0)
            if abs(before.size - after.size) < 0.6 and 0.9 < pitch < 3:
                pitches[round(pitch, 1)] += 1
    common = [pitch for pitch, count in pitches.items() if count * 6 >= pitches.total()]
    usual = min(common, default=1.2)  # the smallest common one: where all paragraphs are one line, gaps are commonest
    return usual if usual < 1.7 or pitches.total() >= 8 else 1.2


@dataclass(frozen=True)
class Frame:
    """What lines are set in: the width between ``left`` and ``right``, the usual pitch, and whether it is a cell."""

    left: float
    right: float
    pitch: float
    cell: bool


def paragraphs_of(lines: Sequence[Line], frame: Frame) -> list[list[Line]]:
    """Split lines into paragraphs by distance, by numbering, and (outside cells) by lines that end early."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1], line, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins(group: Sequence[Line], line: Line, frame: Frame) -> bool:
    before = group[-1]
    size = max(before.size, line.size, 1.0)
    apart = (line.top - before.top) / size > frame.pitch * 1.25
    if apart or abs(before.size - line.size) > 1.2 or before.bold != line.bold:
        return True
    early = before.x1 < frame.right - 3 * size
    mark = mark_of(line.text)
    listed = mark is not None and mark.rank in _LIST_RANKS
    if listed and (ends_sentence(before.text) or (early and not frame.cell)):
        return True
    if frame.cell:
        ended = before.text.rstrip().endswith(("。", "；")) and before.x1 < frame.right - 2.5 * size
        return ended or (listed and early and mark_of(group[0].text) is not None)
    indented = line.x0 > frame.left + 1.4 * size and before.x0 < frame.left + 0.5 * size
    very_early = before.x1 < frame.left + 0.6 * (frame.right - frame.left)
    return very_early or (ends_sentence(before.text) and (early or indented))


def joined(lines: Sequence[Line]) -> str:
    """A paragraph's lines as one text. A wrap next to a Latin word is a space where the paragraph spaces its words."""
    whole = "\n".join(line.text for line in lines)
    habit = len(_SPACED.findall(whole)) > len(_TIGHT.findall(whole))
    text = ""
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if before is not None and _broken_number(before, line):
            text += line.text
            continue
        spaced = before is not None and (before.spaced_end or habit)
        text = join_lines(text, line.text, han_latin=" " if spaced else "")
    return text


def _broken_number(before: Line, line: Line) -> bool:
    """A figure too long for its column is broken between two digits: the line is one unspaced token up to there."""
    return (
        not before.spaced_end
        and before.text[-1].isdigit()
        and line.text[0].isdigit()
        and " " not in before.text
        and not any(is_han(c) for c in before.text)
    )


def looks_like_heading(lines: Sequence[Line], body_size: float) -> bool:
    """Larger or bolder than the running text, short, and not a sentence."""
    text = joined(lines)
    larger = lines[0].size > body_size * 1.08 or all(line.bold for line in lines)
    return larger and width(text) <= 160 and len(lines) <= 3 and not text.rstrip().endswith(("。", "；", "，"))
