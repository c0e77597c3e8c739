"""The words of the field: what column headings, section headings and titles are called in plans of any city."""

from __future__ import annotations

import re
from enum import StrEnum

from .numerals import chinese_number
from .text import narrow


class Role(StrEnum):
    """What a column of a plan's tables holds."""

    NUMBER = "number"
    GOAL = "goal"
    INDICATOR = "indicator"
    WEIGHT = "weight"
    ASSESSMENT = "assessment"
    METHOD = "method"
    FORMULA = "formula"
    TARGET = "target"
    ACTUAL = "actual"
    PROGRAMME = "programme"
    ITEM = "item"
    CONTENT = "content"
    BUDGET = "budget"
    REMARK = "remark"
    UNIT = "unit"
    OTHER = "other"  # a heading that is no word of the field: its cells are reported, not guessed at


_WORDS: dict[Role, str] = {
    Role.NUMBER: "編號 序號 項次 序 no no. number #",
    Role.GOAL: (
        "策略績效目標 策略目標 績效目標 施政目標 年度策略目標 年度施政目標 年度績效目標 關鍵策略目標 "
        "業務面向策略績效目標 施政重點 施政策略 策略 目標 strategicgoal strategicgoals goal goals "
        "strategicobjective objective objectives"
    ),
    Role.INDICATOR: (
        "衡量指標 績效指標 關鍵績效指標 年度績效指標 績效衡量指標 年度衡量指標 關鍵績效指標kpi 指標 指標名稱 "
        "指標項目 kpi 共同性指標 個別性指標 indicator indicators performanceindicator performanceindicators "
        "keyperformanceindicator measure"
    ),
    Role.WEIGHT: "權重 權數 配分 比重 指標權重 目標權重 weight weighting",
    Role.ASSESSMENT: "評估體制 評估機制 assessmentsystem assessment",
    Role.METHOD: "評估方式 評估方法 衡量方式 衡量方法 資料來源 method evaluationmethod datasource",
    Role.FORMULA: (
        "衡量標準 衡量基準 評量標準 計算方式 計算公式 公式 計算標準 指標定義 指標說明 計算方法 formula "
        "calculation standard"
    ),
    Role.TARGET: (
        "年度目標值 目標值 年度目標 預期目標值 預定目標值 原定目標值 原訂目標值 原目標值 預期目標 目標值單位 "
        "target targetvalue annualtarget"
    ),
    Role.ACTUAL: (
        "績效衡量暨達成情形分析 績效衡量暨達成情形 績效衡量及達成情形 達成情形 達成情形分析 達成情形說明 "
        "目標達成情形 實際值 實際達成值 實際績效值 達成值 達成目標值 年度達成情形 執行成果 辦理成果 實施成果 "
        "執行情形 辦理情形 實施狀況及成果 執行成果及效益 實際成果 成果 actual result results achieved "
        "achievement actualvalue"
    ),
    Role.PROGRAMME: (
        "工作計畫 工作計畫名稱 計畫名稱 施政計畫名稱 業務計畫 業務及工作計畫 施政計畫 計畫 計畫別 "
        "重要施政計畫 programme program programmename project plan"
    ),
    Role.ITEM: (
        "重要施政計畫項目 重要計畫項目 計畫項目 施政計畫項目 工作項目 重要工作項目 分項計畫 重點工作項目 "
        "重點項目 施政項目 項目 item items workitem"
    ),
    Role.CONTENT: (
        "實施內容 計畫內容 工作內容 執行內容 辦理內容 施政內容 計畫重點 實施方法 實施要領 工作要項 內容 "
        "內容摘要 計畫內容摘要 content contents description activities"
    ),
    Role.BUDGET: (
        "經費 預算 預算金額 預算數 經費需求 所需經費 經費預算 年度預算 預算經費 經費概算 概算 金額 預算額度 "
        "budget amount funding cost"
    ),
    Role.REMARK: "備註 備考 附註 說明 註記 remark remarks note notes",
}
_WORDS[Role.UNIT] = "單位 計量單位 衡量單位 unit units"
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_SAFE_SHORT = (
    "經費",
    "預算",
    "金額",
    "權重",
    "權數",
    "備註",
)  # short, but unmistakable at the end of a heading
_SUM_WORDS = ("合計", "總計", "小計", "總額", "需求", "額度")
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_YEAR_WORDS = re.compile(
    r"(?:民國)?(?:\d{2,4}|[一二三四五六七八九十百〇零]{2,5})\s*年度?|(?:fy|year)?\s*(?:19|20)\d\d|本年度|當年度|上年度|前年度"
)

_MULTIPLES = {"百萬元": 1000, "萬元": 10, "仟元": 1, "千元": 1, "億元": 100_000, "元": "0.001"}
UNIT_IN_THOUSANDS: dict[str, str] = {name: str(value) for name, value in _MULTIPLES.items()}
_MONEY_UNIT = re.compile(
    r"百萬元|萬元|[仟千]元|億元|(?:新[臺台]幣)?元|NT\$\s*thousand|thousands?|millions?", re.IGNORECASE
)

