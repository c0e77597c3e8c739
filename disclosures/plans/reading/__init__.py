"""Reading annual plans out of the documents that governments publish.

Pure Python, no Django: a file goes in, a frozen :class:`PlanReading` comes out, and nothing of the source is lost.

The stages, each in its own module:

1. ``intake``: distrust, by the rules for every upload (``disclosures.files``). Whatever cannot be read raises
   :class:`UnreadableDocument` with a sentence in Chinese and English that says what to do.
2. ``docx``, ``odt``, ``pdf`` (with ``pdf_lines``), ``txt``: every format becomes the same blocks (``blocks``):
   headings, paragraphs, and tables on a full grid, each piece with the place it stands at.
3. ``outline``: title lines, contents list, sections by their numbering, and the tables of a plan by the words in their
   header rows (``vocabulary``, ``columns``); a table that a page break cut in two is one again.
4. ``rows``, ``indicators``, ``programmes``, ``items``, ``goals``: rows that slipped sideways are aligned with their
   columns, rows that broke are joined, goals and indicators numbered, items paired with their contents.
5. ``checks``: what does not add up is said (:class:`Problem`), in both languages, and never repaired.
6. ``ledger``: every piece of the source ends as placed (with what it was taken for) or in ``unplaced``.

``guard`` runs all of it in a process of its own (``child``) with limits on time and memory, for files that strangers
upload; the two speak JSON that both check (``wire``).

No rule knows a document: they know how such plans are numbered, headed and laid out. Figures are kept as published and,
beside that, parsed (``values``).
"""

from .blocks import Where
from .export import as_json
from .guard import read_plan_guarded
from .intake import MAX_BYTES, UnreadableDocument, take_in, take_in_bytes
from .model import (
    AgencyName,
    Earlier,
    Goal,
    Indicator,
    Placed,
    PlanReading,
    Problem,
    Programme,
    Result,
    Section,
    Unplaced,
)
from .reader import read_intake, read_plan

__all__ = [
    "MAX_BYTES",
    "AgencyName",
    "Earlier",
    "Goal",
    "Indicator",
    "Placed",
    "PlanReading",
    "Problem",
    "Programme",
    "Result",
    "Section",
    "Unplaced",
    "UnreadableDocument",
    "Where",
    "as_json",
    "read_intake",
    "read_plan",
    "read_plan_guarded",
    "take_in",
    "take_in_bytes",
]
