"""The whole way: file → blocks → outline → rows → a reading whose every figure says where it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from . import checks
from .blocks import Paragraph, Piece, Source, pieces_of
from .docx import read_docx
from .goals import described, finish_sections, goal_sections, merge_goals
from .indicators import Measures, read_indicators, read_results
from .intake import Intake, no_text, take_in
from .ledger import Ledger
from .model import AgencyName, Earlier, Indicator, PlanReading, Problem, Programme, Result
from .odt import read_odt
from .outline import Outline, outline
from .pdf import read_pdf
from .programmes import read_programmes
from .text import squeeze
from .titles import Identity, identify
from .txt import read_txt
from .vocabulary import Role, header_line

_MOST_OF_A_KIND = 100
_READERS: dict[str, Callable[[bytes], Source]] = {"docx": read_docx, "odt": read_odt, "pdf": read_pdf, "txt": read_txt}


def read_plan(path: Path, *, known_agencies: Sequence[AgencyName], governments: Sequence[str] = ()) -> PlanReading:
    """Read an annual plan.

    ``known_agencies`` is the registry to match the agency with; ``governments`` are the names of the issuing
    government, so that an agency of the same name under another one is not taken for ours (empty: not checked).

    Raises UnreadableDocument, with a sentence in both languages, for a file that cannot be read as a plan.
    """
    return read_intake(take_in(path), known_agencies=known_agencies, governments=governments)


def read_intake(
    intake: Intake, *, known_agencies: Sequence[AgencyName], governments: Sequence[str] = ()
) -> PlanReading:
    """The same for a file that :func:`~.intake.take_in` or ``take_in_bytes`` has let in."""
    source = _READERS[intake.kind](intake.data)
    if not any(pieces_of(block) for block in source.blocks):
        raise no_text(scanned=False)
    ledger = Ledger(source.blocks)
    found = outline(source.blocks, ledger, known_agencies)
    identity = identify(found.title_lines or _first_lines(source), known_agencies, governments, _year_of_targets(found))
    problems: list[Problem] = []
    measures = Measures()
    for table in (t for t in found.tables if t.kind == "indicators"):
        read_indicators(table, measures, identity.fiscal_year, ledger)
    for table in (t for t in found.tables if t.kind == "results"):
        read_results(table, measures, identity.fiscal_year, ledger)
    programmes: list[Programme] = []
    for table in (t for t in found.tables if t.kind == "programmes"):
        programmes += read_programmes(table, ledger, problems)
    goals, describes = merge_goals(measures.goals, goal_sections(found.sections), problems)
    sections = finish_sections(found.sections, describes)
    goals = described(goals, sections)
    indicators = _with_earlier(measures.indicators, measures.results, identity.fiscal_year)
    pieces = [piece for block in source.blocks for piece in pieces_of(block)]
    problems += _identity_problems(identity)
    problems += _structure_problems(source, indicators, programmes)
    problems += checks.weights(goals, indicators)
    problems += checks.numbering(measures.marks)
    problems += checks.duplicates(indicators, goals)
    problems += checks.ratios((piece.clean, piece.where) for piece in pieces)
    problems += checks.results(measures.results, indicators)
    problems += checks.codes(pieces)
    problems += checks.item_numbers(programmes)
    return PlanReading(
        fingerprint=hashlib.sha256(intake.data).hexdigest(),
        kind=intake.kind,
        fiscal_year=identity.fiscal_year,
        roc_year=identity.fiscal_year - 1911 if identity.fiscal_year else None,
        agency=identity.agency,
        agency_code=identity.agency_code,
        title=identity.title,
        sections=sections,
        goals=goals,
        indicators=indicators,
        results=_settled(measures.results, problems),
        programmes=tuple(programmes),
        problems=_capped(problems),
        unplaced=ledger.unplaced,
        placed=ledger.placed,
    )


def _capped(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems with at most 100 of one kind: past that a reader learns nothing more, and is told so."""
    counts: Counter[str] = Counter()
    kept: list[Problem] = []
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= _MOST_OF_A_KIND:
            kept.append(problem)
    for code, count in counts.items():
        if (more := count - _MOST_OF_A_KIND) > 0:
            zh, en = (
                f"同類問題（{code}）另有 {more} 項，未逐一列出。",
                f"{more} more problems of the kind {code} are not listed.",
            )
            kept.append(Problem("more_of_a_kind", "note", zh, en))
    return tuple(kept)


