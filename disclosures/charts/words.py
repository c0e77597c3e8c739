"""What charts say in words, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Final

from disclosures.charts.model import Point, Series, Words, known
from disclosures.charts.numbers import PERCENT, Scale

EMPTY: Final = ("沒有可以畫成圖的數字。", "There are no figures to draw.")
NOT_FROM_ZERO: Final = ("縱軸不從零開始。", "The vertical axis does not begin at zero.")
UNKNOWN: Final = ("無資料", "no figure")


def completed(words: Words, series: Sequence[Series]) -> Words:
    """The words with what is missing made from the content: the ids, and a description that tells the figures."""
    content = repr((series, words.unit, words.title, words.lang)).encode(errors="replace")
    key = words.key or f"chart-{sha256(content).hexdigest()[:10]}"
    if words.description:
        return replace(words, key=key)
    told = ("；" if words.chinese else "; ").join(_series_in_words(each, words) for each in series)
    return replace(words, key=key, description=told + ("。" if words.chinese else "."))


def empty(lang: str) -> str:
    """The sentence in place of a chart without figures, as markup."""
    return f'<p class="chart-empty">{_in(EMPTY, lang)}</p>'


def not_from_zero(lang: str) -> str:
    """The remark that keeps a cut axis honest."""
    return _in(NOT_FROM_ZERO, lang)


def point_in_words(series: Series, point: Point, words: Words) -> str:
    """``實際 103年度：98.5%（備註）``."""
    figure = figure_in_words(point.value, words)
    if words.chinese:
        return f"{series.name} {point.label}：{figure}" + (f"（{point.note}）" if point.note else "")
    return f"{series.name} {point.label}: {figure}" + (f" ({point.note})" if point.note else "")


def figure_in_words(value: Decimal | None, words: Words) -> str:
    """A figure with its unit, as exact as it is known."""
    number = known(value)
    if number is None:
        return _in(UNKNOWN, words.lang)
    scale = Scale.of(abs(number), words.unit, chinese=words.chinese)
    if scale.word and len(number.normalize().as_tuple().digits) > 4 and number.adjusted() < 18:
        scale = Scale(0, "")  # a figure that a scale would not shorten
    unit = "" if words.unit in PERCENT else words.unit
    space = "" if words.chinese or not unit else " "
    return f"{scale.text(number, exact=True)}{scale.word}{space}{unit}"


def _series_in_words(series: Series, words: Words) -> str:
    colon, comma = ("：", "、") if words.chinese else (": ", ", ")
    points = comma.join(f"{point.label} {figure_in_words(point.value, words)}" for point in series.points)
    return f"{series.name}{colon}{points}"


def _in(sentences: tuple[str, str], lang: str) -> str:
    return sentences[0] if lang.startswith("zh") else sentences[1]
