"""No text of a source is lost, whatever the source: it is placed or reported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.plans.reading import PlanReading, as_json, read_plan
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
_HEADING = st.sampled_from(["壹、前言", "一、願景", "(一)任務", "1. 說明", "(1)細項", "第一章 總說明", "附錄"])
_HEADERS = st.sampled_from(
    [
        ["策略目標", "衡量指標", "年度目標值"],
        ["工作計畫", "重要施政計畫項目", "實施內容"],
        ["計畫名稱", "實施內容", "經費(千元)"],
        ["策略目標", "績效指標", "達成情形"],
        ["甲", "乙", "丙"],
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> T:
    rows = [list(draw(_HEADERS))]
    rows += draw(st.lists(st.lists(_WORD.map(str.strip), min_size=3, max_size=3), min_size=1, max_size=5))
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


# A goal's title is placed in every table that repeats it, but shown once: it is left out of the count.
_SHOWN = {"prose", "heading", "indicator", "method", "formula", "target", "actual", "content", "item"}
_SHOWN |= {"programme", "remark"}


@pytest.mark.parametrize(
    "name",
    [
        "plan-103-taichung-rdec.docx",
        "plan-103-taichung-rdec.odt",
        "plan-103-taichung-rdec.pdf",
        "plan-103-taichung-rdec.txt",
        "plan-107-rdec.docx",
        "plan-107-rdec.odt",
        "plan-107-rdec.pdf",
        "plan-107-rdec.txt",
        "plan-111-taichung-rdec.txt",
    ],
)
def test_what_counts_as_placed_stands_in_the_reading(name: str) -> None:
    """Being marked as placed is not enough: the characters must be in the fields that an editor sees."""
    found = read_plan(document(name), known_agencies=[])
    fields = [found.title, str(as_json(found))]
    fields += [text for section in found.sections for text in (section.heading, *section.paragraphs)]
    fields += [p.remark or "" for p in found.programmes] + [r.actual or "" for r in found.results]
    shown = Counter(squeeze("".join(fields)))
    wanted = Counter(squeeze("".join(p.text for p in found.placed if p.role in _SHOWN)))
    marks = "一二三四五六七八九十0123456789()（）、.%-$\\*"  # numbering and weights have fields of their own
    assert not {c: n for c, n in (wanted - shown).items() if c not in marks}
