"""Whose plan it is, and for which year, from the lines at the head of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import AgencyName
from .text import ends_sentence, narrow, one_line, squeeze, tidy
from .vocabulary import PLAN_WORDS, year_in

_BODIES = "Department|Bureau|Commission|Office|Council|Authority|Agency|Secretariat|Directorate|Ministry|Board"
_AGENCY_END = re.compile(
    r"(?:委員會|秘書處|公所|大隊|中心|大學|學校|[局處署部室院會府])$"
    rf"|\b(?:{_BODIES})$|\b(?:{_BODIES})\s+(?:of|for)\s+\w"
)
_GOVERNMENT = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:市|縣)政府")
_YEAR = re.compile(
    r"(?:中華)?(?:民國)?\s*[(（]?\s*(?:\d{2,4}|[一二三四五六七八九十百〇○零]{2,5})\s*[)）]?\s*年度?|(?:FY\s*)?(?:19|20)\d\d",
    re.IGNORECASE,
)
_OF = re.compile(r"^\s*(?:of|for)\s+(?:the\s+)?|\s+for$", re.IGNORECASE)
_DRAFT = re.compile(r"[(（]?(?:草案|核定本|修正本|初稿|定稿|draft)[)）]?", re.IGNORECASE)


@dataclass(frozen=True)
class Identity:
    """What the head of the document says: agency as written, its code if known, the year, and the whole title."""

    agency: str | None
    agency_code: str | None
    fiscal_year: int | None
    title: str
    other_government: bool = False  # the agency's name is known, but under another government
    government_named: bool = False


def is_title_line(text: str, agencies: Sequence[AgencyName]) -> bool:
    """A line that names the plan, its agency or its year, and nothing more."""
    line = one_line(text)
    if not line or len(line) > 90 or (ends_sentence(line) and not line.endswith((":", "："))):
        return False
    if PLAN_WORDS.search(line) and (year_in(line) or len(squeeze(line)) <= 30):
        return True
    bare = tidy(_YEAR.sub("", line)).strip()
    return not bare or (
        len(line) <= 60 and (_AGENCY_END.search(bare) is not None or _known(line, agencies) is not None)
    )


def _fold(text: str) -> str:
    return squeeze(narrow(text)).replace("台", "臺").casefold()


def _known(text: str, agencies: Sequence[AgencyName]) -> AgencyName | None:
    """The agency whose longest name stands in ``text``."""
    folded = _fold(text)
    found = [
        (len(_fold(name)), agency)
        for agency in agencies
        for name in agency.names
        if _fold(name) and _fold(name) in folded
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _written(lines: Sequence[str]) -> str | None:
    """The agency as the title lines write it: what is left when year and plan words are taken away."""
    best: str | None = None
    for line in lines:
        for part in PLAN_WORDS.split(_DRAFT.sub("", _YEAR.sub(" ", one_line(line)))):
            rest = re.sub(r"\s+", " ", _OF.sub("", part).strip(" 　-—:：、,，.（）()"))
            rest = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", rest)
            if rest and _AGENCY_END.search(rest) and (best is None or len(rest) > len(best)):
                best = rest
    return best


def identify(
    lines: Sequence[str], agencies: Sequence[AgencyName], governments: Sequence[str], fallback_year: int | None
) -> Identity:
    """Read the title lines. ``governments`` are names of the issuing government; empty: any prefix is accepted."""
    head = [one_line(line) for line in lines if one_line(line)]
    years = [year for line in head if PLAN_WORDS.search(line) and (year := year_in(line))]
    years += [year for line in head if (year := year_in(line))]
    agency = _written(head)
    known = _known(agency, agencies) if agency else None
    if agency is None:
        for line in head:
            known = _known(line, agencies)
            if known:
                agency = next(name for name in sorted(known.names, key=len, reverse=True) if _fold(name) in _fold(line))
                break
    prefix = _GOVERNMENT.match(agency.replace("台", "臺")) if agency else None
    ours = {_fold(name) for name in governments}
    other = bool(known and prefix and ours and _fold(prefix.group(0)) not in ours)
    titled: list[str] = []
    for line in head:
        if not any(_fold(line) in _fold(other_line) for other_line in titled):
            titled = [t for t in titled if _fold(t) not in _fold(line)] + [line]
    return Identity(
        agency=agency,
        agency_code=known.code if known and not other else None,
        fiscal_year=years[0] if years else fallback_year,
        title=" ".join(titled),
        other_government=other,
        government_named=prefix is not None,
    )
