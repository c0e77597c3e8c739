"""Years and dates as each language writes them. Stored values are Gregorian; 民國 year = Gregorian − 1911."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
ROC_OFFSET = 1911


def roc_year(year: int) -> int:
    """The 民國 year of a Gregorian year: 2014 → 103."""
    return year - ROC_OFFSET


def fiscal_year_in_words(year: int, language: str) -> str:
    """``103年度`` in Chinese, ``2014`` in English; before 1912 Chinese also gives the Gregorian year."""
    if language.startswith("zh"):
        return f"{roc_year(year)}年度" if year > ROC_OFFSET else f"西元{year}年度"
    return str(year)


def date_in_words(day: date, language: str) -> str:
    """``民國115年11月21日`` in Chinese, ``21 November 2026`` in English."""
    if language.startswith("zh"):
        era = f"民國{roc_year(day.year)}年" if day.year > ROC_OFFSET else f"西元{day.year}年"
        return f"{era}{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
