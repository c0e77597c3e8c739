"""No text of a source is lost, whatever the source: it is placed or reported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.plans.reading import PlanReading, read_plan
from disclosures.plans.reading.text import squeeze

from .documents import document
from .makers import C, Doc, H, P, T, make
from .samples import ALL

KINDS = [".docx", ".odt", ".pdf", ".txt"]


def texts_of(doc: Doc) -> list[str]:
    cells = [c for block in doc if isinstance(block, T) for row in block.rows for c in row]
    inside = [c.text if isinstance(c, C) else c for c in cells]
    return [block.text for block in doc if not isinstance(block, T)] + inside


def kept(found: PlanReading) -> str:
    return squeeze("".join(p.text for p in found.placed) + "".join(u.text for u in found.unplaced))


def characters(texts: list[str]) -> Counter[str]:
    return Counter(squeeze("".join(texts)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
def test_every_character_of_a_plan_is_placed_or_reported(name: str, kind: str, tmp_path: Path) -> None:
    found = read_plan(make(ALL[name], tmp_path / f"plan{kind}"), known_agencies=[])
    missing = characters(texts_of(ALL[name])) - Counter(kept(found))
    assert not missing


_WORD = st.text(alphabet="海洋教育局推動計畫指標目標預算一二三、。（）()12年%元 abc", min_size=0, max_size=24)
_CELL = st.one_of(_WORD.map(str.strip), st.sampled_from(["", "一", "5%", "(5%)", "1", "合計", "--", "1. 甲\n2. 乙"]))
_HEADING = st.sampled_from(["壹、前言", "一、願景", "(一)任務", "1. 說明", "(1)細項", "第一章 總說明", "附錄"])
_HEADERS = st.sampled_from(
    [
        ["策略目標", "衡量指標", "年度目標值"],
        ["工作計畫", "重要施政計畫項目", "實施內容"],
        ["計畫名稱", "實施內容", "經費(千元)"],
        ["策略目標", "績效指標", "達成情形"],
        ["策略目標", "權重", "績效指標", "權重", "單位", "112年度目標值", "113年度目標值"],
        ["項次", "業務計畫", "工作計畫", "內容", "預算（元）", "備註", "主辦單位"],
        ["策略目標", "績效指標", "評估體制", "評估方式", "衡量標準", "原定目標值", "實際值", "達成情形"],
        ["甲", "乙", "丙"],
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> T:
    rows = [list(draw(_HEADERS))]
    wide = len(rows[0])
    rows += draw(st.lists(st.lists(_CELL, min_size=wide, max_size=wide), min_size=1, max_size=5))
    return T([[*row] for row in rows])


_DOCS = st.lists(st.one_of(_HEADING.map(lambda text: H(2, text)), _WORD.map(P), tables()), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(doc=_DOCS, kind=st.sampled_from([".odt", ".txt", ".pdf"]))
def test_no_document_loses_a_character(doc: Doc, kind: str) -> None:
    doc = [P("113年度施政計畫"), *doc]
    with TemporaryDirectory() as folder:
        found = read_plan(make(doc, Path(folder) / f"plan{kind}"), known_agencies=[])
    lost = characters(texts_of(doc)) - Counter(kept(found))
    assert not lost


# A goal's title is placed in every table that repeats it, but shown once: goals are looked for, not counted.
_COUNTED = {"prose", "heading", "indicator", "method", "formula", "target", "actual", "content", "item", "remark"}
_MARKS = "一二三四五六七八九十0123456789()（）、.%-$\\*"  # numbering and weights have fields of their own


def fields_of(found: PlanReading) -> list[str]:
    """Every text that an editor sees in the reading."""
    fields = [found.title, *(goal.title for goal in found.goals)]
    fields += [text for section in found.sections for text in (section.heading, *section.paragraphs)]
    for i in found.indicators:
        fields += [i.name, i.method or "", i.formula or "", i.target or "", str(i.assessment or "")]
    for r in found.results:
        fields += [r.goal_title or "", r.indicator, r.target or "", r.actual or ""]
    for p in found.programmes:
        fields += [p.programme or "", p.item or "", p.content or "", p.budget_text or "", p.remark or ""]
    other_years = [(e.target, e.result) for i in found.indicators for e in i.earlier]
    return fields + [text or "" for pair in other_years for text in pair]


def hidden(found: PlanReading) -> dict[str, int]:
    """Characters that were marked as placed but stand in no field; nothing, if the accounting is honest."""
    shown = Counter(squeeze("".join(fields_of(found))))
    wanted = Counter(squeeze("".join(p.text for p in found.placed if p.role in _COUNTED)))
    counted = {c: n for c, n in (wanted - shown).items() if c not in _MARKS}
    named = squeeze("".join(p.text for p in found.placed if p.role in {"goal", "programme", "budget"}))
    return counted | {c: 1 for c in named if c not in shown and c not in _MARKS}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(doc=_DOCS, kind=st.sampled_from([".odt", ".txt", ".pdf"]))
def test_nothing_is_called_placed_that_no_field_shows(doc: Doc, kind: str) -> None:
    doc = [P("113年度施政計畫"), *doc]
    with TemporaryDirectory() as folder:
        found = read_plan(make(doc, Path(folder) / f"plan{kind}"), known_agencies=[])
    assert not hidden(found)


REAL = [f"plan-{year}.{kind}" for year in ("103-taichung-rdec", "107-rdec") for kind in ("docx", "odt", "pdf", "txt")]


@pytest.mark.parametrize("name", [*REAL, "plan-111-taichung-rdec.txt"])
def test_nothing_of_a_real_plan_is_called_placed_that_no_field_shows(name: str) -> None:
    assert not hidden(read_plan(document(name), known_agencies=[]))
