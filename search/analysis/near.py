"""One character wrong, missing, too many, or two in the wrong order, in a run of Han characters.

Bigrams cannot see past a wrong character: it spoils two of the three of a word of four. So an engine is asked for the
pieces before and after each place (`probes`), and what it finds is checked against the text (`pattern`).
"""

import re
from typing import NamedTuple

from search.analysis.fold import fold
from search.analysis.query import Phrase, QueryTree
from search.analysis.tokens import UNSPACED

# In shorter runs one character is too much of the word; in longer ones the bigrams that are left say enough.
SHORTEST, LONGEST = 4, 8
MAX_RUNS = 3
# Index tokens that may stand between two pieces with one character between them.
GAP = 2
_RUN = re.compile(rf"[{UNSPACED}]+")


class Probe(NamedTuple):
    """Two pieces of a run that stand close together, or one piece alone (`after` is None)."""

    before: Phrase
    after: Phrase | None


def runs(tree: QueryTree) -> list[str]:
    """The folded runs of a query that may hold a slip."""
    found = _RUN.findall(fold(tree.text))
    return [run for run in dict.fromkeys(found) if SHORTEST <= len(run) <= LONGEST][:MAX_RUNS]


def probes(run: str) -> list[Probe]:
    """What to ask an engine for, so that every text with one slip is among the answers."""
    found: dict[Probe, None] = {}
    for place in range(len(run)):
        found[_around(run[:place], run[place + 1 :])] = None
        if place:
            found[_around(run[:place], run[place:])] = None
    for other in _rewritten(run):
        found[Probe(_phrase(other), None)] = None
    return list(found)


def pattern(run: str) -> re.Pattern[str]:
    """Matches, in folded text, the run with one slip; the longest way to read it first."""
    ways: dict[str, None] = {}
    for place in range(1, len(run)):
        ways[re.escape(run[:place]) + "." + re.escape(run[place:])] = None
    for place in range(1, len(run) - 1):
        ways[re.escape(run[:place]) + "." + re.escape(run[place + 1 :])] = None
    for other in _rewritten(run):
        ways[re.escape(other)] = None
    return re.compile("|".join(sorted(ways, key=len, reverse=True)))


def _rewritten(run: str) -> list[str]:
    """The run without one of its characters, and with two neighbours exchanged."""
    shorter = [run[:place] + run[place + 1 :] for place in range(len(run))]
    turned = [run[:place] + run[place + 1] + run[place] + run[place + 2 :] for place in range(len(run) - 1)]
    return [other for other in dict.fromkeys(shorter + turned) if other != run]


def _around(before: str, after: str) -> Probe:
    if not before or not after:
        return Probe(_phrase(before or after), None)
    return Probe(_phrase(before), _phrase(after))


def _phrase(run: str) -> Phrase:
    if len(run) == 1:
        return Phrase((run,), prefix=True)
    return Phrase(tuple(run[place : place + 2] for place in range(len(run) - 1)))
