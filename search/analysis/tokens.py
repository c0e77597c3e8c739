"""Tokens with their offsets. A Han run gives its bigrams and, to close it, its last character; a word is itself.

Positions matter: a phrase is a sequence of tokens that stand next to each other. The closing character of a run keeps
phrases from crossing punctuation and lets a query of one character be answered as a prefix.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.analysis.fold import fold

HAN = "々〇㐀-䶿一-鿿豈-﫿𠀀-𯨟𰀀-𲎯"
# Scripts written without spaces: Han, kana, bopomofo. Hangul is spaced but gains from bigrams too.
UNSPACED = f"{HAN}ぁ-ゟァ-ヺー-ヿㄅ-ㄯㆠ-ㆿ가-힣"
# A number with thousands separators is one word ("3,420" is found by 3420); a possessive 's is not a word.
_PIECES = re.compile(
    rf"(?P<run>[{UNSPACED}]+)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d))"
    rf"|(?P<word>(?:(?![{UNSPACED}])[^\W_])(?:(?![{UNSPACED}])[^\W_]|[\u0300-\u036f])*)(?:['’]s(?![^\W_]))?"
)
_MARKS = re.compile(r"[\u0300-\u036f,]")
# Longer words are noise (base64, rows of digits) and would only swell the index.
MAX_WORD = 64


class Token(NamedTuple):
    """A term and where it stands in the text: `text[start:end]` is what a reader sees of it."""

    term: str
    start: int
    end: int


class Piece(NamedTuple):
    """A run of Han characters or one word, folded, before it becomes tokens."""

    text: str
    start: int
    end: int
    is_run: bool


def pieces(text: str, *, stem: bool = True) -> Iterator[Piece]:
    """The runs and words of a text, in order, folded; offsets are those of `text`. `stem` takes plurals' endings."""
    for match in _PIECES.finditer(fold(text)):
        kind = match.lastgroup or "word"
        start, end = match.span(kind)
        value = match.group(kind)
        if kind == "run":
            yield Piece(value, start, end, True)
        else:
            word = _MARKS.sub("", value)
            yield Piece((plural_stem(word) if stem else word)[:MAX_WORD], start, end, False)


def tokenize(text: str) -> list[Token]:
    """Index-side tokens of a text."""
    tokens: list[Token] = []
    for piece in pieces(text):
        if not piece.is_run:
            tokens.append(Token(piece.text, piece.start, piece.end))
            continue
        run, start = piece.text, piece.start
        tokens += [Token(run[i : i + 2], start + i, start + i + 2) for i in range(len(run) - 1)]
        tokens.append(Token(run[-1], piece.end - 1, piece.end))
    return tokens


def index_terms(text: str, *, stem: bool = True) -> list[str]:
    """The terms of `tokenize(text)` without offsets; what an index stores."""
    terms: list[str] = []
    for piece in pieces(text, stem=stem):
        run = piece.text
        if piece.is_run:
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
            terms.append(run[-1])
        else:
            terms.append(run)
    return terms


def joined(texts: Iterable[str]) -> str:
    """The terms of several texts as one string for an engine whose own analyser only splits at spaces."""
    return " ".join(" ".join(index_terms(text)) for text in texts)


def plural_stem(word: str) -> str:
    """The minimal English stemmer (Harman's S-stemmer, as in Lucene's `minimal_english`): plurals only."""
    if len(word) < 3 or not word.endswith("s") or not word.isascii():
        return word
    before = word[-2]
    if before in "us":
        return word
    if before == "e":
        if len(word) > 3 and word[-3] == "i" and word[-4] not in "ae":
            return word[:-3] + "y"
        if word[-3] in "iaoe":
            return word
    return word[:-1]
