"""What engines do to texts before they store them. Lengths are kept where offsets matter."""

import re

from search.analysis.fold import fold
from search.analysis.tokens import UNSPACED

# SQLite and JSON refuse lone surrogates, C strings end at NUL.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_WRAPPED = re.compile(rf"(?<=[{UNSPACED}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{UNSPACED}])")
_NOT_KEY = re.compile(r"[\W_]+")
_LONG_DIGITS = re.compile(r"\d{6,}")


def storable(text: str) -> str:
    """The text with what no store takes replaced by spaces, character by character."""
    return _UNSTORABLE.sub(" ", text)


def unwrap(text: str) -> str:
    """The text of a page with Han words joined again that a line break had cut (備忘⏎錄)."""
    return _WRAPPED.sub("", text)


def number_key(number: str) -> str:
    """A number without width, case, spaces and punctuation: 府授研字第 111-001 號 → 府授研字第111001号."""
    return _NOT_KEY.sub("", fold(number))[:200]


def number_keys(number: str) -> set[str]:
    """The keys under which a number is found: itself, and its long row of digits, which is what people copy."""
    key = number_key(number)
    return {key, *_LONG_DIGITS.findall(key)} - {""}
