"""Folding: one character in, one character out, so that an offset in the folded text is an offset in the original.

Full width becomes half width, upper case lower case, accented Latin letters their base letter, and every Han
character the simplified form of its family (OpenCC's character tables, Taiwanese variants first). The folded text is
only ever compared, never shown.
"""

import hashlib
import unicodedata
from functools import cache

from opencc import OpenCC

# Ranges of code points that may hold Han characters (Unicode 14).
HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF))
# Everything else that can have a case, a width or an accent.
OTHER_RANGES = ((0x00, 0x2FFF), (0x3000, 0x33FF), (0xA000, 0xD7FF), (0xFB00, 0xFFFD), (0x10000, 0x1FFFF))

# Variants met in Taiwanese documents that OpenCC's tables keep apart: variant → the form it is printed as elsewhere.
EXTRA_VARIANTS = {"衞": "衛", "汙": "污", "缐": "線", "隷": "隸", "尅": "剋", "甯": "寧", "〇": "零", "○": "零"}


def fold(text: str) -> str:
    """The text with every character replaced by its folded form; `len(fold(text)) == len(text)` always."""
    return text.translate(_table())


def fold_fingerprint() -> str:
    """Changes when the table does (a new OpenCC, a new variant), so that an index built with another is rebuilt."""
    return hashlib.sha256(repr(sorted(_table().items())).encode()).hexdigest()[:16]


@cache
def _table() -> dict[int, int]:
    """Code point → folded code point, for the ones that change."""
    simplify = _simplifier()
    table: dict[int, int] = {}
    for first, last in (*OTHER_RANGES, *HAN_RANGES):
        for code in range(first, last + 1):
            folded = _fold_plain(chr(code))
            folded = simplify.get(folded, folded)
            if ord(folded) != code:
                table[code] = ord(folded)
    # A second pass makes folding idempotent: 薴 → 苧 → 苎.
    return {code: _follow(table, target) for code, target in table.items()}


def _follow(table: dict[int, int], code: int) -> int:
    seen = {code}
    while (target := table.get(code, code)) not in seen:
        seen.add(target)
        code = target
    return code


def _fold_plain(char: str) -> str:
    """Width, case and accent of one character, where the result is one character."""
    compatible = unicodedata.normalize("NFKC", char)
    if len(compatible) == 1:
        char = compatible
    lowered = char.lower()
    if len(lowered) == 1:
        char = lowered
    if ord(char) > 0x7F and unicodedata.name(char, "").startswith("LATIN "):
        parts = list(unicodedata.normalize("NFKD", char))
        base = parts[0]
        if all(unicodedata.combining(mark) for mark in parts[1:]):
            char = base.lower() if len(base.lower()) == 1 else base
    return char


def _simplifier() -> dict[str, str]:
    """Han character → simplified character, through the Taiwanese variants, one line per character."""
    chars = [chr(code) for first, last in HAN_RANGES for code in range(first, last + 1)] + ["〇", "○"]
    source = "\n".join(EXTRA_VARIANTS.get(char, char) for char in chars)
    simplified = OpenCC("t2s").convert(OpenCC("tw2t").convert(source)).split("\n")
    if len(simplified) != len(chars):
        raise RuntimeError("OpenCC changed the number of lines: its tables cannot be read character by character.")
    return {char: simple for char, simple in zip(chars, simplified, strict=True) if len(simple) == 1}
