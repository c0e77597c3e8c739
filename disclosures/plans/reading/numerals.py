"""Numbers as official documents write them: Chinese numerals, and the marks that number a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {c: i for i, c in enumerate("零壹貳參肆伍陸柒捌玖")}
_DIGITS |= {"○": 0, "Ｏ": 0, "兩": 2, "貮": 2, "贰": 2, "叁": 3, "叄": 3, "陆": 6, "元": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEMS = "甲乙丙丁戊己庚辛壬癸"
_HAN_NUMBER = "[一二三四五六七八九十百〇零]{1,5}"
_FORMAL_NUMBER = "[壹貳參叁叄肆伍陸柒捌玖拾]{1,4}"
_FORMAL = "零壹貳參肆伍陸柒捌玖"


def chinese_number(text: str) -> int | None:
    """``十一`` → 11, ``一百零三`` → 103, ``一〇三`` → 103, ``參`` → 3; None when it is no number."""
    text = text.strip()
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _UNITS:
            total += (digit or (1 if total == 0 or _UNITS[c] == 10 else 0)) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def han_numeral(number: int, *, formal: bool = False) -> str:
    """11 → ``十一`` (``拾壹`` when formal); what word processors generate for Chinese automatic numbering."""
    digits = _FORMAL if formal else "〇一二三四五六七八九"
    ten, hundred = ("拾", "佰") if formal else ("十", "百")
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}{hundred}" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


class Rank(IntEnum):
    """How deep a numbering mark lies by convention; the smaller the higher."""

    PART = 1  # 第一部分、第一章
    FORMAL = 2  # 壹、
    HAN = 3  # 一、
    HAN_BRACKET = 4  # (一)
    DIGIT = 5  # 1.
    DIGIT_BRACKET = 6  # (1)
    CIRCLED = 7  # ①


@dataclass(frozen=True)
class Mark:
    """A numbering mark at the start of a text, its number, and the text after it."""

    rank: Rank
    number: int
    raw: str
    rest: str


_MARKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (
        Rank.PART,
        re.compile(rf"第\s*({_HAN_NUMBER}|{_FORMAL_NUMBER}|\d{{1,2}})\s*(?:部分|部份|篇|章|編)\s*[、：:．.\s]?\s*"),
    ),
    (Rank.FORMAL, re.compile(rf"({_FORMAL_NUMBER})\s*[、．.：:]\s*")),
    (Rank.HAN, re.compile(rf"({_HAN_NUMBER})\s*[、．.]\s*")),
    (Rank.HAN_BRACKET, re.compile(rf"[(（﹙]\s*({_HAN_NUMBER})\s*[)）﹚]\s*[、．.]?\s*")),
    (Rank.DIGIT_BRACKET, re.compile(r"[(（﹙]\s*([0-9０-９]{1,2})\s*[)）﹚]\s*[、．.]?\s*")),
    (Rank.DIGIT, re.compile(r"([0-9０-９]{1,2})\s*(?:、|[.．](?![0-9０-９]))\s*")),
    (Rank.CIRCLED, re.compile(f"([{_CIRCLED}])\\s*")),
)
_BARE = re.compile(rf"({_HAN_NUMBER})(?:\s+|$)")
_ORDINAL = re.compile(
    rf"^[(（]?\s*({_HAN_NUMBER}|{_FORMAL_NUMBER}|[{_CIRCLED}])\s*[)）]?[、．.]?$|^[(（]\s*(\d{{1,2}})\s*[)）]$|^(\d{{1,2}})[、.]$"
)


def _value(raw: str) -> int | None:
    if raw in _CIRCLED:
        return _CIRCLED.index(raw) + 1
    return int(raw) if raw.isdecimal() else chinese_number(raw)


def mark_of(text: str, *, bare: bool = False) -> Mark | None:
    """The numbering mark that ``text`` begins with; with ``bare`` also ``一 title``, as goal columns write it."""
    text = text.lstrip()
    for rank, pattern in _MARKS:
        if found := pattern.match(text):
            number = _value(found.group(1))
            if number:
                return Mark(rank, number, found.group(0).strip(), text[found.end() :])
    if bare and (found := _BARE.match(text)):
        number = _value(found.group(1))
        if number:
            return Mark(Rank.HAN, number, found.group(1), text[found.end() :])
    return None


def pure_ordinal(text: str) -> int | None:
    """The number, if the whole text is nothing but an ordinal: ``一``, ``(二)``, ``3.``; never a plain ``3``."""
    found = _ORDINAL.match(text.strip())
    return _value(next(group for group in found.groups() if group)) if found else None
