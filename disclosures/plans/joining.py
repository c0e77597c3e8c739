"""Which rows of different years measure the same: similarity of names, pure, and suggestions with their reason.

Nothing is ever joined by itself: an editor decides, these functions only put what is likely first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

LIKELY = 0.35  # below this two names share words of the trade (率, 件數), not a meaning
OTHER_UNIT = 0.8  # the same words counted in another unit are usually another indicator
_YEARS = re.compile(r"(?:民國)?(?<!\d)(?:1\d\d|\d\d|(?:19|20)\d\d)\s*年度?")
_DROPPED = {"P", "Z", "S", "C"}  # punctuation, separators, symbols, controls

T = TypeVar("T")


def normalised(name: str) -> str:
    """What is compared of a name: one width, lower case, 臺 for 台, no years, no punctuation, no spaces."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("台", "臺")
    text = _YEARS.sub("", text)
    return "".join(char for char in text if unicodedata.category(char)[0] not in _DROPPED)


def bigrams(text: str) -> Counter[str]:
    """The pairs of neighbouring characters with their number; one character alone counts as itself."""
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1))) if text else Counter()


def similarity(one: str, other: str) -> float:
    """0 to 1 by Dice's coefficient over character bigrams of the normalised names; symmetric, 1 for equal names.

    A name of which nothing remains is like no other (0): it says nothing.
    """
    return _dice(bigrams(normalised(one)), bigrams(normalised(other)))


def _dice(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


@dataclass(frozen=True)
class Candidate(Generic[T]):
    """Something that can be joined: its names (a series goes by those of its rows as well) and its unit, if known."""

    item: T
    names: tuple[str, ...]
    unit: str = ""


@dataclass(frozen=True)
class Suggestion(Generic[T]):
    """A candidate with how alike its best name is (whole percent), and whether the units agree (None: not known)."""

    item: T
    name: str
    percent: int
    same_unit: bool | None


def suggest(
    names: Iterable[str], unit: str, candidates: Iterable[Candidate[T]], *, at_least: float = LIKELY, limit: int = 10
) -> list[Suggestion[T]]:
    """The candidates most like any of ``names``, best first; another unit weighs against, an unknown one does not."""
    wanted = [bigrams(normalised(name)) for name in names]
    found: list[tuple[float, Suggestion[T]]] = []
    for candidate in candidates:
        alike, name = max(
            ((_dice(want, bigrams(normalised(name))), name) for want in wanted for name in candidate.names),
            default=(0.0, ""),
        )
        same_unit = normal_unit(unit) == normal_unit(candidate.unit) if unit and candidate.unit else None
        score = alike * (OTHER_UNIT if same_unit is False else 1)
        if score >= at_least:
            found.append((score, Suggestion(candidate.item, name, round(alike * 100), same_unit)))
    found.sort(key=lambda pair: -pair[0])
    return [suggestion for _score, suggestion in found[:limit]]


def normal_unit(unit: str) -> str:
    """A unit for comparison: one width, no spaces; ``％`` is ``%``."""
    return "".join(unicodedata.normalize("NFKC", unit).casefold().split())