def _first_lines(source: Source) -> list[str]:
    pieces = [piece for block in source.blocks[:6] for piece in pieces_of(block)]
    return [piece.clean for piece in pieces[:6] if len(piece.clean) <= 90]


def _year_of_targets(found: Outline) -> int | None:
    """The year that the target columns name most, for documents whose title names none."""
    years = Counter(
        column.year
        for table in found.tables
        if table.kind == "indicators"
        for column in table.header.columns
        if column.role is Role.TARGET and column.year
    )
    return max(years, key=lambda year: (years[year], year)) if years else None


def _with_earlier(
    indicators: Sequence[Indicator], results: Sequence[Result], year: int | None
) -> tuple[Indicator, ...]:
    """Indicators with the target and result that the same document gives under the same name for an earlier year."""
    made: list[Indicator] = []
    for indicator in indicators:
        given = {entry.year for entry in indicator.earlier}
        more = [
            Earlier(result.year, result.target, result.actual)
            for result in results
            if result.year is not None
            and result.year not in given
            and (year is None or result.year < year)
            and squeeze(result.indicator) == squeeze(indicator.name)
        ]
        earlier = tuple(sorted([*indicator.earlier, *more[:1]], key=lambda entry: entry.year))
        made.append(replace(indicator, earlier=earlier))
    return tuple(made)


def _settled(results: Sequence[Result], problems: Sequence[Problem]) -> tuple[Result, ...]:
    """Results without a parsed figure where the text speaks of another measure: that figure is not this result."""
    doubtful = [p.where for p in problems if p.code == "result_of_another_measure"]
    return tuple(
        replace(r, actual_value=None, actual_unit=None) if dict(r.places).get("actual", r.where) in doubtful else r
        for r in results
    )


def _identity_problems(identity: Identity) -> list[Problem]:
    problems: list[Problem] = []
    if identity.fiscal_year is None:
        problems.append(
            Problem(
                "year_unknown",
                "warning",
                "文件中找不到年度，請自行填寫。",
                "The document names no year; enter it by hand.",
            )
        )
    if identity.agency is None:
        problems.append(
            Problem(
                "agency_unknown",
                "warning",
                "文件中找不到機關名稱，請自行選擇。",
                "The document names no agency; choose it by hand.",
            )
        )
    elif identity.other_government:
        problems.append(
            Problem(
                "other_government",
                "warning",
                f"「{identity.agency}」屬於另一個政府，未與本府同名機關相連。",
                f"“{identity.agency}” belongs to another government and was not matched with ours of the same name.",
            )
        )
    elif identity.agency_code is None:
        problems.append(
            Problem(
                "agency_not_registered",
                "warning",
                f"機關名錄中沒有「{identity.agency}」，請自行選擇。",
                f"“{identity.agency}” is not in the register of agencies; choose it by hand.",
            )
        )
    elif not identity.government_named:
        problems.append(
            Problem(
                "government_not_named",
                "note",
                f"文件沒有寫明「{identity.agency}」屬於哪個政府，只依名稱對應，請確認。",
                f"The document does not say which government “{identity.agency}” belongs to: matched by name alone.",
            )
        )
    return problems


def _structure_problems(
    source: Source, indicators: Sequence[Indicator], programmes: Sequence[Programme]
) -> list[Problem]:
    problems: list[Problem] = []

    def lost(piece: Piece) -> Problem:
        return Problem(
            "columns_lost",
            "warning",
            "此處是表格，但沒有欄線可循，內容只能當作段落。建議改用原始的 .odt 或 .docx 匯入。",
            "A table begins here, but its columns are lost: it is kept as paragraphs. "
            "Import the original .odt or .docx.",
            piece.where,
        )

    lines = [block.piece for block in source.blocks if isinstance(block, Paragraph) and header_line(block.piece.clean)]
    problems += [lost(piece) for piece in lines[:1]]  # the heading repeats on every page
    if not indicators:
        problems.append(
            Problem("no_indicators", "note", "沒有辨識出指標表。", "No table of indicators was recognised.")
        )
    if not programmes:
        problems.append(
            Problem("no_programmes", "note", "沒有辨識出施政計畫表。", "No table of programmes was recognised.")
        )
    return problems
