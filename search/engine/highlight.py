"""Snippets for every engine: from the stored text, with the analyser's own offsets, so that what is marked is what met.

The folded text has the length of the text, so candidates are found by plain substring search, and only the piece that
will be shown is analysed.
"""

import re
from collections.abc import Sequence

from search.analysis.fold import fold
from search.analysis.query import Phrase
from search.analysis.tokens import UNSPACED, Token, tokenize
from search.engine.base import Part

# Characters of a snippet; Han characters say about twice as much in a character as letters do.
WIDTH_HAN = 90
WIDTH_LATIN = 180
MAX_ANCHORS = 40
# Of a very long text only this much is looked at for a snippet.
MAX_TEXT = 200_000

_SPACE = re.compile(r"\s+")
_HAN = re.compile(rf"[{UNSPACED}]")
_BREAKS = "。；！？\n"


def mark(text: str, phrases: Sequence[Phrase]) -> tuple[Part, ...]:
    """The whole of a short text with every phrase marked."""
    return _parts(text, matches(tokenize(text), phrases))


def matches(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand in a row of tokens, as (start, end) in the text; sorted, overlapping ones merged."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        places.setdefault(token.term, []).append(place)
    spans: list[tuple[int, int]] = []
    for phrase in phrases:
        *body, last = phrase.terms
        size = len(phrase.terms)
        starts = places.get(phrase.terms[0], []) if body or not phrase.prefix else range(len(tokens))
        for start in starts:
            window = tokens[start : start + size]
            if len(window) < size or [token.term for token in window[:-1]] != body:
                continue
            tail = window[-1]
            if phrase.prefix and tail.term.startswith(last):
                spans.append((window[0].start, tail.start + len(last)))
            elif tail.term == last:
                spans.append((window[0].start, tail.end))
    return _merged(spans)


def snippet(text: str, phrases: Sequence[Phrase]) -> tuple[tuple[Part, ...], int]:
    """The piece of a text that holds the most phrases, marked, and how many it holds; the beginning when none."""
    text = text[:MAX_TEXT]
    width = WIDTH_HAN if len(_HAN.findall(text[:400])) > 60 else WIDTH_LATIN
    for start in _windows(text, phrases, width):
        begin = _begin(text, start)
        end = min(len(text), begin + width)
        piece = text[begin:end]
        tokens = tokenize(piece)
        spans = matches(tokens, phrases)
        if spans:
            held = sum(1 for phrase in phrases if matches(tokens, [phrase]))
            return _framed(piece, spans, begin > 0, end < len(text)), held
    piece = text[:width]
    return _framed(piece, [], False, len(text) > width), 0


def _windows(text: str, phrases: Sequence[Phrase], width: int) -> list[int]:
    """Starts of the pieces worth showing, the one with most phrases first."""
    folded = fold(text)
    anchors: list[tuple[int, int]] = []
    for number, phrase in enumerate(phrases):
        needle = _needle(phrase)
        place = folded.find(needle)
        for _ in range(MAX_ANCHORS):
            if place < 0:
                break
            anchors.append((place, number))
            place = folded.find(needle, place + 1)
    anchors.sort()
    scored: list[tuple[int, int]] = []
    for first, (place, _) in enumerate(anchors):
        inside: set[int] = set()
        for other, number in anchors[first:]:
            if other > place + width - 20:
                break
            inside.add(number)
        scored.append((-len(inside), place))
    return [place for _, place in sorted(scored)[:5]]


def _needle(phrase: Phrase) -> str:
    """A piece of folded text that is there wherever the phrase is: its first run, or a word without its ending."""
    first = phrase.terms[0]
    if not _HAN.match(first):
        return first[:-1] if first.endswith("y") and len(first) > 3 else first
    run = first
    for term in phrase.terms[1:]:
        if len(term) != 2 or not _HAN.match(term) or term[0] != run[-1]:
            break
        run += term[1]
    return run


def _begin(text: str, anchor: int) -> int:
    """A place before an anchor to begin reading at: the sentence's start if near, or a few characters earlier."""
    earliest = max(0, anchor - 30)
    breaks = [text.rfind(char, earliest, anchor) for char in _BREAKS]
    if max(breaks) >= 0:
        return max(breaks) + 1
    if earliest == 0:
        return 0
    begin = max(0, anchor - 20)
    space = text.find(" ", begin, anchor)
    return space + 1 if space >= 0 else begin


def _framed(piece: str, spans: list[tuple[int, int]], cut_before: bool, cut_after: bool) -> tuple[Part, ...]:
    parts = list(_parts(piece, spans))
    if cut_before:
        parts.insert(0, Part("…", False))
    if cut_after:
        parts.append(Part("…", False))
    return tuple(parts)


def _parts(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        parts += [Part(text[at:start], False), Part(text[start:end], True)]
        at = end
    parts.append(Part(text[at:], False))
    return tuple(Part(_SPACE.sub(" ", part.text), part.marked) for part in parts if part.text)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
