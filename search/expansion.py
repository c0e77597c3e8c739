"""What else a query may mean: other names of an agency, another way of counting years, editors' pairs.

Expansion happens when a query is asked, never when a page is indexed, so a new alias works at once. Pure functions;
where the groups come from is `search.registry`'s business.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.analysis.fold import fold
from search.analysis.query import Expander, Swap
from search.analysis.tokens import Piece, pieces

# 民國元年 is 1912.
ROC_OFFSET = 1911
# "70年" is read as a year of the Republic; "30年" is thirty years, unless 民國 stands before it.
BARE_ROC_YEARS = range(70, 200)
GREGORIAN_YEARS = range(ROC_OFFSET + 1, ROC_OFFSET + 200)

_DIGITS = "零一二三四五六七八九"
_YEAR = re.compile(
    r"(?P<era>民国)?\s?(?:(?<![\d.])(?P<number>\d{1,4})(?![\d.])|(?P<han>[零一二三四五六七八九十百]{2,7}))\s?(?P<unit>年度?)?"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that mean the same, as printed; `kind` is agency or synonym."""

    forms: tuple[str, ...]
    kind: str = "synonym"


class GroupExpander:
    """Finds any form of any group in a query, the longest first, and offers the others; and years."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._others: dict[str, tuple[list[str], str]] = {}
        patterns: dict[str, str] = {}
        for group in groups:
            usable = {key: form for form in group.forms if (key := form_key(form))}
            for key, form in usable.items():
                others, _ = self._others.setdefault(key, ([], group.kind))
                others += [other for other_key, other in usable.items() if other_key != key and other not in others]
                patterns[key] = _pattern(form)
        self._keys = sorted((key for key in patterns if self._others[key][0]), key=len, reverse=True)
        self._pattern = re.compile("|".join(f"({patterns[key]})" for key in self._keys)) if self._keys else None

    def __call__(self, text: str) -> Sequence[Swap]:
        swaps = list(year_swaps(text))
        if self._pattern is not None:
            for match in self._pattern.finditer(fold(text)):
                others, kind = self._others[self._keys[(match.lastindex or 1) - 1]]
                swaps.append(Swap(match.start(), match.end(), tuple(others), kind))
        return swaps


def make_expander(groups: Iterable[Group]) -> Expander:
    """An expander over these groups and over years."""
    return GroupExpander(groups)


def form_key(form: str) -> str:
    """What two forms must share to be the same one: folded pieces. Empty when nothing in it could be found."""
    return " ".join(piece.text for piece in pieces(form))


def _pattern(form: str) -> str:
    found = list(pieces(form))
    parts = [_piece_pattern(found[0])]
    for before, after in pairwise(found):
        parts.append(r"[\W_]*" if before.is_run or after.is_run else r"[\W_]+")
        parts.append(_piece_pattern(after))
    return "".join(parts)


def _piece_pattern(piece: Piece) -> str:
    if piece.is_run:
        return re.escape(piece.text)
    stem = re.escape(piece.text[:-1]) + "(?:y|ies)" if piece.text.endswith("y") else re.escape(piece.text) + "(?:e?s)?"
    return rf"(?<![a-z0-9]){stem}(?![a-z0-9])"


def year_swaps(text: str) -> Iterable[Swap]:
    """Years in a query in their other spellings, 2022年 ↔ 111年 ↔ 一百一十一年; a bare 2022 is one, a bare 111 not."""
    for match in _YEAR.finditer(fold(text)):
        year = _gregorian(match)
        if year is None:
            continue
        roc, unit = year - ROC_OFFSET, match["unit"] or "年"
        forms = [f"{roc}{unit}", f"{year}{unit}", f"{han_number(roc)}{unit}", f"{han_digits(roc)}{unit}"]
        if unit == "年度":
            forms.append(f"{year}年")
        typed = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        others = tuple(dict.fromkeys(form for form in forms if fold(form) != typed))
        yield Swap(start, start + len(typed), others, "year")


def _gregorian(match: re.Match[str]) -> int | None:
    if match["number"]:
        number = int(match["number"])
        if number in GREGORIAN_YEARS and not match["era"] and (match["unit"] or _stands_alone(match)):
            return number
    elif (parsed := parse_han_number(match["han"])) is not None:
        number = parsed
        if number in GREGORIAN_YEARS and match["unit"]:
            return number
    else:
        return None
    if match["era"] and 1 <= number < 200:
        return number + ROC_OFFSET
    return number + ROC_OFFSET if match["unit"] and number in BARE_ROC_YEARS else None


def _stands_alone(match: re.Match[str]) -> bool:
    """A bare 2022 is a year; the 2022 of 第2022號 is not."""
    text, (start, end) = match.string, match.span("number")
    return not text[:start][-1:].isalpha() and not text[end:][:1].isalpha()


def parse_han_number(text: str) -> int | None:
    """一百一十一, 一一一 and 百十一 as 111; None when the characters make no number below 10,000."""
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS.index(char)) for char in text)) if 0 < len(text) <= 4 else None
    total, digit = 0, None
    last_unit = 1000
    for char in text:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS.index(char)
        else:
            unit = {"百": 100, "十": 10}[char]
            if unit >= last_unit:
                return None
            total += (1 if digit is None else digit) * unit
            last_unit, digit = unit, None
    return total + (digit or 0)


def han_number(number: int) -> str:
    """A number from 1 to 999 in words: 111 → 一百一十一, 103 → 一百零三, 15 → 十五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def han_digits(number: int) -> str:
    """A number digit by digit, as on title pages: 111 → 一一一, 103 → 一○三 (found as 零 too, by folding)."""
    return "".join("○" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))
