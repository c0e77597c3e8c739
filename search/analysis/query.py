"""What a visitor typed, as a tree: clauses are ANDed, the alternatives of a clause ORed, its phrases ANDed.

    MOU合作備忘錄  →  one clause, one alternative, two phrases: mou · 合作 作备 备忘 忘录

Whatever is typed gives a tree; nothing raises.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from search.analysis.tokens import UNSPACED, Piece, pieces

MAX_CHARS = 200
MAX_CLAUSES = 16
MAX_ALTERNATIVES = 9
MAX_ATOMS = 24

_QUOTES = str.maketrans({"“": '"', "”": '"', "＂": '"', "„": '"'})
_QUOTED = re.compile(r'"([^"]*)"')
# 備 忘 錄, letter-spaced as in titles: single characters with spaces between them are one run.
_SPACED_OUT = re.compile(rf"(?<![{UNSPACED}])[{UNSPACED}](?:\s+[{UNSPACED}](?![{UNSPACED}]))+")
_WORDS = re.compile(r"[^\W\d_]", re.ASCII)


class Swap(NamedTuple):
    """`text[start:end]` of a query may also read as any of `forms`; `kind` says why (agency, year, synonym)."""

    start: int
    end: int
    forms: tuple[str, ...]
    kind: str


Expander = Callable[[str], Sequence[Swap]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand next to each other; with `prefix`, the last one may be the beginning of a token."""

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Phrases that must all occur. `labels` are the forms put in place of what was typed; empty for the typed one."""

    phrases: tuple[Phrase, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One of `alternatives` must be met; the first is what was typed."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class QueryTree:
    """`text` is the query as understood (cleaned, cut to MAX_CHARS); `shortened` says that something was left out."""

    text: str
    clauses: tuple[Clause, ...]
    shortened: bool = False

    @property
    def phrases(self) -> list[Phrase]:
        """Every phrase of every alternative, for highlighting."""
        found = [p for clause in self.clauses for alternative in clause.alternatives for p in alternative.phrases]
        return list(dict.fromkeys(found))

    @property
    def atoms(self) -> list[Phrase]:
        """The single bigrams and words of what was typed: the material of the relaxed tier."""
        typed = [phrase for clause in self.clauses for phrase in clause.alternatives[0].phrases]
        found = [Phrase((term,)) for phrase in typed for term in phrase.terms if not _lonely(term)]
        return list(dict.fromkeys(found))[:MAX_ATOMS]


def no_expansion(_text: str) -> Sequence[Swap]:
    """The expander that adds nothing."""
    return ()


def clean(text: str) -> tuple[str, bool]:
    """The query without control characters, lone surrogates and surplus space; and whether it had to be cut."""
    # Cut before anything else: ten thousand characters cost no more than two hundred.
    head = text[: MAX_CHARS * 2]
    kept = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co", "Cf"} else char for char in head)
    kept = " ".join(kept.translate(_QUOTES).split())
    kept = _SPACED_OUT.sub(lambda match: "".join(match[0].split()), kept)
    return kept[:MAX_CHARS].strip(), len(kept) > MAX_CHARS or len(text) > len(head)


def parse(text: str, expand: Expander = no_expansion, *, stem: bool = True) -> QueryTree:
    """The tree of a query; empty when it holds no word and no character that could be found."""
    cleaned, shortened = clean(text)
    chunks = _chunks(cleaned, stem=stem)
    if len(chunks) > MAX_CLAUSES:
        chunks, shortened = chunks[:MAX_CLAUSES], True
    swaps = _without_overlap(expand(cleaned), chunks) if chunks else []
    clauses: list[Clause] = []
    for span, members in _merge(chunks, swaps):
        typed = Alternative(_typed(span, members, swaps))
        others = _alternatives(cleaned, span, [swap for swap in swaps if span[0] <= swap.start < span[1]])
        unique = {alternative.phrases: alternative for alternative in reversed([typed, *others])}
        ordered = [a for a in [typed, *others] if unique.get(a.phrases) is a]
        clauses.append(Clause(tuple(ordered[:MAX_ALTERNATIVES])))
    return QueryTree(cleaned, tuple(dict.fromkeys(clauses)), shortened)


def _typed(span: tuple[int, int], members: Sequence["_Chunk"], swaps: Sequence[Swap]) -> tuple[Phrase, ...]:
    """What was typed in a clause; a known name of several words is one phrase, other words stand alone."""
    if len(members) > 1 and any((swap.start, swap.end) == span for swap in swaps):
        return (phrase_of([piece for chunk in members for piece in chunk.pieces]),)
    return tuple(phrase for chunk in members for phrase in chunk.phrases())


class _Chunk(NamedTuple):
    """Pieces typed without a gap between them, or between quotation marks."""

    pieces: tuple[Piece, ...]
    quoted: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    def phrases(self) -> list[Phrase]:
        """Quoted: one phrase. Otherwise a number keeps to the Han beside it (111年度), a word stands alone."""
        if self.quoted:
            return [phrase_of(self.pieces)]
        groups: list[list[Piece]] = [[self.pieces[0]]]
        for before, after in pairwise(self.pieces):
            if _sticks(before, after):
                groups[-1].append(after)
            else:
                groups.append([after])
        return [phrase_of(group) for group in groups]


def phrase_of(group: Sequence[Piece]) -> Phrase:
    """The tokens of adjacent pieces as the index holds them; a single Han character at the end is a prefix."""
    terms: list[str] = []
    last = len(group) - 1
    for number, piece in enumerate(group):
        run = piece.text
        if not piece.is_run:
            terms.append(run)
            continue
        terms += [run[i : i + 2] for i in range(len(run) - 1)]
        if len(run) == 1 or number < last:
            terms.append(run[-1])
    tail = group[last]
    return Phrase(tuple(terms), prefix=tail.is_run and len(tail.text) == 1)


def phrase(text: str) -> Phrase | None:
    """The whole of a short text as one phrase, or None when it holds nothing that can be found."""
    found = tuple(pieces(text))
    return phrase_of(found) if found else None


def _sticks(before: Piece, after: Piece) -> bool:
    if before.is_run == after.is_run:
        return False
    return (before if not before.is_run else after).text.isdigit()


def _lonely(term: str) -> bool:
    return len(term) == 1 and not term.isascii()


def _chunks(text: str, *, stem: bool = True) -> list[_Chunk]:
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    chunks: list[_Chunk] = []
    current: list[Piece] = []
    region: tuple[int, int] | None = None

    def close() -> None:
        if current:
            chunks.append(_Chunk(tuple(current), quoted=region is not None))
            current.clear()

    for piece in pieces(text, stem=stem):
        inside = next((span for span in quoted if span[0] <= piece.start < span[1]), None)
        glued = bool(current) and current[-1].end == piece.start
        if inside != region or not (glued or (inside is not None and current)):
            close()
        region = inside
        current.append(piece)
    close()
    return chunks


def _without_overlap(swaps: Iterable[Swap], chunks: list[_Chunk]) -> list[Swap]:
    """The longest swaps first, none inside another, none touching what stands in quotation marks."""
    taken = [(chunk.start, chunk.end) for chunk in chunks if chunk.quoted]
    limit = chunks[-1].end
    kept: list[Swap] = []
    for swap in sorted(swaps, key=lambda s: (s.start - s.end, s.start)):
        if swap.end <= limit and all(swap.end <= start or swap.start >= end for start, end in taken):
            taken.append((swap.start, swap.end))
            kept.append(swap)
    return sorted(kept)


def _merge(chunks: list[_Chunk], swaps: list[Swap]) -> list[tuple[tuple[int, int], list[_Chunk]]]:
    """Chunks that one swap spans ("memorandum of understanding") become one clause."""
    merged: list[tuple[tuple[int, int], list[_Chunk]]] = []
    for chunk in chunks:
        spanned = merged and any(swap.start < merged[-1][0][1] and chunk.start < swap.end for swap in swaps)
        if spanned:
            (start, _), members = merged.pop()
            merged.append(((start, chunk.end), [*members, chunk]))
        else:
            merged.append(((chunk.start, chunk.end), [chunk]))
    return merged


def _alternatives(text: str, span: tuple[int, int], swaps: list[Swap]) -> list[Alternative]:
    """Each swap alone with each of its forms; and, where a clause holds several, all of them with each form in turn."""
    found: list[Alternative] = []
    start, end = span
    for swap in swaps:
        for form in swap.forms:
            found.append(_swapped(text, start, end, [(swap, form)]))
    if len(swaps) > 1:
        for number in range(max(len(swap.forms) for swap in swaps)):
            found.append(_swapped(text, start, end, [(s, s.forms[min(number, len(s.forms) - 1)]) for s in swaps]))
    return [alternative for alternative in found if alternative.phrases]


def _swapped(text: str, start: int, end: int, choices: list[tuple[Swap, str]]) -> Alternative:
    """The text of a clause with some swaps made. Forms with words in them stand as phrases of their own."""
    phrases: list[Phrase] = []
    glued = ""
    at = start
    for swap, form in choices:
        glued += text[at : swap.start]
        at = swap.end
        if _WORDS.search(form):
            phrases += [p for chunk in _chunks(glued) for p in chunk.phrases()]
            phrases += [p for p in [phrase(form)] if p]
            glued = ""
        else:
            glued += form
    phrases += [p for chunk in _chunks(glued + text[at:end]) for p in chunk.phrases()]
    return Alternative(tuple(phrases), tuple(form for _, form in choices))