CONTENTS_WORDS = ("目錄", "目次", "contents", "tableofcontents")
GOALS_WORDS = ("施政目標", "策略目標", "績效目標", "strategicgoals", "strategicobjectives", "goals")
RESULTS_WORDS = ("實施狀況", "成果", "執行情形", "達成情形", "績效報告", "results", "achievements")
PLAN_WORDS = re.compile(
    r"施政計畫|施政綱要|施政計劃|工作計畫|annual\s+plan|policy\s+plan|administrative\s+plan", re.IGNORECASE
)
TOTAL_WORDS = {"合計", "總計", "小計", "總和", "權重合計", "total", "sum", "subtotal"}


def plain(text: str) -> str:
    """A heading reduced to what it is called: no brackets, years, spaces or numbering; lower case; 台 as 臺."""
    text = _BRACKETED.sub("", narrow(text).replace("台", "臺").replace("計劃", "計畫"))
    text = _YEAR_WORDS.sub("", re.sub(r"\s+", "", text.lower()))
    return text.strip("：:、，,。.-*")


def role_of(text: str) -> Role | None:
    """The role that a column heading names, or None; long headings may carry words before or after the name."""
    if len(text) > 60:
        return None
    called = plain(text)
    if not called:
        return Role.TARGET if _YEAR_WORDS.search(narrow(text)) and "目標" in text else None
    if called in _ROLE_OF:
        return _ROLE_OF[called]
    if len(called) > 20:
        return None
    ends = [word for word in _ROLE_OF if called.endswith(word) and (len(word) >= 3 or word in _SAFE_SHORT)]
    starts = [word for word in _ROLE_OF if len(word) >= 3 and called.startswith(word) and len(called) - len(word) <= 4]
    starts += [word for word in _SAFE_SHORT if called.removeprefix(word) in _SUM_WORDS]
    fits = ends or starts
    return _ROLE_OF[max(fits, key=len)] if fits else None


def unit_in_heading(text: str) -> str | None:
    """The unit that a target column's heading gives in brackets: ``目標值(%)``, ``目標值（單位：件）``."""
    found = re.search(r"[(（]\s*(?:單位\s*[:：]\s*)?(%|％|[\u4e00-\u9fff]{1,4})\s*[)）]\s*$", text)
    unit = narrow(found.group(1)) if found else ""
    return unit if unit and not re.search(r"權|年|值|註", unit) else None


def bare_year(text: str) -> int | None:
    """A sub-heading that is nothing but a ROC or Gregorian year: ``112`` under ``年度目標值``."""
    bare = narrow(text).strip()
    if not bare.isdecimal():
        return None
    number = int(bare)
    return number + 1911 if 80 <= number <= 200 else number if 1990 <= number <= 2111 else None


def exact_role(text: str) -> Role | None:
    return _ROLE_OF.get(plain(text))


def header_line(text: str) -> bool:
    """A line of three or more column headings with nothing but spaces between: a table that lost its columns."""
    words = text.split()
    return 3 <= len(words) <= 12 and all(exact_role(word) is not None for word in words)


def money_unit(text: str) -> str | None:
    """The factor from the unit named in ``text`` to thousand dollars, as a decimal string; None when none is named."""
    found = _MONEY_UNIT.search(narrow(text))
    if not found:
        return None
    name = found.group(0).lower()
    if "thousand" in name:
        return "1"
    if "million" in name:
        return "1000"
    return next(UNIT_IN_THOUSANDS[unit] for unit in UNIT_IN_THOUSANDS if name.endswith(unit))


_ROC = re.compile(r"(?:中華)?(?:民國)?\s*(\d{2,3})\s*年|[(（]\s*(\d{2,3})\s*[)）]\s*年|民國\s*(\d{1,3})(?!\d)")
_ROC_HAN = re.compile(r"(?:中華)?(?:民國)?\s*([一二三四五六七八九十百〇○零]{2,5})\s*年")
_GREGORIAN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def year_in(text: str) -> int | None:
    """The first year in ``text``, as a Gregorian year: ``103年``, ``上(102)年度``, ``一百零三年度``, ``2014``."""
    text = narrow(text)
    candidates: list[tuple[int, int]] = []
    if (found := _ROC.search(text)) and 1 <= (number := int(next(g for g in found.groups() if g))) <= 200:
        candidates.append((found.start(), number + 1911))
    if (han := _ROC_HAN.search(text)) and (spelled := chinese_number(han.group(1))) and 30 <= spelled <= 200:
        candidates.append((han.start(), spelled + 1911))
    if western := _GREGORIAN.search(text):
        candidates.append((western.start(), int(western.group(1))))
    return min(candidates)[1] if candidates else None
