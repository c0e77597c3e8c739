"""What does not add up. Every check only says so; no figure is ever changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from .blocks import Piece, Where
from .indicators import Numbered
from .model import Goal, Indicator, Problem, Programme, Result
from .text import narrow, squeeze
from .values import decimal, percentages

_RATIO = re.compile(
    r"[(（]?\s*(?P<part>\d[\d,]*(?:\.\d+)?)\s*[/÷]\s*(?P<whole>\d[\d,]*(?:\.\d+)?)\s*[)）]?\s*(?:[*×xX]\s*100\s*%?\s*)?[=＝]\s*(?P<said>\d+(?:\.\d+)?)\s*%"
)
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率")
_COUNT = re.compile(r"(?<![\d.,第])(\d[\d,]*)\s*(?:個|件|案|家|所|處|項|人次|人|場|單位|機關|戶|篇|次)")
_MAX_CODES = 500  # every pair is compared
_CODE = re.compile(r"(?<![\d-])(\d{1,3}(?:-\d{1,3}){2,3})(?![\d-])\s*([\u4e00-\u9fff][^\n，。；：、（(]{0,60})")


def weights(goals: Sequence[Goal], indicators: Sequence[Indicator]) -> Iterable[Problem]:
    """A goal's weight against the sum of its indicators' weights; and the total against 100 %."""
    for goal in goals:
        own = [indicator for indicator in indicators if indicator.goal == goal.number]
        if goal.weight is None or not own or any(indicator.weight is None for indicator in own):
            continue
        total = sum((indicator.weight for indicator in own if indicator.weight is not None), Decimal(0))
        if total != goal.weight:
            yield Problem(
                "goal_weight",
                "warning",
                f"目標{goal.number}「{goal.title}」權重 {goal.weight}%，其指標權重合計 {total}%，兩者不符。",
                f"Goal {goal.number} “{goal.title}” weighs {goal.weight} %, but its indicators add up to {total} %.",
                goal.where,
            )
    known = [indicator.weight for indicator in indicators if indicator.weight is not None]
    if known and len(known) == len(indicators) and (total := sum(known, Decimal(0))) != 100:
        yield Problem(
            "weights_total",
            "note",
            f"全部指標權重合計為 {total}%，不是 100%（其餘權重可能屬共同性指標）。",
            f"The indicators' weights add up to {total} %, not 100 % "
            "(the rest may belong to indicators common to all agencies).",
            indicators[0].where,
        )
    missing = [indicator for indicator in indicators if indicator.weight is None]
    if known and missing:
        yield Problem(
            "weight_missing",
            "warning",
            f"有 {len(missing)} 項指標沒有權重，例如「{missing[0].name}」。",
            f"{len(missing)} indicators have no weight, for example “{missing[0].name}”.",
            missing[0].where,
        )


def numbering(marks: Sequence[Numbered]) -> Iterable[Problem]:
    """Indicators whose printed number breaks the order of their goal."""
    before: Numbered | None = None
    count = 0
    for entry in marks:
        if before is not None and before.goal != entry.goal:
            before, count = None, 0
        if entry.mark is None:
            continue
        count += 1
        right = (
            before is None
            or before.mark is None
            or (before.mark.rank, before.mark.number + 1) == (entry.mark.rank, entry.mark.number)
        )
        if not right and before is not None and before.mark is not None:
            yield Problem(
                "numbering",
                "note",
                f"指標「{entry.name}」編號為「{entry.mark.raw}」，前一項為「{before.mark.raw}」，編號不連續。",
                f"The indicator “{entry.name}” is numbered {entry.mark.raw} after {before.mark.raw}: a break.",
                entry.where,
            )
        before = entry


def duplicates(indicators: Sequence[Indicator], goals: Sequence[Goal]) -> Iterable[Problem]:
    """Two indicators of one name; an indicator without target or without a goal although the plan has goals."""
    seen: dict[str, Indicator] = {}
    for indicator in indicators:
        name = squeeze(indicator.name)
        if name in seen:
            yield Problem(
                "duplicate_indicator",
                "warning",
                f"指標「{indicator.name}」出現兩次（第 {seen[name].number} 與第 {indicator.number} 項）。",
                f"The indicator “{indicator.name}” appears twice (numbers {seen[name].number} and {indicator.number}).",
                indicator.where,
            )
        seen.setdefault(name, indicator)
        if not indicator.target:
            yield Problem(
                "target_missing",
                "warning",
                f"指標「{indicator.name}」沒有目標值。",
                f"The indicator “{indicator.name}” has no target.",
                indicator.where,
            )
        if indicator.goal is None and goals:
            yield Problem(
                "goal_missing",
                "warning",
                f"無法判斷指標「{indicator.name}」屬於哪一項目標。",
                f"It is not clear which goal the indicator “{indicator.name}” belongs to.",
                indicator.where,
            )


def ratios(texts: Iterable[tuple[str, Where]]) -> Iterable[Problem]:
    """A written calculation, ``(a/b)*100%=c%``, whose result is not what the numbers give."""
    for text, where in texts:
        for found in _RATIO.finditer(narrow(text)):
            part, whole, said = decimal(found["part"]), decimal(found["whole"]), Decimal(found["said"])
            if part is None or not whole:
                continue
            digits = -(said.as_tuple().exponent if isinstance(said.as_tuple().exponent, int) else 0)  # type: ignore[operator]
            right = (part / whole * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            if abs(right - said) > Decimal(1).scaleb(-digits):
                yield Problem(
                    "ratio",
                    "warning",
                    f"文中寫 {found['part']}/{found['whole']} = {said}%，依其數字計算應為 {right}%。",
                    f"The text says {found['part']}/{found['whole']} = {said} %; its own numbers give {right} %.",
                    where,
                )


def results(found: Sequence[Result], indicators: Sequence[Indicator]) -> Iterable[Problem]:
    """Results against the plan: indicators that are not in it, texts about another indicator, unverifiable ratios."""
    names = {squeeze(indicator.name): indicator for indicator in indicators}
    for result in found:
        own, text = squeeze(result.indicator), squeeze(narrow(result.actual or ""))
        if indicators and own not in names:
            yield Problem(
                "result_indicator_not_in_plan",
                "note",
                f"成果表的指標「{result.indicator}」不在本年度的指標中（可能已更名或停用）。",
                f"The results list “{result.indicator}”, which is not among this year's indicators "
                "(renamed or dropped?).",
                result.where,
            )
        others = [squeeze(narrow(other.indicator)) for other in found if other is not result]
        others += [squeeze(narrow(name)) for name in names if name != own]
        other = next(
            (name for name in others if len(name) >= 6 and name in text and name not in squeeze(narrow(own))), None
        )
        measured, reported = set(_RATE.findall(result.indicator)), set(_RATE.findall(result.actual or ""))
        if other or (measured and reported and not measured & reported):
            about = other or "、".join(sorted(reported))
            yield Problem(
                "result_of_another_measure",
                "warning",
                f"指標「{result.indicator}」的達成情形寫的是「{about}」，與指標所衡量的不同。",
                f"The result given for “{result.indicator}” speaks of “{about}”, "
                "which is not what the indicator measures.",
                _place(result, "actual"),
            )
        yield from _implied(result, indicators)


def _implied(result: Result, indicators: Sequence[Indicator]) -> Iterable[Problem]:
    """A count and a percentage without the total: say which total they would imply, since nobody can verify them."""
    text = narrow(result.actual or "")
    counts = {decimal(count) for count in _COUNT.findall(text)}
    shares = set(percentages(text))
    if len(counts) != 1 or len(shares) != 1 or _RATIO.search(text):
        return
    count, share = counts.pop(), shares.pop()
    formula = next((i.formula or "" for i in indicators if squeeze(i.name) == squeeze(result.indicator)), "")
    if not count or not 0 < share < 100 or not ("率" in result.indicator or "/" in formula):
        return
    totals = [n for n in range(int(count), int(count) * 100 + 1) if abs(count / n * 100 - share) < Decimal("0.5")]
    said = f"{totals[0]}–{totals[-1]}" if len(totals) > 1 else str(totals[0]) if totals else ""
    yield Problem(
        "ratio_without_total",
        "note" if totals else "warning",
        f"「{result.indicator}」只寫 {count} 與 {share}%，沒有母數，無法驗算"
        + (f"；若比率正確，母數應為 {said}。" if said else "；沒有任何整數母數能得出這個比率。"),
        f"“{result.indicator}” gives {count} and {share} % but no total, so it cannot be verified; "
        + (f"the percentage would need a total of {said}." if said else "no whole number gives that percentage."),
        _place(result, "actual"),
    )


def _place(result: Result, name: str) -> Where:
    return dict(result.places).get(name, result.where)


def codes(pieces: Sequence[Piece]) -> Iterable[Problem]:
    """Items that carry a code such as 7-7-1: one title under two codes, or one code with two titles.

    A title may be cut by a line's end, so each is compared with the text that follows it, too.
    """
    coded: list[tuple[str, str, str, Where]] = []  # code, title as far as its line goes, title with what follows
    for index, piece in enumerate(pieces):
        if found := _CODE.search(squeeze(piece.clean)):
            following = "".join(squeeze(other.clean) for other in pieces[index + 1 : index + 4])
            coded.append((found.group(1), found.group(2), found.group(2) + following[:40], piece.where))
    coded = coded[:_MAX_CODES]
    told: set[tuple[str, str]] = set()
    for index, (code, title, whole, _) in enumerate(coded):
        for other_code, other_title, other_whole, where in coded[index + 1 :]:
            begins, other_begins = other_whole.startswith(title), whole.startswith(other_title)
            shared = title if begins else other_title
            if code != other_code and (begins or other_begins) and len(shared) >= 6 and (code, other_code) not in told:
                told.add((code, other_code))
                yield Problem(
                    "two_codes",
                    "warning",
                    f"「{shared}」有兩個編號：{code} 與 {other_code}。",
                    f"“{shared}” carries two codes: {code} and {other_code}.",
                    where,
                )
            elif code == other_code and not begins and not other_begins and (code, "") not in told:
                told.add((code, ""))
                yield Problem(
                    "one_code_two_titles",
                    "note",
                    f"編號 {code} 有兩個名稱：「{whole[:16]}」與「{other_whole[:16]}」。",
                    f"The code {code} stands for two titles: “{whole[:16]}” and “{other_whole[:16]}”.",
                    where,
                )


def item_numbers(programmes: Sequence[Programme]) -> Iterable[Problem]:
    """Items of one programme whose numbers do not run on from 1."""
    last: dict[tuple[str | None, str | None], int] = {}
    for row in programmes:
        if row.item_number is None:
            continue
        number = int(re.findall(r"\d+", row.item_number)[-1])
        key = (row.programme, row.parent_item)
        if number != last.get(key, 0) + 1:
            yield Problem(
                "item_numbering",
                "note",
                f"「{row.programme or ''}」的項目「{row.item}」編號為 {number}，"
                f"前一項為 {last.get(key, 0)}，編號不連續。",
                f"In “{row.programme or ''}” the item “{row.item}” is number {number} "
                f"after {last.get(key, 0)}: a break.",
                row.where,
            )
        last[key] = number
