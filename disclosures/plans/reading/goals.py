"""Sections in their final form, and goals: from the indicator table, and from the headings that describe them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .blocks import Where
from .indicators import GoalDraft
from .model import Goal, Problem, Section
from .numerals import Rank, mark_of
from .outline import SectionDraft
from .text import squeeze
from .values import weight_at_end
from .vocabulary import GOALS_WORDS, plain

_GOAL_LABEL = re.compile(r"[(（][^()（）]*目標[^()（）]*[)）]\s*$")
_ALIKE = 0.5  # below this two titles under one number are two goals


def goal_sections(sections: Sequence[SectionDraft]) -> dict[int, SectionDraft]:
    """The sections that are headed by a goal, by its number: numbered headings right under 施政目標 and its like."""
    best: dict[int, SectionDraft] = {}
    for parent in sections:
        if not any(word in plain(parent.heading) for word in GOALS_WORDS):
            continue
        children = [s for s in sections if s.parent is parent and s.mark is not None and s.mark.rank >= Rank.HAN]
        if len(children) >= 2 and [c.mark.number for c in children if c.mark] == list(range(1, len(children) + 1)):
            best = {child.mark.number: child for child in children if child.mark}
    return best


def heading_title(heading: str) -> str:
    """A goal's heading without its number, the label that repeats the number, and its weight."""
    mark = mark_of(heading)
    title = weight_at_end(mark.rest if mark else heading)[0]
    return _GOAL_LABEL.sub("", title).strip()


def merge_goals(
    drafts: list[GoalDraft], headed: dict[int, SectionDraft], problems: list[Problem]
) -> tuple[tuple[Goal, ...], dict[int, int]]:
    """The plan's goals, and which section (by identity) describes which goal.

    Titles and weights come from the table where there is one; a heading that words a goal differently is noted.
    """
    describes: dict[int, int] = {}
    by_number = {draft.number: draft for draft in drafts}
    for number, section in headed.items():
        title = heading_title(section.heading)
        where = section.piece.where if section.piece else Where()
        draft = by_number.get(number)
        if draft is None and drafts:
            continue  # the table is the list of goals; other headings stay prose
        if draft is None:
            by_number[number] = GoalDraft(number, title, where, number, weight_at_end(section.heading)[1])
            describes[id(section)] = number
            continue
        if squeeze(plain(draft.title)) == squeeze(plain(title)):
            describes[id(section)] = number
            continue
        if SequenceMatcher(None, plain(draft.title), plain(title)).ratio() < _ALIKE:
            continue
        describes[id(section)] = number
        if _bare(draft.title) != _bare(title):
            problems.append(
                Problem(
                    "goal_worded_differently",
                    "note",
                    f"目標{number}在表格中為「{draft.title}」，在本文標題中為「{title}」；採用表格的寫法。",
                    f"Goal {number} is “{draft.title}” in the table but “{title}” in its heading; "
                    "the table's wording is kept.",
                    where,
                )
            )
    problems += [
        Problem(
            "goal_number_repeated",
            "warning",
            f"目標「{d.title}」的編號 {d.printed} 已有其他目標使用，匯入時編為 {d.number}。",
            f"The goal “{d.title}” bears the number {d.printed}, which another goal has; it is taken as {d.number}.",
            d.where,
        )
        for d in drafts
        if d.printed is not None and d.printed != d.number
    ]
    goals = tuple(
        Goal(d.number, d.title, d.weight, "", d.where) for d in sorted(by_number.values(), key=lambda d: d.number)
    )
    return goals, describes


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", squeeze(text))


def finish_sections(drafts: Sequence[SectionDraft], describes: dict[int, int]) -> tuple[Section, ...]:
    """Sections, levels counted from 1 by the ranks in use; those below a goal's heading belong to the goal."""
    ranks = sorted({draft.rank for draft in drafts if draft.heading})
    made: list[Section] = []
    for draft in drafts:
        above: SectionDraft | None = draft
        while above is not None and id(above) not in describes:
            above = above.parent
        pieces = [draft.piece] if draft.piece else draft.paragraphs[:1]
        made.append(
            Section(
                heading=draft.heading,
                level=ranks.index(draft.rank) + 1 if draft.heading else 0,
                paragraphs=tuple(piece.clean for piece in draft.paragraphs),
                where=pieces[0].where if pieces else Where(),
                goal=describes[id(above)] if above is not None else None,
            )
        )
    return tuple(made)


def described(goals: Sequence[Goal], sections: Sequence[Section]) -> tuple[Goal, ...]:
    """Goals with the text of their sections as description; a sub-heading is a line of its own."""
    texts: dict[int, list[str]] = {}
    seen: set[int] = set()
    for section in sections:
        if section.goal is not None:
            lines = texts.setdefault(section.goal, [])
            if section.goal in seen:
                lines.append(section.heading)
            seen.add(section.goal)
            lines += section.paragraphs
    return tuple(Goal(g.number, g.title, g.weight, "\n".join(texts.get(g.number, [])), g.where) for g in goals)
