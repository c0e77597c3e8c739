"""Small rules about text that every stage shares: spaces, wrapped lines, sentence ends."""

from __future__ import annotations

import re
import unicodedata

# Ideographs (with extension A and compatibility forms), bopomofo, and full-width or CJK punctuation.
HAN = (
    r"\u2e80-\u2fff\u3000-\u30ff\u3100-\u312f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_HAN = re.compile(f"[{HAN}]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SENTENCE_END = ("。", "！", "？", "；", "!", "?", ";", ".", "：", ":", "…")
_CLOSING = "」』）)]】》〉”’\"'"
_FORMULA = re.compile(r"\$([^$\n]{1,200})\$")
_MATHS = re.compile(r"^(?=.*[=*/\\])[\s\w()*/+\-=.,%\\{}^<>]+$", re.ASCII)
_RULE = re.compile(r"^[\s\-_=—–─━|+:*.]+$")


def tidy(text: str) -> str:
    """The text with invisible characters gone and every run of blanks as one space; line breaks stay."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def squeeze(text: str) -> str:
    """The text without any white space: what two copies of a passage are compared by."""
    return re.sub(r"\s+", "", tidy(text))


def is_han(character: str) -> bool:
    return bool(_HAN.match(character))


def join_lines(first: str, second: str, *, han_latin: str = "") -> str:
    """Undo a wrapped line: no space next to Han characters, one space between two Latin words.

    ``han_latin`` goes between a Han character and a Latin one, where only the document's own habit can tell.
    """
    if not first or not second:
        return first + second
    left, right = first[-1], second[0]
    if is_han(left) and is_han(right):
        return first.rstrip() + second.lstrip()
    if is_han(left) or is_han(right):
        return first + (han_latin if left.isalnum() and right.isalnum() else "") + second
    if right in ")]%,.;:/*=" or left in "([/=*" or left.isspace() or right.isspace():
        return first + second
    return f"{first} {second}"


def one_line(text: str) -> str:
    """All lines of a title, a name or a formula joined into one."""
    joined = ""
    for line in tidy(text).split("\n"):
        joined = join_lines(joined, line)
    return joined


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a sentence mark (brackets and quotation marks after it do not count)."""
    bare = text.rstrip()
    while bare and bare[-1] in _CLOSING and len(bare) > 1 and bare[-2] in _SENTENCE_END:
        bare = bare[:-1]
    return bare.endswith(_SENTENCE_END)


def is_rule(text: str) -> bool:
    """A line or cell that only draws a rule: dashes, underscores, equals signs."""
    return bool(text.strip()) and bool(_RULE.match(text)) and sum(c in "-_=—–─━" for c in text) >= 1


def without_artefacts(text: str) -> str:
    """Undo what converters add around figures, emphasis and list items; nothing else is touched."""

    def plain(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner.replace("\\", "") if _MATHS.match(inner) else match.group(0)

    text = _FORMULA.sub(plain, text)
    text = re.sub(r"\\([%*_#&$()\[\]~<>.\-+!])", r"\1", text)
    text = re.sub(r"\*\*(\S(?:[^*\n]*\S)?)\*\*", r"\1", text)
    text = re.sub(r"(?m)^[-*•]\s+(?=[(（][一二三四五六七八九十\d]+[)）])", "", text)
    return re.sub(r"\[bookmark:[^\]\n]*\]", "", text)


def narrow(text: str) -> str:
    """Full-width letters, digits and marks as their ASCII forms, for reading figures (never for display)."""
    return unicodedata.normalize("NFKC", text)


def width(text: str) -> int:
    """How wide a line is on paper, in half-width columns: a Han character counts two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text.rstrip())
